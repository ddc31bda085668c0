"""Reading keys: with which a unit signs, whose it knows, and the key that makes tokens."""

import hashlib
import hmac

from huanjie.evidence.signature import PrivateKey, PublicKey, Suite, public_key
from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Unit
from huanjie.office.people.secrets import index_of, unseal
from huanjie.office.returns.models import Peer, SigningKey


def key_of(unit: str) -> SigningKey | None:
    """The key in force of a unit."""
    return SigningKey.objects.filter(unit_id=unit, retired_at__isnull=True).first()


def keys_of(unit: str) -> list[SigningKey]:
    """The keys of a unit, the one in force first."""
    return list(SigningKey.objects.filter(unit_id=unit).order_by("-id"))


def private_key(kept: SigningKey) -> PrivateKey:
    """The private half, unsealed for signing."""
    return PrivateKey(Suite(kept.suite), bytes.fromhex(unseal(bytes(kept.sealed))))


def peers_of(unit: str) -> list[Peer]:
    """The units of other installations that a unit knows, those withdrawn last."""
    rows = Peer.objects.filter(unit_id=unit).select_related("unit").order_by("code", "-id")
    return sorted(rows, key=lambda peer: peer.withdrawn_at is not None)


def superior_of(unit: str) -> Peer | None:
    """The superior in another installation that a unit sends to."""
    found = Peer.objects.filter(unit_id=unit, relation="superior", withdrawn_at__isnull=True)
    return found.order_by("-id").first()


def partner_of(unit: Unit, area: str) -> Peer | None:
    """The unit of another installation that shares a township's register with this one."""
    if area == unit.code:
        found = superior_of(unit.code)
        return found if found is not None and found.code == unit.parent_id else None
    below = Peer.objects.filter(unit=unit, code=area, relation="subordinate")
    return below.filter(withdrawn_at__isnull=True).order_by("-id").first()


def areas_of(unit: Unit) -> list[Unit]:
    """The townships whose register this unit shares with another installation."""
    if unit.level == "township":
        return [unit] if partner_of(unit, unit.code) else []
    below = Peer.objects.filter(unit=unit, relation="subordinate", withdrawn_at__isnull=True)
    return list(Unit.objects.filter(level="township", parent=unit, code__in=below.values("code")))


def receivers_of(sender: str) -> list[Peer]:
    """Those units here that know a sender as their subordinate, newest registration first."""
    found = Peer.objects.filter(code=sender, relation="subordinate", withdrawn_at__isnull=True)
    return list(found.select_related("unit").order_by("-id"))


def known_signers(unit: str) -> dict[str, PublicKey]:
    """Subordinate's code → its key in force: registered by the receiver, or kept in this database.

    A registered key goes before one kept here.
    """
    here = SigningKey.objects.filter(
        unit__code__startswith=significant(unit), retired_at__isnull=True
    ).exclude(unit_id=unit)
    kept = {code: public_key(text) for code, text in here.values_list("unit_id", "public")}
    found = Peer.objects.filter(unit_id=unit, relation="subordinate", withdrawn_at__isnull=True)
    rows = found.order_by("id").values_list("code", "public")
    return kept | {code: public_key(public) for code, public in rows}


def merge_key(unit: str) -> bytes:
    """The secret with which persons become tokens, the same for all units that are added up.

    The superior's when the unit or one above it has been enrolled; else one of this installation.
    """
    seen = unit
    while seen:
        peer = superior_of(seen)
        if peer is not None and peer.sealed_merge_key:
            return bytes.fromhex(unseal(bytes(peer.sealed_merge_key)))
        seen = Unit.objects.filter(code=seen).values_list("parent_id", flat=True).first() or ""
    return bytes.fromhex(index_of("merge key of this installation"))


def token(key: bytes, *marks: str) -> str:
    """What a person is called where distinct persons are counted; tells nothing about them."""
    return hmac.new(key, "\x1f".join(marks).encode(), hashlib.sha256).hexdigest()[:32]
