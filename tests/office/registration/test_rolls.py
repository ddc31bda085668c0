"""Rolls: everybody judged and placed, published, and closed as V."""

from datetime import date, timedelta

import pytest

from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.models import PlannedAct
from huanjie.office.committee.queries import election_of
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.models import Person
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import NonVoter, Roll, RollEntry
from huanjie.office.seats.models import Constituency
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ELECTION_DAY, ETHNIC, TOWN, VILLAGES
from tests.office.registration.conftest import DRAFTED, PUBLISHED, County

pytestmark = pytest.mark.django_db


def add_status(county: County, name: str, kind: str, **more: object) -> None:
    facts: dict[str, object] = {
        "body": "湘水县人民法院",
        "document_no": "〔2026〕1号",
        "decided_on": date(2026, 6, 1),
        "ends_on": None,
        "destination": "",
        "remark": "",
    }
    services.record_status(
        person=county.person(name), kind=kind, actor=county.office, **(facts | more)
    )  # type: ignore[arg-type]


def reasons(county: County, code: str = COUNTY) -> dict[str, str]:
    rows = NonVoter.objects.filter(election=county.elections[code], is_live=True)
    return dict(rows.values_list("person__name", "reason"))


def names_on(county: County, number: int, code: str = COUNTY) -> list[str]:
    rows = RollEntry.objects.filter(roll=county.roll(number, code), is_live=True)
    return list(rows.order_by("serial").values_list("person__name", flat=True))


def test_everybody_stands_in_the_constituency_of_his_village_at_both_levels(county: County) -> None:
    county.switch()
    assert county.draft().voters == 12
    assert county.draft(TOWN).voters == 6
    assert county.draft(ETHNIC).voters == 6
    assert sorted(names_on(county, 3)) == sorted(names_on(county, 1, ETHNIC))


def test_serials_run_by_group_and_then_by_strokes(county: County) -> None:
    county.population.add("石二", 村民小组="1")
    county.population.add("丁一", 村民小组="1")
    county.switch()
    county.draft()
    assert names_on(county, 1) == ["丁一", "石二", "李山", "王山", "石山"]


@pytest.mark.parametrize(
    ("birth", "is_voter"),
    [(date(2008, 12, 20), True), (date(2008, 12, 21), False), (date(1908, 1, 1), True)],
)
def test_age_is_tested_on_election_day(county: County, birth: date, is_voter: bool) -> None:
    county.population.add("丁一", birth.strftime("%Y%m%d"))
    county.switch()
    county.draft()
    assert ("丁一" in names_on(county, 1)) is is_voter
    assert "丁一" not in reasons(county)


def test_a_split_village_places_people_by_group(county: County) -> None:
    election = county.elections[TOWN]
    Constituency.objects.filter(election=election).delete()
    builders.draw(election, 1, "一组", groups={VILLAGES[0]: [1]})
    builders.draw(election, 2, "二组", [VILLAGES[1]], groups={VILLAGES[0]: [2]})
    county.switch()
    assert county.draft(TOWN).voters == 6
    assert names_on(county, 1, TOWN) == ["李山"]


def test_staff_stand_where_their_unit_stands_whatever_their_village(county: County) -> None:
    builders.draw(county.elections[COUNTY], 5, "人民医院", work_units=["湘水县人民医院"])
    county.population.add("丁医", 工作单位="湘水县人民医院")
    county.switch()
    county.draft()
    county.draft(TOWN)
    assert names_on(county, 5) == ["丁医"]
    assert "丁医" in names_on(county, 1, TOWN)


def test_a_person_without_a_place_is_work_and_not_lost(county: County) -> None:
    election = county.elections[COUNTY]
    Constituency.objects.filter(election=election, number=4).delete()
    county.switch()
    summary = county.draft()
    assert (summary.voters, summary.undecided) == (9, 3)
    assert set(reasons(county).values()) == {"no_place"}
    with pytest.raises(Refused) as refusal:
        county.publish()
    assert refusal.value.findings[0].code == "roll-undecided"


