"""Who is elected, what follows, what waits for the committee, and what makes it stale."""

from datetime import timedelta

import pytest

from huanjie.office.bulletin.models import Publication
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import TallySheet
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.nomination.models import Nominee
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of
from huanjie.office.registration.models import RollEntry
from tests.office.counting import scene
from tests.office.counting.scene import Paper

pytestmark = pytest.mark.django_db
BODY = scene.actor(Role.COMMITTEE)
A, B, C, D = scene.NAMES[:4]
ROUND = "constituency:1:round:1"


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def place(seats: int = 1, voters: int = 1000, names: tuple[str, ...] = ()) -> object:
    return scene.constituency(scene.election(), seats=seats, voters=voters, names=names)


def test_more_than_half_of_the_participants_elects() -> None:
    here = place()
    found = scene.determined(scene.opened(here), Paper(1000, 600, {A: 320, B: 280}))
    assert (found.kind, found.outcome["elected"]) == ("settled", [A])
    assert scene.contest(here).state == "decided"
    rows = [queries.finding_from(row) for row in found.outcome["standings"]]
    assert [row.code for row in rows] == [
        "standing-participants-elected", "standing-participants-short",
    ]  # fmt: skip
    assert rows[0].facts["line"] == 301


@pytest.mark.parametrize(("votes", "kind"), [(301, "settled"), (300, "short")])
def test_exactly_half_is_not_more_than_half(votes: int, kind: str) -> None:
    paper = Paper(1000, 600, {A: votes, B: 600 - votes - 20}, blank=20)
    assert scene.determined(scene.opened(place()), paper).kind == kind


def test_a_harmful_tie_is_voted_on_again_between_the_tied() -> None:
    here = place(seats=2)
    found = scene.determined(scene.opened(here), Paper(1000, 600, {A: 420, B: 380, C: 380}))
    assert (found.kind, found.outcome["tied"]) == ("tie", [C, B])
    again = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert (again.kind, again.seats, again.candidates) == ("tie_revote", 1, [C, B])
    assert Publication.objects.get(kind="round_notice").published_on == scene.LATER
    last = scene.determined(again, Paper(1000, 550, {B: 290, C: 260}), scene.LATER)
    assert last.outcome["elected"] == [B]
    result = queries.contest_result(scene.contest(here))
    assert [(name, votes) for name, votes, _ in result.elected] == [(A, 420), (B, 290)]
    assert result.vacant == 0


def test_nobody_over_the_line_leads_to_a_supplementary_round_with_the_third_as_line() -> None:
    here = place()
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 300, B: 280}, blank=20))
    second = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert (second.kind, second.candidates) == ("supplementary", [A, B])
    found = scene.determined(
        second, Paper(1000, 600, {A: 200, B: 150}, void=5, blank=245), scene.LATER
    )
    assert (found.kind, found.outcome["elected"]) == ("settled", [A])
    assert found.outcome["figures"]["line"] == 200


def test_the_size_of_a_supplementary_list_is_the_committees() -> None:
    held = scene.election()
    here = scene.constituency(held, seats=2, names=(A, B, C, D))
    paper = Paper(1000, 600, {A: 290, B: 200, C: 150, D: 100}, blank=10)
    scene.determined(scene.opened(here), paper)
    contest = scene.contest(here)
    with pytest.raises(Refused) as refused:
        services.open_next_round(contest=contest, held_on=scene.LATER, actor=BODY)
    assert codes(refused) == ["supplementary-size-open"]
    (asked,) = queries.waiting_for(contest)
    assert (asked.matter, asked.subject, asked.options) == (
        "supplementary_size", ROUND, ("3", "4"),
    )  # fmt: skip
    scene.decide(held, asked.matter, asked.subject, "7")
    assert queries.waiting_for(contest)
    scene.decide(held, asked.matter, asked.subject, "4")
    second = services.open_next_round(contest=contest, held_on=scene.LATER, actor=BODY)
    assert second.candidates == [A, B, C, D]


