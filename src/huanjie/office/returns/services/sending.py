"""Writing a signed bundle for the superior, and keeping what the superior answers."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from huanjie.evidence.bundle import GENESIS, ManifestHead, write_bundle
from huanjie.evidence.signature import PublicKey, public_key
from huanjie.law.catalogue import sentence
from huanjie.office.documents import queries as documents
from huanjie.office.documents.services import receive as keep_document
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns.events import BundleDelivered, BundleWritten, ReceiptKept
from huanjie.office.returns.models import (
    Demand,
    Receipt,
    ReturnSet,
    SentBundle,
    SituationAnswer,
    SituationReport,
)
from huanjie.office.returns.packing import Packed, lines_of
from huanjie.office.returns.procedure import RETURN_SET
from huanjie.office.returns.queries.compute import key_of as election_key
from huanjie.office.returns.queries.heads import heads_to_send
from huanjie.office.returns.queries.keys import key_of, private_key, superior_of
from huanjie.office.returns.queries.parts import Part, levels_below, parts_of
from huanjie.office.returns.queries.received import last_bundle
from huanjie.office.returns.queries.sets import content_of, findings_of
from huanjie.office.returns.queries.situations import unsent_reports
from huanjie.office.returns.receipts import Answer, read_receipt
from huanjie.office.returns.refusals import refused
from huanjie.office.returns.services.sets import check_fresh
from huanjie.office.returns.signed import NotSigned

KIND = "returns"
MOVES = {"received": "arrive", "accepted": "accept", "returned": "remark", "refused": "remark"}
"""What an answer does to the set."""


def send_up(*, return_set: ReturnSet, at: datetime, today: date, actor: Actor) -> SentBundle:
    """Sign and write the next bundle of the unit: the set, the returns below it, the reports.

    Raises `Refused` for a set without both signatures, a stale one, or a unit without a key.
    """
    unit = Unit.objects.get(code=return_set.unit_code)
    parts = [part for level in levels_below(unit) for part in parts_of(unit.code, level, at=at)]
    below = [_passed_on(part) for part in parts if part.content is not None]
    return write(return_set=return_set, below=below, at=at, today=today, actor=actor)


@command(by=Role.OFFICE)
def write(
    *,
    return_set: ReturnSet,
    below: Iterable[Packed],
    at: datetime,
    today: date,
    actor: Actor,
) -> SentBundle:
    """Write the bundle as a document and as the next of the unit's chain. Raises `Refused`."""
    state = RETURN_SET.after(return_set.state, "export")
    check_fresh(return_set)
    unit = Unit.objects.get(code=return_set.unit_code)
    kept = key_of(unit.code)
    if kept is None:
        raise refused("returns-no-key", unit=unit.name)
    reports = unsent_reports(unit.code)
    before = last_bundle(unit.code)
    head = _head(return_set, unit, before, at)
    heads = heads_to_send(unit.code)
    tables = {
        **lines_of([_own(return_set), *below]),
        **_words(return_set, reports, today),
        "ledger": heads,
    }
    files = {name: path for report in reports for name, path in _attached(report)}
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="bundle-", dir=folder)
    os.close(handle)
    try:
        manifest = write_bundle(Path(name), head, tables=tables, files=files, key=private_key(kept))
        document = keep_document(
            unit=unit, kind="return-bundle", name=file_name(unit.code, manifest.sequence),
            content=Path(name), actor=actor,
        )  # fmt: skip
    finally:
        Path(name).unlink(missing_ok=True)
    sent = SentBundle.objects.create(
        unit=unit, return_set=return_set, sequence=manifest.sequence, digest=manifest.digest,
        previous=manifest.previous, document=document, written_at=at,
        heads_until=heads[-1]["day"] if heads else _carried_before(before),
    )  # fmt: skip
    SituationReport.objects.filter(pk__in=[r.pk for r in reports]).update(bundle=sent)
    _move_on(return_set, state)
    event = BundleWritten(
        sent.sequence, sent.digest, sent.previous, return_set.version, len(reports)
    )
    record(event, actor=actor, unit=unit.code)
    return sent


