"""Typing a sheet twice: by two persons, blanked where they differ, never seeing each other."""

import pytest

from huanjie.law.catalogue import typist_sentence
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import SheetEntry, TallySheet
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round
from tests.office.counting import scene
from tests.office.counting.scene import Paper

pytestmark = pytest.mark.django_db
PAPER = Paper(1000, 600, {"王一": 320, "李二": 280})
LEADER = scene.actor(Role.SCRUTINEER)


def sheet(paper: Paper = PAPER) -> TallySheet:
    held = scene.polled(scene.opened(scene.constituency(scene.election())), paper)
    return services.open_sheet(round=held, actor=scene.actor(Role.OFFICE))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def enter(of: TallySheet, ordinal: int, who: str, **changes: object) -> str:
    values = {**PAPER.values(), **{k.replace("__", "."): v for k, v in changes.items()}}
    return services.enter_sheet(sheet=of, ordinal=ordinal, values=values, actor=scene.clerk(who))


def test_a_sheet_waits_for_the_poll_to_close_and_is_opened_once() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    with pytest.raises(Refused) as refused:
        services.open_sheet(round=held, actor=scene.actor())
    assert codes(refused) == ["sheet-poll-open"]
    services.open_sheet(round=scene.polled(held, PAPER), actor=scene.actor())
    with pytest.raises(Refused) as refused:
        services.open_sheet(round=held, actor=scene.actor())
    assert codes(refused) == ["sheet-already-open"]


def test_two_clerks_who_type_alike_agree() -> None:
    of = sheet()
    assert enter(of, 1, "甲") == "first_done"
    assert enter(of, 2, "乙") == "agreed"


@pytest.mark.parametrize("roles", [(Role.CLERK,), (Role.CLERK, Role.OFFICE, Role.COMMITTEE)])
def test_nobody_types_both_whatever_the_roles(roles: tuple[Role, ...]) -> None:
    of = sheet()
    who = scene.clerk("甲")
    everything = type(who)(who.name, who.unit, frozenset(roles), who.account)
    services.enter_sheet(sheet=of, ordinal=1, values=PAPER.values(), actor=everything)
    with pytest.raises(Refused) as refused:
        services.claim(sheet=of, ordinal=2, actor=everything)
    assert codes(refused) == ["second-entry-same-person"]


def test_the_second_entry_waits_for_the_first() -> None:
    with pytest.raises(Refused) as refused:
        services.claim(sheet=sheet(), ordinal=2, actor=scene.clerk("甲"))
    assert codes(refused) == ["sheet-move"]


def test_an_entry_is_claimed_by_one_and_gone_on_with_by_the_same() -> None:
    of = sheet()
    mine = services.claim(sheet=of, ordinal=1, actor=scene.clerk("甲"))
    assert services.claim(sheet=of, ordinal=1, actor=scene.clerk("甲")) == mine
    with pytest.raises(Refused) as refused:
        services.claim(sheet=of, ordinal=1, actor=scene.clerk("乙"))
    assert codes(refused) == ["entry-taken"]
    with pytest.raises(NotAllowed):
        services.save_entry(entry=mine, values={"disputed": "1"}, actor=scene.clerk("乙"))


def test_only_clerks_type() -> None:
    with pytest.raises(NotAllowed):
        services.claim(sheet=sheet(), ordinal=1, actor=scene.actor(Role.OFFICE, Role.SCRUTINEER))


def test_what_was_typed_so_far_is_kept_and_may_be_changed_or_cleared() -> None:
    of = sheet()
    mine = services.claim(sheet=of, ordinal=1, actor=scene.clerk("甲"))
    typed = {"roll.voters": "１０００", "disputed": "二", "account.reserve": " 4,000 "}
    services.save_entry(entry=mine, values=typed, actor=scene.clerk("甲"))
    mine.refresh_from_db()
    assert mine.values == {"roll.voters": 1000, "disputed": "二", "account.reserve": 4000}
    services.save_entry(entry=mine, values={"disputed": ""}, actor=scene.clerk("甲"))
    mine.refresh_from_db()
    assert "disputed" not in mine.values


