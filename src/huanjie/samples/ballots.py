"""Ballots marked one by one, and counted one by one: the samples' own loops."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

__all__ = ["Ballot", "Tally", "Taste", "cast", "level", "set_votes", "tally"]


@dataclass(slots=True)
class Ballot:
    """One paper: names approved, names opposed, a name written in."""

    approved: list[str]
    opposed: list[str]
    written: str = ""

    @property
    def chosen(self) -> int:
        """How many people it chooses."""
        return len(self.approved) + bool(self.written)


@dataclass(frozen=True, slots=True)
class Taste:
    """What the voters of a round like: a weight per name, shares of odd ballots."""

    weights: Sequence[float]
    full: float = 0.93
    blank: float = 0.008
    void: float = 0.008
    written: float = 0.01


@dataclass(slots=True)
class Tally:
    """A count of some ballots."""

    collected: int = 0
    valid: int = 0
    void: int = 0
    blank: int = 0
    approve: dict[str, int] = field(default_factory=dict)
    oppose: dict[str, int] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)

    def abstain(self, name: str) -> int:
        """Valid ballots that say nothing about a candidate."""
        return self.valid - self.approve[name] - self.oppose[name]

    @property
    def votes(self) -> dict[str, int]:
        """Votes of everybody, candidates first."""
        return {**self.approve, **self.written}


def cast(
    count: int,
    names: Sequence[str],
    seats: int,
    taste: Taste,
    write_ins: Sequence[str],
    chance: Random,
) -> list[Ballot]:
    """So many voters mark their ballots."""
    powers = [(name, 1 / weight) for name, weight in zip(names, taste.weights, strict=True)]
    ballots = []
    for _ in range(count):
        luck = chance.random()
        if luck < taste.blank:
            ballots.append(Ballot([], list(names) if luck * 2 < taste.blank else []))
            continue
        keys = sorted(((chance.random() ** power, name) for name, power in powers), reverse=True)
        liked = [name for _, name in keys]
        if luck < taste.blank + taste.void:
            ballots.append(Ballot(liked[: seats + 1], []))
            continue
        picks = seats if chance.random() < taste.full else chance.randint(1, seats)
        written = ""
        if write_ins and chance.random() < taste.written:
            picks, written = picks - 1, write_ins[int(chance.random() ** 3 * len(write_ins))]
        opposed = [name for name in liked[picks:] if chance.random() < 0.4]
        ballots.append(Ballot(liked[:picks], opposed, written))
    return ballots


def tally(ballots: Sequence[Ballot], names: Sequence[str], seats: int) -> Tally:
    """Count ballots; one that chooses more than `seats` is void as a whole."""
    found = Tally(approve=dict.fromkeys(names, 0), oppose=dict.fromkeys(names, 0))
    for ballot in ballots:
        found.collected += 1
        if ballot.chosen > seats:
            found.void += 1
            continue
        found.valid += 1
        found.blank += ballot.chosen == 0
        for name in ballot.approved:
            found.approve[name] += 1
        for name in ballot.opposed:
            found.oppose[name] += 1
        if ballot.written:
            found.written[ballot.written] = found.written.get(ballot.written, 0) + 1
    return found


def level(ballots: Sequence[Ballot], seats: int, one: str, other: str) -> None:
    """Change as few marks as it takes to give two candidates the same votes."""
    valid = [ballot for ballot in ballots if ballot.chosen <= seats]
    ahead, behind = sorted((one, other), key=lambda name: -_votes(valid, name))
    gap = _votes(valid, ahead) - _votes(valid, behind)
    for ballot in valid:
        if gap < 1:
            return
        if ahead in ballot.approved and behind not in ballot.approved:
            ballot.approved.remove(ahead)
            if gap > 1:
                ballot.approved.append(behind)
                if behind in ballot.opposed:
                    ballot.opposed.remove(behind)
            gap -= 2 if gap > 1 else 1


def set_votes(ballots: Sequence[Ballot], seats: int, name: str, votes: int) -> None:
    """Change marks until a candidate has exactly so many votes."""
    valid = [ballot for ballot in ballots if ballot.chosen <= seats]
    gap = votes - _votes(valid, name)
    for ballot in valid:
        if gap == 0:
            return
        if gap > 0 and name not in ballot.approved:
            if ballot.chosen == seats:
                ballot.written = ""
                ballot.approved[seats - 1 :] = []
            ballot.approved.append(name)
            ballot.opposed = [one for one in ballot.opposed if one != name]
            gap -= 1
        elif gap < 0 and name in ballot.approved:
            ballot.approved.remove(name)
            gap += 1


def _votes(ballots: Sequence[Ballot], name: str) -> int:
    return sum(name in ballot.approved for ballot in ballots)
