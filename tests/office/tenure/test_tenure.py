"""Mandates come of declarations; results are published once everything is declared."""

import pytest

from huanjie.office.bulletin.models import Publication
from huanjie.office.counting import services as counting
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.tenure import queries, services
from huanjie.office.tenure.models import Mandate
from tests.office.counting import scene
from tests.office.counting.scene import Paper

pytestmark = pytest.mark.django_db
BODY = scene.actor(Role.COMMITTEE)
A, B, C = scene.NAMES[:3]
PLAIN = Paper(1000, 600, {A: 320, B: 280})


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def declared(held: object, number: int = 1, paper: Paper = PLAIN, seats: int = 1) -> object:
    here = scene.constituency(held, number, seats=seats)
    scene.determined(scene.opened(here), paper)
    services.declare_contest(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    return here


def test_a_declared_contest_gives_mandates_to_those_elected() -> None:
    held = scene.election()
    here = declared(held, paper=Paper(1000, 600, {A: 400, B: 380, C: 300}), seats=2)
    rows = list(queries.deputies(held))
    assert [(row.name, row.votes, row.state) for row in rows] == [
        (A, 400, "declared"), (B, 380, "declared"),
    ]  # fmt: skip
    assert rows[0].nominee.candidates.constituency == here
    assert queries.vacancies(held) == []


def test_a_contest_that_is_not_decided_is_not_declared() -> None:
    here = scene.constituency(scene.election())
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 300, B: 280}, blank=20))
    with pytest.raises(Refused) as refused:
        services.declare_contest(contest=scene.contest(here), on=scene.DAY, actor=BODY)
    assert codes(refused) == ["contest-not-decided"]
    assert not Mandate.objects.exists()


def test_only_the_committee_of_the_unit_declares() -> None:
    here = scene.constituency(scene.election())
    scene.determined(scene.opened(here), PLAIN)
    for who in (scene.actor(Role.OFFICE), scene.actor(Role.COMMITTEE, unit=scene.COUNTY)):
        with pytest.raises(NotAllowed):
            services.declare_contest(contest=scene.contest(here), on=scene.DAY, actor=who)


def test_results_are_published_when_every_contest_is_declared() -> None:
    held = scene.election()
    declared(held, 1)
    late = scene.constituency(held, 2)
    with pytest.raises(Refused) as refused:
        services.publish_results(election=held, on=scene.DAY, actor=BODY)
    assert codes(refused) == ["election-not-complete"]
    scene.determined(scene.opened(late), PLAIN)
    services.declare_contest(contest=scene.contest(late), on=scene.DAY, actor=BODY)
    services.publish_results(election=held, on=scene.DAY, actor=BODY)
    notice = Publication.objects.get(kind="elected_notice")
    first = notice.body["tables"][0]["rows"][0]
    assert first[3:6] == ["王一（320票）", "李二（280票）", "0"]
    assert first[6:] == ["1000", "600", "600", "600", "0", "1"]
    held.refresh_from_db()
    assert held.state == "declared"


def test_a_list_that_is_not_the_elected_is_not_published() -> None:
    held = scene.election()
    declared(held)
    Mandate.objects.update(name="冒名")
    with pytest.raises(Refused) as refused:
        services.publish_results(election=held, on=scene.DAY, actor=BODY)
    assert codes(refused) == ["list-not-the-elected"]


def test_a_result_declared_anew_withdraws_who_was_not_elected_after_all() -> None:
    held = scene.election()
    here = declared(held)
    sheet = here.contest.rounds.get().sheet
    counting.reopen_sheet(sheet=sheet, reason="漏计一包", actor=BODY)
    counting.discard_entry(entry=sheet.entries.get(ordinal=1), actor=scene.actor())
    values = Paper(1000, 600, {A: 280, B: 320}).values()
    for ordinal, who in ((1, "丙"), (2, "丁")):
        sheet.refresh_from_db()
        counting.enter_sheet(sheet=sheet, ordinal=ordinal, values=values, actor=scene.clerk(who))
    counting.finalise(sheet=sheet, actor=scene.actor())
    counting.determine(round=sheet.round, on=scene.LATER, actor=BODY)
    services.declare_contest(contest=scene.contest(here), on=scene.LATER, actor=BODY)
    states = dict(Mandate.objects.values_list("name", "state"))
    assert states == {A: "withdrawn", B: "declared"}
    assert [row.name for row in queries.deputies(held)] == [B]


def person(name: str = A) -> Person:
    return Person.objects.create(name=name, sex="1", village="", county=scene.COUNTY)


def test_one_person_elected_in_two_constituencies_keeps_one_seat_by_decision() -> None:
    held = scene.election()
    declared(held, 1)
    declared(held, 2)
    Mandate.objects.update(person=person())
    (found,) = queries.double_mandates(held)
    assert found.code == "elected-twice"
    with pytest.raises(Refused):
        services.publish_results(election=held, on=scene.DAY, actor=BODY)


def test_deputies_of_two_unaffiliated_areas_are_found_and_affiliated_ones_are_not() -> None:
    town, other, county = (
        scene.election(unit) for unit in (scene.TOWN, scene.OTHER_TOWN, scene.COUNTY)
    )
    one = person()
    for held in (town, county):
        place = scene.constituency(held)
        row = scene.opened(place) if held == town else None
        Mandate.objects.create(
            election=held, constituency=place, round=row or Mandate.objects.first().round,
            person=one, name=A, votes=1, declared_on=scene.DAY, state="declared",
        )  # fmt: skip
    assert queries.double_mandates(town) == ()
    place = scene.constituency(other)
    Mandate.objects.create(
        election=other, constituency=place, round=Mandate.objects.first().round, person=one,
        name=A, votes=1, declared_on=scene.DAY, state="declared",
    )  # fmt: skip
    assert [finding.code for finding in queries.double_mandates(town)] == ["areas-unaffiliated"]


def test_composition_counts_sex_ethnicity_and_age_on_election_day() -> None:
    held = scene.election()
    declared(held, paper=Paper(1000, 600, {A: 400, B: 380, C: 300}), seats=2)
    found = queries.composition(held)
    assert (found.total, found.men, found.women) == (2, 1, 1)
    assert (found.han, found.minorities) == (1, 1)
    assert dict(found.ages) == {"≤35": 0, "36–45": 0, "46–55": 1, "56–60": 1, "≥61": 0}
    assert found.age_unknown == 0


def test_seats_left_open_are_listed_as_vacant() -> None:
    held = scene.election()
    here = scene.constituency(held)
    scene.determined(scene.opened(here), Paper(1000, 600, {A: 300, B: 280}, blank=20))
    second = counting.open_next_round(contest=scene.contest(here), held_on=scene.LATER, actor=BODY)
    scene.decide(held, "shortfall", "constituency:1:round:2", "vacant")
    scene.determined(second, Paper(1000, 600, {A: 199, B: 150}, blank=251), scene.LATER)
    services.declare_contest(contest=scene.contest(here), on=scene.LATER, actor=BODY)
    (row,) = queries.vacancies(held)
    assert (row.constituency.number, row.vacant) == (1, 1)
    assert not queries.undeclared(held)
    assert [item.action_en for item in queries.open_work(held, scene.LATER)] == ["Publish"]


def test_the_table_of_results_takes_a_fixed_number_of_queries(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    held = scene.election()
    for number in (1, 2, 3):
        declared(held, number)
    with django_assert_num_queries(3):
        assert len(queries.result_rows(held)) == 3
