"""Our determination against an independent one, over 100,000 random contests at the boundaries."""

from typing import Any

from huanjie.law.counting import (
    Decide,
    Mend,
    Outcome,
    Rerun,
    Supplementary,
    Tally,
    TieRevote,
    first_vote,
    supplementary_round,
    tie_revote,
)
from huanjie.law.pack.words import Mode
from tests.oracles import determination
from tests.oracles.contests import random_contests

CONTESTS = 100_000
FAULTS = {
    "invalid-excess": "invalid_excess",
    "invalid-turnout": "invalid_turnout",
    "invalid-quorum": "invalid_turnout",
}


def as_tally(kind: str, asked: dict[str, Any]) -> Tally:
    """The question of the oracle as ours; `formal`, `candidates` and `tied` are on the paper."""
    paper = asked.get("formal") or asked.get("candidates") or asked["tied"]
    deputies = asked.get("indirect_deputies")
    alive = asked.get("alive") or {}
    return Tally(
        roll=asked["voters"] if deputies is None else deputies,
        participants=asked["participants"],
        collected=asked["collected"],
        seats=asked["seats"],
        votes=dict.fromkeys(paper, 0) | asked["votes"],
        mode=Mode.DIRECT if deputies is None else Mode.INDIRECT,
        present=asked.get("present"),
        write_ins=frozenset(asked["votes"]) - frozenset(paper),
        eligibility=asked["eligible"] | {x: False for x, is_alive in alive.items() if not is_alive},
    )


def ours(kind: str, asked: dict[str, Any]) -> Outcome:
    held = as_tally(kind, asked)
    if kind == "first_vote":
        return first_vote(held)
    if kind == "tie_revote":
        return tie_revote(held, asked["tied"])
    return supplementary_round(held, asked["candidates"])


def in_the_oracles_words(kind: str, outcome: Outcome) -> dict[str, Any] | None:
    """What the oracle would answer; None where it leaves the question open (O-43)."""
    step = outcome.next
    match step:
        case Mend():
            return {"kind": "data_error"}
        case Rerun():
            return {"kind": FAULTS[step.reason]}
        case Decide(open_point="O-44"):
            return {"kind": "manual"}
        case Decide(open_point="O-43"):
            return None
    answer = {"kind": "filled", "elected": set(outcome.elected), "tied": set(), "seats_left": 0}
    return answer | _what_is_left(kind, outcome)


def _what_is_left(kind: str, outcome: Outcome) -> dict[str, Any]:
    match outcome.next:
        case TieRevote():
            return {"kind": "tie", "tied": set(outcome.tied)}
        case Supplementary() as step:
            lists = [list(step.pool[:size]) for size in step.sizes]
            return {"kind": "short", "seats_left": step.seats, "lists": lists}
        case Decide(open_point="O-37"):
            return {"kind": "still_tied", "tied": set(outcome.tied)}
        case Decide() as step:
            listed = {"manual": step.open_point, "lists": []} if kind == "first_vote" else {}
            return {"kind": "short", "seats_left": step.seats, **listed}
    return {}


def of_the_oracle(kind: str, answer: dict[str, Any]) -> dict[str, Any]:
    if answer["kind"] not in ("filled", "tie", "short", "still_tied"):
        return {"kind": answer["kind"]}
    found = {
        "kind": answer["kind"],
        "elected": set(answer["elected"]),
        "tied": set(answer["tied"]),
        "seats_left": answer["seats_left"],
    }
    if kind == "first_vote" and answer["kind"] == "short":
        found["lists"] = [answer["pool"][:size] for size in answer["sizes"]]
        if answer["manual"]:
            found["manual"] = answer["manual"][0]
    return found


def compare(seed: int, count: int) -> int:
    """How many of so many random contests both determine; fails on the first disagreement."""
    compared = 0
    for kind, asked in random_contests(seed, count):
        asked.pop("supplementary_choice", None)
        mine = in_the_oracles_words(kind, ours(kind, asked))
        if mine is None:
            continue
        compared += 1
        assert mine == of_the_oracle(kind, getattr(determination, kind)(**asked)), (kind, asked)
    return compared


def test_an_independent_determination_agrees_on_every_contest() -> None:
    assert compare(20261220, CONTESTS) > CONTESTS * 0.8
