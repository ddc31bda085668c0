"""The one gate of a list's state, and refusals that several services share."""

from typing import Final

from huanjie.law.article import ELECTION_LAW, Article
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.nomination import CANDIDATE_LIST
from huanjie.law.procedure import IllegalMove
from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.nomination.models import CandidateList
from huanjie.office.nomination.words import MOVES, STATES

LISTS: Final = ELECTION_LAW[32, 1]


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


def locked(candidates: int) -> CandidateList:
    """The list under a lock, so that nothing is published while it changes."""
    CandidateList.objects.select_for_update().get(pk=candidates)
    return CandidateList.objects.select_related("constituency__election").get(pk=candidates)
