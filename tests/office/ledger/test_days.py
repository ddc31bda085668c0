"""The heads of the days: whoever rewrites a chain afterwards is found out."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from huanjie.evidence.chain import GENESIS, entry_hash
from huanjie.office.ledger import queries, services
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command
from huanjie.office.ledger.days import heads_at_end_of, kept_heads
from huanjie.office.ledger.events import WORDS, event
from huanjie.office.ledger.models import DayHead, Entry
from huanjie.office.ledger.services import close_days, record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role

pytestmark = pytest.mark.django_db

COUNTY, TOWNSHIP = "990124000000", "990124100000"
FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 4)

if "PaperSigned" not in WORDS:

    @event("文件已签", "Paper signed")
    class PaperSigned:
        title: str


@command(by=Role.OFFICE)
def sign(*, unit: Unit, title: str, actor: Actor) -> None:
    record(PaperSigned(title), actor=actor, unit=unit.code)


@pytest.fixture
def three_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries of two units: two on the first day, one on the second, one on the fourth."""
    county = Unit.objects.create(code=COUNTY, name="湘水县", level="county", kind="县")
    township = Unit.objects.create(code=TOWNSHIP, name="白岩镇", level="township", kind="镇")
    on(monkeypatch, datetime(2026, 12, 1, 2, tzinfo=UTC))
    write(county, "一")
    write(township, "二")
    on(monkeypatch, datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC))
    write(county, "三")
    on(monkeypatch, datetime(2026, 12, 1, 16, tzinfo=UTC))
    write(county, "四")
    on(monkeypatch, datetime(2026, 12, 4, 2, tzinfo=UTC))
    write(township, "五")


def on(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(services.timezone, "now", lambda: moment)


def write(unit: Unit, title: str) -> None:
    sign(unit=unit, title=title, actor=Actor("张三", unit.code, frozenset({Role.OFFICE})))


def test_a_day_ends_at_midnight_in_china_and_days_without_entries_have_no_head(
    three_days: None,
) -> None:
    made = close_days(before=date(2026, 12, 5))
    assert [head.day for head in made] == [FIRST, SECOND, THIRD]
    numbers = [{chain: n for chain, (n, _) in kept_heads(head).items()} for head in made]
    assert numbers == [
        {COUNTY: 2, TOWNSHIP: 1},
        {COUNTY: 3, TOWNSHIP: 1},
        {COUNTY: 3, TOWNSHIP: 2},
    ]


def test_the_heads_are_linked_and_the_first_rests_on_nothing(three_days: None) -> None:
    first, second, third = close_days(before=date(2026, 12, 5))
    assert [first.previous, second.previous, third.previous] == [
        GENESIS,
        first.digest,
        second.digest,
    ]


def test_a_day_that_runs_is_not_closed_and_a_closed_one_not_again(three_days: None) -> None:
    assert [head.day for head in close_days(before=THIRD)] == [FIRST, SECOND]
    assert close_days(before=THIRD) == []
    assert [head.day for head in close_days(before=date(2026, 12, 5))] == [THIRD]
    assert list(queries.broken_links()) == []


def test_a_chain_rewritten_with_all_its_hashes_is_seen_by_the_day(three_days: None) -> None:
    close_days(before=date(2026, 12, 5))
    rewrite_the_whole_chain_of_the_county()
    assert list(queries.broken_links()) == [
        ("2026-12-01", 0, "the entries are not those over which the day was closed")
    ]


def test_a_head_that_was_made_anew_does_not_follow(three_days: None) -> None:
    close_days(before=date(2026, 12, 5))
    rewrite_the_whole_chain_of_the_county()
    heads = heads_at_end_of(FIRST)
    with connection.cursor() as cursor:
        lift_triggers(cursor, "ledger_dayhead", "ledger_day_no_update")
        cursor.execute(
            "UPDATE ledger_dayhead SET heads = %s WHERE day = %s",
            [services.canonical_text(heads), FIRST],
        )
    assert list(queries.broken_links()) == [
        ("2026-12-01", 0, "the head of the day does not follow from the one before")
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_dayhead SET root = ''", "DELETE FROM ledger_dayhead"]
)
def test_the_database_refuses_to_change_a_head(three_days: None, statement: str) -> None:
    close_days(before=THIRD)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert DayHead.objects.count() == 2


def rewrite_the_whole_chain_of_the_county() -> None:
    """What an administrator with the keys of the database could do: change and hash again."""
    with connection.cursor() as cursor:
        lift_triggers(cursor, "ledger_entry", "ledger_entry_no_update")
        lift_triggers(cursor, "ledger_chainhead", "ledger_head_only_forward")
        previous = GENESIS
        for entry in Entry.objects.filter(chain=COUNTY).order_by("sequence"):
            entry.actor_name = "李四"
            names = [
                "at", "actor_account", "actor_name", "actor_role", "unit", "command", "event",
                "payload", "articles", "chain", "sequence",
            ]  # fmt: skip
            digest = entry_hash(previous, {name: getattr(entry, name) for name in names})
            cursor.execute(
                "UPDATE ledger_entry SET actor_name = %s, previous = %s, digest = %s WHERE id = %s",
                ["李四", previous, digest, entry.pk],
            )
            previous = digest
        cursor.execute(
            "UPDATE ledger_chainhead SET digest = %s WHERE chain = %s", [previous, COUNTY]
        )


def lift_triggers(cursor: object, table: str, trigger: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f"DROP TRIGGER {trigger}")  # type: ignore[attr-defined]
    else:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # type: ignore[attr-defined]
