"""T3 from the register, the rolls and what was changed on them."""

from datetime import date

import pytest

from huanjie.figures.figure import Figure
from huanjie.law.registration import Reason
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.registration import returns, services
from huanjie.office.registration.models import RollAppeal, RollChange
from tests.office.reading import figures, moved, numbers, plain, reading
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ELECTION_DAY, TOWN, VILLAGES
from tests.office.registration.conftest import County
from tests.office.registration.test_balance import balanced_county, load
from tests.office.registration.test_rolls import add_status

pytestmark = pytest.mark.django_db
OTHER = builders.actor(COUNTY, name="李主任")


@pytest.fixture
def published(county: County) -> County:
    """The county of the balance: one newly of age, one missed, one restored, one from elsewhere,
    one gone of each kind; its rolls published."""
    balanced_county(county)
    county.publish()
    return county


def of(county: County, code: str = COUNTY) -> dict[str, Figure]:
    return figures(returns, county.elections[code])


def test_before_publication_nothing_of_the_rolls_is_due(county: County) -> None:
    balanced_county(county)
    found = plain(of(county))
    assert {found[code] for code in ("T3.01", "T3.03", "T3.10", "T3.18", "T3.29", "T3.34")} == {
        "not_due"
    }
    assert found["T3.32"] == found["T3.31a"] == "not_kept"


def test_people_of_the_register(published: County) -> None:
    assert numbers(returns, published.elections[COUNTY], "T3.01", "T3.02") == [14, 14]


def test_children_are_of_the_population_unless_they_died_or_left(county: County) -> None:
    for name, state in (("童在", "正常"), ("童故", "死亡"), ("童走", "迁出")):
        county.population.add(name, "20150101", 人员状态=state)
    county.population.add("童亡", "20150102")
    county.switch()
    add_status(county, "童亡", "died")
    county.draft()
    county.publish()
    assert numbers(returns, county.elections[COUNTY], "T3.01", "T3.02") == [13, 12]


def test_voters_by_basis_sex_and_ethnicity(published: County) -> None:
    found = numbers(returns, published.elections[COUNTY], "T3.03", "T3.04", "T3.05", "T3.06")
    assert found == [13, 12, 1, 0]
    assert numbers(returns, published.elections[COUNTY], "T3.07", "T3.08") == [0, 12]
    Person.objects.filter(name="王山").update(sex="2", ethnicity="01")
    assert numbers(returns, published.elections[COUNTY], "T3.07", "T3.08") == [1, 11]


def test_the_balance_with_the_last_roll(published: County) -> None:
    codes = [f"T3.{n:02d}" for n in range(9, 18)]
    assert numbers(returns, published.elections[COUNTY], *codes) == [13, 1, 1, 1, 1, 1, 1, 1, 1]


def test_without_a_last_roll_nobody_can_say_who_is_new(county: County) -> None:
    county.switch()
    county.draft()
    county.publish()
    found = plain(of(county))
    assert found["T3.03"] == 12
    assert {found[f"T3.{n:02d}"] for n in range(9, 18)} == {"not_kept"}


def test_who_is_left_out_and_why(published: County) -> None:
    codes = [f"T3.{n}" for n in range(18, 23)]
    assert numbers(returns, published.elections[COUNTY], *codes) == [1, 0, 1, 0, 0]


def test_everybody_of_age_is_listed_or_explained(published: County) -> None:
    found = plain(of(published))
    out = sum(int(str(found[f"T3.{n}"])) for n in range(18, 23))
    assert found["T3.02"] == int(str(found["T3.04"])) + out


def test_a_certificate_is_issued_in_one_township_and_received_in_another(county: County) -> None:
    county.switch()
    add_status(county, "王山", "certificate_out", destination=VILLAGES[2])
    add_status(county, "李山", "certificate_out", destination="110101001001")
    for code in (COUNTY, TOWN, builders.ETHNIC):
        county.draft(code)
        county.publish(code)
    assert numbers(returns, county.elections[COUNTY], "T3.23a", "T3.23b") == [2, 0]
    assert numbers(returns, county.elections[TOWN], "T3.23a", "T3.23b", "T3.21") == [2, 0, 2]
    held = county.elections[builders.ETHNIC]
    assert numbers(returns, held, "T3.23a", "T3.23b", "T3.05") == [0, 1, 1]
    rows = {row.code: plain(row.figures) for row in returns.rows(reading(held))}
    assert rows[VILLAGES[2]]["T3.03"] == 4


def correct(county: County, kind: str, person: str, reason: Reason, **changes: str) -> RollChange:
    change = services.propose_change(
        roll=county.roll(1), kind=kind, person=county.person(person), reason=reason,
        evidence="户口簿", actor=county.office, changes=changes,
    )  # fmt: skip
    return services.approve_change(change=change, decided_on=date(2026, 12, 1), actor=OTHER)


