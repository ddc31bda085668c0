"""Who is elected: a second determination, written from `rules.md` sections 7 and 9 alone.

It imports nothing from the project and is plain on purpose: a person's place is found by counting
who stands before him, a lawful size by trying every size, and the weight of an undecided
eligibility by trying every ruling on it (time doubles with each undecided person).

Where the rules leave a choice, this is the one made here.

 1. Indirect rounds: T > present or present > D is `data_error`, a missed quorum
    `invalid_turnout`; `voters` is not read. `present` must be told, else `ValueError`.
 2. Several faults at once: the data error comes first, then excess, then turnout (order of
    `round_valid`).
 3. O-44 "who stands in the next round" means: under any lawful size, or under the recorded one.
    Someone too low in the pool to stand under any lawful size does not matter. If no size is
    lawful (O-25, O-38), everyone among whom the body would have to choose matters: the pool down
    to the end of the tie which the smallest size would split.
 4. Those undecided whose eligibility does not matter are left out of `pool`. They can differ from
    another implementation's only below the last lawful size (without one: below that tie).
 5. `alive`: a person set to False there is not eligible at all (O-43), not merely absent from the
    pool; missing means available. A person behind him who has a majority himself may thereby win.
    The recorded decision O-43 demands is outside this interface.
 6. `supplementary_choice`, if lawful, narrows `sizes` to itself; if not lawful it is ignored.
 7. A tie re-vote: a tied person with eligible False drops out (O-43). The rules name no undecided
    there; an undecided one is treated as everywhere (O-44), giving kind 'manual' when it matters.
    Missing means eligible. If too few with votes remain, the kind is `still_tied` and `tied`
    holds those eligible without votes, which may be nobody.
 8. A write-in with no votes is nobody; he is in no pool. A formal candidate without votes is
    (O-24).
 9. One name written twice on a ballot, or approved and written, is one chosen name.
10. Seats under a tie count only in `tie_seats`, never in `seats_left`, even if the tie leaves
    them open.
11. S = 1 indirect: exactly two candidates (O-15).
12. Reports the rules want beside the result (O-18, O-19: B or valid ballots as denominator) are
    not computed, nor is it checked that the votes fit the ballots.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypedDict


class RoundOutcome(TypedDict):
    """What a tie re-vote or a supplementary round yields; `seats_left` is 0 in a tie re-vote."""

    kind: str
    elected: list[str]
    tied: list[str]
    tie_seats: int
    seats_left: int


class FirstVoteOutcome(RoundOutcome):
    """What a first vote yields, with all that a supplementary round would need."""

    pool: list[str]
    sizes: list[int]
    suggested: int | None
    manual: list[str]


# Ballots, ranges and validity


def classify(approvals: set[str], write_ins: list[str], seats: int) -> tuple[bool, frozenset[str]]:
    """Whether a ballot is valid, and whom it chooses (nobody when void).

    Source: 选举法 41, 44¶2.
    """
    chosen = frozenset(approvals) | frozenset(write_ins)
    return (True, chosen) if len(chosen) <= seats else (False, frozenset())


def candidate_range(seats: int, indirect: bool) -> tuple[int, int]:
    """Fewest and most formal candidates for so many seats (N-09, N-10, O-15).

    Source: 选举法 31¶2, 45¶4.
    """
    if indirect and seats == 1:
        return (2, 2)
    surpluses = range(seats + 1)
    if indirect:
        lawful = [s for s in surpluses if 5 * s >= seats and 2 * s <= seats]
    else:
        lawful = [s for s in surpluses if 3 * s >= seats and s <= seats]
    return (seats + min(lawful), seats + max(lawful))


def round_fault(
    *,
    voters: int,
    participants: int,
    collected: int,
    indirect_deputies: int | None,
    present: int | None,
) -> str | None:
    """Why the round cannot be counted, or None when it is valid.

    Source: 选举法 44¶1, 45¶1; 地方组织法 14¶4.
    """
    if indirect_deputies is None:
        impossible = participants > voters
        attended = 2 * participants > voters
    else:
        if present is None:
            raise ValueError("an indirect round needs the number of deputies present")
        impossible = participants > present or present > indirect_deputies
        attended = 3 * present >= 2 * indirect_deputies
    if impossible:
        return "data_error"
    if collected > participants:
        return "invalid_excess"
    return None if attended else "invalid_turnout"


# Places and eligibility


def placed(votes: Mapping[str, int], seats: int) -> tuple[list[str], list[str]]:
    """Who of these wins a seat, and who is tied over the last ones.

    A person wins when all who are not behind him, himself included, find a seat. He is tied when
    those ahead of him leave a seat, but not one for everybody level with him.
    """
    won, tied = [], []
    for person in sorted(votes):
        ahead = sum(other > votes[person] for other in votes.values())
        not_behind = sum(other >= votes[person] for other in votes.values())
        if not_behind <= seats:
            won.append(person)
        elif ahead < seats:
            tied.append(person)
    return won, tied


def standings(
    votes: Mapping[str, int], listed: tuple[str, ...], eligible: Mapping[str, bool | None]
) -> dict[str, bool | None]:
    """Each person's eligibility: missing means yes for those listed, undecided for write-ins."""
    standing: dict[str, bool | None] = dict.fromkeys(votes)
    standing.update(dict.fromkeys(listed, True))
    return {x: eligible.get(x, default) for x, default in standing.items()}


