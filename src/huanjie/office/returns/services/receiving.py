"""Receiving bundles from below: verified, kept with provenance, accepted or sent back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Q

from huanjie.evidence.bundle import (
    Head,
    Manifest,
    Problem,
    follow,
    open_bundle,
    remarks,
)
from huanjie.evidence.bundle.problems import shown
from huanjie.law.finding import Severity
from huanjie.office.committee.models import Election
from huanjie.office.documents.services import receive as keep_document
from huanjie.office.inbox.services import note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns.events import (
    BundleReceived,
    BundleRefused,
    BundleRepeated,
    ReturnsAccepted,
    ReturnsSentBack,
)
from huanjie.office.returns.faults import as_data, finding, problem
from huanjie.office.returns.heads import head_faults
from huanjie.office.returns.inspection import KIND, MANIFEST, Inspected, inspect
from huanjie.office.returns.lines import YEARS
from huanjie.office.returns.models import (
    Arrival,
    Demand,
    ReceivedReturn,
    SituationReport,
)
from huanjie.office.returns.packing import Packed, as_text
from huanjie.office.returns.queries.heads import heads_of
from huanjie.office.returns.queries.keys import key_of, known_signers, private_key
from huanjie.office.returns.queries.received import (
    chain_of,
    election_years,
    missing_sequences,
)
from huanjie.office.returns.receipts import Answer, receipt_text
from huanjie.office.returns.refusals import refused
from huanjie.office.returns.services.situations import as_lines
from huanjie.office.returns.words import STAGES

RECEIVERS = (Role.OFFICE, Role.STANDING_COMMITTEE)
LEDGER = frozenset({"returns-ledger-rewritten", "returns-ledger-break"})
"""A ledger with another past: told to the receiver, who decides, and to the sender."""
HARMLESS = LEDGER | {"chain-lost", "chain-out-of-order"}
"""What is named and does not keep a bundle out: each holds a whole set."""


@dataclass(frozen=True)
class Delivery:
    """How a bundle came: its file's name, by network, browser, command or hand, and when."""

    name: str
    way: str
    at: datetime


def receive(*, unit: Unit, path: Path, delivery: Delivery, today: date, actor: Actor) -> Arrival:
    """Take in a bundle: kept when it holds, its refusal recorded when not; twice is harmless.

    Reading goes before the transaction, so that a large file stops nobody else's work; keeping is
    one transaction, so that a break in the middle leaves nothing.
    """
    found = inspect(path, known=known_signers(unit.code), today=today)
    return keep_arrival(unit=unit, path=path, found=found, delivery=delivery, actor=actor)


@command(by=RECEIVERS)
def keep_arrival(
    *, unit: Unit, path: Path, found: Inspected, delivery: Delivery, actor: Actor
) -> Arrival:
    """Keep what was inspected, or the record of its refusal."""
    manifest = found.manifest
    if manifest is None or found.contents is None or found.refusals:
        return _refuse(unit, found, delivery, actor)
    known = Arrival.objects.filter(unit=unit, digest=manifest.digest).exclude(state="refused")
    before = known.first()
    if before is not None:
        return _repeat(before, actor)
    known_heads = heads_of(unit.code, manifest.unit)
    faults = [
        *chain_faults(unit, manifest),
        *_other_election(unit, manifest),
        *head_faults(known_heads, found.contents.heads),
    ]
    grave = [fault for fault in faults if fault.code not in HARMLESS]
    if grave:
        return _refuse(unit, replace(found, refusals=tuple(grave)), delivery, actor)
    return _take(unit, path, replace(found, refusals=tuple(faults)), delivery, actor)


