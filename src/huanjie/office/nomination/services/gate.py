"""The one gate of a list's state, and refusals that several services share."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db import models

from huanjie.law.article import ELECTION_LAW, Article
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.nomination import CANDIDATE_LIST
from huanjie.law.procedure import IllegalMove
from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.nomination.models import CandidateList, Nominee
from huanjie.office.nomination.words import MOVES, STATES

LISTS: Final = ELECTION_LAW[32, 1]
_AT_ONCE: Final = 500


def refused(code: str, article: Article = LISTS, **facts: Fact) -> Refused:
    """One ERROR, ready to be raised."""
    return Refused([Finding(code, article, Severity.ERROR, facts)])


def move(candidates: CandidateList, *moves: str) -> None:
    """Take a list through moves, not saved. Raises `Refused` where the procedure knows none."""
    for step in moves:
        try:
            candidates.state = CANDIDATE_LIST.after(candidates.state, step)
        except IllegalMove:
            (state, state_en) = STATES[candidates.state]
            (words, words_en) = MOVES[step]
            raise refused(
                "list-state",
                number=candidates.constituency.number,
                state=state,
                state_en=state_en,
                move=words,
                move_en=words_en,
            ) from None


def lists_of(election: Election, numbers: set[int] | None = None) -> dict[int, CandidateList]:
    """Constituency number → its list, locked until the commit, with its constituency."""
    found = CandidateList.objects.filter(constituency__election=election)
    if numbers is not None:
        found = found.filter(constituency__number__in=numbers)
    found = found.select_related("constituency").select_for_update(of=("self",))
    return {row.constituency.number: row for row in found.order_by("constituency__number")}


def all_lists(election: Election, numbers: set[int]) -> dict[int, CandidateList]:
    """The lists of these constituencies. Raises `Refused` naming those that have none."""
    found = lists_of(election, numbers if len(numbers) < 500 else None)
    missing = sorted(numbers - found.keys())
    if missing:
        raise refused("list-missing", numbers=tuple(map(str, missing)))
    return found


def save_alike(rows: Iterable[models.Model], *fields: str) -> None:
    """Save some fields of many rows, those with the same values by one statement."""
    groups: dict[tuple[object, ...], list[models.Model]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, field) for field in fields), []).append(row)
    for values, alike in groups.items():
        for start in range(0, len(alike), _AT_ONCE):
            keys = [row.pk for row in alike[start : start + _AT_ONCE]]
            found = type(alike[0])._base_manager.filter(pk__in=keys)
            found.update(**dict(zip(fields, values, strict=True)))


def locked(candidates: int) -> CandidateList:
    """The list under a lock, so that nothing is published while it changes."""
    CandidateList.objects.select_for_update().get(pk=candidates)
    return CandidateList.objects.select_related("constituency__election").get(pk=candidates)


def listed_in(lists: Mapping[int, CandidateList]) -> dict[int, list[Nominee]]:
    """Constituency number → those on its preliminary list who have not left, in order."""
    numbers = {found.pk: number for number, found in lists.items()}
    listed: dict[int, list[Nominee]] = {number: [] for number in lists}
    rows = Nominee.objects.filter(
        candidates__in=list(lists.values()), is_listed=True, left_reason=""
    )
    for nominee in rows.order_by("candidates", "place"):
        listed[numbers[nominee.candidates_id]].append(nominee)
    return listed
