"""Who leads and follows, who is on duty, and what T1 counts of it."""

from datetime import UTC, date, datetime

import pytest

from huanjie.figures.figure import Count, People
from huanjie.law.finding import WrongInput
from huanjie.office.guidance import queries, services
from huanjie.office.guidance.lines import duty_rows, group_rows
from huanjie.office.guidance.models import Group
from huanjie.office.guidance.queries import groups
from huanjie.office.guidance.rows import DutyRow
from huanjie.office.guidance.work import unit_work
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.roles import Role
from huanjie.office.people.tokens import token_of
from tests.office import builders
from tests.office.guidance import scene
from tests.office.guidance.scene import COUNTY, OTHER_TOWN, TODAY, TOMORROW, TOWN

AS_OF = datetime(2026, 11, 23, 10, tzinfo=UTC)
TOKEN = token_of(b"of a test")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def member(group: Group, name: str, post: str = "member", phone: str = "") -> None:
    services.add_member(
        group=group, post=post, name=name, position="", phone=phone, from_on=TODAY,
        actor=scene.who(group.unit_id),
    )  # fmt: skip


def test_a_group_is_on_the_page_of_its_unit_and_of_the_unit_it_follows() -> None:
    leading = scene.group(kind="leading", name="换届领导小组")
    member(leading, "李书记", "leader")
    guiding = scene.group()
    member(guiding, "王组长", "leader", "13800000000")
    services.follow(group=guiding, unit=scene.unit(TOWN), from_on=TODAY, actor=scene.who(COUNTY))
    assert [g.name for g in queries.groups_of(COUNTY, TODAY)] == ["第一指导组", "换届领导小组"]
    assert [f.group for f in queries.followers_of(TOWN, TODAY)] == [guiding]
    assert not queries.followers_of(OTHER_TOWN, TODAY)
    page = builders.signed_in(TOWN, Role.OFFICE).get(f"/units/{TOWN}/")
    assert "王组长" in page.content.decode()
    assert "13800000000" in page.content.decode()
    page = builders.signed_in(COUNTY, Role.GUIDE).get(f"/units/{COUNTY}/")
    assert "李书记" in page.content.decode()