def chain_faults(unit: Unit, manifest: Manifest) -> list[Problem]:
    """Does the bundle continue, or fit into a gap of, its sender's chain?"""
    chain = chain_of(unit.code, manifest.unit)
    if not chain:
        return follow(None, manifest)
    last = chain[-1]
    head = Head(KIND, manifest.unit, _election_of(last), last.sequence, last.digest)
    faults = follow(head, manifest)
    is_late = any(fault.code == "chain-out-of-order" for fault in faults)
    if is_late and not _fits_gap(chain, manifest):
        wrong = finding("returns-chain-forked", sequence=manifest.sequence)
        return [problem(wrong, MANIFEST, 1, "previous")]
    return faults


def _election_of(arrival: Arrival) -> dict[str, str] | None:
    found: dict[str, str] | None = arrival.cover.get("election")
    return found


def _fits_gap(chain: list[Arrival], manifest: Manifest) -> bool:
    """A late bundle fits where its neighbours name it, and it them."""
    by_number = {arrival.sequence: arrival for arrival in chain}
    before, after = (by_number.get(manifest.sequence + step) for step in (-1, 1))
    if manifest.sequence in by_number:
        return False
    follows = before is None or before.digest == manifest.previous
    return follows and (after is None or after.previous == manifest.digest)


def _other_election(unit: Unit, manifest: Manifest) -> Iterator[Problem]:
    """Is it of the election that is held now? Known from our own records, else from what came."""
    key = (manifest.election or {}).get("key", "")
    year = key.rpartition("/")[2]
    days = Election.objects.filter(
        Q(unit_id=manifest.unit) | Q(unit=unit), polling_day__isnull=False
    ).values_list("polling_day__year", flat=True)
    expected = {str(each) for each in days} or election_years(unit.code)
    if expected and not any(year.isdigit() and abs(int(year) - int(e)) <= 1 for e in expected):
        wrong = finding("returns-other-election", found=key, expected=tuple(sorted(expected)))
        yield problem(wrong, MANIFEST, 1, "election")


def _refuse(unit: Unit, found: Inspected, delivery: Delivery, actor: Actor) -> Arrival:
    manifest = found.manifest
    made = _arrival(unit, found, delivery)
    made.state = "refused"
    made.problems = [as_data(fault) for fault in found.refusals]
    made.remarks = remarks(found.refusals)
    made.decided_at, made.decided_by = delivery.at, actor.name
    made.save()
    codes = tuple(dict.fromkeys(fault.code for fault in found.refusals))
    event = BundleRefused(made.sender, made.file, made.digest, codes)
    record(event, actor=actor, unit=unit.code)
    # A stranger gets no signed word from us, nor what else a receipt tells.
    if manifest is not None and known_signers(unit.code).get(manifest.unit) == manifest.key:
        _write_receipt(made, "refused", delivery.at, missing=())
    return made


def _arrival(unit: Unit, found: Inspected, delivery: Delivery) -> Arrival:
    manifest = found.manifest
    made = Arrival(unit=unit, file=delivery.name[-160:], way=delivery.way, came_at=delivery.at)
    if manifest is not None:
        made.sender, made.sender_name = shown(manifest.unit)[:12], shown(manifest.unit_name)[:60]
        made.digest, made.previous = manifest.digest, manifest.previous
        made.sequence = min(manifest.sequence, 2**31 - 1)
        made.as_of = manifest.as_of if manifest.as_of.year in YEARS else None
        made.signer = manifest.key.fingerprint
    return made


def _repeat(before: Arrival, actor: Actor) -> Arrival:
    before.repeats += 1
    before.save(update_fields=["repeats"])
    event = BundleRepeated(before.sender, before.sequence, before.digest, before.repeats)
    record(event, actor=actor, unit=before.unit_id)
    return before


