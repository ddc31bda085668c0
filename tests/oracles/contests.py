"""Random contests that crowd the boundaries of sections 7 and 9, for comparing determinations.

Every contest could happen: nobody has more votes than there are ballots, and all together have no
more than `seats` names on each. Numbers are mostly small, so that figures coincide often.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

Contest = dict[str, Any]


def random_contests(seed: int, count: int) -> Iterator[tuple[str, Contest]]:
    """The name of an oracle function and the keywords to call it with, `count` times."""
    rng = Random(seed)
    makers = {
        "first_vote": _first_vote,
        "tie_revote": _tie_revote,
        "supplementary": _supplementary,
    }
    for act in rng.choices(list(makers), weights=(3, 1, 1), k=count):
        yield act, makers[act](rng, rng.random() < 0.4)


def _first_vote(rng: Random, indirect: bool) -> Contest:
    seats = _seats(rng, indirect)
    formal = _names("F", rng.randint(seats, 2 * seats if seats < 4 else seats + seats // 2))
    if rng.random() < 0.8 and len(formal) == seats:
        formal = _names("F", seats + 1)
    contest = _turnout(rng, indirect) | {"seats": seats, "formal": formal}
    persons = (*formal, *_names("W", rng.choice((0, 0, 1, 1, 2, 3))))
    contest["votes"] = _votes(rng, contest, persons)
    contest["eligible"] = _eligible(rng, persons)
    if rng.random() < 0.1:
        contest["alive"] = {rng.choice(persons): False}
    if rng.random() < 0.1:
        contest["supplementary_choice"] = rng.randint(1, 2 * seats + 1)
    return contest


def _tie_revote(rng: Random, indirect: bool) -> Contest:
    seats = _seats(rng, indirect)
    tied = _names("T", seats + rng.randint(1, 3))
    contest = _turnout(rng, indirect) | {"seats": seats, "tied": tied}
    contest["votes"] = _votes(rng, contest, (*tied, *_names("W", rng.choice((0, 0, 0, 1)))))
    contest["eligible"] = {x: False for x in tied if rng.random() < 0.05}
    return contest


def _supplementary(rng: Random, indirect: bool) -> Contest:
    seats = _seats(rng, indirect)
    candidates = _names("C", seats + rng.randint(1, max(1, seats // 2 if indirect else seats)))
    contest = _turnout(rng, indirect) | {"seats": seats, "candidates": candidates}
    persons = (*candidates, *_names("W", rng.choice((0, 0, 1, 2))))
    contest["votes"] = _votes(rng, contest, persons)
    contest["eligible"] = _eligible(rng, persons)
    return contest


def _seats(rng: Random, indirect: bool) -> int:
    return rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10) if indirect else (1, 2, 2, 3, 3))


def _names(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{i:02}" for i in range(1, count + 1))


def _turnout(rng: Random, indirect: bool) -> Contest:
    """Voters, participants and ballots: on the line, one beside it, or well within."""
    electorate = rng.choice((rng.randint(2, 12), rng.randint(6, 60), rng.randint(100, 3000)))
    attended = electorate
    if indirect:
        quorum = -(-2 * electorate // 3)
        within = rng.randint(quorum, electorate)
        attended = _one_of(rng, within, (quorum - 1, quorum, electorate, electorate + 1))
        participants = _one_of(rng, attended, (attended - 1, attended, attended + 1))
    else:
        half = electorate // 2
        within = rng.randint(half + 1, electorate)
        participants = _one_of(rng, within, (half, half + 1, electorate, electorate + 1))
    ballots = _one_of(rng, participants, (participants - 1, participants, participants + 1))
    turnout = {"voters": electorate, "participants": participants, "collected": max(0, ballots)}
    return turnout | ({"indirect_deputies": electorate, "present": attended} if indirect else {})


def _one_of(rng: Random, usual: int, edges: tuple[int, ...]) -> int:
    return rng.choice(edges) if rng.random() < 0.35 else usual


def _votes(rng: Random, contest: Contest, persons: tuple[str, ...]) -> dict[str, int]:
    """Votes drawn from a few levels, so that ties are common; some of no votes are left out."""
    ballots, left = contest["collected"], contest["seats"] * contest["collected"]
    line = contest["indirect_deputies" if "indirect_deputies" in contest else "participants"]
    half, third = line // 2, -(-ballots // 3)
    edges: tuple[int, ...] = (half, half + 1, third - 1, third, third, ballots, 0, 1)
    if rng.random() < 0.25:
        edges = (half, half + 1, half + 1, half + 2)
    levels = [_one_of(rng, rng.choice(edges), (rng.randint(0, ballots),)) for _ in range(4)]
    votes = {}
    for person in rng.sample(persons, len(persons)):
        votes[person] = max(0, min(rng.choice(levels), ballots, left))
        left -= votes[person]
    return {x: v for x, v in votes.items() if v > 0 or rng.random() < (0.1 if x[0] == "W" else 0.9)}


def _eligible(rng: Random, persons: tuple[str, ...]) -> dict[str, bool | None]:
    """Nearly all formal candidates are eligible; of the write-ins, some, and some are undecided."""
    eligible: dict[str, bool | None] = {}
    for person in persons:
        chance = rng.random()
        write_in = person.startswith("W")
        if chance < (0.1 if write_in else 0.92):
            continue
        if write_in:
            eligible[person] = rng.choice((True, True, True, True, True, False, False, None))
        else:
            eligible[person] = rng.choice((True, False, None))
    return eligible
