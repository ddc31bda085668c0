"""The voter's own question: am I on a roll, and where do I vote?"""

from dataclasses import dataclass
from datetime import date

from huanjie.office.bulletin.queries import notices_on, tables_of
from huanjie.office.registration.models import RollEntry
from huanjie.office.registration.queries.rolls import PUBLIC_STATES


@dataclass(frozen=True)
class Station:
    """Where a constituency votes, as the polling notice has it."""

    manner: str
    place: str
    hours: str


@dataclass(frozen=True)
class Listed:
    """One roll somebody stands on. Says nothing about anybody else."""

    election: str
    number: int
    constituency: str
    polling_day: date | None
    stations: tuple[Station, ...]


def look_up(name: str, id_tail: str) -> tuple[Listed, ...]:
    """The public rolls on which exactly one person of this name and these last four digits stands.

    Nothing when nobody fits, and nothing when two people do: an answer would then tell about
    somebody else.
    """
    found = RollEntry.objects.filter(
        is_live=True,
        roll__state__in=PUBLIC_STATES,
        person__name=name.strip(),
        person__id_tail=id_tail.strip().upper(),
    ).exclude(person__id_tail="")
    entries = list(found.select_related("roll__constituency__election")[:5])
    if len({entry.person_id for entry in entries}) != 1:
        return ()
    return tuple(_listed(entry) for entry in entries)


def _listed(entry: RollEntry) -> Listed:
    constituency = entry.roll.constituency
    election = constituency.election
    return Listed(
        election=election.title,
        number=constituency.number,
        constituency=constituency.name,
        polling_day=election.polling_day,
        stations=_stations(election.unit_id, constituency.number),
    )


def _stations(unit: str, number: int) -> tuple[Station, ...]:
    """From the latest polling notice: rows of constituency, name, manner, place, hours."""
    notice = notices_on(unit, "polling_notice").order_by("-number").first()
    if notice is None:
        return ()
    return tuple(
        Station(*row[2:5])
        for table in tables_of(notice)
        for row in table["rows"]
        if row[:1] == [str(number)] and len(row) >= 5
    )