def _take(unit: Unit, path: Path, found: Inspected, delivery: Delivery, actor: Actor) -> Arrival:
    manifest, contents = found.manifest, found.contents
    if manifest is None or contents is None:
        raise ValueError(delivery.name)
    made = _arrival(unit, found, delivery)
    made.state = "waiting"
    made.problems = [
        *(as_data(fault, Severity.WARN) for fault in found.refusals),
        *(as_data(said, each.severity) for each, said in found.findings),
    ]
    told = [fault for fault in found.refusals if fault.code in LEDGER]
    made.remarks = remarks([*told, *found.errors])
    made.heads = [dict(head) for head in contents.heads]
    made.cover = {
        "cover": dict(contents.cover),
        "explanations": [dict(line) for line in contents.explanations],
        "election": dict(manifest.election or {}),
        "errors": len(found.errors),
        "reason": manifest.reason.replace("\0", "�")[:300],
    }
    made.document = keep_document(
        unit=unit, kind="return-bundle", name=made.file, content=path, actor=actor
    )
    made.save()
    ReceivedReturn.objects.bulk_create(_received(made, each) for each in contents.returns)
    _keep_situations(unit, made, contents.situations, path, actor)
    _supersede(unit, manifest, made)
    event = BundleReceived(
        made.sender, made.sequence, made.digest, len(contents.returns), len(found.findings)
    )
    record(event, actor=actor, unit=unit.code)
    missing = missing_sequences(unit.code, made.sender)
    _write_receipt(made, "received", delivery.at, missing=missing)
    note(
        unit=unit, role=Role.OFFICE, link=f"/returns/arrivals/{made.pk}/", actor=actor,
        subject_zh=f"收到{made.sender_name}的报表，待接收",
        subject_en=f"Returns from {made.sender_name} wait for acceptance",
    )  # fmt: skip
    return made


def _received(arrival: Arrival, each: Packed) -> ReceivedReturn:
    content, source = each.content, each.source
    return ReceivedReturn(
        arrival=arrival,
        subject=content.unit[:12],
        subject_name=content.unit_name[:60],
        level=content.level,
        election=content.election[:40],
        title=each.title[:120],
        polling_day=date.fromisoformat(each.polling_day) if each.polling_day else None,
        version=each.version,
        reason=each.reason[:300],
        as_of=content.as_of,
        digest=content.digest[:80],
        content=as_text(content),
        is_own=each.is_own,
        source_digest=str(source.get("digest", ""))[:80],
        source_sequence=int(source.get("sequence", 0)),
        source_signer=str(source.get("signer", ""))[:60],
        source_kind=str(source.get("kind", "bundle"))[:10],
    )


def _keep_situations(
    unit: Unit, arrival: Arrival, lines: Iterable[Mapping[str, Any]], path: Path, actor: Actor
) -> None:
    """The situation reports of the sender, with their attachments; one kept before stays."""
    sender = Unit.objects.filter(code=arrival.sender).first()
    if sender is None:
        return
    for line in lines:
        key = str(line.get("key", ""))[:60]
        is_own = key.startswith(f"{sender.code}/")
        if not is_own or SituationReport.objects.filter(key=key).exists():
            continue
        stage = str(line.get("stage", ""))
        made = SituationReport.objects.create(
            unit=sender, key=key, stage=stage if stage in STAGES else "summary",
            on=date.fromisoformat(str(line["on"])), title=str(line["title"])[:120],
            progress=str(line["progress"]), practice=str(line["practice"]),
            difficulties=str(line["difficulties"]), next_steps=str(line["next_steps"]),
            written_by=str(line["written_by"])[:60], sent_at=arrival.came_at, state="sent",
            arrival=arrival,
        )  # fmt: skip
        for attached in line.get("attachments", ()):
            _keep_attachment(unit, made, attached, path, actor)


def _keep_attachment(
    unit: Unit, report: SituationReport, attached: Mapping[str, Any], path: Path, actor: Actor
) -> None:
    with open_bundle(path) as bundle:
        if attached.get("file") not in bundle.files:
            return
        content = bundle.file(str(attached["file"]))
    name = str(attached.get("name", "attachment"))
    kept = keep_document(unit=unit, kind="situation", name=name, content=content, actor=actor)
    report.attachments.add(kept)


