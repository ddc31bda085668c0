"""The board: live, as reported, as known on a day, what changed, deadlines, queues, its pages."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from huanjie.office.board.progress.changes import changes
from huanjie.office.board.progress.columns import COLUMNS
from huanjie.office.board.progress.deadlines import deadlines
from huanjie.office.board.progress.facts import milestones
from huanjie.office.board.progress.ledger import known_before
from huanjie.office.board.progress.live import live
from huanjie.office.board.progress.rows import Row, board, is_old
from huanjie.office.board.queues import queues
from huanjie.office.committee import services as committee
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.people.roles import Role
from huanjie.office.people.tokens import token_of
from huanjie.office.returns.queries.progress import milestones as of_returns
from tests.office import builders
from tests.office.board import scene
from tests.office.board.scene import AWAY, CITY, SILENT, TODAY, recorded_on
from tests.office.builders import COUNTY, DAY, OTHER_TOWN, TOWN
from tests.office.guidance import scene as between

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def town(settings: Settings, tmp_path: Path) -> Election:
    settings.DATA_DIR = tmp_path
    settings.PRACTICE, settings.PRACTICE_DAY = True, TODAY.isoformat()
    scene.units()
    return scene.planned(TOWN)


def row_of(unit: str, rows: list[Row]) -> Row:
    return next(row for row in rows if row.unit == unit)


def says(each: Milestone) -> tuple[object, ...]:
    """All that a milestone tells; proof without a day of completion tells nothing."""
    return each.code, each.days, each.is_done, each.lacks_paper, each.has_started


def marks(row: Row) -> dict[str, str]:
    return {code: cell.mark for code, cell in row.marks.items()}


def test_the_columns_are_those_of_the_daily_return() -> None:
    from huanjie.law.timetable import tasks

    assert list(COLUMNS) == [task.id for task in tasks().values() if task.milestone]


def test_live_says_what_the_daily_return_says(town: Election) -> None:
    with recorded_on(date(2026, 10, 17)):
        builders.with_constituencies(town)
    mine = milestones(live([town])[town.pk])
    reading = Reading(Election.objects.get(pk=town.pk), timezone.now(), token_of(b"k"))
    assert [says(each) for each in mine] == [says(each) for each in of_returns(reading)]


def test_the_ledger_alone_says_the_same_as_the_records(town: Election) -> None:
    with recorded_on(date(2026, 10, 17)):
        builders.with_constituencies(town)
        committee.mark_done(
            election=town, act="registration_opened", done_on=date(2026, 10, 17),
            actor=builders.actor(TOWN),
        )  # fmt: skip
    facts = known_before({TOWN: "43"}, timezone.now())[TOWN]
    now = live([town])[town.pk]
    assert milestones(facts) == milestones(now)
    assert (facts.polling_day, facts.state, facts.newest) == (DAY, now.state, now.newest)


def test_an_act_is_late_by_its_plan_and_stopped_by_the_law(town: Election) -> None:
    row = row_of(TOWN, board(COUNTY, today=TODAY))
    cell = row.marks["K13"]
    assert (cell.mark, cell.days, cell.planned_on) == ("late", 3, date(2026, 11, 20))
    assert row.marks["K33"].mark == "none"
    assert row.marks["K34"].mark == "other"
    near = row_of(TOWN, board(COUNTY, today=date(2026, 11, 30))).marks["K17"]
    assert near.mark == "todo"
    gone = row_of(TOWN, board(COUNTY, today=date(2026, 12, 3))).marks["K13"]
    assert (gone.mark, gone.days, str(gone.limit)) == ("stopped", 3, "2026-11-30")
    assert gone.article is not None
    assert gone.article.key == "EL 28"


def test_a_day_is_near_three_days_before_the_last_lawful_one(town: Election) -> None:
    committee.plan_act(
        election=town, act="roll_published", planned_on=date(2026, 11, 30),
        actor=builders.actor(TOWN),
    )  # fmt: skip
    at = {day: row_of(TOWN, board(COUNTY, today=date(2026, 11, day))) for day in (25, 26, 29)}
    assert at[25].marks["K13"].mark == "todo"
    assert (at[26].marks["K13"].mark, at[26].marks["K13"].days) == ("near", 4)
    assert at[29].near == 1


def test_done_without_its_paper_is_not_done(town: Election) -> None:
    committee.mark_done(
        election=town, act="roll_published", done_on=date(2026, 11, 20),
        actor=builders.actor(TOWN),
    )  # fmt: skip
    cell = row_of(TOWN, board(COUNTY, today=date(2026, 11, 20))).marks["K13"]
    assert (cell.mark, cell.lacks_paper) == ("doing", True)


def test_done_after_the_last_lawful_day_stays_visible(town: Election) -> None:
    facts = live([town])[town.pk]
    facts.done["roll_published"] = date(2026, 12, 2)
    facts.post("voter_roll_notice")
    from huanjie.office.board.progress.rows import cells_of

    cell = next(each for each in cells_of(facts, "township", TODAY) if each.code == "K13")
    assert (cell.mark, cell.is_done_late, cell.days) == ("done", True, 2)


def test_what_was_recorded_late_was_not_known_before(town: Election) -> None:
    """Done on the 10th, entered on the 15th: on the 12th nobody knew it here."""
    with recorded_on(date(2026, 11, 15)):
        committee.mark_done(
            election=town, act="quota_determined", done_on=date(2026, 11, 10),
            actor=builders.actor(TOWN),
        )  # fmt: skip
    on = {day: date(2026, 11, day) for day in (12, 14, 15)}
    then = {day: row_of(TOWN, board(COUNTY, today=TODAY, on=on[day])) for day in on}
    assert then[12].marks["K02"].done_on is None
    assert then[14].marks["K02"].done_on is None
    assert then[15].marks["K02"].done_on == date(2026, 11, 10)
    assert then[12].marks["K02"].days == (on[12] - date(2026, 9, 27)).days


def test_an_election_set_up_later_was_not_known(town: Election) -> None:
    rows = board(COUNTY, today=TODAY, on=date(2026, 9, 24))
    assert row_of(TOWN, rows).source == "unopened"
    assert row_of(TOWN, board(COUNTY, today=TODAY, on=date(2026, 9, 25))).source == "live"


def test_an_entry_of_the_last_minute_of_a_day_was_known(town: Election) -> None:
    with recorded_on(date(2026, 11, 12), hour=23):
        committee.mark_done(
            election=town, act="quota_determined", done_on=date(2026, 11, 12),
            actor=builders.actor(TOWN),
        )  # fmt: skip
    row = row_of(TOWN, board(COUNTY, today=TODAY, on=date(2026, 11, 12)))
    assert row.marks["K02"].done_on == date(2026, 11, 12)


def test_a_unit_that_reports_by_bundle_stands_as_it_reported(town: Election) -> None:
    figures = scene.progress(K01="done", K13="late", K09="begun")
    kept = scene.arrived(AWAY, figures, as_of=NOON)
    row = row_of(AWAY, board(CITY, today=TODAY))
    assert (row.source, row.received, row.as_of) == ("bundle", kept.pk, NOON)
    found = marks(row)
    assert [found[code] for code in ("K01", "K09", "K13", "K17")] == [
        "done", "doing", "late", "todo",
    ]  # fmt: skip
    assert (found["K31"], found["K34"]) == ("none", "other")
    assert not is_old(row, NOON + timedelta(hours=24))
    assert is_old(row, NOON + timedelta(hours=25))


def test_a_reported_milestone_past_the_law_on_the_day_of_its_data_is_stopped(
    town: Election,
) -> None:
    late = datetime(2026, 12, 2, 4, 0, tzinfo=UTC)
    scene.arrived(AWAY, scene.progress(K13="late", K20="near"), as_of=late)
    row = row_of(AWAY, board(CITY, today=date(2026, 12, 20)))
    assert (row.marks["K13"].mark, row.marks["K13"].days) == ("stopped", 2)
    assert row.marks["K20"].mark == "near"


def test_the_newest_accepted_return_counts_and_one_that_waits_is_named(town: Election) -> None:
    first = scene.arrived(AWAY, scene.progress(K01="done"), as_of=NOON)
    second = scene.arrived(
        AWAY, scene.progress(K01="done", K02="done"), as_of=NOON + timedelta(hours=1),
        state="waiting",
    )  # fmt: skip
    scene.arrived(AWAY, scene.progress(), as_of=NOON + timedelta(hours=2), state="returned")
    row = row_of(AWAY, board(CITY, today=TODAY))
    assert (row.received, row.waiting) == (first.pk, second.pk)
    assert row.marks["K02"].mark == "todo"


def test_a_unit_of_which_nothing_is_accepted_is_named(town: Election) -> None:
    kept = scene.arrived(AWAY, scene.progress(), as_of=NOON, state="waiting")
    rows = board(CITY, today=TODAY)
    assert (row_of(AWAY, rows).source, row_of(AWAY, rows).waiting) == ("waiting", kept.pk)
    assert row_of(SILENT, rows).source == "none"
    assert not row_of(SILENT, rows).is_known


def test_what_was_received_later_was_not_known(town: Election) -> None:
    from tests.office.returns.scene import actor, keys

    keys(COUNTY)
    from huanjie.office.returns import services

    kept = scene.arrived(AWAY, scene.progress(K01="done"), as_of=NOON, state="waiting")
    with recorded_on(date(2026, 11, 23)):
        services.accept(
            arrival=kept.arrival, remark="", at=NOON + timedelta(days=1), actor=actor(COUNTY)
        )
    sources = [
        row_of(AWAY, board(CITY, today=date(2026, 11, 25), on=on)).source
        for on in (date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23))
    ]
    assert sources == ["none", "waiting", "bundle"]


def test_changes_name_what_became_late_and_what_came(town: Election) -> None:
    scene.arrived(AWAY, scene.progress(K01="done"), as_of=NOON)
    before = board(COUNTY, today=date(2026, 11, 20), on=date(2026, 11, 20))
    found = changes(before, board(COUNTY, today=date(2026, 11, 21)))
    said = {(c.row.unit, c.after.code if c.after else "", c.known_after) for c in found}
    assert (TOWN, "K13", "live") in said
    assert (AWAY, "", "bundle") in said
    assert not changes(before, before)


def test_deadlines_ahead_carry_their_rule_and_leave_out_what_is_done(town: Election) -> None:
    found = {each.rule: each for each in deadlines(board(COUNTY, today=TODAY), TODAY)}
    roll = found["CAL-02"]
    assert (roll.day, roll.article.key, roll.units) == (
        date(2026, 11, 30), "EL 28", ((TOWN, "白岩镇"),),
    )  # fmt: skip
    assert roll.is_statutory
    assert roll.clear == date(2026, 11, 29)
    assert not found["K17"].is_statutory
    assert all(TODAY <= each.day <= TODAY + timedelta(days=14) for each in found.values())
    committee.mark_done(
        election=town, act="roll_published", done_on=TODAY, actor=builders.actor(TOWN)
    )
    rules = {each.rule for each in deadlines(board(COUNTY, today=TODAY), TODAY)}
    assert "CAL-02" in rules, "not done without its notice"


def test_queues_count_by_kind_and_by_who_must_act(town: Election) -> None:
    scene.arrived(AWAY, scene.progress(), as_of=NOON, state="waiting")
    between.slip()
    found = {(queue.kind, queue.unit): queue for queue in queues(CITY, date(2026, 12, 30))}
    assert found["arrival", COUNTY].waiting == 1
    slip = next(queue for key, queue in found.items() if key[0] == "slip")
    assert (slip.waiting, slip.late) == (1, 1)
    assert not queues(OTHER_TOWN, TODAY)


def test_the_board_costs_the_same_for_twenty_and_for_two_hundred(town: Election) -> None:
    def cost() -> int:
        board(CITY, today=TODAY)
        with CaptureQueriesContext(connection) as asked:
            board(CITY, today=TODAY)
            board(CITY, today=TODAY, on=date(2026, 11, 12))
        return len(asked)

    scene.many(20)
    few = cost()
    scene.many(180, first=21)
    assert cost() == few


def test_the_page_of_two_hundred_elections_is_ready_in_time(town: Election) -> None:
    scene.many(200)
    client = builders.signed_in(CITY, Role.GUIDE)
    client.get("/overview/")
    started = time.perf_counter()
    answer = client.get("/overview/")
    spent = time.perf_counter() - started
    assert answer.status_code == 200
    assert answer.content.count(b"<tr") > 200
    assert len(answer.content) < 480_000
    assert spent < 3, "about a second on an idle machine"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_the_board_answers(town: Election, language: str) -> None:
    scene.planned(COUNTY)
    scene.arrived(AWAY, scene.progress(K01="done", K13="late"), as_of=NOON)
    client = builders.signed_in(CITY, Role.GUIDE, Role.OFFICE, language=language)
    pages = (
        "", "late/", "deadlines/", "queues/", "changes/", "changes/?since=2026-11-12",
        "?on=2026-11-12", "late/?on=2026-11-12", "deadlines/?on=2026-11-12",
        "?only=late&group=none&sort=name", "?only=near", "?only=unknown&group=level&sort=old",
        "?level=county", "?county=430001000000", "?on=nonsense&sort=x&only=y", "?on=2026-99-99",
    )  # fmt: skip
    for page in pages:
        assert client.get(f"/overview/{page}").status_code == 200, page
    for page in ("", "late/", "queues/", "changes/"):
        answer = client.get(f"/overview/{page}?format=csv")
        assert answer["Content-Type"].startswith("text/csv"), page
    for unit in (CITY, COUNTY, TOWN, AWAY, SILENT):
        assert client.get(f"/units/{unit}/").status_code == 200


def test_every_cell_leads_to_its_record(town: Election) -> None:
    kept = scene.arrived(AWAY, scene.progress(K13="late"), as_of=NOON)
    text = builders.signed_in(CITY, Role.GUIDE).get("/overview/").content.decode()
    assert f'href="/registration/{TOWN}/"' in text
    assert f'href="/returns/received/{kept.pk}/?t=T9"' in text
    assert "静水乡" in text
    assert "从未报送" in text


def test_a_reader_sees_his_own_units_only(town: Election) -> None:
    stranger = builders.signed_in(OTHER_TOWN, Role.OFFICE)
    assert "白岩镇" not in stranger.get("/overview/").content.decode()
    assert stranger.get(f"/units/{TOWN}/").status_code == 404
    assert stranger.get(f"/units/{OTHER_TOWN}/").status_code == 200
    clerk = builders.signed_in(COUNTY, Role.CLERK)
    kept = scene.arrived(AWAY, scene.progress(), as_of=NOON)
    assert f"/returns/received/{kept.pk}/" not in clerk.get("/overview/").content.decode()


def test_the_unit_s_page_gathers_its_records(town: Election) -> None:
    between.slip()
    scene.arrived(AWAY, scene.progress(K13="late"), as_of=NOON)
    client = builders.signed_in(COUNTY, Role.OFFICE)
    text = client.get(f"/units/{TOWN}/").content.decode()
    assert "公布选民名单" in text
    assert "/guidance/slips/" in text
    assert f'href="/committee/{TOWN}/"' in text
    away = client.get(f"/units/{AWAY}/").content.decode()
    assert "报送，非实时" in away
    assert "/returns/received/" in away


def test_a_guide_begins_with_who_is_late_who_waits_and_who_is_silent(town: Election) -> None:
    text = builders.signed_in(COUNTY, Role.GUIDE).get("/").content.decode()
    order = [text.index(words) for words in ("下面逾期的", "今天还没有报的", "等我答复、办理的")]
    assert order == sorted(order)
    assert "白岩镇" in text
    silent = text.split("今天还没有报的")[1].split("等我答复")[0]
    assert "静水乡" in silent
    assert "白岩镇" not in silent
