"""Setting up an election: who may, what the law refuses, what the ledger keeps."""

from datetime import date

import pytest

from huanjie.office.bulletin.models import Publication
from huanjie.office.committee import queries, services
from huanjie.office.committee.acts import ACTS
from huanjie.office.committee.models import Election, PlannedAct
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from tests.office import builders as b

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Election:
    b.units()
    return b.election()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def open_in(unit: str, by: str, level: str = "township") -> Election:
    return services.open_election(
        unit=Unit.objects.get(code=unit),
        county=Unit.objects.get(code=b.COUNTY),
        level=level,
        title="换届选举",
        province="43",
        is_synthetic=True,
        actor=b.actor(by, Role.OFFICE),
    )


def test_a_township_opens_its_own_election_and_nobody_elses() -> None:
    b.units()
    assert open_in(b.TOWN, by=b.TOWN).state == "preparing"
    with pytest.raises(NotAllowed):
        open_in(b.OTHER_TOWN, by=b.TOWN)
    with pytest.raises(NotAllowed):
        open_in(b.OTHER_TOWN, by=b.COUNTY)


def test_a_congress_has_one_election_of_its_own_level(town: Election) -> None:
    with pytest.raises(Refused) as refused:
        open_in(b.TOWN, by=b.TOWN)
    assert codes(refused) == ["election-exists"]
    with pytest.raises(Refused) as refused:
        open_in(b.OTHER_TOWN, by=b.OTHER_TOWN, level="county")
    assert codes(refused) == ["election-level"]


def appoint(
    election: Election, *, name: str, post: str = "member", body: str = b.COUNTY_SC
) -> None:
    services.appoint_member(
        election=election,
        post=post,
        name=name,
        sex="1",
        position="干部",
        body=body,
        document_no="1号",
        appointed_on=date(2026, 9, 21),
        actor=b.actor(b.COUNTY, Role.STANDING_COMMITTEE),
    )


@pytest.mark.parametrize(
    "body",
    [
        "白岩镇人民代表大会主席团",
        "白岩镇人民政府",
        "湘西州人民代表大会常务委员会",
        "白岩镇人民代表大会",
    ],
)
def test_only_the_countys_standing_committee_appoints(town: Election, body: str) -> None:
    with pytest.raises(Refused) as refused:
        appoint(town, name="李四", body=body)
    assert codes(refused) == ["committee-appointer"]


def test_a_member_is_appointed_once_and_a_chair_is_one(town: Election) -> None:
    appoint(town, name="李四")
    with pytest.raises(Refused) as refused:
        appoint(town, name="李四")
    assert codes(refused) == ["member-twice"]
    with pytest.raises(Refused) as refused:
        appoint(town, name="王五", post="chair")
    assert codes(refused) == ["second-chair"]
    assert not queries.check_committee(town)


def test_the_township_itself_may_not_release_what_the_county_appointed(town: Election) -> None:
    member = town.members.get()
    with pytest.raises(NotAllowed):
        services.release_member(
            member=member, left_on=b.DAY, reason="辞职", actor=b.actor(b.OTHER_TOWN)
        )
    services.release_member(member=member, left_on=b.DAY, reason="辞职", actor=b.actor(b.COUNTY))
    with pytest.raises(Refused) as refused:
        services.release_member(
            member=member, left_on=b.DAY, reason="辞职", actor=b.actor(b.COUNTY)
        )
    assert codes(refused) == ["member-left"]
    assert [f.code for f in queries.check_committee(town)] == ["committee-empty"]


def fix(election: Election, day: date, decided_on: date) -> Publication:
    return services.fix_election_day(
        election=election, day=day, decided_on=decided_on, actor=b.actor(b.TOWN)
    )


def test_election_day_is_published_and_its_act_done(town: Election) -> None:
    notice = Publication.objects.get(kind="election_day_notice")
    assert "2026年12月20日（星期日）" in notice.body["paragraphs"][0]
    assert queries.act_done_on(town, "election_day_fixed") == date(2026, 9, 25)
    assert Entry.objects.filter(event="ElectionDayFixed", unit=b.TOWN).count() == 1


def test_election_day_leaves_twenty_days_for_the_roll(town: Election) -> None:
    fix(town, date(2027, 1, 10), date(2026, 12, 21))
    with pytest.raises(Refused) as refused:
        fix(town, date(2027, 1, 10), date(2026, 12, 22))
    assert codes(refused) == ["election-day-too-near"]


def test_the_old_notice_is_superseded_when_the_day_moves(town: Election) -> None:
    moved = fix(town, date(2027, 1, 10), date(2026, 10, 1))
    first = Publication.objects.get(number=1)
    assert first.superseded_by == moved


def test_election_day_does_not_move_once_polling_is_open(town: Election) -> None:
    services.begin(election=town, stage="polling", actor=b.actor(b.TOWN))
    with pytest.raises(Refused) as refused:
        fix(town, date(2027, 1, 10), date(2026, 10, 1))
    assert codes(refused) == ["election-move"]


def test_nothing_moves_before_election_day_is_fixed() -> None:
    b.units()
    found = b.election(day=None)
    with pytest.raises(Refused) as refused:
        services.advance(election=found, move="open_registration", actor=b.actor(b.TOWN))
    assert codes(refused) == ["election-day-missing"]