def test_a_sheet_for_another_constituency_is_refused_and_nothing_kept() -> None:
    of = sheet()
    mine = services.claim(sheet=of, ordinal=1, actor=scene.clerk("甲"))
    for strange in (
        {"heading.constituency": "2"},
        {"heading.round": "rerun"},
        {"heading.election": scene.OTHER_TOWN},
        {"candidates[别选区的人].approve": 5},
    ):
        with pytest.raises(Refused) as refused:
            services.finish_entry(
                entry=mine, values=PAPER.values() | strange, actor=scene.clerk("甲")
            )
        assert codes(refused) == ["J101"]
    mine.refresh_from_db()
    assert mine.values == {}
    assert mine.finished_at is None


def test_a_field_that_no_paper_has_is_refused() -> None:
    of = sheet()
    with pytest.raises(Refused) as refused:
        enter(of, 1, "甲", count__nonsense="1")
    assert codes(refused) == ["sheet-field-unknown"]
    assert not SheetEntry.objects.exists()


def test_differing_fields_come_back_blank_and_the_other_figure_never_shows() -> None:
    of = sheet()
    enter(of, 1, "甲")
    assert enter(of, 2, "乙", count__collected=666, turnout__in_person=606) == "differing"
    of.refresh_from_db()
    assert queries.differences(of) == ("turnout.in_person", "count.collected")
    services.return_differences(sheet=of, ordinal=2, actor=LEADER)
    second = of.entries.get(ordinal=2, is_active=True)
    assert second.returned == ["turnout.in_person", "count.collected"]
    assert not {"turnout.in_person", "count.collected"} & set(second.values)
    again = {"count.collected": "600", "turnout.in_person": "600"}
    answer = services.finish_entry(entry=second, values=again, actor=scene.clerk("乙"))
    assert answer == "agreed"


def test_a_returned_entry_lets_only_the_returned_fields_change() -> None:
    of = sheet()
    enter(of, 1, "甲")
    enter(of, 2, "乙", count__collected=666)
    services.return_differences(sheet=of, ordinal=2, actor=LEADER)
    second = of.entries.get(ordinal=2, is_active=True)
    with pytest.raises(Refused) as refused:
        services.finish_entry(
            entry=second, values={"count.collected": 600, "disputed": 5}, actor=scene.clerk("乙")
        )
    assert codes(refused) == ["entry-field-not-returned"]
    unchanged = {"count.collected": 600, "disputed": 0}
    answer = services.finish_entry(entry=second, values=unchanged, actor=scene.clerk("乙"))
    assert answer == "agreed"


def test_both_may_be_returned_and_both_must_finish() -> None:
    of = sheet()
    enter(of, 1, "甲", disputed=1)
    enter(of, 2, "乙", disputed=2)
    for ordinal in (1, 2):
        services.return_differences(sheet=of, ordinal=ordinal, actor=LEADER)
    first, second = (of.entries.get(ordinal=n, is_active=True) for n in (1, 2))
    right = {"disputed": 0}
    assert services.finish_entry(entry=first, values=right, actor=scene.clerk("甲")) == "correction"
    assert services.finish_entry(entry=second, values=right, actor=scene.clerk("乙")) == "agreed"


def test_one_entry_is_kept_as_the_first_and_typed_against_anew_by_another_person() -> None:
    of = sheet()
    enter(of, 1, "甲", disputed=1)
    enter(of, 2, "乙")
    of.refresh_from_db()
    services.keep_entry(sheet=of, ordinal=2, actor=LEADER)
    of.refresh_from_db()
    assert of.state == "first_done"
    with pytest.raises(Refused):
        services.claim(sheet=of, ordinal=2, actor=scene.clerk("乙"))
    assert enter(of, 2, "甲") == "agreed"
    assert SheetEntry.objects.filter(is_active=False).count() == 1


@pytest.mark.parametrize(
    ("typings", "state"), [(0, "empty"), (1, "empty"), (2, "empty")], ids=["open", "one", "two"]
)
def test_a_discarded_entry_leaves_what_is_left(typings: int, state: str) -> None:
    of = sheet()
    if not typings:
        services.claim(sheet=of, ordinal=1, actor=scene.clerk("甲"))
    for ordinal in range(1, typings + 1):
        enter(of, ordinal, f"{ordinal}号", disputed=ordinal)
    entry = of.entries.filter(is_active=True).last()
    services.discard_entry(entry=entry, actor=LEADER)
    of.refresh_from_db()
    assert of.state == state
    assert not of.entries.filter(is_active=True).exists()


