"""The return of one election, computed from the records of every stage; nothing is typed."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max

from huanjie.evidence.canonical import digest
from huanjie.figures.compute import completed, digest_of
from huanjie.figures.definition import required_keys
from huanjie.figures.figure import Figure, Missing, MissingReason, Return, Row
from huanjie.office.committee import returns as committee
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.counting import returns as counting
from huanjie.office.guidance.queries.returns import returns_figures
from huanjie.office.nomination import returns as nomination
from huanjie.office.people.tokens import token_of
from huanjie.office.polling import returns as polling
from huanjie.office.registration import returns as registration
from huanjie.office.returns.queries import progress
from huanjie.office.returns.queries.keys import merge_key
from huanjie.office.seats import returns as seats
from huanjie.office.tenure import returns as tenure

STAGES = (committee, seats, registration, nomination, polling, counting, tenure)
WITH_ROWS = (seats, registration, nomination, counting, tenure)


def compute(election: Election, *, at: datetime) -> Return:
    """T1 to T9 of an election as its records stand; `at` is the time they are said to be of."""
    reading = Reading(election, at, token_of(merge_key(election.unit_id)))
    figures, rows = figures_of(reading), rows_of(reading)
    return Return(
        unit=election.unit_id,
        unit_name=election.unit.name,
        level=election.level,
        election=key_of(election),
        as_of=at,
        digest=digest_of(figures, [_state(election), _digest(rows)]),
        figures=figures,
        rows=rows,
    )


def key_of(election: Election) -> str:
    """How an election is named between installations: unit, level, year of polling day."""
    year = election.polling_day.year if election.polling_day else "0000"
    return f"{election.unit_id}/{election.level}/{year}"


def figures_of(reading: Reading) -> dict[str, Figure]:
    """Every field: counted, following from others, or saying why there is none."""
    found: dict[str, Figure] = dict.fromkeys(required_keys(), Missing(MissingReason.NOT_KEPT))
    for stage in STAGES:
        found |= stage.figures(reading)
    found |= returns_figures(reading.election, reading.as_of, reading.token)
    found |= progress.figures(reading)
    return completed(found)


def rows_of(reading: Reading) -> tuple[Row, ...]:
    """The figures of every constituency and every village, from all stages."""
    merged: dict[tuple[str, str], Row] = {}
    for stage in WITH_ROWS:
        for row in stage.rows(reading):
            held = merged.get((row.kind, row.code))
            figures = {**held.figures, **row.figures} if held else row.figures
            merged[row.kind, row.code] = Row(row.kind, row.code, row.name, figures)
    return tuple(merged[key] for key in sorted(merged))


def _digest(rows: Iterable[Row]) -> str:
    return digest_of({}, (digest_of(row.figures, (row.kind, row.code, row.name)) for row in rows))


def _state(election: Election) -> str:
    """The state of the records: how many acts made them, and which was the last."""
    acts = progress.entries(election).aggregate(acts=Count("pk"), last=Max("pk"))
    return digest([acts["acts"], acts["last"]])
