"""T4 from forms, rulings and lists."""

from datetime import date

import pytest

from huanjie.figures.figure import Figure
from huanjie.office.committee.models import Election
from huanjie.office.nomination import returns, services
from huanjie.office.nomination.models import Nominee
from huanjie.office.people.roles import Role
from huanjie.office.registration.models import RollEntry
from tests.office import builders as b
from tests.office.nomination import desk
from tests.office.reading import figures, moved, numbers, plain, reading

pytestmark = pytest.mark.django_db


def of(town: Election) -> dict[str, Figure]:
    return figures(returns, town)


def formal(town: Election) -> None:
    """Constituency 1 with its formal list of three published."""
    desk.publish(town)
    desk.consult(town, 30, 31, 32)
    desk.settle(town, 30, 31, 32)
    services.publish_formal(
        candidates=desk.the_list(town), on=desk.FORMAL, actor=b.actor(b.TOWN, Role.COMMITTEE)
    )


def test_before_lists_are_open_nothing_is_due() -> None:
    b.units()
    found = plain(of(b.election()))
    assert {found[code] for code in ("T4.02", "T4.06", "T4.10", "T4.14", "T4.22")} == {"not_due"}
    assert {found[code] for code in returns.NOT_KEPT_YET} == {"not_kept"}


def test_nominees_by_source(town: Election) -> None:
    desk.ready(town)
    codes = ("T4.02", "T4.03", "T4.04", "T4.05", "T4.06", "T4.07", "T4.08")
    assert numbers(returns, town, *codes) == [3, 2, 1, 0, 1, 10, 0]
    desk.receive(town, desk.joint("L9", 30, range(5, 15)))
    assert numbers(returns, town, *codes) == [3, 1, 1, 1, 2, 15, 0]


def test_a_refused_form_nominates_nobody_and_is_still_a_form(town: Election) -> None:
    desk.ready(town)
    (form,) = desk.receive(town, desk.joint("L9", 33, range(20, 25)))
    before = of(town)
    desk.rule(form, "签名不足十人")
    assert moved(before, of(town)) == {"T4.02": 3, "T4.04": 1, "T4.07": 10}


def test_a_signature_off_the_roll_is_not_valid(town: Election) -> None:
    desk.ready(town)
    before = of(town)
    entry = RollEntry.objects.get(serial=1, roll__constituency__number=1, election=town)
    RollEntry.objects.filter(pk=entry.pk).update(is_live=False)
    assert moved(before, of(town)) == {"T4.07": 9, "T4.08": 1}


def test_who_declined_left_before_the_list(town: Election) -> None:
    desk.ready(town)
    desk.receive(town, desk.joint("L2", 33, range(10, 20)))
    before = of(town)
    desk.withdraw(town, 33)
    assert moved(before, of(town)) == {"T4.09a": 1}
    desk.publish(town)
    assert numbers(returns, town, "T4.02", "T4.10") == [4, 3]


def test_consultation_counts_rounds_not_groups(town: Election) -> None:
    desk.ready(town)
    desk.publish(town)
    before = of(town)
    desk.consult(town, 30, 31, 32)
    desk.consult(town, 30, 31, 32, group="第二组")
    assert moved(before, of(town)) == {"T4.11": 1}


def test_formal_candidates_by_source_and_person(town: Election) -> None:
    desk.ready(town)
    Nominee.objects.filter(name=desk.nominee(30).name).update(
        sex="2", ethnicity="06", political="01"
    )
    assert numbers(returns, town, "T4.14") == ["not_due"]
    formal(town)
    codes = ("T4.14", "T4.17", "T4.18a", "T4.18b", "T4.18c")
    assert numbers(returns, town, *codes) == [3, 1, 2, 1, 0]
    assert numbers(returns, town, "T4.19a", "T4.19b", "T4.19c", "T4.19d") == [1, 1, 1, 2]


def test_who_falls_away_after_the_formal_list_is_a_change_of_it(town: Election) -> None:
    desk.ready(town)
    formal(town)
    before = of(town)
    nominee = Nominee.objects.get(name=desk.nominee(32).name)
    services.withdraw_nominee(
        nominee=nominee, reason="died", basis="死亡证明", on=date(2026, 12, 14),
        actor=b.actor(b.TOWN, Role.COMMITTEE),
    )  # fmt: skip
    assert moved(before, of(town)) == {"T4.09b": 1, "T4.22": 1}
    gone = [one for one in returns.nominees(town) if one.left_after_preliminary]
    assert [one.nominee.name for one in gone] == [nominee.name]


def test_rows_name_what_is_not_due_yet(town: Election) -> None:
    desk.ready(town)
    formal(town)
    rows = returns.rows(reading(town))
    assert plain(rows[0].figures) == {
        "T4.02": 3, "T4.10": 3, "T4.11": 1, "T4.12": 0, "T4.14": 3,
    }  # fmt: skip
    assert plain(rows[1].figures)["T4.10"] == "not_due"


def test_milestones_of_the_lists_wait_for_every_constituency(town: Election) -> None:
    desk.ready(town)
    formal(town)
    found = {one.code: one for one in returns.milestones(reading(town))}
    assert [one.is_done for one in found.values()] == [False] * 4
    assert [one.has_started for one in found.values()] == [True] * 4


def test_an_open_list_says_what_is_wrong_with_it(town: Election) -> None:
    desk.ready(town)
    codes = {finding.code for finding in returns.findings(reading(town))}
    assert "nominees-too-few" in codes