def _carried_before(before: SentBundle | None) -> date | None:
    """Up to which day the bundle before carried the ledger's heads."""
    return before.heads_until if before is not None else None


def file_name(unit: str, sequence: int) -> str:
    """How a bundle's file is called."""
    return f"{unit}-{sequence:04d}.hjb"


def _move_on(return_set: ReturnSet, state: str) -> None:
    return_set.state = state
    return_set.save(update_fields=["state"])
    earlier = ReturnSet.objects.filter(
        election=return_set.election_id, version__lt=return_set.version
    ).exclude(state="superseded")
    for before in earlier:
        if RETURN_SET.may(before.state, "supersede"):
            before.state = RETURN_SET.after(before.state, "supersede")
            before.save(update_fields=["state"])


def _head(
    return_set: ReturnSet, unit: Unit, before: SentBundle | None, at: datetime
) -> ManifestHead:
    election = return_set.election
    is_correction = before is not None and before.return_set_id != return_set.pk
    return ManifestHead(
        kind=KIND,
        unit=unit.code,
        unit_name=unit.name,
        election={"key": election_key(election), "level": election.level},
        as_of=return_set.as_of,
        sequence=before.sequence + 1 if before else 1,
        previous=before.digest if before else GENESIS,
        made_at=at,
        supersedes=before.digest if before is not None and is_correction else None,
        reason=(return_set.reason or "数据更新") if is_correction else "",
    )


def _own(return_set: ReturnSet) -> Packed:
    election = return_set.election
    return Packed(
        content=content_of(return_set),
        title=election.title,
        version=return_set.version,
        reason=return_set.reason,
        polling_day=election.polling_day.isoformat() if election.polling_day else "",
    )


def _passed_on(part: Part) -> Packed:
    """The return of a unit below, with the bundle in which it came."""
    content, received, kept = part.content, part.received, part.kept
    if content is None:
        raise ValueError(part.unit)
    if received is not None:
        arrival = received.arrival
        source = {
            "kind": received.source_kind,
            "digest": received.source_digest or arrival.digest,
            "sequence": received.source_sequence or arrival.sequence,
            "signer": received.source_signer or arrival.signer,
        }
        day = received.polling_day.isoformat() if received.polling_day else ""
        return Packed(
            content, received.title, received.version, received.reason, day, False, source
        )
    version = kept.version if kept else 0
    source = {"kind": part.source, "digest": "", "sequence": 0, "signer": ""}
    return Packed(content, part.name, version, "", "", False, source)


def _words(
    return_set: ReturnSet, reports: list[SituationReport], today: date
) -> dict[str, list[Mapping[str, Any]]]:
    """Cover, explanations, findings and situation reports as lines."""
    findings = findings_of(return_set, today=today)
    return {
        "cover": [cover_of(return_set)],
        "explanations": [
            {"code": e.code, "paths": e.paths, "text": e.text, "by": e.by}
            for e in return_set.explanations.all()
        ],
        "findings": [
            {
                "code": f.code, "severity": f.severity.value, "paths": list(f.paths),
                "zh": sentence(f, "zh"), "en": sentence(f, "en"),
            }
            for f in findings
        ],
        "situations": [_situation(report) for report in reports],
    }  # fmt: skip


def cover_of(return_set: ReturnSet) -> dict[str, Any]:
    """The cover: who filled it in, who reviewed it, how to reach them, what they remark."""
    return {
        "title": return_set.election.title,
        "version": return_set.version,
        "filler": return_set.filler_name,
        "filler_post": return_set.filler_post,
        "filled_on": return_set.filled_on,
        "reviewer": return_set.reviewer_name,
        "reviewer_post": return_set.reviewer_post,
        "reviewed_on": return_set.reviewed_on,
        "phone": return_set.phone,
        "remarks": return_set.remarks,
        "reason": return_set.reason,
    }