def rulings(standing: Mapping[str, bool | None]) -> Iterator[frozenset[str]]:
    """The eligible persons under every ruling on the undecided; first, all of them refused."""
    undecided = [x for x, known in standing.items() if known is None]
    certain = frozenset(x for x, known in standing.items() if known)
    for answers in product((False, True), repeat=len(undecided)):
        yield certain | {x for x, admitted in zip(undecided, answers, strict=True) if admitted}


def possible_races(
    votes: Mapping[str, int], listed: tuple[str, ...], standing: Mapping[str, bool | None]
) -> list[dict[str, int]]:
    """The votes of those who may win, one table for every ruling on the undecided.

    Listed persons without votes are in it with 0; others without votes are nobody.
    """
    full = {**dict.fromkeys(listed, 0), **votes}
    real = {x: v for x, v in full.items() if v > 0 or x in listed}
    return [{x: v for x, v in real.items() if x in admitted} for admitted in rulings(standing)]


# First vote


def first_vote(
    *,
    voters: int,
    participants: int,
    collected: int,
    seats: int,
    formal: tuple[str, ...],
    votes: Mapping[str, int],
    eligible: Mapping[str, bool | None],
    indirect_deputies: int | None = None,
    present: int | None = None,
    supplementary_choice: int | None = None,
    alive: Mapping[str, bool] | None = None,
) -> FirstVoteOutcome:
    """What the first vote yields; direct unless `indirect_deputies` is given.

    Source: 选举法 44, 45.
    """
    fault = round_fault(
        voters=voters,
        participants=participants,
        collected=collected,
        indirect_deputies=indirect_deputies,
        present=present,
    )
    if fault:
        return _first_vote_kind(fault)
    indirect = indirect_deputies is not None
    electorate = participants if indirect_deputies is None else indirect_deputies
    standing = standings(votes, formal, eligible)
    standing.update({x: False for x, available in (alive or {}).items() if not available})
    races = possible_races(votes, formal, standing)
    outcomes = [
        _first_vote_race(
            race, seats=seats, electorate=electorate, indirect=indirect, choice=supplementary_choice
        )
        for race in races
    ]
    essentials = [
        _essential(outcome, race, indirect) for outcome, race in zip(outcomes, races, strict=True)
    ]
    if any(other != essentials[0] for other in essentials):
        return _first_vote_kind("manual", manual=["O-44"])
    return outcomes[0]


def _first_vote_kind(kind: str, manual: list[str] | None = None) -> FirstVoteOutcome:
    return {
        "kind": kind,
        "elected": [],
        "tied": [],
        "tie_seats": 0,
        "seats_left": 0,
        "pool": [],
        "sizes": [],
        "suggested": None,
        "manual": manual or [],
    }


def _first_vote_race(
    race: Mapping[str, int], *, seats: int, electorate: int, indirect: bool, choice: int | None
) -> FirstVoteOutcome:
    majorities = {x: v for x, v in race.items() if 2 * v > electorate}
    elected, tied = placed(majorities, seats)
    seats_open = seats - len(elected)
    outcome = _first_vote_kind("tie" if tied else "short" if seats_open else "filled")
    outcome["elected"] = elected
    if tied:
        outcome["tied"], outcome["tie_seats"] = tied, seats_open
    elif seats_open:
        outcome["seats_left"] = seats_open
        _prepare_supplementary(outcome, race, indirect, choice)
    return outcome


def _prepare_supplementary(
    outcome: FirstVoteOutcome, race: Mapping[str, int], indirect: bool, choice: int | None
) -> None:
    pool = sorted((x for x in race if x not in outcome["elected"]), key=lambda x: (-race[x], x))
    smallest, largest = candidate_range(outcome["seats_left"], indirect)
    sizes = [
        k for k in range(smallest, largest + 1) if k <= len(pool) and not _splits_tie(pool, race, k)
    ]
    if not sizes:
        outcome["manual"] = ["O-38" if len(pool) < smallest else "O-25"]
    if choice in sizes:
        sizes = [k for k in sizes if k == choice]
    outcome["pool"], outcome["sizes"] = pool, sizes
    outcome["suggested"] = min(sizes, default=None)


