"""What the votes decide, worked out by the samples' own loops: a witness, not a library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from huanjie.samples.polling import Round

__all__ = ["Ruling", "Story", "Verdict", "judge_first", "judge_supplementary", "judge_tie", "pool"]

Eligible = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one round came to. `tied` compete for `open` seats; without them the rest stay short."""

    invalid: str = ""
    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    open: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """A human decision during the count."""

    sequence: int
    matter: str
    subject: str
    decision: str
    reason: str


@dataclass(slots=True)
class Story:
    """A contest from the first vote to its end."""

    rounds: list[Round] = field(default_factory=list)
    winners: list[tuple[str, int, str]] = field(default_factory=list)
    vacancies: int = 0
    rulings: list[Ruling] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    plot: str = ""


def invalid(vote: Round) -> str:
    """Why a vote does not count: more papers than voters, or half of the roll and no more."""
    if vote.collected > vote.participants:
        return "excess"
    if vote.participants + vote.participants <= vote.voters:
        return "turnout"
    return ""


def judge_first(vote: Round, eligible: Eligible) -> Verdict:
    """A first vote or a rerun: more than half of those who took part."""
    if why := invalid(vote):
        return Verdict(why, open=vote.seats)
    winners = []
    for name, votes in vote.total.votes.items():
        if votes + votes > vote.participants and eligible(name):
            winners.append(name)
    return _seat(vote, winners, vote.seats)


def judge_supplementary(vote: Round, seats: int, eligible: Eligible) -> Verdict:
    """A supplementary vote: a third of the papers at least."""
    if why := invalid(vote):
        return Verdict(why, open=seats)
    winners = []
    for name, votes in vote.total.votes.items():
        if votes > 0 and votes + votes + votes >= vote.collected and eligible(name):
            winners.append(name)
    return _seat(vote, winners, seats)


def judge_tie(vote: Round) -> Verdict:
    """A second vote among the tied: whoever has more."""
    if why := invalid(vote):
        return Verdict(why, tied=vote.names, open=vote.seats)
    return _seat(vote, [name for name in vote.names if vote.total.approve[name]], vote.seats)


def _seat(vote: Round, winners: Sequence[str], seats: int) -> Verdict:
    """Seat the first of the winners; equal ones at the cut are tied."""
    votes = vote.total.votes
    order = sorted(winners, key=lambda name: -votes[name])
    if len(order) <= seats:
        return Verdict(elected=tuple(order), open=seats - len(order))
    cut = votes[order[seats - 1]]
    if votes[order[seats]] < cut:
        return Verdict(elected=tuple(order[:seats]))
    sure = tuple(name for name in order if votes[name] > cut)
    tied = tuple(name for name in order if votes[name] == cut)
    return Verdict(elected=sure, tied=tied, open=seats - len(sure))


def pool(base: Round, elected: Sequence[str], eligible: Eligible) -> list[tuple[str, int]]:
    """Who may stand in a supplementary vote, by votes in the valid first vote."""
    votes = base.total.votes
    able = [
        name
        for name in votes
        if name not in elected and eligible(name) and (votes[name] or name in base.names)
    ]
    able.sort(key=lambda name: -votes[name])
    return [(name, votes[name]) for name in able]


def stands(found: Sequence[tuple[str, int]], seats: int) -> tuple[list[str], list[str]]:
    """Who stands for `seats`, and those tied for the last place where no number avoids it."""
    least = seats + (seats + 2) // 3
    most = 2 if seats == 1 else seats + seats
    names = [name for name, _ in found]
    for count in range(least, most + 1):
        if count == len(found) or (count < len(found) and found[count][1] < found[count - 1][1]):
            return names[:count], []
    cut = found[least - 1][1]
    sure = [name for name, votes in found if votes > cut]
    tied = [name for name, votes in found if votes == cut]
    return sure + tied[: least - len(sure)], tied
