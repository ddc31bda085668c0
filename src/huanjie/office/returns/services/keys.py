"""Making a unit's key, and registering those of other units from their enrolment files."""

from django.utils import timezone

from huanjie.evidence.signature import PublicKey, Suite, new_key, public_key
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command
from huanjie.office.ledger.scope import covers
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import seal
from huanjie.office.returns.events import PeerRegistered, PeerWithdrawn, SigningKeyMade
from huanjie.office.returns.models import Peer, SigningKey
from huanjie.office.returns.queries.keys import key_of, merge_key, private_key
from huanjie.office.returns.refusals import refused
from huanjie.office.returns.signed import NotSigned, read_signed, signed_text

KEEPERS = (Role.OFFICE, Role.STANDING_COMMITTEE)


@command(by=KEEPERS)
def make_key(*, unit: Unit, suite: Suite, actor: Actor) -> SigningKey:
    """Make the unit a new signing key; the former one signs no more."""
    private = new_key(suite)
    SigningKey.objects.filter(unit=unit, retired_at__isnull=True).update(retired_at=timezone.now())
    made = SigningKey.objects.create(
        unit=unit,
        suite=suite.value,
        sealed=seal(private.raw.hex()),
        public=private.public.text,
        fingerprint=private.public.fingerprint,
        made_by=actor.name,
    )
    record(SigningKeyMade(suite.value, made.fingerprint), actor=actor, unit=unit.code)
    return made


def enrolment(unit: Unit, *, for_code: str = "", address: str = "") -> str:
    """The file by which another unit learns our key. Raises `Refused` without one.

    With `for_code` it goes down to that subordinate and carries our address and the secret that
    makes persons comparable; without, it goes up to the superior and holds nothing secret.
    """
    kept = key_of(unit.code)
    if kept is None:
        raise refused("returns-no-key", unit=unit.name)
    goes_down = bool(for_code)
    content = {
        "kind": "enrolment",
        "schema": 1,
        "from": unit.code,
        "from_name": unit.name,
        "direction": "down" if goes_down else "up",
        "for": for_code,
        "address": address if goes_down else "",
        "merge_key": merge_key(unit.code).hex() if goes_down else "",
    }
    return signed_text(content, private_key(kept))


@command(by=KEEPERS)
def register_peer(*, unit: Unit, text: str, fingerprint: str, actor: Actor) -> Peer:
    """Register another unit's key from its enrolment file.

    `fingerprint` is what was read on the printed sheet or heard on the telephone. Raises `Refused`
    for a file that is none, was changed, does not show that fingerprint, or is not for this unit.
    """
    content, key = _enrolment(text)
    if _digits(fingerprint) != _digits(key.fingerprint):
        raise refused("returns-fingerprint-differs", found=key.fingerprint)
    relation = "superior" if content["direction"] == "down" else "subordinate"
    _check_relation(unit, content, relation)
    merge = str(content["merge_key"])
    return _keep(
        unit,
        code=str(content["from"]),
        name=str(content["from_name"])[:60],
        relation=relation,
        key=key,
        address=str(content["address"])[:200],
        merge=merge,
        actor=actor,
    )


@command(by=KEEPERS)
def register_key(*, unit: Unit, code: str, name: str, text: str, actor: Actor) -> Peer:
    """Register a subordinate's printed key that was typed from paper. Raises `Refused`."""
    try:
        key = public_key(text)
    except ValueError:
        raise refused("returns-key-unreadable") from None
    _check_relation(unit, {"from": code, "for": ""}, "subordinate")
    return _keep(
        unit, code=code, name=name, relation="subordinate", key=key, address="", merge="",
        actor=actor,
    )  # fmt: skip


def _enrolment(text: str) -> tuple[dict[str, object], PublicKey]:
    try:
        content, key = read_signed(text, "enrolment")
        fields = ("from", "from_name", "direction", "for", "address", "merge_key")
        if not all(isinstance(content[name], str) for name in fields):
            raise NotSigned("fields")
        bytes.fromhex(content["merge_key"])
    except (NotSigned, KeyError, ValueError):
        raise refused("returns-enrolment-unreadable") from None
    return content, key


def _check_relation(unit: Unit, content: dict[str, object], relation: str) -> None:
    other, meant = str(content["from"]), str(content["for"])
    if meant and meant != unit.code:
        raise refused("returns-enrolment-for-another", meant=meant)
    upper, lower = (other, unit.code) if relation == "superior" else (unit.code, other)
    if len(other) != 12 or not other.isdigit() or upper == lower or not covers(upper, lower):
        raise refused("returns-not-below", upper=upper, lower=lower)


def _digits(fingerprint: str) -> str:
    return "".join(each for each in fingerprint.lower() if each in "0123456789abcdef")


def _keep(
    unit: Unit,
    *,
    code: str,
    name: str,
    relation: str,
    key: PublicKey,
    address: str,
    merge: str,
    actor: Actor,
) -> Peer:
    former = Peer.objects.filter(unit=unit, relation=relation, withdrawn_at__isnull=True)
    if relation == "subordinate":
        former = former.filter(code=code)
    former.update(withdrawn_at=timezone.now())
    made = Peer.objects.create(
        unit=unit,
        code=code,
        name=name,
        relation=relation,
        public=key.text,
        fingerprint=key.fingerprint,
        address=address,
        sealed_merge_key=seal(merge) if merge else None,
        registered_by=actor.name,
    )
    event = PeerRegistered(code, relation, key.fingerprint, address)
    record(event, actor=actor, unit=unit.code)
    return made


@command(by=KEEPERS)
def withdraw_peer(*, peer: Peer, reason: str, actor: Actor) -> None:
    """Trust a key no more; what it signed before stays what it was."""
    peer.withdrawn_at = timezone.now()
    peer.save(update_fields=["withdrawn_at"])
    record(PeerWithdrawn(peer.code, peer.fingerprint, reason), actor=actor, unit=peer.unit_id)
