"""Looking for units, constituencies, persons and notices within the reader's scope."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from huanjie.office.board.place import stage_url
from huanjie.office.bulletin.queries import publications_within
from huanjie.office.committee.queries import elections_within
from huanjie.office.face.words import either
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Person
from huanjie.office.people.queries import units_within
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import masked
from huanjie.office.registration.words import SEXES
from huanjie.office.seats.models import Constituency

MOST = 20
SEES_PERSONS = frozenset({Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR})
MAY_REVEAL = frozenset({Role.OFFICE, Role.COMMITTEE})


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    note: str
    href: str


def units(actor: Actor, words: str) -> list[Hit]:
    """Units by name or code."""
    found = units_within(actor.unit).filter(Q(name__icontains=words) | Q(code__startswith=words))
    return [Hit(u.name, u.code, stage_url("", u.code)) for u in found[:MOST]]


def constituencies(actor: Actor, words: str) -> list[Hit]:
    """Constituencies by name or number."""
    wanted = Q(name__icontains=words)
    if words.isdigit():
        wanted |= Q(number=int(words[:9]))
    found = Constituency.objects.filter(wanted, election__in=elections_within(actor.unit))
    rows = found.select_related("election")[:MOST]
    return [Hit(str(c), c.election.title, stage_url("seats", c.unit_code)) for c in rows]


def persons(actor: Actor, words: str) -> list[Hit]:
    """Persons whose name begins so, their ID numbers masked; for those who work on the roll."""
    if not SEES_PERSONS & actor.roles or len(words) < 2:
        return []
    own = Q(county=actor.unit) | Q(village__startswith=significant(actor.unit))
    found = Person.objects.filter(own, name__startswith=words).order_by("name", "pk")[:MOST]
    may_reveal = bool(MAY_REVEAL & actor.roles)
    return [
        Hit(
            f"{p.name} {either(*SEXES.get(p.sex, ('—', '—')))}",
            f"{masked(p.id_tail)} · {p.village}",
            reverse("people:reveal", args=(p.pk,)) if may_reveal and p.county == actor.unit else "",
        )
        for p in found
    ]


def notices(actor: Actor, words: str) -> list[Hit]:
    """Notices by title."""
    found = publications_within(actor.unit).filter(title__icontains=words)[:MOST]
    return [Hit(str(n), n.unit.name, reverse("bulletin:notice", args=(n.pk,))) for n in found]
