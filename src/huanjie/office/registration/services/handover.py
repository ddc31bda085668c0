"""Giving the register of a township to another installation, and entering its receipt."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from huanjie.evidence.bundle import (
    GENESIS,
    BundleRefused,
    Manifest,
    ManifestHead,
    read_receipt,
    write_bundle,
)
from huanjie.evidence.sealing import SHORTEST, is_long_enough
from huanjie.law.article import ELECTION_LAW
from huanjie.office.documents.services import receive as keep_document
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command, refuse_if
from huanjie.office.ledger.scope import significant
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries
from huanjie.office.registration.events import RegisterHandedOver, RegisterReceiptEntered
from huanjie.office.registration.handing import (
    FIGURES,
    KIND,
    RULE,
    SEALED,
    Partner,
    Row,
    findings,
    head_of,
    sealed_rows,
)
from huanjie.office.registration.models import Handover
from huanjie.office.registration.refusals import refusal
from huanjie.office.registration.services.holding import lock_register

DOCUMENT_KIND = "register-bundle"


@dataclass
class Counted:
    """Rows on their way past, counted by kind; of persons those of the area."""

    area: str
    seen: dict[str, int] = field(default_factory=lambda: {"person": 0, "status": 0, "last": 0})

    def passing(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows."""
        prefix = significant(self.area)
        for row in rows:
            kind = str(row["row"])
            if kind in self.seen and str(row.get("village", prefix)).startswith(prefix):
                self.seen[kind] += 1
            yield row


@command(by=Role.OFFICE)
def hand_over(
    *, unit: Unit, area: str, to: Partner, passphrase: str, at: datetime, actor: Actor
) -> Handover:
    """Seal and sign the register of a township for another installation, which writes from now on.

    A register that was given and not yet received may be sealed once more, under a passphrase that
    is remembered: it is the same register, and the same number of its chain. Raises `Refused`.
    """
    given = Unit.objects.get(code=area)
    county = county_of(unit, given, to)
    if not is_long_enough(passphrase):
        raise Refused([refusal("handover-passphrase-short", RULE, shortest=SHORTEST)])
    lock_register(county)
    last = queries.last_handover(area)
    again = last if last is not None and last.state == "given" and last.peer == to.code else None
    if again is None:
        refuse_if(queries.why_not_handed(given, county))
    made = again or _next(unit, given, county, to, at, last)
    manifest = _write(made, unit, to, passphrase, actor)
    if again is not None:
        made.replaced = [*made.replaced, made.digest]
    made.digest, made.handed_at, made.done_by = manifest.digest, at, actor.name
    made.save()
    Handover.objects.filter(area=given, state="held").update(state="given_back")
    event = RegisterHandedOver(
        area, to.code, made.sequence, made.digest, made.previous, made.persons, made.statuses,
        made.last_roll,
    )  # fmt: skip
    record(event, actor=actor, unit=unit.code, articles=[ELECTION_LAW[27, 1]])
    return made


def county_of(unit: Unit, area: Unit, partner: Partner) -> str:
    """The county in whose register the area stands, when the two units are it and the township.

    Raises `Refused`.
    """
    pair = {unit.code, partner.code}
    if area.level != "township" or pair != {area.code, area.parent_id}:
        facts = {"area": area.name, "unit": unit.name, "partner": partner.name}
        raise Refused([refusal("handover-wrong-units", RULE, **facts)])
    return str(area.parent_id)


def _next(
    unit: Unit, area: Unit, county: str, to: Partner, at: datetime, last: Handover | None
) -> Handover:
    return Handover(
        unit=unit,
        area=area,
        county=county,
        direction="out",
        state="given",
        peer=to.code,
        peer_name=to.name,
        sequence=last.sequence + 1 if last else 1,
        previous=last.digest if last else GENESIS,
        handed_at=at,
    )


def _write(made: Handover, unit: Unit, to: Partner, passphrase: str, actor: Actor) -> Manifest:
    """The bundle, kept as a document of the unit; what it holds is counted into `made`."""
    counted, head = Counted(made.area_id), head_of(made.area_id, to.code, made.sequence)
    rows = counted.passing(queries.rows_of(made.area_id, made.county))
    content = sealed_rows(rows, passphrase, head)
    seen = counted.seen
    made.persons, made.statuses, made.last_roll = seen["person"], seen["status"], seen["last"]
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="register-", dir=folder) as own:
        path = Path(own) / f"{made.area_id}-{made.sequence:04d}.hjb"
        manifest = write_bundle(
            path, _manifest_head(made, unit, head), tables={FIGURES: [seen]},
            files={SEALED: content}, key=to.own,
        )  # fmt: skip
        made.document = keep_document(
            unit=unit, kind=DOCUMENT_KIND, name=path.name, content=path, actor=actor
        )
    return manifest


def _manifest_head(made: Handover, unit: Unit, head: dict[str, str]) -> ManifestHead:
    return ManifestHead(
        kind=KIND,
        unit=unit.code,
        unit_name=unit.name,
        election=head,
        as_of=made.handed_at,
        sequence=made.sequence,
        previous=made.previous,
        made_at=made.handed_at,
    )


@command(by=Role.OFFICE)
def enter_receipt(*, unit: Unit, file: Path, sender: Partner, actor: Actor) -> Handover:
    """Note that the other installation holds the register; twice the same is harmless.

    Raises `Refused` for a receipt that is none, a stranger's, or one of another register.
    """
    try:
        receipt = read_receipt(file, known={sender.code: sender.known})
    except BundleRefused as refused:
        raise Refused(findings(refused.problems)) from None
    given = [
        row
        for row in queries.handovers_of(unit.code).filter(direction="out", peer=sender.code)
        if receipt.digest in row.digests and receipt.unit == unit.code
    ]
    if not given:
        raise Refused([refusal("handover-receipt-unknown", RULE, digest=receipt.digest[:16])])
    made = given[0]
    if made.state == "given":
        confirm(made, receipt.digest, receipt.received_at)
    event = RegisterReceiptEntered(made.area_id, sender.code, made.sequence, receipt.digest)
    record(event, actor=actor, unit=unit.code, articles=[ELECTION_LAW[27, 1]])
    return made


def confirm(given: Handover, digest: str, at: datetime) -> None:
    """The other installation holds the register, as it was sealed under that digest."""
    others = given.digests - {digest}
    given.state, given.taken_at = "received", at
    given.digest, given.replaced = digest, sorted(others)
    given.save(update_fields=["state", "taken_at", "digest", "replaced"])