@pytest.mark.parametrize(
    ("kind", "more", "reason"),
    [
        ("deprived", {}, "deprived"),
        ("deprived", {"ends_on": ELECTION_DAY}, "deprived"),
        ("deprived", {"ends_on": ELECTION_DAY - timedelta(days=1)}, None),
        ("suspended", {}, "suspended"),
        ("in_custody", {}, None),
        ("incapable", {"body": "选举委员会"}, "incapable"),
        ("died", {}, "deceased"),
        ("moved_out", {}, "moved_out"),
        ("certificate_out", {}, "certificate_issued"),
    ],
)
def test_the_law_decides_on_what_a_body_found(
    county: County, kind: str, more: dict[str, object], reason: str | None
) -> None:
    county.switch()
    add_status(county, "王山", kind, **more)
    county.draft()
    assert reasons(county).get("王山") == reason
    assert ("王山" in names_on(county, 1)) is (reason is None)


@pytest.mark.parametrize(
    ("status", "reason"), [("死亡", "deceased"), ("迁出", "moved_out"), ("服现役", "military")]
)
def test_the_population_file_tells_who_is_gone(county: County, status: str, reason: str) -> None:
    county.population.add("丁一", 人员状态=status)
    county.switch()
    county.draft()
    assert reasons(county) == {"丁一": reason}


def test_a_certificate_moves_a_voter_to_another_village_once(county: County) -> None:
    county.switch()
    add_status(county, "王山", "certificate_out", destination=VILLAGES[2])
    for code in (COUNTY, TOWN, ETHNIC):
        county.draft(code)
    assert "王山" in names_on(county, 3)
    assert "王山" not in names_on(county, 1)
    assert reasons(county, TOWN) == {"王山": "certificate_issued"}
    assert "王山" in names_on(county, 1, ETHNIC)
    entry = queries.live_entry(county.elections[ETHNIC], county.person("王山"))
    assert entry is not None
    assert (entry.basis, entry.added_reason) == ("certificate", "certificate_received")


def arrival(number: str, **more: object) -> services.ArrivalRow:
    facts: dict[str, object] = {
        "name": "赵来", "sex": "男", "birth": date(1990, 1, 1), "id_number": number,
        "ethnicity": "汉", "origin": "外省某县", "village": VILLAGES[1], "group": 1,
        "certificate_no": "外选证第1号", "issuer": "外省某县选举委员会",
        "issued_on": date(2026, 11, 1),
    }  # fmt: skip
    return services.ArrivalRow(**(facts | more))  # type: ignore[arg-type]


def test_an_arrival_with_a_certificate_is_listed_by_certificate(county: County) -> None:
    county.switch()
    row = arrival(builders.id_number("19900101", 3, region="990999"))
    services.register_arrivals(county=county.units[COUNTY], rows=[row], actor=county.office)
    county.draft()
    entry = queries.entry_by_id(county.elections[COUNTY], row.id_number)
    assert entry is not None
    assert (entry.basis, entry.roll.constituency.number) == ("certificate", 2)
    assert entry.person.ethnicity == "01"


def test_an_arrival_needs_a_good_number_a_village_and_a_hukou_elsewhere(county: County) -> None:
    county.switch()
    rows = [
        arrival("990999199001010000"),
        arrival(county.population.id_of(2)),
        arrival(builders.id_number("19900101", 3, region="990999"), village="990999100201"),
    ]
    with pytest.raises(Refused) as refusal:
        services.register_arrivals(county=county.units[COUNTY], rows=rows, actor=county.office)
    codes = [finding.code for finding in refusal.value.findings]
    assert codes == ["id-number-wrong", "arrival-known", "place-unknown"]
    assert not Person.objects.filter(source="arrival").exists()


def test_a_list_of_statuses_says_whom_nobody_knows_and_records_the_rest(county: County) -> None:
    county.switch()
    day = date(2026, 6, 1)
    stranger = services.StatusRow(
        "谁", builders.id_number("19500101", 9), "died", "民政局", "2", day
    )
    known = services.StatusRow("王山", county.population.id_of(2), "died", "民政局", "1", day)
    summary = services.record_statuses(
        county=county.units[COUNTY], rows=[stranger, known], actor=county.office
    )
    assert (summary.recorded, summary.unknown) == (1, (1,))
    county.draft()
    assert reasons(county) == {"王山": "deceased"}


def test_no_draft_while_rows_or_cases_wait(county: County) -> None:
    first = county.population.rows[0]
    county.population.add("王短", 公民身份号码="99012419800101003")
    county.population.add(first["姓名"], first["出生日期"], 公民身份号码="")
    county.switch()
    with pytest.raises(Refused) as refusal:
        county.draft()
    codes = [finding.code for finding in refusal.value.findings]
    assert codes == ["rows-unruled", "duplicates-unruled"]
    assert not Roll.objects.exists()


