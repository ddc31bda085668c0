"""Registers between a county and a township: the keys found, the acts left to registration."""

from datetime import datetime
from pathlib import Path

from huanjie.evidence.signature import public_key
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit
from huanjie.office.registration import services as registration
from huanjie.office.registration.handing import Partner, receiver_in, sender_in
from huanjie.office.registration.models import Handover
from huanjie.office.returns.queries.keys import key_of, partner_of, private_key
from huanjie.office.returns.refusals import refused


def hand_over_register(
    *, unit: Unit, area: str, passphrase: str, at: datetime, actor: Actor
) -> Handover:
    """Give a township's register to the other installation. Raises `Refused`, also without keys."""
    to = _partner(unit, area)
    return registration.hand_over(
        unit=unit, area=area, to=to, passphrase=passphrase, at=at, actor=actor
    )


def take_over_register(
    *, unit: Unit, file: Path, passphrase: str, at: datetime, actor: Actor
) -> Handover:
    """Take a township's register in. Raises `Refused`, and then nothing has changed."""
    sender = _partner(unit, unit.code if _is_township(unit) else sender_in(file))
    return registration.take_over(
        unit=unit, file=file, sender=sender, passphrase=passphrase, at=at, actor=actor
    )


def enter_register_receipt(*, unit: Unit, file: Path, actor: Actor) -> Handover:
    """Enter the receipt for a register that was given. Raises `Refused`."""
    sender = _partner(unit, unit.code if _is_township(unit) else receiver_in(file))
    return registration.enter_receipt(unit=unit, file=file, sender=sender, actor=actor)


def _is_township(unit: Unit) -> bool:
    return unit.level == "township"


def _partner(unit: Unit, area: str) -> Partner:
    """The other installation: of the township for a county, of the county for its township."""
    peer, own = partner_of(unit, area), key_of(unit.code)
    if own is None:
        raise refused("returns-no-key", unit=unit.name)
    if peer is None:
        raise refused("handover-no-partner", unit=unit.name, partner=_name_of(unit, area))
    return Partner(peer.code, peer.name, public_key(peer.public), private_key(own))


def _name_of(unit: Unit, area: str) -> str:
    other = unit.parent_id if area == unit.code else area
    return Unit.objects.filter(code=other).values_list("name", flat=True).first() or area