def _situation(report: SituationReport) -> dict[str, Any]:
    return {
        "key": report.key, "stage": report.stage, "on": report.on, "title": report.title,
        "progress": report.progress, "practice": report.practice,
        "difficulties": report.difficulties, "next_steps": report.next_steps,
        "written_by": report.written_by,
        "attachments": [
            {"name": d.name, "file": f"{d.digest[:16]}-{d.name}"}
            for d in report.attachments.all()
        ],
    }  # fmt: skip


def _attached(report: SituationReport) -> Iterable[tuple[str, Path]]:
    for document in report.attachments.all():
        yield f"{document.digest[:16]}-{document.name}", documents.path(document)


@command(by=Role.OFFICE)
def note_delivery(*, bundle: SentBundle, address: str, at: datetime, actor: Actor) -> None:
    """The superior's installation has answered over the network."""
    bundle.delivered_at = at
    bundle.save(update_fields=["delivered_at"])
    record(BundleDelivered(bundle.sequence, bundle.digest, address), actor=actor, unit=actor.unit)


@command(by=Role.OFFICE, scope=Scope.OWN)
def keep_receipt(*, unit: Unit, text: str, actor: Actor) -> Receipt:
    """Keep the superior's answer to one of the unit's bundles; twice the same is harmless.

    Raises `Refused` for a receipt that is none, is for another unit or an unknown bundle, or is
    not signed by the superior.
    """
    try:
        answer, key = read_receipt(text)
    except NotSigned:
        raise refused("returns-receipt-unreadable") from None
    bundle = SentBundle.objects.filter(unit=unit, digest=answer.bundle).first()
    if bundle is None or answer.sender != unit.code:
        raise refused("returns-receipt-unknown-bundle", digest=answer.bundle[:16])
    if key not in _superiors_keys(unit):
        raise refused("returns-receipt-stranger", fingerprint=key.fingerprint)
    kept, is_new = Receipt.objects.get_or_create(
        bundle=bundle, verdict=answer.verdict, at=answer.at, defaults={"content": text}
    )
    if is_new:
        _apply(bundle, answer, unit)
    event = ReceiptKept(bundle.digest, answer.verdict, answer.count)
    record(event, actor=actor, unit=unit.code)
    return kept


def _superiors_keys(unit: Unit) -> list[PublicKey]:
    """The superior's key, registered from its enrolment or kept in this installation."""
    peer = superior_of(unit.code)
    own = key_of(unit.parent_id) if unit.parent_id else None
    texts = [peer.public] if peer else []
    return [public_key(text) for text in (*texts, *([own.public] if own else []))]


def _apply(bundle: SentBundle, answer: Answer, unit: Unit) -> None:
    """Move the set on; keep the demands and answers that came along."""
    kept = bundle.return_set
    newest = kept.bundles.order_by("-sequence").first()
    move = MOVES[answer.verdict]
    if newest == bundle and RETURN_SET.may(kept.state, move):
        kept.state = RETURN_SET.after(kept.state, move)
        kept.save(update_fields=["state"])
    for demand in answer.demands:
        Demand.objects.update_or_create(
            unit=unit,
            origin=f"{answer.by}-{demand['key']}",
            defaults={
                "name": str(demand["name"])[:80], "tables": list(demand["tables"]),
                "units": [unit.code], "issued_on": demand["issued_on"],
                "due_on": demand["due_on"], "issued_by": answer.by_name[:60],
            },
        )  # fmt: skip
    for each in answer.answers:
        report = SituationReport.objects.filter(unit=unit, key=str(each["key"])).first()
        if report is not None and report.state != "answered":
            SituationAnswer.objects.create(
                unit=unit, report=report, text=str(each["text"]), at=answer.at,
                by=f"{answer.by_name} {each['by']}"[:60],
            )  # fmt: skip
            report.state = "answered"
            report.save(update_fields=["state"])


def remarks_of(receipt: Receipt) -> dict[str, Any]:
    """What a kept receipt says."""
    found: dict[str, Any] = json.loads(receipt.content)
    return found
