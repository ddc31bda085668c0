"""Every page of the stage in both languages, and the acts that its forms do."""

from datetime import date

import pytest

from huanjie.office.committee.models import CommitteeMember, Decision, Election, PlannedAct
from huanjie.office.people.roles import Role
from tests.office import builders as b

pytestmark = pytest.mark.django_db

HERE = f"/committee/{b.TOWN}/"
PAGES = (
    "/committee/",
    HERE,
    f"{HERE}members/",
    f"{HERE}members/appoint/",
    f"{HERE}day/",
    f"{HERE}day/?day=2027-01-10",
    f"{HERE}timetable/",
    f"{HERE}timetable/?day=2026-10-10",
    f"{HERE}timetable/plan/",
    f"{HERE}timetable/roll_published/done/",
    f"{HERE}timetable.ics",
    f"{HERE}decisions/",
    f"{HERE}decisions/new/?matter=same_name&subject=甲",
)


@pytest.fixture
def town() -> Election:
    b.units()
    return b.election()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers(town: Election, page: str, language: str) -> None:
    client = b.signed_in(b.TOWN, language=language)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ["members/", "timetable/", "day/", ""])
def test_pages_before_anything_is_decided(page: str) -> None:
    b.units()
    b.election(day=None)
    assert b.signed_in(b.TOWN, Role.REGISTRAR).get(f"{HERE}{page}").status_code == 200


def test_another_township_sees_nothing_and_the_county_reads(town: Election) -> None:
    assert b.signed_in(b.OTHER_TOWN).get(HERE).status_code == 404
    assert b.signed_in(b.COUNTY).get(HERE).status_code == 200
    assert b.signed_in(b.COUNTY).get("/committee/").status_code == 200
    assert b.signed_in(b.TOWN).get(f"/committee/{b.COUNTY}/").status_code == 404


def test_an_office_sets_its_election_up() -> None:
    b.units()
    client = b.signed_in(b.OTHER_TOWN)
    page = f"/committee/{b.OTHER_TOWN}/open/"
    assert client.get(page).status_code == 200
    given = {"title": "青溪镇人民代表大会换届选举", "province": "43", "is_synthetic": "on"}
    assert client.post(page, given | {"province": "x"}).status_code == 422
    answer = client.post(page, given, follow=True)
    assert answer.redirect_chain[-1][0] == f"/committee/{b.OTHER_TOWN}/"
    assert Election.objects.get().title == "青溪镇人民代表大会换届选举"


def test_the_standing_committee_appoints_and_releases(town: Election) -> None:
    client = b.signed_in(b.COUNTY, Role.STANDING_COMMITTEE)
    given = {
        "post": "member",
        "name": "李四",
        "sex": "2",
        "position": "镇妇联主席",
        "body": b.COUNTY_SC,
        "document_no": "11号",
        "appointed_on": "2026-09-21",
    }
    assert client.post(f"{HERE}members/appoint/", given).status_code == 302
    again = client.post(f"{HERE}members/appoint/", given)
    assert again.status_code == 422
    assert "李四" in again.content.decode()
    member = CommitteeMember.objects.get(name="李四")
    page = f"{HERE}members/{member.pk}/release/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"left_on": "2026-11-01", "reason": "调动"}).status_code == 302


def test_the_committee_fixes_the_day_and_is_refused_a_near_one(town: Election) -> None:
    client = b.signed_in(b.TOWN, Role.COMMITTEE)
    near = {"day": "2026-12-01", "decided_on": "2026-11-30"}
    assert client.post(f"{HERE}day/", near).status_code == 422
    far = {"day": "2027-01-10", "decided_on": "2026-11-01"}
    assert client.post(f"{HERE}day/", far).status_code == 302
    town.refresh_from_db()
    assert town.polling_day == date(2027, 1, 10)


def test_a_registrar_neither_plans_nor_decides(town: Election) -> None:
    client = b.signed_in(b.TOWN, Role.REGISTRAR)
    assert client.get(f"{HERE}timetable/plan/").status_code == 403
    assert client.get(f"{HERE}decisions/new/").status_code == 403


def test_the_plan_is_saved_act_by_act(town: Election) -> None:
    client = b.signed_in(b.TOWN)
    given = {"roll_published": "2026-11-20", "quota_determined": ""}
    assert client.post(f"{HERE}timetable/plan/", given).status_code == 302
    assert PlannedAct.objects.get(act="roll_published").planned_on == date(2026, 11, 20)
    assert not PlannedAct.objects.filter(act="quota_determined").exists()
    done = client.post(f"{HERE}timetable/roll_published/done/", {"done_on": "2026-11-21"})
    assert done.status_code == 302
    assert client.get(f"{HERE}timetable/lunch/done/").status_code == 404


def test_a_decision_is_recorded_with_its_paper(town: Election) -> None:
    given = {
        "matter": "same_name",
        "subject": "王芳",
        "value": "other_person",
        "body": "白岩镇选举委员会",
        "decided_on": "2026-11-30",
    }
    assert b.signed_in(b.TOWN).post(f"{HERE}decisions/new/", given).status_code == 302
    assert Decision.objects.get().subject == "王芳"
