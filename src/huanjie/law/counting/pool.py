"""Who stands in a supplementary round: the order of the first vote, and the lawful sizes."""

from collections.abc import Collection
from fractions import Fraction

from huanjie.law.arithmetic import ceil_share, floor_share
from huanjie.law.article import ELECTION_LAW, implements
from huanjie.law.counting import referral
from huanjie.law.counting.outcome import Decide, Supplementary
from huanjie.law.counting.tally import Tally, ranked
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack.words import Mode

Listing = tuple[Supplementary | Decide, tuple[Finding, ...]]


@implements(ELECTION_LAW[31, 2], ELECTION_LAW[45, 4])
def list_range(seats: int, mode: Mode) -> tuple[int, int]:
    """The fewest and the most candidates of a supplementary round.

    Source: 选举法 31¶2, 45¶4. One seat has exactly two candidates (O-15).
    """
    if seats == 1:
        return 2, 2
    if mode is Mode.DIRECT:
        return seats + ceil_share(seats, Fraction(1, 3)), 2 * seats
    return seats + ceil_share(seats, Fraction(1, 5)), seats + floor_share(seats, Fraction(1, 2))


@implements(ELECTION_LAW[45, 4])
def candidate_list(first: Tally, elected: Collection[str], seats: int) -> Listing:
    """Who may stand for `seats` open seats, from the valid first vote and all elected since.

    Source: 选举法 45¶4. Write-ins with votes enter in their order, names on the paper even
    without votes (O-24); an undecided person matters when some lawful list could hold him (O-44).
    """
    eligible, undecided = _standing(first, elected)
    smallest, largest = list_range(seats, first.mode)
    sizes = _lawful_sizes(eligible, smallest, largest)
    wanted = range(smallest, largest + 1)
    matter = _who_matter(eligible, undecided, sizes, wanted) if undecided else ()
    if matter:
        decision, finding = referral.undecided(matter, seats)
        return decision, (finding,)
    pool = tuple(name for name, _ in eligible)
    if sizes:
        return Supplementary(seats, pool, sizes, sizes[0]), ()
    if len(pool) < smallest:
        return _too_short(pool, seats, smallest)
    return _tied_at_the_cut(eligible, pool, seats, smallest)


def _standing(
    first: Tally, elected: Collection[str]
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Those who may stand, and those of whom it is undecided, in the order of the first vote."""
    eligible: list[tuple[str, int]] = []
    undecided: list[tuple[str, int]] = []
    for name, votes in ranked(first.votes):
        may = first.is_eligible(name)
        if name in elected or may is False or (not votes and name in first.write_ins):
            continue
        (eligible if may else undecided).append((name, votes))
    return eligible, undecided


def _lawful_sizes(pool: list[tuple[str, int]], smallest: int, largest: int) -> tuple[int, ...]:
    """The sizes that neither exceed the pool nor split a tie."""
    return tuple(
        size
        for size in range(smallest, min(largest, len(pool)) + 1)
        if size == len(pool) or pool[size][1] < pool[size - 1][1]
    )


def _who_matter(
    eligible: list[tuple[str, int]],
    undecided: list[tuple[str, int]],
    sizes: tuple[int, ...],
    wanted: range,
) -> tuple[str, ...]:
    """The undecided who could stand in some list of a wanted size, or who could break one.

    The persons with at least `level` votes make a list of size k when k of them may stand; the
    eligible alone are `sure`, the undecided there may each join. A list of the eligible alone is
    broken by anybody undecided at or above its last place.
    """
    levels = {votes for _, votes in eligible}
    for level in sorted(levels.union(votes for _, votes in undecided)):
        there = tuple(name for name, votes in undecided if votes >= level)
        sure = sum(votes >= level for _, votes in eligible)
        joined = any(sure < size <= sure + len(there) for size in wanted)
        if there and (joined or (level in levels and sure in wanted)):
            return there
    if sizes:
        return ()
    cut = eligible[wanted.start - 1][1] if len(eligible) >= wanted.start else 0
    return tuple(name for name, votes in undecided if votes >= cut)


def _too_short(pool: tuple[str, ...], seats: int, smallest: int) -> Listing:
    options = ("vote_on_these", "fresh_nomination", "stop")
    facts: dict[str, Fact] = {
        "seats": seats,
        "pool": pool,
        "count": len(pool),
        "smallest": smallest,
    }
    finding = Finding("pool-too-short", ELECTION_LAW[45, 4], Severity.MANUAL, facts)
    return Decide("O-38", pool, seats, options, pool=pool), (finding,)


def _tied_at_the_cut(
    eligible: list[tuple[str, int]], pool: tuple[str, ...], seats: int, smallest: int
) -> Listing:
    cut = eligible[smallest - 1][1]
    tied = tuple(name for name, votes in eligible if votes == cut)
    facts: dict[str, Fact] = {"seats": seats, "tied": tied, "votes": cut, "smallest": smallest}
    finding = Finding("pool-tied", ELECTION_LAW[45, 4], Severity.MANUAL, facts)
    return Decide("O-25", tied, seats, ("choose_from_tied",), pool=pool), (finding,)
