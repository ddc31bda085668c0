"""The return of an election as a whole: every field answers, and its digest follows the records."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from huanjie.figures.checks import Around, check
from huanjie.figures.definition import fields, required_keys
from huanjie.figures.figure import Count, Missing, Names
from huanjie.law.finding import Severity
from huanjie.office.committee import services as committee
from huanjie.office.committee.models import Election
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import seal
from huanjie.office.people.tokens import marks_of, token_of
from huanjie.office.registration.models import RollEntry
from huanjie.office.returns.queries.compute import compute
from huanjie.office.returns.queries.records import has_records, records
from huanjie.office.returns.queries.surroundings import surroundings
from tests.office import builders as b
from tests.office.counting import scene
from tests.office.nomination import desk
from tests.office.reading import NOON, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Election:
    """A town with rolls and nominations."""
    b.units()
    found = b.election()
    for constituency in b.with_constituencies(found):
        b.voters(constituency)
    from huanjie.office.nomination import services

    services.open_lists(election=found, actor=b.actor(b.TOWN, Role.OFFICE))
    found.refresh_from_db()
    desk.ready(found)
    return found


def test_every_required_field_answers_and_none_is_zero_for_want_of_records(
    town: Election,
) -> None:
    found = compute(town, at=NOON).figures
    assert not set(required_keys()) - found.keys()
    waiting = {code for code, field in fields().items() if field.waits}
    zeros = {key for key in found if key.partition("@")[0] in waiting
             and not isinstance(found[key], Missing)}  # fmt: skip
    assert {key.partition("@")[0] for key in zeros} <= {"T1.09", "T5.34"}


def test_the_election_is_named_as_between_installations(town: Election) -> None:
    found = compute(town, at=NOON)
    assert found.election == "430001101000/township/2026"
    assert (found.unit, found.unit_name, found.level) == (b.TOWN, "白岩镇", "township")


def test_the_digest_is_the_same_as_long_as_nothing_is_recorded(town: Election) -> None:
    assert compute(town, at=NOON).digest == compute(town, at=NOON).digest


def test_an_act_of_the_election_changes_the_digest(town: Election) -> None:
    before = compute(town, at=NOON).digest
    committee.plan_act(
        election=town, act="declared", planned_on=date(2026, 12, 27),
        actor=b.actor(b.TOWN, Role.OFFICE),
    )  # fmt: skip
    assert compute(town, at=NOON).digest != before


def test_a_record_changed_past_every_act_changes_the_digest(town: Election) -> None:
    before = compute(town, at=NOON).digest
    RollEntry.objects.filter(serial=1).update(is_late=True)
    assert compute(town, at=NOON).digest != before


def test_acts_beside_the_records_leave_the_digest(town: Election) -> None:
    from huanjie.office.people import services as people

    before = compute(town, at=NOON).digest
    account = b.account(b.TOWN, Role.CREW)
    people.set_password(
        account=account, password="another horse battery", actor=b.actor(b.TOWN, Role.SYSTEM_ADMIN)
    )
    assert compute(town, at=NOON).digest == before


def test_another_town_leaves_the_digest(town: Election) -> None:
    before = compute(town, at=NOON).digest
    b.election(b.OTHER_TOWN)
    assert compute(town, at=NOON).digest == before


def test_a_day_without_records_names_the_unit(town: Election) -> None:
    assert compute(town, at=NOON + timedelta(365)).figures["T9.10"] == Names(("白岩镇",))


def test_the_milestones_add_up_and_those_without_records_say_so(town: Election) -> None:
    found = compute(town, at=NOON).figures
    for code in ("T9.01", "T9.02", "T9.04", "T9.05", "T9.06"):
        parts = [value for key, value in found.items() if key.startswith(f"{code}@")]
        assert found[code] == Count(sum(each.n for each in parts if isinstance(each, Count)))
    assert found["T9.01"] == Count(12)
    assert isinstance(found["T9.02@K31"], Missing)


def test_every_field_answers_with_its_records(town: Election) -> None:
    assert not [code for code in (*fields(), "T6.05.06") if not answers_well(town, code)]


def answers_well(town: Election, code: str) -> bool:
    """Are there records under a head of as many columns, or none where there can be none?"""
    found = records(town, code)
    if not found.title:
        return False
    if not has_records(code):
        return not found.rows
    return bool(found.head) and all(len(row.cells) == len(found.head) for row in found.rows)


def test_records_come_in_pages(town: Election) -> None:
    found = records(town, "T4.02", page=9)
    assert (found.page, found.pages, found.total, len(found.rows)) == (1, 1, 3, 3)


def test_no_id_number_and_no_signatory_is_among_the_records(town: Election) -> None:
    numbers = {b.id_number(serial) for serial in range(40)}
    cells = {cell for code in fields() for row in records(town, code).rows for cell in row.cells}
    assert not cells & numbers
    assert b.name_of(3) not in cells


def test_whole_results_hold_every_identity() -> None:
    from huanjie.office.tenure import services as tenure

    held = scene.election()
    for number in (1, 2):
        here = scene.constituency(held, number)
        a, c = scene.NAMES[:2]
        scene.determined(scene.opened(here), scene.Paper(1000, 600, {a: 320, c: 280}))
        tenure.declare_contest(
            contest=scene.contest(here), on=scene.DAY, actor=scene.actor(Role.COMMITTEE)
        )
    around = Around(today=scene.DAY, election_day=scene.DAY, **surroundings(reading(held)))
    found = check(compute(held, at=NOON), around)
    wrong = {f.code for f in found if f.severity is Severity.ERROR and f.code.startswith("X5")}
    assert not wrong


def test_a_person_has_one_token_by_number_and_without_one_by_what_is_known() -> None:
    token = token_of(b"k")
    one, again = seal("99012419900101001X"), seal("99012419900101001X")
    assert one != again
    assert token(*marks_of(one, "甲", None, "v")) == token(*marks_of(again, "乙", None, "w"))
    assert token(*marks_of(None, "甲", None, "v")) != token(*marks_of(None, "甲", None, "w"))
    assert token(*marks_of(one, "甲", None, "v")) != token_of(b"l")(*marks_of(one, "", None, ""))


def test_who_leaves_a_published_list_does_not_upset_the_balance_of_the_nominees(
    town: Election,
) -> None:
    from huanjie.office.nomination import services

    for number in (2, 3, 4):
        desk.ready(town, number)
    services.publish_preliminary_lists(
        election=town, on=desk.LISTED, actor=b.actor(b.TOWN, Role.COMMITTEE)
    )
    desk.withdraw(town, 32)
    found = compute(town, at=NOON)
    for around, is_wrong in (
        (Around(today=scene.DAY, election_day=scene.DAY), True),
        (Around(today=scene.DAY, election_day=scene.DAY, **surroundings(reading(town))), False),
    ):
        wrong = {f.code for f in check(found, around) if f.severity is Severity.ERROR}
        assert ("X4.2" in wrong) is is_wrong
