"""T5.29 to T5.34 and T6 from declarations, lists and persons."""

from datetime import date

import pytest

from huanjie.figures.figure import Share
from huanjie.office.committee.models import Election
from huanjie.office.nomination.models import CandidateList, Nominee, Petition, Recommendation
from huanjie.office.people.roles import Role
from huanjie.office.seats.models import QuotaDecision
from huanjie.office.tenure import returns, services
from huanjie.office.tenure.models import Mandate
from tests.office.counting import scene
from tests.office.counting.scene import Paper
from tests.office.reading import figures, moved, numbers, plain, reading

pytestmark = pytest.mark.django_db
A, B, C = scene.NAMES[:3]
BODY = scene.actor(Role.COMMITTEE)


def declared(held: Election, number: int, paper: Paper, *, seats: int = 1) -> None:
    here = scene.constituency(held, number, seats=seats)
    scene.determined(scene.opened(here), paper)
    services.declare_contest(contest=scene.contest(here), on=scene.DAY, actor=BODY)


def test_before_a_declaration_nothing_is_due() -> None:
    held = scene.election()
    found = plain(figures(returns, held))
    assert {found[code] for code in ("T5.29", "T5.30", "T5.31a", "T6.01@elected")} == {"not_due"}
    assert found["T6.01@seated"] == found["T6.01@last_term"] == "not_kept"
    assert found["T6.23@elected"] == "not_kept"


def test_the_elected_by_kind_of_round() -> None:
    held = scene.election()
    declared(held, 1, Paper(1000, 600, {A: 400, B: 380, C: 300}), seats=2)
    codes = ("T5.29", "T5.30", "T5.31a", "T5.31b", "T5.31c", "T5.31d")
    assert numbers(returns, held, *codes) == [2, 2, 2, 0, 0, 0]


def test_a_corrected_declaration_is_not_counted_and_a_void_mandate_is() -> None:
    held = scene.election()
    declared(held, 1, Paper(1000, 600, {A: 400, B: 380, C: 300}), seats=2)
    Mandate.objects.filter(name=A).update(state="void")
    assert numbers(returns, held, "T5.30") == [2]
    Mandate.objects.filter(name=A).update(state="withdrawn")
    assert numbers(returns, held, "T5.30", "T6.01@elected") == [1, 1]


def test_a_garrison_without_seats_elects_nobody_and_another_is_not_known_yet() -> None:
    town = scene.election()
    assert numbers(returns, town, "T5.34") == [0]
    county = scene.election(scene.COUNTY)
    assert numbers(returns, county, "T5.34") == ["not_due"]
    quota = QuotaDecision.objects.create(
        election=county, unit_kind="county", population=1, basis="hukou",
        basis_date=date(2025, 12, 31), source="-", total=9, last_total=9, ground="carried_over",
        body="-", document_no="1", decided_on=date(2026, 9, 1),
    )  # fmt: skip
    assert numbers(returns, county, "T5.34") == [0]
    QuotaDecision.objects.filter(pk=quota.pk).update(garrison=1)
    assert numbers(returns, county, "T5.34") == ["not_kept"]


def listed(held: Election, **persons: dict[str, object]) -> None:
    """The formal list of constituency 1 with these facts of its nominees."""
    scene.constituency(held, 1, seats=2)
    CandidateList.objects.update(preliminary_on=date(2026, 12, 4))
    Nominee.objects.update(is_listed=True, sex="1", ethnicity="01", birth=date(1986, 1, 1))
    for name, facts in persons.items():
        Nominee.objects.filter(name=name).update(**facts)


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ({"sex": "2"}, "T6.03"), ({"ethnicity": "06"}, "T6.05"), ({"ethnicity": "06"}, "T6.05.06"),
        ({"political": "02"}, "T6.06"), ({"political": "09"}, "T6.07"),
        ({"political": "12"}, "T6.08"), ({"political": "03"}, "T6.09"),
        ({"birth": date(1991, 12, 20)}, "T6.11"), ({"birth": date(1970, 12, 20)}, "T6.14"),
        ({"birth": date(1966, 12, 20)}, "T6.14"), ({"birth": date(1970, 12, 21)}, "T6.13"),
        ({"birth": date(1965, 12, 20)}, "T6.15"), ({"education": "14"}, "T6.17"),
        ({"education": "21"}, "T6.18"), ({"education": "31"}, "T6.19"),
        ({"education": "44"}, "T6.20"), ({"education": "61"}, "T6.20"),
        ({"education": "71"}, "T6.21"), ({"education": "90"}, "T6.21"),
    ],
)  # fmt: skip
def test_each_dimension_of_the_composition(fact: dict[str, object], code: str) -> None:
    held = scene.election()
    listed(held, **{A: fact})
    found = plain(figures(returns, held))
    assert found["T6.01@formal"] == found["T6.01@preliminary"] == 3
    assert found[f"{code}@formal"] == 1


def test_an_unstated_affiliation_is_none_and_an_unstated_sex_is_nobodys() -> None:
    held = scene.election()
    listed(held, **{A: {"sex": "0", "political": ""}})
    codes = ("T6.02@formal", "T6.03@formal", "T6.10@formal")
    assert numbers(returns, held, *codes) == [2, 0, 3]


def test_the_mean_age_is_a_sum_of_days_by_persons() -> None:
    held = scene.election()
    listed(held, **{A: {"birth": None}, B: {"birth": date(2000, 12, 20)}})
    days = (scene.DAY - date(2000, 12, 20)).days + (scene.DAY - date(1986, 1, 1)).days
    assert figures(returns, held)["T6.16@formal"] == Share(days, 2)


def nominated(name: str, *kinds: str) -> None:
    nominee = Nominee.objects.get(name=name)
    for kind in kinds:
        form = Petition.objects.create(
            candidates=nominee.candidates, form_no=f"{name}{kind}", kind=kind,
            received_on=date(2026, 11, 25), state="accepted",
        )  # fmt: skip
        Recommendation.objects.create(petition=form, nominee=nominee)


def test_the_source_of_a_nomination() -> None:
    held = scene.election()
    listed(held)
    nominated(A, "organization")
    nominated(B, "joint")
    nominated(C, "organization", "joint")
    codes = [f"T6.{n}@formal" for n in (42, 43, 44, 45)]
    assert numbers(returns, held, *codes) == [1, 1, 1, 0]


def test_somebody_elected_without_nomination_was_written_in() -> None:
    held = scene.election()
    declared(held, 1, Paper(1000, 600, {A: 400, B: 200}))
    before = figures(returns, held)
    assert plain(before)["T6.45@elected"] == 0
    Mandate.objects.update(nominee=None)
    assert moved(before, figures(returns, held))["T6.45@elected"] == 1


def test_rows_say_seats_and_elected() -> None:
    held = scene.election()
    declared(held, 1, Paper(1000, 600, {A: 400, B: 380, C: 300}), seats=2)
    (row,) = returns.rows(reading(held))
    assert plain(row.figures) == {"T5.29": 2, "T5.30": 2}


def test_the_declaration_is_done_with_its_notice() -> None:
    held = scene.election()
    declared(held, 1, Paper(1000, 600, {A: 400, B: 200}))
    (found,) = returns.milestones(reading(held))
    assert (found.is_done, found.has_started) == (False, True)
    services.publish_results(election=held, on=scene.DAY, actor=BODY)
    (found,) = returns.milestones(reading(held))
    assert found.is_done
    assert returns.findings(reading(held)) == ()