def test_seats_still_open_after_a_supplementary_round_wait_for_the_committee() -> None:
    held = scene.election()
    here = scene.constituency(held)
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 300, B: 280}, blank=20))
    second = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    scene.counted(second, Paper(1000, 600, {A: 199, B: 150}, blank=251))
    with pytest.raises(Refused) as refused:
        services.determine(round=second, on=scene.LATER, actor=BODY)
    assert codes(refused) == ["seats-still-open"]
    (asked,) = queries.waiting_for(scene.contest(here))
    assert (asked.matter, asked.options) == ("shortfall", ("again", "vacant"))
    scene.decide(held, asked.matter, asked.subject, "vacant")
    found = services.determine(round=second, on=scene.LATER, actor=BODY)
    assert (found.kind, found.outcome["next"]) == ("settled", {"kind": "done", "vacant": 1})
    assert scene.contest(here).state == "decided"
    assert queries.contest_result(scene.contest(here)).vacant == 1


def test_another_round_may_follow_with_the_list_of_the_first_vote() -> None:
    held = scene.election()
    here = scene.constituency(held)
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 300, B: 280}, blank=20))
    second = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    scene.counted(second, Paper(1000, 600, {A: 199, B: 150}, blank=251))
    scene.decide(held, "shortfall", "constituency:1:round:2", "again")
    assert services.determine(round=second, on=scene.LATER, actor=BODY).kind == "short"
    third = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert (third.ordinal, third.candidates) == (3, [A, B])


def test_a_tie_for_the_last_place_of_a_list_waits_for_the_committee() -> None:
    held = scene.election()
    here = scene.constituency(held, names=(A, B, C))
    scene.counted(scene.opened(here), Paper(1000, 600, {A: 260, B: 170, C: 170}))
    (asked,) = queries.waiting_for(scene.contest(here))
    assert (asked.matter, asked.subject) == ("pool_tie", ROUND)
    held_round = here.contest.rounds.get()
    scene.decide(held, "pool_tie", ROUND, "路人")
    with pytest.raises(Refused) as refused:
        services.determine(round=held_round, on=scene.DAY, actor=BODY)
    assert codes(refused) == ["pool-tied"]
    scene.decide(held, "pool_tie", ROUND, C)
    services.determine(round=held_round, on=scene.DAY, actor=BODY)
    second = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert second.candidates == [A, C]


def test_a_tie_that_remains_is_voted_on_again_by_decision() -> None:
    held = scene.election()
    here = scene.constituency(held, seats=2)
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 420, B: 380, C: 380}))
    again = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    scene.counted(again, Paper(1000, 550, {B: 275, C: 275}))
    (asked,) = queries.waiting_for(scene.contest(here))
    assert (asked.matter, asked.suggested) == ("tie_unresolved", "again")
    scene.decide(held, asked.matter, asked.subject, "again")
    services.determine(round=again, on=scene.LATER, actor=BODY)
    third = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert (third.kind, third.ordinal, sorted(third.candidates)) == (
        "tie_revote",
        3,
        sorted([B, C]),
    )


def test_an_invalid_vote_is_held_anew_with_the_same_names() -> None:
    here = place()
    found = scene.determined(scene.opened(here), Paper(1000, 500, {A: 320, B: 180}))
    assert found.kind == "void"
    anew = services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert (anew.kind, anew.candidates) == ("rerun", [A, B])
    scene.determined(anew, Paper(1000, 600, {A: 320, B: 280}), scene.LATER)
    result = queries.contest_result(scene.contest(here))
    assert result.base.round == anew
    assert result.figures["participants"] == 600


def voter(name: str, number: str, held: object) -> Person:
    person = Person.objects.create(
        name=name, sex="1", village="", county=scene.COUNTY, id_index=index_of(number)
    )
    roll = held.constituencies.first().roll
    RollEntry.objects.create(
        roll=roll, election=held, person=person, basis="local", added_reason="registered"
    )
    return person


NUMBER = "430001198001011234"


def test_a_written_name_that_is_a_voter_may_win() -> None:
    held = scene.election()
    here = scene.constituency(held)
    voter("周七", NUMBER, held)
    paper = Paper(
        1000, 600, {A: 200, B: 90}, blank=5, written={"周七": 305}, persons={"周七": NUMBER}
    )
    assert scene.determined(scene.opened(here), paper).outcome["elected"] == ["周七"]


