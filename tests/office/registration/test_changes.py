"""Corrections by two people, appeals, and what a voter is told."""

from datetime import date, timedelta

import pytest

from huanjie.law.registration import Reason
from huanjie.office.bulletin.models import Publication
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.models import Person
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import NonVoter, Roll, RollAppeal, RollChange
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ELECTION_DAY, ETHNIC, TOWN, VILLAGES
from tests.office.registration.conftest import PUBLISHED, County
from tests.office.registration.test_rolls import add_status, names_on

pytestmark = pytest.mark.django_db

DAY = PUBLISHED + timedelta(days=3)


@pytest.fixture
def published(county: County) -> County:
    county.switch()
    for code in (COUNTY, TOWN, ETHNIC):
        county.draft(code)
        county.publish(code)
    return county


def propose(
    county: County, kind: str, person: Person, reason: str, *, roll: Roll | None = None,
    evidence: str = "户口簿", **changes: str,
) -> RollChange:  # fmt: skip
    roll = roll or county.roll(1)
    return services.propose_change(
        roll=roll,
        kind=kind,
        person=person,
        reason=reason,
        evidence=evidence,
        changes=changes,
        actor=builders.actor(roll.unit_code, name="周录入"),
    )


def approve(change: RollChange, *, on: date = DAY, name: str = "李主任") -> RollChange:
    return services.approve_change(
        change=change, decided_on=on, actor=builders.actor(change.unit_code, name=name)
    )


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_a_strike_off_keeps_the_entry_with_its_reason(published: County) -> None:
    change = approve(propose(published, "strike", published.person("王山"), Reason.DECEASED))
    assert (change.state, change.approved_by) == ("approved", "李主任")
    assert names_on(published, 1) == ["李山", "石山"]
    entry = published.person("王山").entries.get(election=published.elections[COUNTY])
    assert (entry.is_live, entry.struck_reason, entry.struck_on) == (False, "deceased", DAY)
    assert published.roll(1).state == "corrected"
    assert queries.non_voters(published.elections[COUNTY]) == {"deceased": 1}


def test_who_is_struck_in_the_township_is_work_in_the_county(published: County) -> None:
    roll = published.roll(1, TOWN)
    approve(propose(published, "strike", published.person("王山"), Reason.DECEASED, roll=roll))
    found = queries.struck_elsewhere(published.elections[COUNTY])
    assert [entry.person.name for entry in found] == ["王山"]


def test_the_proposer_does_not_approve(published: County) -> None:
    change = propose(published, "strike", published.person("王山"), Reason.DECEASED)
    with pytest.raises(Refused) as refusal:
        approve(change, name="周录入")
    assert codes(refusal) == ["same-person-approves"]
    assert len(names_on(published, 1)) == 3


def test_two_accounts_of_one_name_are_two_people_and_one_account_is_one(
    published: County,
) -> None:
    def propose_as(account: int) -> RollChange:
        return services.propose_change(
            roll=published.roll(1), kind="strike", person=published.person("王山"),
            reason=Reason.DECEASED, evidence="死亡证明",
            actor=builders.actor(COUNTY, name="王伟", account=account),
        )  # fmt: skip

    change = propose_as(7)
    with pytest.raises(Refused) as refusal:
        services.approve_change(
            change=change, decided_on=DAY, actor=builders.actor(COUNTY, name="别名", account=7)
        )
    assert codes(refusal) == ["same-person-approves"]
    services.approve_change(
        change=change, decided_on=DAY, actor=builders.actor(COUNTY, name="王伟", account=8)
    )


def test_a_change_is_decided_once(published: County) -> None:
    change = propose(published, "strike", published.person("王山"), Reason.DECEASED)
    services.decline_change(change=change, decided_on=DAY, actor=builders.actor(COUNTY))
    with pytest.raises(Refused) as refusal:
        approve(change)
    assert codes(refusal) == ["change-decided"]
    assert len(names_on(published, 1)) == 3