def _splits_tie(pool: list[str], race: Mapping[str, int], size: int) -> bool:
    return size < len(pool) and race[pool[size]] == race[pool[size - 1]]


def _essential(
    outcome: FirstVoteOutcome, race: Mapping[str, int], indirect: bool
) -> tuple[object, ...]:
    """What O-44 asks about: elected, tied, seats open, and who may stand in the next round."""
    lists = [outcome["pool"][:k] for k in outcome["sizes"]]
    if outcome["manual"]:
        lists = [_chosen_among(outcome, race, indirect)]
    seats = (outcome["tie_seats"], outcome["seats_left"])
    return outcome["kind"], outcome["elected"], outcome["tied"], seats, outcome["manual"], lists


def _chosen_among(outcome: FirstVoteOutcome, race: Mapping[str, int], indirect: bool) -> list[str]:
    """Without a lawful size: those with fewer persons ahead of them than the smallest size."""
    pool, (smallest, _) = outcome["pool"], candidate_range(outcome["seats_left"], indirect)
    return [x for x in pool if sum(race[other] > race[x] for other in pool) < smallest]


# Later rounds


def tie_revote(
    *,
    voters: int,
    participants: int,
    collected: int,
    tied: tuple[str, ...],
    seats: int,
    votes: Mapping[str, int],
    eligible: Mapping[str, bool | None],
    indirect_deputies: int | None = None,
    present: int | None = None,
) -> RoundOutcome:
    """What a vote among the tied yields: more votes win; others written in win nothing.

    Source: 选举法 45¶3.
    """
    fault = round_fault(
        voters=voters,
        participants=participants,
        collected=collected,
        indirect_deputies=indirect_deputies,
        present=present,
    )
    if fault:
        return _round_kind(fault)
    own_votes = {x: votes.get(x, 0) for x in tied}
    races = possible_races(own_votes, tied, standings(own_votes, tied, eligible))
    return _agreed([_tie_revote_race(race, seats) for race in races])


def _tie_revote_race(race: Mapping[str, int], seats: int) -> RoundOutcome:
    elected, still_tied = placed({x: v for x, v in race.items() if v > 0}, seats)
    seats_open = seats - len(elected)
    outcome = _round_kind("still_tied" if seats_open else "filled")
    outcome["elected"], outcome["tie_seats"] = elected, seats_open
    if seats_open:
        outcome["tied"] = still_tied or sorted(x for x, v in race.items() if v == 0)
    return outcome


def supplementary(
    *,
    voters: int,
    participants: int,
    collected: int,
    candidates: tuple[str, ...],
    seats: int,
    votes: Mapping[str, int],
    eligible: Mapping[str, bool | None],
    indirect_deputies: int | None = None,
    present: int | None = None,
) -> RoundOutcome:
    """What a supplementary round yields; the line is 1/3 of the ballots, or half of all deputies.

    Source: 选举法 45¶4, ¶5.
    """
    fault = round_fault(
        voters=voters,
        participants=participants,
        collected=collected,
        indirect_deputies=indirect_deputies,
        present=present,
    )
    if fault:
        return _round_kind(fault)
    races = possible_races(votes, candidates, standings(votes, candidates, eligible))
    if indirect_deputies is None:
        passing = [
            {x: v for x, v in race.items() if 3 * v >= collected and v > 0} for race in races
        ]
    else:
        passing = [{x: v for x, v in race.items() if 2 * v > indirect_deputies} for race in races]
    return _agreed([_supplementary_race(race, seats) for race in passing])


def _supplementary_race(passing: Mapping[str, int], seats: int) -> RoundOutcome:
    elected, tied = placed(passing, seats)
    seats_open = seats - len(elected)
    outcome = _round_kind("tie" if tied else "short" if seats_open else "filled")
    outcome["elected"], outcome["tied"] = elected, tied
    outcome["tie_seats" if tied else "seats_left"] = seats_open
    return outcome


def _round_kind(kind: str) -> RoundOutcome:
    return {"kind": kind, "elected": [], "tied": [], "tie_seats": 0, "seats_left": 0}


def _agreed(outcomes: list[RoundOutcome]) -> RoundOutcome:
    """The one outcome all rulings lead to, else 'manual' (O-44)."""
    return outcomes[0] if all(other == outcomes[0] for other in outcomes) else _round_kind("manual")