def test_a_stage_begins_once_and_is_never_skipped_back(town: Election) -> None:
    actor = b.actor(b.TOWN)
    assert services.begin(election=town, stage="nominating", actor=actor).state == "nominating"
    assert services.begin(election=town, stage="registering", actor=actor).state == "nominating"
    with pytest.raises(Refused) as refused:
        services.advance(election=town, move="declare", actor=actor)
    assert codes(refused) == ["election-move"]


def test_the_default_plan_is_lawful_and_in_order(town: Election) -> None:
    plan = queries.default_plan(b.DAY)
    services.plan_all(election=town, plan=plan, actor=b.actor(b.TOWN))
    rows = queries.timetable(town)
    assert [row.act.id for row in rows] == list(ACTS)
    assert not [f for row in rows for f in row.findings]
    roll = next(row for row in rows if row.act.id == "roll_published")
    assert (roll.offset, roll.latest, roll.clear) == (
        "E−30",
        date(2026, 11, 30),
        date(2026, 11, 29),
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 29), []),
        (date(2026, 11, 30), ["day-contested"]),
        (date(2026, 12, 1), ["roll-published-late"]),
    ],
)
def test_the_roll_is_planned_by_the_last_lawful_day(
    town: Election, on: date, expected: list[str]
) -> None:
    services.plan_act(election=town, act="roll_published", planned_on=on, actor=b.actor(b.TOWN))
    rows = {row.act.id: row for row in queries.timetable(town)}
    assert [f.code for f in rows["roll_published"].findings][:1] == expected


def test_what_if_answers_without_saving(town: Election) -> None:
    services.plan_all(election=town, plan=queries.default_plan(b.DAY), actor=b.actor(b.TOWN))
    earlier = date(2026, 12, 6)
    rows = {row.act.id: row for row in queries.timetable(town, day=earlier)}
    assert [f.code for f in rows["formal_published"].findings] == ["formal-list-late"]
    assert rows["polling"].planned_on == earlier
    town.refresh_from_db()
    assert town.polling_day == b.DAY


def test_acts_out_of_order_and_unknown_acts_are_named(town: Election) -> None:
    plan = {"formal_published": date(2026, 11, 1), "preliminary_published": date(2026, 11, 9)}
    services.plan_all(election=town, plan=plan, actor=b.actor(b.TOWN))
    rows = {row.act.id: row for row in queries.timetable(town)}
    assert [f.code for f in rows["formal_published"].findings] == ["plan-out-of-order"]
    with pytest.raises(Refused) as refused:
        services.plan_act(election=town, act="lunch", planned_on=b.DAY, actor=b.actor(b.TOWN))
    assert codes(refused) == ["act-unknown"]


def test_the_first_day_an_act_was_done_stays(town: Election) -> None:
    for on in (date(2026, 11, 20), date(2026, 11, 25)):
        services.mark_done(election=town, act="roll_published", done_on=on, actor=b.actor(b.TOWN))
    assert PlannedAct.objects.get(act="roll_published").done_on == date(2026, 11, 20)


def decide(election: Election, value: str, unit: str = b.TOWN) -> None:
    services.decide(
        election=election,
        matter="supplementary_size",
        subject="constituency:1:round:2",
        value=value,
        body="白岩镇选举委员会",
        document_no="3号",
        decided_on=b.DAY,
        reason="",
        actor=b.actor(unit),
    )


def test_the_latest_decision_goes_before(town: Election) -> None:
    decide(town, "3")
    decide(town, "4")
    found = queries.decision(town, "supplementary_size", "constituency:1:round:2")
    assert found is not None
    assert found.value == "4"
    assert queries.decisions_in(town, "supplementary_size") == {"constituency:1:round:2": "4"}


def test_the_county_decides_nothing_for_a_township(town: Election) -> None:
    with pytest.raises(NotAllowed):
        decide(town, "3", unit=b.COUNTY)


def test_a_member_among_the_candidates_has_to_leave_or_be_another_person(town: Election) -> None:
    on = date(2026, 12, 4)
    assert [f.code for f in queries.check_members_as_candidates(town, ["组长甲"], on)] == [
        "member-is-candidate"
    ]
    services.decide(
        election=town,
        matter="same_name",
        subject="组长甲",
        value="other_person",
        body="白岩镇选举委员会",
        document_no="",
        decided_on=on,
        reason="同名",
        actor=b.actor(b.TOWN),
    )
    assert not queries.check_members_as_candidates(town, ["组长甲"], on)


def test_a_member_who_left_on_the_day_of_publication_left_in_time(town: Election) -> None:
    services.release_member(
        member=town.members.get(),
        left_on=date(2026, 12, 4),
        reason="列为候选人",
        actor=b.actor(b.COUNTY),
    )
    names = ["组长甲"]
    assert not queries.check_members_as_candidates(town, names, date(2026, 12, 4))
    assert queries.check_members_as_candidates(town, names, date(2026, 12, 3))


def test_a_committee_without_a_chair_is_told() -> None:
    b.units()
    found = b.election()
    leader = b.actor(b.COUNTY, Role.STANDING_COMMITTEE)
    chair = queries.members_in_force(found).get(post="chair")
    left = date(2026, 10, 1)
    services.release_member(member=chair, left_on=left, reason="调离", actor=leader)
    services.appoint_member(
        election=found,
        post="member",
        name="组员甲",
        sex="2",
        position="镇人大主席",
        body=b.COUNTY_SC,
        document_no="沅人常〔2026〕13号",
        appointed_on=left,
        actor=leader,
    )
    assert "committee-chair" in [finding.code for finding in queries.check_committee(found)]