@pytest.mark.parametrize(
    ("kind", "reason", "evidence", "code"),
    [
        ("strike", Reason.OMITTED, "户口簿", "roll-change-reason"),
        ("strike", Reason.DECEASED, " ", "roll-change-evidence"),
        ("late", Reason.DECEASED, "户口簿", "roll-change-reason"),
        ("correct", Reason.WRONG_PLACE, "", "roll-change-evidence"),
    ],
)
def test_a_change_needs_a_reason_that_carries_it_and_evidence(
    published: County, kind: str, reason: Reason, evidence: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        propose(published, kind, published.person("王山"), reason, evidence=evidence)
    assert code in codes(refusal)


def test_nobody_is_added_to_a_second_roll_of_one_election(published: County) -> None:
    with pytest.raises(Refused) as refusal:
        propose(published, "late", published.person("王山"), Reason.OMITTED, roll=published.roll(2))
    assert codes(refusal) == ["listed-twice"]


def test_who_stands_elsewhere_is_not_struck_here(published: County) -> None:
    with pytest.raises(Refused) as refusal:
        propose(published, "strike", published.person("王水"), Reason.DECEASED)
    assert codes(refusal) == ["person-not-on-roll"]


def missed(county: County, birth: str, *, roll: Roll | None = None) -> Person:
    roll = roll or county.roll(1)
    return services.register_missed(
        roll=roll, name="钱漏", id_number=builders.id_number(birth, 9), evidence="户口簿",
        actor=builders.actor(roll.unit_code),
    )  # fmt: skip


def test_a_missed_voter_is_added_with_the_next_serial_at_both_levels(published: County) -> None:
    for roll in (published.roll(1, TOWN), published.roll(1)):
        person = missed(published, "19850505", roll=roll)
        approve(propose(published, "late", person, Reason.OMITTED, roll=roll))
    assert Person.objects.filter(source="correction").count() == 1
    assert names_on(published, 1)[-1] == names_on(published, 1, TOWN)[-1] == "钱漏"
    entry = queries.entry_by_serial(published.roll(1), 4)
    assert entry is not None
    assert (entry.is_late, entry.added_reason) == (True, "omitted")
    assert (entry.person.sex, entry.person.birth) == ("1", date(1985, 5, 5))


def test_a_child_is_not_added_late(published: County) -> None:
    change = propose(published, "late", missed(published, "20081221"), Reason.OMITTED)
    with pytest.raises(Refused) as refusal:
        approve(change)
    assert codes(refusal) == ["not-listed-under-age"]


def test_who_was_set_aside_as_a_duplicate_is_not_added(published: County) -> None:
    person = missed(published, "19850505")
    Person.objects.filter(pk=person.pk).update(status="duplicate")
    change = propose(published, "late", person, Reason.OMITTED)
    with pytest.raises(Refused) as refusal:
        approve(change)
    assert codes(refusal) == ["person-set-aside"]


def test_a_correction_of_data_keeps_the_old_value_and_the_number_of_voters(
    published: County,
) -> None:
    person = published.person("王山")
    change = approve(propose(published, "correct", person, Reason.WRONG_PLACE, name="汪山"))
    assert change.changes == {"name": ["王山", "汪山"]}
    assert "汪山" in names_on(published, 1)
    assert len(names_on(published, 1)) == 3


def test_a_closed_roll_is_not_changed(published: County) -> None:
    election = published.elections[COUNTY]
    services.close_rolls(election=election, on=ELECTION_DAY, actor=published.committee)
    with pytest.raises(Refused) as refusal:
        propose(published, "strike", published.person("王山"), Reason.DECEASED)
    assert codes(refusal) == ["roll-not-in-state"]


def test_open_changes_and_appeals_keep_a_roll_from_closing(published: County) -> None:
    propose(published, "strike", published.person("王山"), Reason.DECEASED)
    appeal(published, "strike", published.person("李山"))
    with pytest.raises(Refused) as refusal:
        services.close_rolls(
            election=published.elections[COUNTY], on=ELECTION_DAY, actor=published.committee
        )
    (finding,) = refusal.value.findings
    assert (finding.code, finding.facts) == ("roll-matters-open", {"changes": 1, "appeals": 1})


def test_a_township_does_not_touch_the_roll_of_another_unit(published: County) -> None:
    with pytest.raises(NotAllowed):
        services.propose_change(
            roll=published.roll(1, TOWN), kind="strike", person=published.person("王山"),
            reason=Reason.DECEASED, evidence="户口簿", actor=builders.actor(ETHNIC),
        )  # fmt: skip


def test_corrections_are_published_as_one_notice_without_names(published: County) -> None:
    approve(propose(published, "strike", published.person("王山"), Reason.DECEASED))
    election = published.elections[COUNTY]
    assert services.publish_corrections(election=election, on=DAY, actor=published.committee) == 1
    assert services.publish_corrections(election=election, on=DAY, actor=published.committee) == 0
    notice = Publication.objects.get(kind="roll_correction_notice")
    assert notice.body["tables"][0]["rows"] == [["1", "岩前村选区", "除名", "1"]]
    assert "王山" not in str(notice.body)


def appeal(
    county: County, claim: str, person: Person, *, on: date = DAY, roll: Roll | None = None
) -> RollAppeal:
    return services.receive_appeal(
        roll=roll or county.roll(1), appellant="吴申诉", person=person, claim=claim,
        received_on=on, actor=county.office,
    )  # fmt: skip


def decide(county: County, found: RollAppeal, result: str, *, on: date = DAY) -> RollAppeal:
    return services.decide_appeal(
        appeal=found, result=result, reasons="经核查属实", decided_on=on, actor=county.committee
    )


@pytest.mark.parametrize(("days", "is_lawful"), [(5, True), (6, False)])
def test_an_appeal_comes_within_five_days_of_publication(
    published: County, days: int, is_lawful: bool
) -> None:
    on = PUBLISHED + timedelta(days=days)
    if is_lawful:
        assert appeal(published, "strike", published.person("王山"), on=on).state == "received"
    else:
        with pytest.raises(Refused) as refusal:
            appeal(published, "strike", published.person("王山"), on=on)
        assert codes(refusal) == ["appeal-late"]


def test_an_appeal_that_is_granted_changes_the_roll(published: County) -> None:
    found = decide(
        published, appeal(published, "register", missed(published, "19850505")), "changed"
    )
    assert (found.state, found.result) == ("upheld", "changed")
    assert names_on(published, 1)[-1] == "钱漏"
    found = decide(published, appeal(published, "strike", published.person("王山")), "changed")
    assert "王山" not in names_on(published, 1)
    assert NonVoter.objects.get(is_live=True, is_late=True).reason == "on_appeal"


def test_an_appeal_that_is_not_granted_leaves_the_roll(published: County) -> None:
    found = decide(published, appeal(published, "strike", published.person("王山")), "upheld")
    assert (found.state, found.result) == ("rejected", "upheld")
    assert len(names_on(published, 1)) == 3
    assert published.roll(1).state == "published"
    with pytest.raises(Refused) as refusal:
        decide(published, found, "changed")
    assert codes(refusal) == ["appeal-decided"]


def test_a_late_decision_is_taken_and_the_ledger_says_that_it_is_late(published: County) -> None:
    from huanjie.office.ledger.models import Entry

    found = appeal(published, "strike", published.person("王山"))
    decide(published, found, "upheld", on=DAY + timedelta(days=4))
    assert "appeal-decided-late" in Entry.objects.get(event="RollAppealDecided").payload


def test_a_status_recorded_after_publication_makes_the_entry_doubtful(published: County) -> None:
    add_status(published, "王山", "died", decided_on=DAY)
    add_status(published, "李山", "deprived", decided_on=PUBLISHED - timedelta(days=9))
    found = queries.doubtful_entries(published.elections[COUNTY])
    assert [entry.person.name for entry in found] == ["王山"]


def test_a_voter_is_told_where_he_is_listed_and_nothing_else(published: County) -> None:
    person = published.person("王山")
    found = queries.look_up("王山", person.id_tail)
    assert [(one.election[:3], one.number) for one in found] == [("湘水县", 1), ("白岩镇", 1)]
    assert found[0].stations == ()
    assert queries.look_up("王山", "0000") == ()
    assert queries.look_up("王", person.id_tail) == ()
    assert queries.look_up("王山", "") == ()


def test_an_answer_that_would_fit_two_people_is_not_given(county: County) -> None:
    for birth in (date(1985, 5, 5), date(1986, 6, 6)):
        Person.objects.create(
            name="王同", source="arrival", sex="1", birth=birth, id_index=birth.isoformat(),
            id_tail="1234", village=VILLAGES[0], group=1, county=COUNTY,
        )  # fmt: skip
    county.switch()
    county.draft()
    county.publish()
    assert names_on(county, 1).count("王同") == 2
    assert queries.look_up("王同", "1234") == ()


def test_the_worklist_names_what_is_open(county: County) -> None:
    election = county.elections[COUNTY]
    county.population.add("王短", 公民身份号码="99012419800101003")

    def subjects() -> list[str]:
        return [item.subject_zh for item in queries.open_work(election, PUBLISHED)]

    assert subjects() == ["人口信息尚未转入"]
    source = county.switch()
    assert subjects() == ["1 行人口信息未导入", "选民名单尚未拟定"]
    services.rule_row(
        source=source, line=14, treatment="exclude", changes={}, basis="查无此人",
        ruled_on=PUBLISHED, actor=county.office,
    )  # fmt: skip
    county.draft()
    assert subjects() == ["4 个选区的选民名单尚未公布"]
    county.publish()
    assert subjects() == []
    propose(county, "strike", county.person("王山"), Reason.DECEASED)
    appeal(county, "strike", county.person("李山"))
    assert subjects() == ["1 件名单变更等待批准", "1 件名单申诉等待决定"]
