"""A reading of an election as it stands, and the figures of a stage as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import ModuleType
from zoneinfo import ZoneInfo

from huanjie.figures.figure import Count, Figure, Missing, People
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.people.tokens import token_of

NOON = datetime(2026, 12, 28, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def reading(election: Election, at: datetime = NOON) -> Reading:
    election.refresh_from_db()
    return Reading(election, at, token_of(b"key of the tests"))


def figures(stage: ModuleType, election: Election, at: datetime = NOON) -> dict[str, Figure]:
    found: dict[str, Figure] = stage.figures(reading(election, at))
    return found


def plain(found: Mapping[str, Figure]) -> dict[str, object]:
    """Numbers as numbers, gaps as their reason."""
    return {key: _plain(figure) for key, figure in found.items()}


def _plain(figure: Figure) -> object:
    match figure:
        case Count(n):
            return n
        case People():
            return figure.n
        case Missing(reason):
            return reason.value
    return figure


def numbers(stage: ModuleType, election: Election, *codes: str) -> list[object]:
    """Some figures of a stage, in the order asked for."""
    found = plain(figures(stage, election))
    return [found[code] for code in codes]


def moved(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> dict[str, object]:
    """The figures that are others now, as they are now."""
    return plain({key: now for key, now in after.items() if before.get(key) != now})