def test_a_duplicate_removed_moves_only_its_field(published: County) -> None:
    before = of(published)
    correct(published, "strike", "王山", Reason.DUPLICATE)
    assert moved(before, of(published)) == {"T3.25": 1}


def test_an_omission_repaired_moves_only_its_field(published: County) -> None:
    services.register_missed(
        roll=published.roll(1), name="钱漏", id_number=builders.id_number("19850505", 8),
        evidence="户口簿", actor=OTHER,
    )  # fmt: skip
    before = of(published)
    correct(published, "late", "钱漏", Reason.OMITTED)
    assert moved(before, of(published)) == {"T3.26": 1}


def test_a_wrong_entry_corrected_moves_its_field_and_what_it_was_about(published: County) -> None:
    before = of(published)
    correct(published, "strike", "李山", Reason.WRONG_PLACE)
    assert moved(before, of(published)) == {"T3.27": 1}
    before = of(published)
    correct(published, "correct", "王山", Reason.OMITTED, sex="2")
    assert moved(before, of(published)) == {"T3.07": 1, "T3.27": 2}


def test_a_proposal_is_no_correction(published: County) -> None:
    before = of(published)
    services.propose_change(
        roll=published.roll(1), kind="strike", person=published.person("王山"),
        reason=Reason.DUPLICATE, evidence="户口簿", actor=published.office,
    )  # fmt: skip
    assert moved(before, of(published)) == {}


def test_a_published_correction_is_a_notice(published: County) -> None:
    correct(published, "strike", "王山", Reason.DECEASED)
    before = of(published)
    services.publish_corrections(
        election=published.elections[COUNTY], on=date(2026, 12, 2), actor=OTHER
    )
    assert moved(before, of(published)) == {"T3.28": 1}


def appeal(county: County, name: str, claim: str) -> RollAppeal:
    return services.receive_appeal(
        roll=county.roll(1), appellant="申诉人", person=county.person(name), claim=claim,
        received_on=date(2026, 11, 22), actor=county.office,
    )  # fmt: skip


def decide(county: County, found: RollAppeal, result: str) -> None:
    services.decide_appeal(
        appeal=found, result=result, reasons="经核实", decided_on=date(2026, 11, 23),
        actor=county.committee,
    )  # fmt: skip


def test_appeals_received_decided_and_upheld(published: County) -> None:
    before = of(published)
    first, second = appeal(published, "王山", "strike"), appeal(published, "李山", "strike")
    assert moved(before, of(published)) == {"T3.29": 2}
    before = of(published)
    decide(published, first, "upheld")
    assert moved(before, of(published)) == {"T3.30a": 1}
    before = of(published)
    decide(published, second, "changed")
    assert moved(before, of(published)) == {"T3.27": 1, "T3.30a": 2, "T3.30b": 1}


def test_the_final_roll_is_due_when_the_rolls_are_closed(published: County) -> None:
    correct(published, "strike", "王山", Reason.DECEASED)
    election = published.elections[COUNTY]
    assert numbers(returns, election, "T3.34") == ["not_due"]
    services.close_rolls(election=election, on=ELECTION_DAY, actor=OTHER)
    assert numbers(returns, election, "T3.03", "T3.34") == [13, 12]


def test_rows_add_up_to_the_whole(published: County) -> None:
    rows = returns.rows(reading(published.elections[COUNTY]))
    whole = plain(of(published))
    for kind, code in (("constituency", "T3.03"), ("village", "T3.03"), ("village", "T3.01"),
                       ("village", "T3.02"), ("constituency", "T3.08")):  # fmt: skip
        parts = [plain(row.figures)[code] for row in rows if row.kind == kind]
        assert len(parts) == 4
        assert sum(int(str(part)) for part in parts) == whole[code]


def test_registrars_are_the_persons_who_hold_the_role(published: County) -> None:
    from tests.office import builders as people

    people.account(COUNTY, Role.REGISTRAR)
    assert numbers(returns, published.elections[COUNTY], "T3.24b") == [1]


def test_registration_is_done_with_rolls_and_publication_with_its_notice(county: County) -> None:
    county.switch()
    assert [one.is_done for one in returns.milestones(reading(county.elections[COUNTY]))] == [
        False, False,
    ]  # fmt: skip
    county.draft()
    found = returns.milestones(reading(county.elections[COUNTY]))
    assert [(one.is_done, one.has_started) for one in found] == [(True, True), (False, True)]
    county.publish()
    assert all(one.is_done for one in returns.milestones(reading(county.elections[COUNTY])))


def test_a_voter_of_the_last_roll_whom_nobody_knows_moves_the_balance(county: County) -> None:
    county.switch()
    load(county)
    county.draft()
    county.publish()
    assert numbers(returns, county.elections[COUNTY], "T3.09", "T3.14", "T3.15") == [12, 0, 0]