def test_a_second_typing_put_aside_leaves_the_first() -> None:
    of = sheet()
    enter(of, 1, "甲")
    second = services.claim(sheet=of, ordinal=2, actor=scene.clerk("乙"))
    with pytest.raises(NotAllowed):
        services.discard_entry(entry=second, actor=scene.clerk("甲"))
    services.discard_entry(entry=second, actor=scene.clerk("乙"))
    of.refresh_from_db()
    assert of.state == "first_done"
    assert enter(of, 2, "丙") == "agreed"


def test_a_typist_is_told_every_fault_at_once_and_no_figure_that_would_fit() -> None:
    of = sheet()
    enter(of, 1, "甲", count__void=7, **{"points[1]__issued": 601})
    entry = of.entries.get(ordinal=1)
    rows = queries.typist_findings(entry)
    found = {row.finding.code for row in rows}
    assert {"J201", "J301", "J502"} <= found
    assert not {"J001", "J601", "J602"} & found
    for row in rows:
        assert "600" not in typist_sentence(row.finding)


def test_an_id_number_is_kept_only_as_a_blind_index() -> None:
    of = sheet()
    mine = services.claim(sheet=of, ordinal=1, actor=scene.clerk("甲"))
    typed = {"write_ins[1].name": "周七", "write_ins[1].person": "43000119800101123x"}
    services.save_entry(entry=mine, values=typed, actor=scene.clerk("甲"))
    mine.refresh_from_db()
    assert len(mine.values["write_ins[1].person"]) == 64
    assert not Entry.objects.filter(payload__contains="19800101").exists()


def test_the_leader_returns_fields_that_both_typed_alike() -> None:
    of = sheet()
    enter(of, 1, "甲", disputed=9)
    enter(of, 2, "乙", disputed=9)
    of.refresh_from_db()
    services.return_fields(sheet=of, ordinal=1, paths=["disputed"], actor=LEADER)
    first = of.entries.get(ordinal=1, is_active=True)
    answer = services.finish_entry(entry=first, values={"disputed": 0}, actor=scene.clerk("甲"))
    assert answer == "differing"


def test_what_is_finished_or_put_aside_is_not_typed_on() -> None:
    of = sheet()
    enter(of, 1, "甲")
    entry = queries.active_entries(of)[1]
    with pytest.raises(Refused) as refused:
        services.save_entry(entry=entry, values={}, actor=scene.clerk("甲"))
    assert codes(refused) == ["entry-not-open"]
    services.discard_entry(entry=entry, actor=LEADER)
    with pytest.raises(Refused) as refused:
        services.discard_entry(entry=entry, actor=LEADER)
    assert codes(refused) == ["entry-not-open"]


def test_the_office_opens_all_sheets_at_once_and_then_none_is_left() -> None:
    held = scene.election()
    rounds = [scene.opened(scene.constituency(held, number)) for number in (1, 2, 3)]
    for each in rounds[:2]:
        scene.polled(each, Paper(1000, 600, {"王一": 320, "李二": 280}))
    office = scene.actor(Role.OFFICE)
    assert services.open_sheets(election=held, actor=office) == 2
    assert queries.states_of(held) == {"empty": 2, "polling": 1}
    with pytest.raises(Refused) as again:
        services.open_sheets(election=held, actor=office)
    assert [finding.code for finding in again.value.findings] == ["sheet-none-to-open"]


def test_a_clerk_opens_the_sheet_by_beginning_to_type_and_is_led_to_the_next() -> None:
    held = scene.election()
    for number in (1, 2):
        made = scene.opened(scene.constituency(held, number))
        scene.polled(made, Paper(1000, 600, {"王一": 320, "李二": 280}))
    first = Round.objects.get(contest__constituency__number=1)
    jia, yi = scene.clerk("甲"), scene.clerk("乙")
    entry = services.claim_unopened(round=first, actor=jia)
    assert (entry.ordinal, entry.sheet.state) == (1, "first_in_progress")
    with pytest.raises(Refused) as taken:
        services.claim_unopened(round=first, actor=yi)
    assert [finding.code for finding in taken.value.findings] == ["sheet-already-open"]
    assert queries.next_to_type(held, jia.account) == (2, 1)
    values = Paper(1000, 600, {"王一": 320, "李二": 280}).values()
    services.finish_entry(entry=entry, values=values, actor=jia)
    assert queries.next_to_type(held, yi.account) == (1, 1)
    assert queries.next_to_type(held, jia.account) == (2, 1)