def test_no_draft_without_day_register_or_constituencies(county: County) -> None:
    election = county.elections[COUNTY]
    election.polling_day = None
    election.save()
    Constituency.objects.filter(election=election).delete()
    with pytest.raises(Refused) as refusal:
        county.draft()
    codes = [finding.code for finding in refusal.value.findings]
    assert codes == ["no-election-day", "register-empty", "no-constituencies"]


def test_the_office_drafts_and_the_committee_publishes(county: County) -> None:
    county.switch()
    election = county.elections[COUNTY]
    with pytest.raises(NotAllowed):
        services.draft_rolls(election=election, on=DRAFTED, actor=county.committee)
    county.draft()
    with pytest.raises(NotAllowed):
        services.publish_rolls(election=election, on=PUBLISHED, actor=county.office)
    with pytest.raises(NotAllowed):
        services.publish_rolls(election=election, on=PUBLISHED, actor=builders.actor(TOWN))


def test_publication_fixes_numbers_digests_and_the_notice(county: County) -> None:
    county.switch()
    county.draft()
    assert county.publish() == 12
    roll = county.roll(1)
    assert (roll.state, roll.published_on, roll.published_voters) == ("published", PUBLISHED, 3)
    assert len(roll.digest) == 64
    notice = Publication.objects.get(kind="voter_roll_notice")
    assert not notice.is_public
    assert "王山" not in str(notice.body)
    assert PlannedAct.objects.get(election=county.elections[COUNTY], act="roll_published").done_on
    assert election_of(COUNTY).state == "registering"


@pytest.mark.parametrize(("days", "is_lawful"), [(20, True), (19, False)])
def test_a_roll_is_published_twenty_days_before_election_day(
    county: County, days: int, is_lawful: bool
) -> None:
    county.switch()
    county.draft()
    on = ELECTION_DAY - timedelta(days=days)
    roll = county.roll(1)
    if is_lawful:
        assert services.publish_roll(roll=roll, on=on, actor=county.committee) == 3
    else:
        with pytest.raises(Refused) as refusal:
            services.publish_roll(roll=roll, on=on, actor=county.committee)
        assert refusal.value.findings[0].code == "roll-published-late"


def test_a_draft_that_no_longer_agrees_with_the_register_is_not_published(county: County) -> None:
    county.switch()
    county.draft()
    add_status(county, "王山", "died")
    with pytest.raises(Refused) as refusal:
        county.publish()
    assert refusal.value.findings[0].code == "roll-draft-stale"
    county.draft()
    assert county.publish() == 11


def test_a_published_roll_is_not_drafted_or_published_again(county: County) -> None:
    county.switch()
    county.draft()
    county.publish()
    with pytest.raises(Refused) as refusal:
        county.draft()
    assert refusal.value.findings[0].code == "roll-not-in-state"
    with pytest.raises(Refused) as refusal:
        services.publish_roll(roll=county.roll(1), on=PUBLISHED, actor=county.committee)
    assert refusal.value.findings[0].code == "roll-not-in-state"
    with pytest.raises(Refused) as refusal:
        county.publish()
    assert refusal.value.findings[0].code == "rolls-not-drafted"


def test_rolls_close_on_election_day_and_give_v(county: County) -> None:
    county.switch()
    county.draft()
    county.publish()
    election = county.elections[COUNTY]
    eve = ELECTION_DAY - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        services.close_rolls(election=election, on=eve, actor=county.committee)
    assert refusal.value.findings[0].code == "roll-closed-early"
    assert services.close_rolls(election=election, on=ELECTION_DAY, actor=county.committee) == 12
    roll = county.roll(1)
    assert (roll.state, roll.final_voters) == ("final", 3)
    assert queries.voter_count(roll.constituency) == 3
    assert queries.voter_counts(election)[roll.constituency_id] == 3


def test_unpublished_rolls_are_not_closed(county: County) -> None:
    county.switch()
    county.draft()
    with pytest.raises(Refused) as refusal:
        services.close_rolls(
            election=county.elections[COUNTY], on=ELECTION_DAY, actor=county.committee
        )
    assert {finding.code for finding in refusal.value.findings} == {"roll-not-in-state"}
