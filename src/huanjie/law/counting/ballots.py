"""What one paper says: valid or void, and whom it chooses."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from huanjie.law.article import DEPUTIES_LAW, ELECTION_LAW, implements
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack.words import Mode


class Mark(StrEnum):
    """What a voter put against a name on the paper. Source: 选举法 41."""

    APPROVE = "approve"
    OPPOSE = "oppose"
    ABSTAIN = "abstain"
    UNCLEAR = "unclear"
    """A mark that cannot be read; it counts as none (O-20)."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One paper: the marks against each printed name, and the names written in."""

    marks: Mapping[str, frozenset[Mark]] = field(default_factory=dict)
    write_ins: tuple[str, ...] = ()


class Paper(StrEnum):
    """How a paper stands."""

    VALID = "valid"
    VOID = "void"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a paper says. `chosen` is sorted; `lost` are names whose marks could not be read."""

    paper: Paper
    chosen: tuple[str, ...]
    lost: tuple[str, ...] = ()
    finding: Finding | None = None

    @property
    def is_blank(self) -> bool:
        """True for a valid paper that chooses nobody."""
        return self.paper is Paper.VALID and not self.chosen


@implements(ELECTION_LAW[41], ELECTION_LAW[44, 2], DEPUTIES_LAW[17, 6])
def classify_ballot(ballot: Ballot, seats: int, mode: Mode = Mode.DIRECT) -> Reading:
    """Whether a paper is valid, and whom it chooses; too many names make it void.

    Source: 选举法 41, 44¶2. A printed name written in is an approval, once. Contrary marks on one
    name are none (O-20). In a session a write-in presupposes an oppose mark (O-21).
    """
    chosen, lost = _names(ballot)
    written = tuple(sorted(set(ballot.write_ins) - set(ballot.marks)))
    names = tuple(sorted((*chosen, *written)))
    opposed = any(Mark.OPPOSE in marks for marks in ballot.marks.values())
    unfounded = mode is Mode.INDIRECT and bool(written) and not opposed
    if len(chosen if unfounded else names) > seats:
        return Reading(Paper.VOID, (), lost)
    if unfounded:
        finding = Finding(
            "write-in-without-oppose", DEPUTIES_LAW[17, 6], Severity.MANUAL, {"names": written}
        )
        return Reading(Paper.REFERRED, names, lost, finding)
    return Reading(Paper.VALID, names, lost)


def _names(ballot: Ballot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The printed names that are approved, and those whose marks are lost."""
    chosen, lost = [], []
    for name, marks in ballot.marks.items():
        meant = marks | {Mark.APPROVE} if name in ballot.write_ins else marks
        if meant == {Mark.APPROVE}:
            chosen.append(name)
        elif len(meant) > 1 or Mark.UNCLEAR in meant:
            lost.append(name)
    return tuple(chosen), tuple(sorted(lost))


@dataclass(frozen=True, slots=True)
class PaperCount:
    """The papers of a box by kind, and the votes on the valid ones; `referred` wait for a ruling.

    `votes` holds every printed name, without a vote too.
    """

    valid: int
    void: int
    blank: int
    referred: int
    votes: Mapping[str, int]


def count_ballots(
    ballots: Iterable[Ballot], printed: tuple[str, ...], seats: int, mode: Mode = Mode.DIRECT
) -> PaperCount:
    """The count of a heap of papers; nothing on a void paper counts."""
    votes = Counter(dict.fromkeys(printed, 0))
    papers: Counter[Paper] = Counter()
    blank = 0
    for ballot in ballots:
        reading = classify_ballot(ballot, seats, mode)
        papers[reading.paper] += 1
        blank += reading.is_blank
        if reading.paper is Paper.VALID:
            votes.update(reading.chosen)
    return PaperCount(
        papers[Paper.VALID], papers[Paper.VOID], blank, papers[Paper.REFERRED], dict(votes)
    )
