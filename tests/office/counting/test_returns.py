"""T5 from the sheets of the base votes."""

import pytest

from huanjie.figures.figure import Extreme, Share
from huanjie.office.committee.models import Election
from huanjie.office.counting import returns, services
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Box
from huanjie.office.seats.models import Constituency
from tests.office.counting import scene
from tests.office.counting.scene import Paper
from tests.office.reading import figures, moved, numbers, plain, reading

pytestmark = pytest.mark.django_db
A, B, C = scene.NAMES[:3]
WON = Paper(1000, 600, {A: 320, B: 250}, void=10, blank=5, written={"钱写": 15})


def voted(held: Election, number: int, paper: Paper, *, seats: int = 1) -> Constituency:
    here = scene.constituency(held, number, seats=seats, voters=paper.voters)
    scene.determined(scene.opened(here), paper)
    return here


def test_without_a_final_sheet_nothing_is_due() -> None:
    held = scene.election()
    found = plain(figures(returns, held))
    assert {found[code] for code in (*returns.SUMS, *returns.OUTCOMES, "T5.33a")} == {"not_due"}
    assert found["T9.12"] == Share(0, 0)


def test_the_figures_of_the_sheets_add_up() -> None:
    held = scene.election()
    voted(held, 1, WON)
    voted(held, 2, Paper(500, 300, {A: 200, B: 90}, collected=295, blank=5))
    codes = ("T5.02", "T5.03", "T5.05", "T5.06", "T5.07", "T5.10a", "T5.10b", "T5.11a", "T5.12")
    assert numbers(returns, held, *codes) == [1500, 900, 900, 0, 0, 2, 900, 0, 0]
    codes = ("T5.13", "T5.14", "T5.15", "T5.16", "T5.17", "T5.18", "T5.19", "T5.20")
    assert numbers(returns, held, *codes) == [1500, 900, 0, 600, 895, 885, 10, 10]
    codes = ("T5.22a", "T5.22b", "T5.22c", "T5.23a", "T5.23b")
    assert numbers(returns, held, *codes) == [860, 0, 910, 15, 1]


def test_the_extremes_of_turnout_name_their_constituency() -> None:
    held = scene.election()
    voted(held, 1, WON)
    voted(held, 2, Paper(500, 400, {A: 300, B: 100}))
    found = figures(returns, held)
    assert found["T5.33a"] == Extreme(400, 500, "第2选区")
    assert found["T5.33b"] == Extreme(600, 1000, "第1选区")


@pytest.mark.parametrize(
    ("paper", "seats", "code"),
    [
        (Paper(1000, 600, {A: 320, B: 280}), 1, "T5.24"),
        (Paper(1000, 600, {A: 420, B: 380, C: 380}), 2, "T5.25"),
        (Paper(1000, 600, {A: 299, B: 290}, blank=11), 1, "T5.26"),
        (Paper(1000, 500, {A: 320, B: 180}), 1, "T5.27a"),
        (Paper(1000, 600, {A: 320, B: 281}, collected=601), 1, "T5.27b"),
    ],
)
def test_the_outcome_of_a_base_vote_has_one_class(paper: Paper, seats: int, code: str) -> None:
    held = scene.election()
    voted(held, 1, paper, seats=seats)
    found = plain(figures(returns, held))
    assert {each: found[each] for each in returns.OUTCOMES} == {
        each: int(each == code) for each in returns.OUTCOMES
    }


def test_a_rerun_takes_the_place_of_the_vote_it_repeats() -> None:
    held = scene.election()
    here = voted(held, 1, Paper(1000, 500, {A: 320, B: 180}))
    again = services.open_next_round(
        contest=scene.contest(here), held_on=scene.LATER, actor=scene.actor(Role.COMMITTEE)
    )
    assert numbers(returns, held, "T5.03") == ["not_due"]
    scene.determined(again, Paper(1000, 700, {A: 400, B: 300}), on=scene.LATER)
    assert numbers(returns, held, "T5.02", "T5.03", "T5.24", "T5.27a") == [1000, 700, 1, 0]


def test_a_supplementary_round_leaves_the_base_vote_alone() -> None:
    held = scene.election()
    here = voted(held, 1, Paper(1000, 600, {A: 299, B: 290}, blank=11))
    before = figures(returns, held)
    again = services.open_next_round(
        contest=scene.contest(here), held_on=scene.LATER, actor=scene.actor(Role.COMMITTEE)
    )
    scene.determined(again, Paper(1000, 700, {A: 400, B: 300}), on=scene.LATER)
    assert moved(before, figures(returns, held)) == {"T9.12": Share(2, 2)}


def test_a_sheet_opened_again_gives_no_figures() -> None:
    held = scene.election()
    here = scene.constituency(held)
    sheet = scene.counted(scene.opened(here), WON)
    assert numbers(returns, held, "T5.24", "T5.03") == [0, 600]
    services.reopen_sheet(sheet=sheet, reason="复核", actor=scene.actor(Role.SCRUTINEER))
    assert numbers(returns, held, "T5.03") == ["not_due"]


def test_the_progress_of_the_sheets_counts_contests_not_open_yet() -> None:
    held = scene.election()
    voted(held, 1, WON)
    scene.constituency(held, 2)
    assert figures(returns, held)["T9.12"] == Share(1, 2)


def test_the_count_is_done_when_every_first_vote_has_its_final_sheet() -> None:
    held = scene.election()
    voted(held, 1, WON)
    scene.constituency(held, 2)
    (found,) = returns.milestones(reading(held))
    assert (found.is_done, found.has_started) == (False, True)
    Constituency.objects.filter(number=2).delete()
    (found,) = returns.milestones(reading(held))
    assert found.is_done


def test_a_row_has_the_figures_of_its_contest() -> None:
    held = scene.election()
    voted(held, 3, WON)
    (row,) = returns.rows(reading(held))
    found = plain(row.figures)
    assert (row.code, found["T5.03"], found["T5.24"], found["T5.26"]) == ("003", 600, 1, 0)


def test_a_sheet_that_does_not_agree_is_an_open_finding() -> None:
    held = scene.election()
    sheet = scene.typed(scene.opened(scene.constituency(held)), WON)
    Box.objects.update(own=599)
    codes = {finding.code for finding in returns.findings(reading(held))}
    assert "J302" in codes
    assert sheet.state == "agreed"