def test_a_group_that_ended_leads_nobody_and_takes_nobody_in() -> None:
    found = scene.group(kind="leading")
    member(found, "李书记", "leader")
    services.end_group(group=found, on=TOMORROW, actor=scene.who(COUNTY))
    found.refresh_from_db()
    assert queries.groups_of(COUNTY, TODAY).exists()
    assert not queries.groups_of(COUNTY, TOMORROW).exists()
    assert not groups.leaders([COUNTY], TOMORROW)
    for act in (
        lambda: member(found, "甲"),
        lambda: services.end_group(group=found, on=TOMORROW, actor=scene.who(COUNTY)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["group-ended"]


def test_days_run_forward_only() -> None:
    with pytest.raises(Refused) as refused:
        services.end_group(group=scene.group(), on=date(2026, 1, 1), actor=scene.who(COUNTY))
    assert codes(refused) == ["group-backwards"]


def test_a_group_follows_a_unit_of_its_own_area_once() -> None:
    found = scene.group(TOWN, kind="working")
    act = {"group": found, "from_on": TODAY}
    with pytest.raises(NotAllowed):
        services.follow(**act, unit=scene.unit(OTHER_TOWN), actor=scene.who(TOWN))
    with pytest.raises(NotAllowed):
        services.follow(**act, unit=scene.unit(TOWN), actor=scene.who(COUNTY))
    above = scene.group()
    once = {"group": above, "unit": scene.unit(TOWN), "from_on": TODAY}
    following = services.follow(**once, actor=scene.who(COUNTY))
    with pytest.raises(Refused) as refused:
        services.follow(**once, actor=scene.who(COUNTY))
    assert codes(refused) == ["group-follows-already"]
    services.end_following(following=following, on=TODAY, actor=scene.who(COUNTY))
    assert not queries.followers_of(TOWN, TODAY)


def test_only_groups_of_constituencies_name_one() -> None:
    with pytest.raises(Refused) as refused:
        scene.group(kind="constituency")
    assert codes(refused) == ["group-constituency"]


def test_groups_visits_and_slips_are_counted_for_the_return() -> None:
    election = builders.election(TOWN)
    builders.with_constituencies(election)
    rows = group_rows("1，第一选区工作组，甲，138，乙、丙\n2\t第二选区工作组\t甲\t138")
    given = {"election": election, "from_on": TODAY, "actor": scene.who(TOWN)}
    assert services.enter_groups(kind="constituency", rows=rows, **given) == 2
    voters = group_rows("1，第一选民小组，丁\n1，第二选民小组，戊")
    services.enter_groups(kind="voters", rows=voters, **given)
    with pytest.raises(Refused) as refused:
        services.enter_groups(kind="voters", rows=group_rows("99，某组，己"), **given)
    assert codes(refused) == ["group-constituency-unknown"]
    member(scene.group(TOWN), "庚")
    figures = queries.returns_figures(election, AS_OF, TOKEN)
    assert tuple(figures) == queries.FIGURES
    assert figures["T1.07"] == Count(2)
    assert isinstance(figures["T1.08"], People)
    assert figures["T1.08"].n == 3
    assert figures["T1.09"] == Count(2)
    assert (figures["T1.10a"], figures["T1.19"]) == (Count(1), Count(0))
    assert isinstance(figures["T1.10b"], People)
    assert figures["T1.10b"].n == 1
    before = queries.returns_figures(election, datetime(2026, 9, 1, tzinfo=UTC), TOKEN)
    assert before["T1.07"] == Count(0)
    assert queries.records_behind(election, "T1.07", AS_OF).count() == 2


def test_the_county_counts_the_visits_it_made_and_the_slips_it_issued() -> None:
    election = builders.election(COUNTY)
    scene.held_visit()
    found = scene.slip()
    scene.slip(kind="reminder")
    services.answer_slip(slip=found, text="已补登", on=TODAY, actor=scene.who(TOWN))
    services.accept_slip(slip=found, on=TODAY, actor=scene.who(COUNTY, Role.GUIDE))
    later = datetime(2026, 11, 25, tzinfo=UTC)
    figures = queries.returns_figures(election, later, TOKEN)
    shown = [figures[code] for code in ("T1.19", "T1.20a", "T1.20b")]
    assert shown == [Count(1), Count(2), Count(1)]


def test_the_roster_shows_who_is_on_duty_today_and_its_gaps_are_work() -> None:
    assert not unit_work(scene.who(TOWN), TODAY)
    rows = duty_rows("2026-11-23，甲，0731-1\n2026年11月25日，乙，0731-2")
    services.set_duty(unit=scene.unit(TOWN), rows=rows, actor=scene.who(TOWN))
    assert [duty.name for duty in queries.on_duty(TOWN, TODAY)] == ["甲"]
    (item,) = unit_work(scene.who(TOWN), TODAY)
    assert (item.due, item.link) == (TOMORROW, f"/guidance/units/{TOWN}/duty/")
    assert "5 天" in item.subject_zh
    again = [DutyRow(TODAY, "丙", "1")]
    services.set_duty(unit=scene.unit(TOWN), rows=again, actor=scene.who(TOWN))
    assert [duty.name for duty in queries.on_duty(TOWN, TODAY)] == ["丙"]
    assert queries.on_duty(TOWN, date(2026, 11, 25)).exists()
    with pytest.raises(Refused) as refused:
        services.set_duty(unit=scene.unit(TOWN), rows=[], actor=scene.who(TOWN))
    assert codes(refused) == ["duty-empty"]
    assert "0731" not in "".join(Entry.objects.values_list("payload", flat=True))


@pytest.mark.parametrize("line", ["明天，甲，1", "2026-13-01，甲", "2026-11-24，，1"])
def test_a_line_of_a_roster_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(WrongInput, match="第2行"):
        duty_rows(f"2026-11-23，甲，1\n{line}")


def test_a_line_of_groups_that_cannot_be_read_is_named() -> None:
    with pytest.raises(WrongInput, match="第1行"):
        group_rows("甲，某组，乙")


def test_a_member_leaves_and_is_no_longer_counted() -> None:
    found = scene.group()
    member(found, "甲")
    left = found.members.get()
    services.member_left(member=left, on=TOMORROW, actor=scene.who(COUNTY))
    left.refresh_from_db()
    assert groups.members_of(found, TODAY) == [left]
    assert not groups.members_of(found, TOMORROW)


def test_only_the_own_unit_forms_its_groups() -> None:
    for stranger in (scene.who(COUNTY), scene.who(TOWN, Role.GUIDE), scene.who(OTHER_TOWN)):
        with pytest.raises(NotAllowed):
            services.form_group(
                unit=scene.unit(TOWN), kind="working", name="x", from_on=TODAY, actor=stranger
            )
