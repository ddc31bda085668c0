"""How many formal candidates there are and who they are (N-09 to N-11, N-14, N-17)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huanjie.law.arithmetic import ceil_share, floor_share
from huanjie.law.article import ELECTION_LAW, PRACTICE, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Mode, Pack, Parameter, keys

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class Range:
    """The lawful numbers of formal candidates, both ends included."""

    least: int
    most: int

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most


@implements(ELECTION_LAW[31, 1], ELECTION_LAW[31, 2], PRACTICE["O-15"])
def candidate_range(seats: int, mode: Mode, pack: Pack) -> Range:
    """How many formal candidates there may be. Source: 选举法 31; N-09, N-10.

    The surplus is a third to the whole of the seats in direct elections, a fifth to a half in
    indirect ones. For one seat in an indirect election no number fits: two (O-15).
    """
    if seats < 1:
        raise WrongInput("seats", "an election fills at least one seat")
    low, high = pack[_surplus(mode)]
    least = seats + ceil_share(seats, low)
    return Range(least, max(least, seats + floor_share(seats, high)))


def _surplus(mode: Mode) -> Parameter[tuple[Fraction, Fraction]]:
    return keys.NOM_SURPLUS_DIRECT if mode is Mode.DIRECT else keys.NOM_SURPLUS_INDIRECT


@implements(ELECTION_LAW[57, 4])
def check_by_election_count(candidates: int, seats: int) -> Findings:
    """Are there enough candidates for a by-election? As many as seats: 选举法 57¶4; N-17."""
    if candidates >= seats:
        return ()
    facts: Mapping[str, Fact] = {"nominees": candidates, "least": seats, "seats": seats}
    return (Finding("nominees-too-few", ELECTION_LAW[57, 4], Severity.ERROR, facts),)


class Path(StrEnum):
    """How the formal list comes about. Source: 选举法 32; N-11, N-14."""

    SHORT = "short"
    """Too few nominees: the election cannot go on."""
    ALL_FORMAL = "all_formal"
    """Within the range: everyone becomes a formal candidate (O-35)."""
    CUT = "cut"
    """More than the range allows: consultation or a primary reduces them."""


@implements(ELECTION_LAW[32, 1], ELECTION_LAW[32, 2], PRACTICE["O-35"])
def path(nominees: int, allowed: Range) -> Path:
    """Which way leads from the preliminary to the formal list. Source: 选举法 32; N-11, N-14."""
    if nominees < allowed.least:
        return Path.SHORT
    return Path.ALL_FORMAL if nominees <= allowed.most else Path.CUT


@dataclass(frozen=True)
class CandidateNumbers:
    """How many formal candidates there may be, and the way from so many nominees to them.

    `low` and `high` are the shares of the seats by which candidates exceed them; `article` sets
    them, `way` names the words that govern the way.
    """

    seats: int
    mode: Mode
    nominees: int
    low: Fraction
    high: Fraction
    allowed: Range
    path: Path
    article: Article
    way: Article


def candidate_numbers(seats: int, nominees: int, mode: Mode, pack: Pack) -> CandidateNumbers:
    """Range and way together, with the figures behind them. Source: 选举法 31, 32; N-09 to N-14."""
    if nominees < 0:
        raise WrongInput("nominees", "a number of nominees is never negative")
    allowed = candidate_range(seats, mode, pack)
    low, high = pack[_surplus(mode)]
    article = pack.article(_surplus(mode), ELECTION_LAW[31, 2])
    way = ELECTION_LAW[32, 1 if mode is Mode.DIRECT else 2]
    return CandidateNumbers(
        seats, mode, nominees, low, high, allowed, path(nominees, allowed), article, way
    )


@implements(ELECTION_LAW[31, 1], ELECTION_LAW[31, 2])
def check_nominee_count(nominees: int, seats: int, mode: Mode, pack: Pack) -> Findings:
    """Are there enough nominees to go on? Source: 选举法 31, 32; N-11."""
    allowed = candidate_range(seats, mode, pack)
    if path(nominees, allowed) is not Path.SHORT:
        return ()
    facts: Mapping[str, Fact] = {"nominees": nominees, "least": allowed.least, "seats": seats}
    return (Finding("nominees-too-few", ELECTION_LAW[31, 2], Severity.ERROR, facts),)


@implements(ELECTION_LAW[32, 1], PRACTICE["O-29"])
def check_after_removal(left: int, seats: int, mode: Mode, pack: Pack) -> Findings:
    """Are enough candidates left after one falls away from a published list? O-29: no rule."""
    allowed = candidate_range(seats, mode, pack)
    if left >= allowed.least:
        return ()
    facts: Mapping[str, Fact] = {"left": left, "least": allowed.least, "seats": seats}
    return (Finding("candidates-fallen-short", PRACTICE["O-29"], Severity.MANUAL, facts),)


@implements(ELECTION_LAW[32, 1])
def check_formal_count(count: int | None, allowed: Range, pack: Pack) -> Findings:
    """Is the number of formal candidates recorded and lawful? Source: N-11; only for a cut."""
    article = pack.article(keys.NOM_COUNT_SET_BY, ELECTION_LAW[31, 2])
    facts: Mapping[str, Fact] = {"count": count, "least": allowed.least, "most": allowed.most}
    if count is None:
        return (Finding("formal-count-unset", article, Severity.MANUAL, facts),)
    if count in allowed:
        return ()
    return (Finding("formal-count-outside", ELECTION_LAW[31, 2], Severity.ERROR, facts),)


class Settlement(StrEnum):
    """What a formal list was settled by."""

    ALL_NOMINEES = "all_nominees"
    CONSULTATION = "consultation"
    PRIMARY = "primary"


@dataclass(frozen=True)
class FormalList:
    """A formal list as it is to be published; `settled_by` is what reduced it, if anything."""

    names: tuple[str, ...]
    settled_by: Settlement


@implements(ELECTION_LAW[31, 2], ELECTION_LAW[32, 1], ELECTION_LAW[32, 2], PRACTICE["O-35"])
def check_formal_list(
    formal: FormalList, nominees: Collection[str], seats: int, mode: Mode, pack: Pack
) -> Findings:
    """Does a formal list follow from the preliminary one? Source: 选举法 31, 32; N-11, N-14."""
    allowed = candidate_range(seats, mode, pack)
    where = path(len(nominees), allowed)
    added = tuple(name for name in formal.names if name not in nominees)
    dropped = tuple(name for name in nominees if name not in formal.names)
    found = []
    if added:
        found.append(_error("formal-list-adds", ELECTION_LAW[32, 1], names=added))
    if dropped and where is not Path.CUT:
        found.append(_error("formal-list-drops", ELECTION_LAW[32, 1], names=dropped))
    if len(formal.names) not in allowed:
        figures = {"count": len(formal.names), "least": allowed.least, "most": allowed.most}
        found.append(_error("formal-list-count", ELECTION_LAW[31, 2], **figures))
    return (*found, *_check_settlement(formal.settled_by, where, mode))


def _check_settlement(by: Settlement, where: Path, mode: Mode) -> Findings:
    found = []
    if where is Path.CUT and by is Settlement.ALL_NOMINEES:
        found.append(_error("formal-list-uncut", ELECTION_LAW[32, 1]))
    if mode is Mode.INDIRECT and by is Settlement.CONSULTATION:
        found.append(_error("consultation-in-session", ELECTION_LAW[32, 2]))
    return tuple(found)


def _error(code: str, article: Article, **facts: Fact) -> Finding:
    return Finding(code, article, Severity.ERROR, facts)