def _supersede(unit: Unit, manifest: Manifest, made: Arrival) -> None:
    """The earlier bundles of the sender whose figures the new one replaces."""
    if not manifest.supersedes:
        return
    earlier = Arrival.objects.filter(
        unit=unit, sender=manifest.unit, sequence__lt=made.sequence
    ).filter(state__in=("waiting", "accepted"))
    earlier.update(state="superseded")


def _write_receipt(
    arrival: Arrival, verdict: str, at: datetime, *, missing: tuple[int, ...]
) -> None:
    """Sign the answer where the receiver has a key; a page says so where it has none."""
    kept = key_of(arrival.unit_id)
    if kept is None:
        return
    sender = arrival.sender
    demands = [
        each
        for each in Demand.objects.filter(unit_id=arrival.unit_id, withdrawn_on__isnull=True)
        if sender in each.units
    ]
    answer = Answer(
        by=arrival.unit_id,
        by_name=arrival.unit.name,
        sender=sender,
        bundle=arrival.digest,
        sequence=arrival.sequence,
        verdict=verdict,
        at=at,
        remarks=arrival.remarks if verdict in ("returned", "refused") else {},
        words=arrival.words,
        missing=missing,
        demands=as_lines(demands),
        answers=tuple(_answers(sender)),
    )
    arrival.receipt = receipt_text(answer, private_key(kept))
    arrival.save(update_fields=["receipt"])


def _answers(sender: str) -> Iterator[dict[str, str]]:
    """The answers to the sender's situation reports that came in bundles."""
    reports = SituationReport.objects.filter(unit_id=sender, arrival__isnull=False)
    for report in reports.prefetch_related("answers"):
        for answer in report.answers.all():
            yield {"key": report.key, "text": answer.text, "by": answer.by}


@command(by=RECEIVERS)
def accept(*, arrival: Arrival, remark: str, at: datetime, actor: Actor) -> Arrival:
    """Accept a set as it stands and sign the receipt.

    Raises `Refused` when it was decided before, when an ERROR stands, or without a key.
    """
    _check_open(arrival)
    if arrival.cover.get("errors"):
        raise refused("returns-accept-with-errors", count=int(arrival.cover["errors"]))
    arrival.state, arrival.words = "accepted", remark.strip()
    return _decide(arrival, "accepted", at, actor)


@command(by=RECEIVERS)
def send_back(*, arrival: Arrival, words: str, at: datetime, actor: Actor) -> Arrival:
    """Return a set with the machine's remarks and the receiver's words. Never edits it.

    Raises `Refused` without words where the checks found nothing either.
    """
    _check_open(arrival)
    if not words.strip() and not arrival.remarks:
        raise refused("returns-send-back-without-words")
    arrival.state, arrival.words = "returned", words.strip()
    return _decide(arrival, "returned", at, actor)


def _check_open(arrival: Arrival) -> None:
    if arrival.state not in ("waiting", "accepted"):
        raise refused("returns-arrival-decided", sender=arrival.sender_name)
    if key_of(arrival.unit_id) is None:
        raise refused("returns-no-key", unit=arrival.unit.name)


def _decide(arrival: Arrival, verdict: str, at: datetime, actor: Actor) -> Arrival:
    arrival.decided_at, arrival.decided_by = at, actor.name
    arrival.save()
    missing = missing_sequences(arrival.unit_id, arrival.sender)
    _write_receipt(arrival, verdict, at, missing=missing)
    event: ReturnsAccepted | ReturnsSentBack
    if verdict == "accepted":
        event = ReturnsAccepted(arrival.sender, arrival.digest, arrival.words)
    else:
        count = sum(map(len, arrival.remarks.values()))
        event = ReturnsSentBack(arrival.sender, arrival.digest, count, arrival.words)
    record(event, actor=actor, unit=arrival.unit_id)
    return arrival
