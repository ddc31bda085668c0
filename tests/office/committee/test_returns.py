"""T1 as far as the committee's records give it, and the milestones of the plan."""

from datetime import date, timedelta

import pytest

from huanjie.figures.figure import Count
from huanjie.office.committee import returns, services
from huanjie.office.committee.milestones import Milestone, Plan
from huanjie.office.committee.models import CommitteeMember, Election
from huanjie.office.people.roles import Role
from tests.office import builders as b
from tests.office.reading import figures, moved, numbers, plain, reading

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


@pytest.fixture
def town() -> Election:
    b.units()
    return b.election()


def appoint(town: Election, name: str, sex: str = "2") -> CommitteeMember:
    return services.appoint_member(
        election=town, post="member", name=name, sex=sex, position="镇妇联主席", body=b.COUNTY_SC,
        document_no="沅人常〔2026〕11号", appointed_on=date(2026, 9, 21),
        actor=b.actor(b.COUNTY, Role.STANDING_COMMITTEE),
    )  # fmt: skip


def release(member: CommitteeMember, reason: str, on: date = date(2026, 12, 2)) -> None:
    services.release_member(
        member=member, left_on=on, reason=reason,
        actor=b.actor(b.COUNTY, Role.STANDING_COMMITTEE),
    )  # fmt: skip


def test_a_committee_and_its_members_are_counted(town: Election) -> None:
    appoint(town, "妇甲")
    codes = ("T1.01", "T1.02", "T1.03", "T1.04", "T1.05")
    assert numbers(returns, town, *codes) == [1, 2, 1, 1, 0]


def test_without_a_committee_its_figures_are_not_due(town: Election) -> None:
    CommitteeMember.objects.all().delete()
    found = plain(figures(returns, town))
    assert {found[f"T1.0{n}"] for n in range(1, 6)} == {"not_due"}


def test_a_member_who_becomes_a_candidate_leaves_the_figures_and_is_counted(
    town: Election,
) -> None:
    member = appoint(town, "妇甲")
    before = figures(returns, town)
    release(member, "列为代表候选人")
    assert moved(before, figures(returns, town)) == {"T1.02": 1, "T1.04": 0, "T1.05": 1}


def test_another_reason_is_no_resignation_as_a_candidate(town: Election) -> None:
    release(appoint(town, "妇甲"), "工作调动")
    assert numbers(returns, town, "T1.02", "T1.05") == [1, 0]


@pytest.mark.parametrize(
    ("position", "is_secretary"),
    [
        ("镇党委书记", True), ("县委书记、县人武部党委第一书记", True), ("街道党工委书记", True),
        ("县委副书记", False), ("纪委书记", False), ("政法委书记", False), ("机关党委书记", False),
        ("团县委书记", False), ("村党支部书记", False), ("", False),
    ],
)  # fmt: skip
def test_only_the_secretary_of_the_party_committee_counts(
    position: str, is_secretary: bool
) -> None:
    assert returns.is_secretary(position) is is_secretary


def test_staff_are_the_persons_who_hold_the_role(town: Election) -> None:
    for name in ("甲", "乙"):
        b.account(b.TOWN, Role.OFFICE, username=name)
    held = b.account(b.TOWN, Role.OFFICE, username="丙")
    type(held).objects.filter(pk=held.pk).update(name="李四", expires_on=date(2026, 12, 1))
    assert numbers(returns, town, "T1.06") == [1]  # 甲 and 乙 are both 张三, 李四 has expired


def test_every_notice_of_the_unit_is_counted(town: Election) -> None:
    assert numbers(returns, town, "T1.18") == [1]
    b.with_constituencies(town)
    assert numbers(returns, town, "T1.18") == [2]


def test_the_committee_is_done_with_its_numbered_decision(town: Election) -> None:
    (found,) = returns.milestones(reading(town))
    assert (found.code, found.is_done, found.days.done_on) == ("K01", True, date(2026, 9, 21))
    CommitteeMember.objects.update(document_no="")
    (found,) = returns.milestones(reading(town))
    assert (found.is_done, found.lacks_paper) == (False, True)


def counted(days: Plan, on: date, *, proof: bool = False, started: bool = False) -> list[int]:
    found = Milestone("K13", days, proof, started).figures(on)
    return [n.n for n in found.values() if isinstance(n, Count)]


def test_a_milestone_is_due_done_started_late_and_near() -> None:
    plan = Plan(DAY, DAY + timedelta(10), None)
    assert counted(plan, DAY) == [1, 0, 0, 0, 0]
    assert counted(plan, DAY, started=True) == [1, 0, 1, 0, 0]
    assert counted(plan, DAY + timedelta(1)) == [1, 0, 0, 1, 0]
    assert counted(plan, DAY + timedelta(6)) == [1, 0, 0, 1, 0]
    assert counted(plan, DAY + timedelta(7)) == [1, 0, 0, 1, 1]
    assert counted(plan, DAY + timedelta(10)) == [1, 0, 0, 1, 1]
    assert counted(plan, DAY + timedelta(11)) == [1, 0, 0, 1, 0]
    done = Plan(DAY, DAY + timedelta(10), DAY)
    assert counted(done, DAY + timedelta(9), proof=True, started=True) == [1, 1, 0, 0, 0]
    assert counted(done, DAY, started=True) == [1, 0, 1, 0, 0]


def test_what_was_done_after_its_limit_stays_visible() -> None:
    late = Plan(DAY, DAY, DAY + timedelta(1))
    assert Milestone("K13", late, True, True).is_late
    assert not Milestone("K13", Plan(DAY, DAY, DAY), True, True).is_late


def test_a_chair_less_committee_is_an_open_finding(town: Election) -> None:
    assert "committee-chair" not in [f.code for f in returns.findings(reading(town))]
    CommitteeMember.objects.update(post="member")
    assert "committee-chair" in [f.code for f in returns.findings(reading(town))]