def test_a_written_name_that_names_no_voter_waits_for_a_ruling_when_it_matters() -> None:
    held = scene.election()
    here = scene.constituency(held)
    paper = Paper(1000, 600, {A: 200, B: 90}, blank=5, written={"周七": 305})
    sheet = scene.typed(scene.opened(here), paper)
    with pytest.raises(Refused) as refused:
        services.finalise(sheet=sheet, actor=scene.actor())
    assert "J410" in codes(refused)
    (asked,) = queries.waiting_for(scene.contest(here))
    assert (asked.matter, asked.subject) == ("write_in_eligibility", f"{ROUND}:周七")
    scene.decide(held, asked.matter, asked.subject, "no")
    services.finalise(sheet=scene.explained(sheet), actor=scene.actor())
    found = services.determine(round=sheet.round, on=scene.DAY, actor=BODY)
    assert (found.kind, found.outcome["next"]["pool"]) == ("short", [A, B])


def test_a_winner_who_died_waits_for_the_committee() -> None:
    held = scene.election()
    here = scene.constituency(held)
    first = scene.opened(here)
    Nominee.objects.filter(name=A).update(left_reason="died")
    scene.counted(first, Paper(1000, 600, {A: 320, B: 280}))
    (asked,) = queries.waiting_for(scene.contest(here))
    assert asked.matter == "fallen_away"
    scene.decide(held, asked.matter, asked.subject, "rerun")
    assert services.determine(round=first, on=scene.DAY, actor=BODY).kind == "void"


def test_a_denominator_that_decides_is_confirmed_by_the_committee() -> None:
    held = scene.election()
    here = scene.constituency(held)
    paper = Paper(1000, 600, {A: 299, B: 250}, collected=590, blank=41)
    scene.counted(scene.opened(here), paper)
    asked = [row.matter for row in queries.waiting_for(scene.contest(here))]
    assert asked == ["denominator"]
    scene.decide(held, "denominator", ROUND, "participants")
    first = here.contest.rounds.get()
    assert services.determine(round=first, on=scene.DAY, actor=BODY).kind == "short"


def test_only_a_final_sheet_is_determined_and_only_once() -> None:
    here = place()
    first = scene.opened(here)
    scene.typed(first, Paper(1000, 600, {A: 320, B: 280}))
    with pytest.raises(Refused) as refused:
        services.determine(round=first, on=scene.DAY, actor=BODY)
    assert codes(refused) == ["sheet-not-final"]
    services.finalise(sheet=first.sheet, actor=scene.actor())
    services.determine(round=first, on=scene.DAY, actor=BODY)
    with pytest.raises(Refused) as refused:
        services.determine(round=first, on=scene.DAY, actor=BODY)
    assert codes(refused) == ["round-determined"]
    with pytest.raises(Refused) as refused:
        services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert codes(refused) == ["round-none-follows"]


def reopened(sheet: TallySheet, figure: int) -> None:
    """Both clerks type the votes of A and B anew."""
    services.reopen_sheet(sheet=sheet, reason="漏计一包", actor=BODY)
    names = {A: figure, B: 600 - figure}
    paths = [f"{s}candidates[{n}].{m}" for s in ("", "bundles[1].") for n in names for m in MARKS]
    services.return_fields(sheet=sheet, ordinal=1, paths=paths, actor=scene.actor())
    services.return_differences(sheet=sheet, ordinal=2, actor=scene.actor())
    values = Paper(1000, 600, names).values()
    for ordinal, who in ((1, "甲录入员"), (2, "乙录入员")):
        entry = sheet.entries.get(ordinal=ordinal, is_active=True)
        typed = {path: values[path] for path in paths}
        services.finish_entry(entry=entry, values=typed, actor=scene.clerk(who))


MARKS = ("approve", "oppose", "abstain")


