"""Last + added − struck = this, for the election and for every constituency; nobody is lost."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from huanjie.law.registration import Reason
from huanjie.office.people.models import Person
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import (
    LastRollVoter,
    NonVoter,
    PopulationImport,
    RollEntry,
)
from huanjie.roll.errors import SourceRefused
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ELECTION_DAY, ETHNIC, TOWN, VILLAGES
from tests.office.registration.conftest import County
from tests.office.registration.test_rolls import add_status, reasons

pytestmark = pytest.mark.django_db

GHOST = {
    "姓名": "古人", "性别": "男", "出生日期": "1930-01-01",
    "公民身份号码": builders.id_number("19300101", 300), "户籍地代码": VILLAGES[0],
    "村民小组": "1",
}  # fmt: skip


def load(county: County, *more: dict[str, str], without: int = 0) -> services.LastRollSummary:
    rows = [*county.population.rows[without:12], *more]
    path = builders.write_last_roll(county.folder / "last-roll.csv", rows)
    return services.load_last_roll(
        election=county.elections[COUNTY], path=path, actor=county.office
    )


def test_a_voter_no_file_knows_becomes_work_and_never_vanishes(county: County) -> None:
    county.switch()
    summary = load(county, GHOST)
    assert (summary.voters, summary.missing) == (13, 1)
    assert list(queries.missing_persons(COUNTY)) == [county.person("古人")]
    assert county.draft().undecided == 1
    assert reasons(county) == {"古人": "missing"}
    add_status(county, "古人", "died")
    assert not queries.missing_persons(COUNTY).exists()
    assert county.draft().undecided == 0
    assert reasons(county) == {"古人": "deceased"}


def test_a_last_roll_is_replaced_and_a_person_stands_on_it_once(county: County) -> None:
    county.switch()
    load(county, GHOST)
    load(county, GHOST, GHOST, county.population.rows[0])
    assert LastRollVoter.objects.count() == 13
    assert Person.objects.count() == 13


def test_a_voter_without_a_number_is_found_by_name_birth_sex_and_village(county: County) -> None:
    county.population.rows[0]["公民身份号码"] = ""
    county.switch()
    assert load(county).missing == 0


def test_a_faulty_last_roll_is_refused_with_its_line(county: County) -> None:
    county.switch()
    with pytest.raises(SourceRefused) as refusal:
        load(county, GHOST | {"出生日期": "1930-02-30"})
    assert (refusal.value.errors[0].line, refusal.value.errors[0].code) == (14, "R204")
    assert not LastRollVoter.objects.exists()


def balanced_county(county: County) -> None:
    """One newly of age, one missed before, one restored, one from elsewhere, one gone of each."""
    county.population.add("丁新", "20080601")
    county.population.add("丁漏", "19700101", 户籍地代码=VILLAGES[2])
    county.population.add("丁复", "19700102", 户籍地代码=VILLAGES[1])
    county.switch()
    load(county, GHOST)
    add_status(county, "丁复", "deprived", ends_on=date(2026, 1, 1))
    add_status(county, "古人", "died")
    add_status(county, "王田", "moved_out")
    add_status(county, "李田", "deprived")
    add_status(county, "石田", "incapable", body="选举委员会")
    row = services.ArrivalRow(
        "赵来", "男", date(1990, 1, 1), builders.id_number("19900101", 3, region="990999"), "汉",
        "外省某县", VILLAGES[1], 1, "外选证第1号", "外省某县选举委员会", date(2026, 11, 1),
    )  # fmt: skip
    services.register_arrivals(county=county.units[COUNTY], rows=[row], actor=county.office)
    county.draft()


def test_every_item_of_the_balance_is_counted_once(county: County) -> None:
    balanced_county(county)
    found = queries.balance(county.elections[COUNTY])
    assert found.last == 13
    assert found.added == {"T3.10": 1, "T3.11": 1, "T3.12": 1, "T3.13": 1}
    assert found.struck == {"T3.14": 1, "T3.15": 1, "T3.16": 1, "T3.17": 1}
    assert found.voters == found.expected == 13
    assert found.kinds == {"hukou": 12, "certificate": 1}
    assert found.findings() == ()


def test_the_constituencies_balance_and_add_up(county: County) -> None:
    balanced_county(county)
    each = queries.balances(county.elections[COUNTY])
    whole = queries.balance(county.elections[COUNTY])
    assert [found.findings() for found in each.values()] == [()] * 4
    assert sum(found.last for found in each.values()) == whole.last
    assert sum(found.voters for found in each.values()) == whole.voters


def test_a_move_inside_the_county_counts_in_both_constituencies_and_cancels(
    county: County,
) -> None:
    old = dict(county.population.rows[0])
    county.population.rows[0]["户籍地代码"] = VILLAGES[1]
    county.switch()
    load(county, old, without=1)
    county.draft()
    election = county.elections[COUNTY]
    each = queries.balances(election)
    first, second = (each[county.roll(number).constituency_id] for number in (1, 2))
    assert (first.last, first.struck, first.voters) == (3, {"T3.14": 1}, 2)
    assert (second.last, second.added, second.voters) == (3, {"T3.11": 1}, 4)
    whole = queries.balance(election)
    assert (whole.added, whole.struck) == ({}, {})
    assert not [f for found in (*each.values(), whole) for f in found.findings()]


def test_a_move_to_another_township_is_struck_there_and_added_here(county: County) -> None:
    old = dict(county.population.rows[0])
    county.population.rows[0]["户籍地代码"] = VILLAGES[2]
    county.switch()
    load(county, old, without=1)
    for code in (TOWN, ETHNIC):
        county.draft(code)
        assert queries.balance(county.elections[code]).findings() == ()
        assert queries.adults(county.elections[code]).lost == 0
    assert reasons(county, TOWN) == {"王山": "moved_out"}


def test_every_adult_is_listed_or_explained(county: County) -> None:
    balanced_county(county)
    found = queries.adults(county.elections[COUNTY])
    assert (found.adults, found.listed, found.lost) == (16, 12, 0)
    assert found.resident == 14
    assert found.findings() == ()


def test_a_lost_adult_and_an_uneven_balance_are_found(county: County) -> None:
    balanced_county(county)
    RollEntry.objects.filter(person__name="李山").delete()
    election = county.elections[COUNTY]
    (finding,) = queries.adults(election).findings()
    assert (finding.code, finding.facts["lost"]) == ("adults-not-even", 1)
    assert [f.code for f in queries.balance(election).findings()] == ["balance-not-even"]


def test_changes_after_publication_leave_the_published_figures_and_move_v(
    county: County,
) -> None:
    balanced_county(county)
    county.publish()
    election = county.elections[COUNTY]
    roll = county.roll(1)
    other = builders.actor(COUNTY, name="李主任")
    missed = services.register_missed(
        roll=roll, name="钱漏", id_number=builders.id_number("19850505", 8), evidence="户口簿",
        actor=other,
    )  # fmt: skip
    for kind, person, reason in (
        ("late", missed, Reason.OMITTED),
        ("strike", county.person("王山"), Reason.DECEASED),
        ("strike", county.person("李山"), Reason.MOVED_OUT),
    ):
        change = services.propose_change(
            roll=county.roll(1), kind=kind, person=person, reason=reason, evidence="户口簿",
            actor=county.office,
        )  # fmt: skip
        services.approve_change(change=change, decided_on=date(2026, 12, 1), actor=other)
    found = queries.balance(election)
    assert (found.voters, found.late, found.struck_late, found.final) == (13, 1, 2, 12)
    assert found.findings() == ()
    assert not [f for one in queries.balances(election).values() for f in one.findings()]
    assert queries.adults(election).findings() == ()
    assert services.close_rolls(election=election, on=ELECTION_DAY, actor=other) == 12
    assert NonVoter.objects.filter(is_late=True).count() == 2


@pytest.mark.parametrize(
    ("balance", "code"),
    [
        (queries.Balance(last=3, voters=3, final=3, kinds=Counter(hukou=2)), "basis-not-even"),
        (queries.Balance(last=2, voters=3, final=3, kinds=Counter(hukou=3)), "balance-not-even"),
        (queries.Balance(last=3, voters=3, final=4, kinds=Counter(hukou=3)), "final-not-even"),
    ],
)
def test_figures_that_do_not_agree_are_named(balance: queries.Balance, code: str) -> None:
    assert [finding.code for finding in balance.findings()] == [code]


@pytest.mark.parametrize(("hour", "day"), [(15, 22), (16, 23)])
def test_a_file_without_a_day_counts_the_people_of_the_day_it_came_on_here(
    hour: int, day: int
) -> None:
    came = PopulationImport(created_at=datetime(2026, 11, 22, hour, 59, tzinfo=UTC))
    assert came.people_as_of == date(2026, 11, day)
