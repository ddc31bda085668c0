"""Who takes a seat among those over the line, and whose eligibility would change that."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie.law.article import ELECTION_LAW, implements
from huanjie.law.counting.tally import Tally


@dataclass(frozen=True, slots=True)
class Settled:
    """`elected` have a seat, `tied` are level over the last ones, `left` seats stay without."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Field:
    """The persons over the line, in the order of `ranked`, by whether they may be elected."""

    eligible: list[tuple[str, int]]
    undecided: list[tuple[str, int]]
    fallen: list[tuple[str, int]]


@implements(ELECTION_LAW[45, 3])
def settle(over: Sequence[tuple[str, int]], seats: int) -> Settled:
    """Who takes the seats: those with more votes; a tie counts only where it decides.

    Source: 选举法 45¶3. `over` are the persons over the line, in the order of `ranked`.
    """
    if len(over) <= seats:
        return Settled(tuple(name for name, _ in over), (), seats - len(over))
    cut = over[seats - 1][1]
    if over[seats][1] < cut:
        return Settled(tuple(name for name, _ in over[:seats]), (), 0)
    sure = tuple(name for name, votes in over if votes > cut)
    tied = tuple(name for name, votes in over if votes == cut)
    return Settled(sure, tied, seats - len(sure))


def over_the_line(
    tally: Tally, order: Sequence[tuple[str, int]], line: int, barred: frozenset[str]
) -> Field:
    """Who reaches `line` votes; `barred` cannot win this vote whatever their votes."""
    found = Field([], [], [])
    for name, votes in order:
        if votes < line:
            break
        if name in barred:
            continue
        may = tally.is_eligible(name)
        if may:
            found.eligible.append((name, votes))
        elif may is None:
            found.undecided.append((name, votes))
        elif name not in tally.write_ins:
            found.fallen.append((name, votes))
    return found


def contending(
    persons: Sequence[tuple[str, int]], over: Sequence[tuple[str, int]], seats: int
) -> tuple[str, ...]:
    """Those of `persons` who would be elected or tied if they joined `over` (O-43, O-44)."""
    if len(over) < seats:
        return tuple(name for name, _ in persons)
    cut = over[seats - 1][1]
    return tuple(name for name, votes in persons if votes >= cut)
