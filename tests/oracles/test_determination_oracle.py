"""The oracle against the worked examples of `rules.md` section 9, numbered as there."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.oracles.contests import random_contests
from tests.oracles.determination import (
    FirstVoteOutcome,
    RoundOutcome,
    candidate_range,
    classify,
    first_vote,
    supplementary,
    tie_revote,
)

ACTS: dict[str, Callable[..., Any]] = {
    "first_vote": first_vote,
    "tie_revote": tie_revote,
    "supplementary": supplementary,
}


def _turnout(participants: int, changes: dict[str, Any]) -> dict[str, Any]:
    whole = {"voters": 1000, "participants": participants, "collected": participants}
    return {**whole, "eligible": {}, **changes}


def _first(
    seats: int, participants: int, votes: dict[str, int], **changes: Any
) -> FirstVoteOutcome:
    """A first vote with V=1000 and B=T; all who have votes are formal candidates unless told."""
    changes.setdefault("formal", tuple(votes))
    return first_vote(seats=seats, votes=votes, **_turnout(participants, changes))


def _revote(seats: int, participants: int, votes: dict[str, int], **changes: Any) -> RoundOutcome:
    changes.setdefault("tied", tuple(votes))
    return tie_revote(seats=seats, votes=votes, **_turnout(participants, changes))


def _second(seats: int, participants: int, votes: dict[str, int], **changes: Any) -> RoundOutcome:
    changes.setdefault("candidates", tuple(votes))
    return supplementary(seats=seats, votes=votes, **_turnout(participants, changes))


def _filled(outcome: RoundOutcome) -> list[str]:
    assert outcome["kind"] == "filled"
    assert (outcome["tied"], outcome["tie_seats"], outcome["seats_left"]) == ([], 0, 0)
    return outcome["elected"]


def _tie(outcome: RoundOutcome) -> tuple[list[str], list[str], int]:
    assert outcome["kind"] in {"tie", "still_tied"}
    assert outcome["seats_left"] == 0
    return outcome["elected"], outcome["tied"], outcome["tie_seats"]


def _short(outcome: FirstVoteOutcome) -> tuple[list[str], int, list[str], list[int]]:
    assert outcome["kind"] == "short"
    assert outcome["suggested"] == (outcome["sizes"][0] if outcome["sizes"] else None)
    return outcome["elected"], outcome["seats_left"], outcome["pool"], outcome["sizes"]


def test_example_1_a_majority_of_participants_elects() -> None:
    assert _filled(_first(1, 600, {"A": 320, "B": 250})) == ["A"]


def test_example_2_half_the_roll_is_no_turnout() -> None:
    assert _first(1, 500, {"A": 320, "B": 100})["kind"] == "invalid_turnout"


@pytest.mark.parametrize(("participants", "kind"), [(500, "invalid_turnout"), (501, "filled")])
def test_example_3_turnout_of_an_odd_roll(participants: int, kind: str) -> None:
    assert _first(1, participants, {"A": 320, "B": 100}, voters=1001)["kind"] == kind


def test_example_4_more_ballots_than_participants() -> None:
    outcome = _first(1, 600, {"A": 320}, collected=601)
    assert (outcome["kind"], outcome["elected"]) == ("invalid_excess", [])


def test_example_5_unreturned_ballots_count_against() -> None:
    outcome = _first(1, 600, {"A": 299, "B": 250}, collected=590)
    assert _short(outcome) == ([], 1, ["A", "B"], [2])


def test_example_6_void_ballots_count_against() -> None:
    assert _short(_first(1, 600, {"A": 300, "B": 240})) == ([], 1, ["A", "B"], [2])


def test_example_7_of_three_majorities_the_two_highest() -> None:
    assert _filled(_first(2, 600, {"A": 420, "B": 380, "C": 310})) == ["A", "B"]


def test_example_8_a_tie_that_decides_nothing_is_no_tie() -> None:
    assert _filled(_first(2, 600, {"A": 400, "B": 400, "C": 350})) == ["A", "B"]


def test_example_9_a_tie_with_majorities_is_revoted_without_one() -> None:
    assert _tie(_first(2, 600, {"A": 420, "B": 380, "C": 380})) == (["A"], ["B", "C"], 1)
    assert _filled(_revote(1, 550, {"B": 240, "C": 230})) == ["B"]


def test_example_10_a_tie_without_majorities_is_a_shortfall() -> None:
    outcome = _first(2, 600, {"A": 400, "B": 290, "C": 290})
    assert _short(outcome) == (["A"], 1, ["B", "C"], [2])


def test_example_11_who_has_no_majority_never_enters_a_revote() -> None:
    votes = {"A": 1000, "B": 900, "C": 900, "D": 900, "E": 700}
    assert _tie(_first(3, 1600, votes, voters=2000)) == (["A"], ["B", "C", "D"], 2)


def test_example_12_one_seat_left_goes_to_the_next_two() -> None:
    outcome = _first(3, 900, {"A": 600, "B": 500, "C": 440, "D": 430}, voters=1500)
    assert _short(outcome) == (["A", "B"], 1, ["C", "D"], [2])
    assert _filled(_second(1, 800, {"C": 300, "D": 280}, voters=1500)) == ["C"]


@pytest.mark.parametrize(("votes", "elected", "seats_left"), [(300, ["C"], 0), (299, [], 1)])
def test_example_13_a_third_is_enough(votes: int, elected: list[str], seats_left: int) -> None:
    outcome = _second(1, 900, {"C": votes, "D": 280}, voters=1500)
    assert (outcome["elected"], outcome["seats_left"]) == (elected, seats_left)


def test_example_14_two_seats_left_take_three_or_four() -> None:
    votes = {"A": 500, "B": 400, "C": 350, "D": 350, "E": 200, "F": 100}
    outcome = _first(3, 900, votes, voters=1500)
    assert _short(outcome) == (["A"], 2, ["B", "C", "D", "E", "F"], [3, 4])


def test_example_15_a_size_that_splits_a_tie_is_not_lawful() -> None:
    votes = {"A": 500, "B": 400, "C": 350, "D": 200, "E": 200}
    outcome = _first(3, 900, votes, voters=1500)
    assert _short(outcome) == (["A"], 2, ["B", "C", "D", "E"], [4])


def test_example_16_no_lawful_size_is_left_to_the_body() -> None:
    votes = {"A": 260, "B": 170, "C": 170}
    outcome = _first(1, 600, votes, formal=("A", "B"), eligible={"C": True})
    assert _short(outcome) == ([], 1, ["A", "B", "C"], [])
    assert outcome["manual"] == ["O-25"]


def test_example_17_a_write_in_wins_if_he_may_stand() -> None:
    contest: dict[str, Any] = {
        "seats": 1,
        "participants": 600,
        "votes": {"A": 200, "B": 90, "W": 305},
        "formal": ("A", "B"),
    }
    assert _filled(_first(**contest, eligible={"W": True})) == ["W"]
    assert _short(_first(**contest, eligible={"W": False})) == ([], 1, ["A", "B"], [2])
    undecided = _first(**contest)
    assert (undecided["kind"], undecided["manual"]) == ("manual", ["O-44"])


def test_example_18_a_write_in_enters_the_supplementary_round() -> None:
    votes = {"A": 250, "W": 200, "B": 140}
    outcome = _first(1, 600, votes, formal=("A", "B"), eligible={"W": True})
    assert _short(outcome)[2][:2] == ["A", "W"]


def test_example_19_a_supplementary_round_needs_turnout_too() -> None:
    assert _second(1, 480, {"A": 300, "B": 100})["kind"] == "invalid_turnout"


def test_example_20_top_two_of_those_with_a_third() -> None:
    assert _filled(_second(2, 520, {"A": 200, "B": 174, "C": 173})) == ["A", "B"]


def test_example_21_principals_are_participants() -> None:
    in_person, mandates = 380, 140
    assert _first(1, in_person, {"A": 300, "B": 80})["kind"] == "invalid_turnout"
    assert _filled(_first(1, in_person + mandates, {"A": 300, "B": 80})) == ["A"]


@pytest.mark.parametrize(
    ("approvals", "write_ins", "expected"),
    [
        ({"A", "B"}, ["W"], (False, frozenset())),
        ({"A"}, ["W"], (True, frozenset({"A", "W"}))),
        (set(), [], (True, frozenset())),
        ({"A"}, [], (True, frozenset({"A"}))),
        ({"A", "B"}, ["B"], (True, frozenset({"A", "B"}))),
    ],
)
def test_example_22_more_names_than_seats_void_a_ballot(
    approvals: set[str], write_ins: list[str], expected: tuple[bool, frozenset[str]]
) -> None:
    assert classify(approvals, write_ins, 2) == expected


@pytest.mark.parametrize(
    ("votes", "present", "kind", "elected"),
    [
        (100, 160, "short", []),
        (101, 160, "short", ["A"]),
        (101, 134, "short", ["A"]),
        (101, 133, "invalid_turnout", []),
    ],
)
def test_example_23_indirect_majority_is_of_all_deputies(
    votes: int, present: int, kind: str, elected: list[str]
) -> None:
    ballots = {"A": votes, "B": 5, "C": 4, "D": 3, "E": 2, "F": 1}
    outcome = _first(5, present, ballots, indirect_deputies=200, present=present)
    assert (outcome["kind"], outcome["elected"]) == (kind, elected)


def test_example_24_no_third_in_indirect_elections() -> None:
    outcome = _second(1, 160, {"A": 95, "B": 60}, indirect_deputies=200, present=160)
    assert (outcome["kind"], outcome["elected"], outcome["seats_left"]) == ("short", [], 1)


def test_example_25_a_candidate_without_votes_is_listed_when_needed() -> None:
    outcome = _first(3, 900, {"A": 400, "B": 300, "C": 200, "D": 0}, voters=1500)
    assert _short(outcome) == ([], 3, ["A", "B", "C", "D"], [4])


def test_example_26_a_tie_above_the_third_is_revoted_and_below_it_not() -> None:
    assert _tie(_second(1, 900, {"C": 310, "D": 310})) == ([], ["C", "D"], 1)
    assert _filled(_revote(1, 900, {"C": 150, "D": 149})) == ["C"]
    below = _second(1, 900, {"C": 299, "D": 299})
    assert (below["kind"], below["tied"], below["seats_left"]) == ("short", [], 1)


def test_example_27_still_tied_for_one_seat() -> None:
    assert _tie(_revote(2, 600, {"B": 300, "C": 140, "D": 140})) == (["B"], ["C", "D"], 1)


def test_example_28_indirect_sizes() -> None:
    votes = {f"A{i}": 150 for i in range(7)} | {"H": 100, "I": 98, "J": 97, "K": 97, "L": 60}
    outcome = _first(10, 200, votes, indirect_deputies=200, present=200)
    _, seats_left, pool, sizes = _short(outcome)
    assert (seats_left, pool, sizes) == (3, ["H", "I", "J", "K", "L"], [4])


def test_example_29_a_pool_shorter_than_two_is_left_to_the_body() -> None:
    outcome = _first(1, 600, {"A": 300})
    assert _short(outcome) == ([], 1, ["A"], [])
    assert outcome["manual"] == ["O-38"]


@pytest.mark.parametrize(
    ("indirect", "ranges"),
    [
        (False, "2-2 3-4 4-6 6-8 7-10 8-12 10-14 11-16 12-18 14-20"),
        (True, "2-2 3-3 4-4 5-6 6-7 8-9 9-10 10-12 11-13 12-15"),
    ],
)
def test_the_table_of_candidate_ranges(indirect: bool, ranges: str) -> None:
    pairs = [candidate_range(seats, indirect) for seats in range(1, 11)]
    assert " ".join(f"{fewest}-{most}" for fewest, most in pairs) == ranges


def test_an_undecided_person_matters_only_where_he_may_stand() -> None:
    votes = {"A": 250, "B": 200, "W": 3}
    harmless = _first(1, 600, votes, formal=("A", "B"))
    assert _short(harmless) == ([], 1, ["A", "B"], [2])
    assert _first(1, 600, votes | {"W": 200}, formal=("A", "B"))["manual"] == ["O-44"]


def test_a_recorded_size_settles_who_may_stand() -> None:
    votes = {"A": 500, "B": 400, "C": 350, "D": 300, "E": 200}
    contest = {"voters": 1500, "eligible": {"E": None}}
    assert _first(3, 900, votes, **contest)["manual"] == ["O-44"]
    recorded = _first(3, 900, votes, **contest, supplementary_choice=3)
    assert _short(recorded) == (["A"], 2, ["B", "C", "D"], [3])


def test_a_person_no_longer_available_is_not_elected_and_lifts_only_a_majority() -> None:
    outcome = _first(1, 600, {"A": 400, "B": 100, "C": 50}, alive={"A": False})
    assert _short(outcome) == ([], 1, ["B", "C"], [2])


def test_nobody_wins_a_revote_without_a_vote() -> None:
    assert _tie(_revote(2, 600, {"B": 300, "C": 0, "D": 0})) == (["B"], ["C", "D"], 1)
    assert _filled(_revote(1, 600, {"B": 240, "C": 230, "W": 300}, tied=("B", "C"))) == ["B"]


def test_random_contests_reach_every_kind_of_every_round() -> None:
    kinds = Counter(
        (act, ACTS[act](**contest)["kind"]) for act, contest in random_contests(seed=9, count=4000)
    )
    common = {"data_error", "invalid_excess", "invalid_turnout", "filled"}
    expected = {(act, kind) for act in ACTS for kind in common}
    expected |= {
        (act, k) for act in ("first_vote", "supplementary") for k in ("tie", "short", "manual")
    }
    assert set(kinds) == expected | {("tie_revote", "still_tied")}
    assert min(kinds.values()) >= 15


def test_random_first_votes_reach_every_open_point_and_both_kinds_of_election() -> None:
    contests = [c for act, c in random_contests(seed=9, count=4000) if act == "first_vote"]
    reached = {
        ("indirect_deputies" in c, point) for c in contests for point in first_vote(**c)["manual"]
    }
    points = ("O-25", "O-38", "O-44")
    assert reached == {(indirect, point) for indirect in (False, True) for point in points}


def test_in_every_counted_contest_the_seats_add_up() -> None:
    for act, contest in random_contests(seed=4, count=4000):
        outcome = ACTS[act](**contest)
        if outcome["kind"] in {"filled", "tie", "short", "still_tied"}:
            seats_open = outcome["tie_seats"] + outcome["seats_left"]
            assert len(outcome["elected"]) + seats_open == contest["seats"]


def test_random_contests_could_happen() -> None:
    for _, contest in random_contests(seed=5, count=4000):
        votes, ballots = contest["votes"].values(), contest["collected"]
        assert all(0 <= v <= ballots for v in votes)
        assert sum(votes) <= contest["seats"] * ballots


def test_the_same_seed_gives_the_same_contests() -> None:
    assert list(random_contests(seed=1, count=50)) == list(random_contests(seed=1, count=50))