def test_a_sheet_changed_after_determination_blocks_declaration_until_confirmed_anew() -> None:
    here = place()
    first = scene.opened(here)
    scene.determined(first, Paper(1000, 600, {A: 320, B: 280}))
    sheet = TallySheet.objects.get(round=first)
    reopened(sheet, 290)
    with pytest.raises(Refused) as refused:
        services.declare(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    assert codes(refused) == ["determination-stale"]
    services.finalise(sheet=sheet, actor=scene.actor())
    with pytest.raises(Refused) as refused:
        services.declare(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    assert refused.value.findings[0].facts["changed_en"] == ("sheet",)
    found = services.determine(round=first, on=scene.LATER, actor=BODY)
    assert found.outcome["elected"] == [B]
    services.declare(contest=scene.contest(here), on=scene.LATER, actor=BODY)


def test_a_roll_changed_after_determination_makes_it_stale() -> None:
    here = place()
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 320, B: 280}))
    here.roll.final_voters = 1001
    here.roll.save()
    with pytest.raises(Refused) as refused:
        services.declare(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    assert refused.value.findings[0].facts["changed_en"] == ("roll",)


def test_a_later_round_keeps_an_earlier_determination() -> None:
    here = place()
    first = scene.opened(here)
    scene.determined(first, Paper(1000, 600, {A: 300, B: 280}, blank=20))
    services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    with pytest.raises(Refused) as refused:
        services.determine(round=first, on=scene.LATER, actor=BODY)
    assert codes(refused) == ["round-followed"]
    with pytest.raises(Refused) as refused:
        services.declare(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    assert codes(refused) == ["contest-not-decided"]


def test_a_result_is_declared_once_and_by_the_committee() -> None:
    here = place()
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 320, B: 280}))
    contest = scene.contest(here)
    with pytest.raises(NotAllowed):
        services.declare(contest=contest, on=scene.DAY, actor=scene.actor(Role.OFFICE))
    services.declare(contest=contest, on=scene.DAY, actor=BODY)
    with pytest.raises(Refused) as refused:
        services.declare(contest=contest, on=scene.DAY, actor=BODY)
    assert codes(refused) == ["contest-declared"]


def test_a_margin_that_uncertain_papers_could_close_is_explained_before_declaring() -> None:
    here = place()
    paper = Paper(1000, 600, {A: 302, B: 290}, collected=597, blank=5)
    scene.determined(scene.opened(here), paper)
    services.declare(contest=scene.contest(here), on=scene.DAY, actor=BODY)


def test_an_unexplained_margin_stops_the_declaration() -> None:
    here = place()
    paper = Paper(1000, 600, {A: 302, B: 290}, collected=597, blank=5)
    sheet = scene.typed(scene.opened(here), paper)
    services.explain(
        sheet=sheet, code="J307", path="", text="选民带走", signed_by=["甲"], actor=scene.actor()
    )
    services.finalise(sheet=sheet, actor=scene.actor())
    services.determine(round=sheet.round, on=scene.DAY, actor=BODY)
    with pytest.raises(Refused) as refused:
        services.declare(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    assert codes(refused) == ["J603"]


def test_the_overview_of_the_count_takes_one_query(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    held = scene.election()
    for number in range(1, 6):
        here = scene.constituency(held, number, names=(f"{number}甲", f"{number}乙"))
        first = scene.opened(here)
        if number > 3:
            paper = Paper(1000, 600, {f"{number}甲": 320, f"{number}乙": 280})
            scene.determined(first, paper)
    services.declare(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    with django_assert_num_queries(1):
        rows = list(queries.overview(held))
    assert [row.sheet_state for row in rows] == [None, None, None, "final", "final"]
    assert queries.states_of(held) == {"polling": 3, "determined": 1, "declared": 1}
    assert [row.number for row in queries.overview(held, state="determined")] == [4]
    assert [row.number for row in queries.overview(held, words="5")] == [5]
    assert {item.mark for item in queries.open_work(held, scene.DAY)} == {"todo"}
    with django_assert_num_queries(2):
        assert set(queries.results_in(held)) == {rows[3].pk, rows[4].pk}


def test_no_round_follows_one_that_is_not_determined() -> None:
    here = place()
    scene.opened(here)
    with pytest.raises(Refused) as refused:
        services.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    assert codes(refused) == ["round-not-determined"]


def test_a_round_is_not_held_before_the_one_it_follows() -> None:
    here = place(seats=2)
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 420, B: 380, C: 380}))
    before = scene.DAY - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        services.open_next_round(contest=scene.contest(here), held_on=before, actor=BODY)
    assert codes(refused) == ["round-before-last"]


def test_a_result_is_neither_determined_before_the_vote_nor_declared_before_that() -> None:
    held = scene.opened(place())
    scene.counted(held, Paper(1000, 600, {A: 320, B: 280}))
    eve = scene.DAY - timedelta(days=1)
    with pytest.raises(Refused) as early:
        services.determine(round=held, on=eve, actor=BODY)
    assert codes(early) == ["determination-before-poll"]
    services.determine(round=held, on=scene.DAY, actor=BODY)
    with pytest.raises(Refused) as backdated:
        services.declare(contest=held.contest, on=eve, actor=BODY)
    assert codes(backdated) == ["declaration-too-early"]
    services.declare(contest=held.contest, on=scene.DAY, actor=BODY)
