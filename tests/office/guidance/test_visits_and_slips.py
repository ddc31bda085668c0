"""Visits with findings, slips from issue to close."""

import pytest

from huanjie.law.procedure import IllegalMove
from huanjie.office.documents.services import Upload
from huanjie.office.guidance import queries, services
from huanjie.office.guidance.queries.visits import visits_within
from huanjie.office.guidance.work import unit_work
from huanjie.office.inbox.models import Note
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.queries import entries_within
from huanjie.office.people.roles import Role
from tests.office.guidance import scene
from tests.office.guidance.scene import (
    CITY,
    COUNTY,
    LATER,
    OTHER_TOWN,
    TODAY,
    TOMORROW,
    TOWN,
)

GUIDE = Role.GUIDE


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_a_planned_visit_is_work_for_the_visitor_and_told_to_the_unit() -> None:
    made = scene.visit()
    (item,) = unit_work(scene.who(COUNTY, GUIDE), TODAY)
    assert (item.link, item.due) == (f"/guidance/visits/{made.pk}/", TOMORROW)
    assert GUIDE in item.roles
    assert Note.objects.get().unit_id == TOWN
    assert [row.kind for row in queries.late(COUNTY, LATER)] == ["visit"]


def test_an_unannounced_visit_is_hidden_until_it_was_held() -> None:
    made = scene.visit(is_announced=False)
    assert not Note.objects.exists()
    assert not visits_within(scene.who(TOWN))
    assert list(visits_within(scene.who(COUNTY))) == [made]
    assert not entries_within(TOWN).exists()
    services.hold_visit(
        visit=made, held_on=TODAY, summary="", observations=[], on=TODAY,
        actor=scene.who(COUNTY, GUIDE),
    )  # fmt: skip
    assert list(visits_within(scene.who(TOWN))) == [made]


def test_a_visit_held_is_counted_and_its_findings_read() -> None:
    made = scene.held_visit()
    assert not unit_work(scene.who(COUNTY, GUIDE), TODAY)
    (found,) = queries.visits_between(CITY, TODAY, LATER)
    assert [o.kind for o in found.observations.all()] == ["problem", "practice"]
    assert not queries.visits_between(OTHER_TOWN, TODAY, LATER)
    with pytest.raises(IllegalMove):
        services.cancel_visit(visit=made, reason="x", actor=scene.who(COUNTY, GUIDE))


def test_a_visit_goes_below_ahead_and_is_recorded_afterwards_by_who_made_it() -> None:
    with pytest.raises(Refused) as refused:
        scene.visit(COUNTY)
    assert codes(refused) == ["visit-to-own-unit"]
    with pytest.raises(NotAllowed):
        scene.visit(OTHER_TOWN, visitor=TOWN)
    plan = {"purpose": "x", "people": "", "is_announced": True, "on": TOMORROW}
    with pytest.raises(Refused) as refused:
        services.plan_visit(
            unit=scene.unit(TOWN), planned_on=TODAY, **plan, actor=scene.who(COUNTY, GUIDE)
        )
    assert codes(refused) == ["visit-planned-late"]
    made = scene.visit()
    held = {"visit": made, "summary": "", "observations": [], "on": TODAY}
    with pytest.raises(Refused) as refused:
        services.hold_visit(**held, held_on=TOMORROW, actor=scene.who(COUNTY, GUIDE))
    assert codes(refused) == ["visit-ahead"]
    for stranger in (scene.who(TOWN), scene.who(CITY, GUIDE)):
        with pytest.raises(NotAllowed):
            services.hold_visit(**held, held_on=TODAY, actor=stranger)
    services.cancel_visit(visit=made, reason="下雪", actor=scene.who(COUNTY, GUIDE))
    assert not unit_work(scene.who(COUNTY, GUIDE), TODAY)


def test_a_slip_is_answered_sent_back_answered_again_and_closed() -> None:
    found = scene.slip()
    page = f"/guidance/slips/{found.pk}/"
    (item,) = unit_work(scene.who(TOWN), TODAY)
    assert (item.link, item.due, Role.OFFICE in item.roles) == (page, LATER, True)
    answer = {"slip": found, "text": "已补登", "on": TODAY}
    for stranger in (scene.who(COUNTY), scene.who(TOWN, GUIDE), scene.who(OTHER_TOWN)):
        with pytest.raises(NotAllowed):
            services.answer_slip(**answer, actor=stranger)
    services.answer_slip(**answer, files=[Upload("名单.xlsx", b"1")], actor=scene.who(TOWN))
    assert not unit_work(scene.who(TOWN), TODAY)
    (item,) = unit_work(scene.who(COUNTY, GUIDE), TODAY)
    assert item.link == page
    back = {"slip": found, "remark": "缺签字", "due": LATER, "on": TODAY}
    with pytest.raises(NotAllowed):
        services.send_slip_back(**back, actor=scene.who(TOWN))
    services.send_slip_back(**back, actor=scene.who(COUNTY, GUIDE))
    services.answer_slip(**answer, actor=scene.who(TOWN))
    with pytest.raises(NotAllowed):
        services.accept_slip(slip=found, on=TODAY, actor=scene.who(CITY, GUIDE))
    services.accept_slip(slip=found, on=TODAY, actor=scene.who(COUNTY, GUIDE))
    found.refresh_from_db()
    assert (found.state, found.closed_on) == ("closed", TODAY)
    assert [r.remark for r in found.replies.order_by("number")] == ["缺签字", ""]
    assert Note.objects.get(unit=TOWN).link == page
    assert not unit_work(scene.who(COUNTY, GUIDE), TODAY)


def test_a_slip_past_its_day_is_late_on_the_list_of_the_unit_and_of_those_above() -> None:
    scene.slip()
    after = LATER.replace(day=3)
    (item,) = unit_work(scene.who(TOWN), after)
    assert item.mark == "late"
    for code in (TOWN, COUNTY, CITY):
        assert [(row.kind, row.days) for row in queries.late(code, after)] == [("slip", 2)]
    assert not queries.late(OTHER_TOWN, after)


def test_slips_are_numbered_by_issuer_and_kind() -> None:
    made = [scene.slip(), scene.slip(), scene.slip(kind="reminder"), scene.slip(issuer=CITY)]
    assert [each.number for each in made] == [1, 2, 1, 1]


def test_a_slip_goes_below_and_leaves_time() -> None:
    with pytest.raises(Refused) as refused:
        scene.slip(COUNTY)
    assert codes(refused) == ["slip-to-own-unit"]
    with pytest.raises(Refused) as refused:
        scene.slip(due=TODAY.replace(day=1))
    assert codes(refused) == ["slip-due-passed"]
    with pytest.raises(NotAllowed):
        scene.slip(OTHER_TOWN, issuer=TOWN)


def test_a_slip_names_a_finding_about_its_own_unit() -> None:
    finding = scene.held_visit().observations.get(number=1)
    assert scene.slip(observation=finding).observation == finding
    with pytest.raises(Refused) as refused:
        scene.slip(OTHER_TOWN, observation=finding)
    assert codes(refused) == ["slip-of-another-visit"]


def test_a_slip_withdrawn_asks_nothing_and_counts_nothing() -> None:
    found = scene.slip()
    assert queries.slips_between(CITY, TODAY, TODAY).exists()
    services.withdraw_slip(slip=found, reason="发错", on=TODAY, actor=scene.who(COUNTY, GUIDE))
    assert not unit_work(scene.who(TOWN), TODAY)
    assert not queries.slips_between(CITY, TODAY, TODAY).exists()
