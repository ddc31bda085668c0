"""The gate of every act: role, scope, transaction, lock, and the word in the ledger."""

import pytest
from django.db import DatabaseError, connection, transaction

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, Severity
from huanjie.office.ledger import queries
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import (
    NotAllowed,
    NothingRecorded,
    Refused,
    Scope,
    command,
    refuse_if,
)
from huanjie.office.ledger.events import WORDS, event
from huanjie.office.ledger.models import ChainHead, Entry
from huanjie.office.ledger.services import receipts, record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role

pytestmark = pytest.mark.django_db

COUNTY, TOWNSHIP, OTHER = "990124000000", "990124100000", "990125000000"


if "UnitNamed" not in WORDS:

    @event("单位更名", "Unit renamed")
    class UnitNamed:
        name: str


@command(by=Role.OFFICE)
def rename(*, unit: Unit, name: str, actor: Actor) -> str:
    before = unit.name
    unit.name = name
    unit.save(update_fields=["name"])
    record(UnitNamed(name), actor=actor, unit=unit.code, articles=[ELECTION_LAW[11]])
    return before


@command(by=Role.OFFICE, scope=Scope.WITHIN)
def rename_below(*, unit: Unit, name: str, actor: Actor) -> str:
    return rename.__wrapped__(unit=unit, name=name, actor=actor)  # type: ignore[attr-defined]


@command(by=Role.OFFICE)
def say_nothing(*, unit: Unit, actor: Actor) -> None:
    unit.name = "悄悄"
    unit.save(update_fields=["name"])


@command(by=Role.OFFICE)
def refuse(*, unit: Unit, actor: Actor) -> None:
    rename(unit=unit, name="半途", actor=actor)
    refuse_if([Finding("late", ELECTION_LAW[28], Severity.ERROR)])


@pytest.fixture
def county() -> Unit:
    return Unit.objects.create(code=COUNTY, name="湘水县", level="county", kind="county")


def office(unit: str = COUNTY) -> Actor:
    return Actor("王文", unit, frozenset({Role.OFFICE}))


def test_a_command_leaves_one_entry_with_its_role_and_article(county: Unit) -> None:
    with receipts() as made:
        assert rename(unit=county, name="湘河县", actor=office()) == "湘水县"
    (entry,) = made
    assert (entry.actor_role, entry.event, entry.articles) == ("office", "UnitNamed", '["EL 11"]')
    assert entry.number == f"{COUNTY}-000001"
    assert list(queries.broken_links()) == []


def test_a_command_reads_its_records_again_and_never_trusts_the_copy(county: Unit) -> None:
    stale = Unit.objects.get(code=COUNTY)
    rename(unit=county, name="湘河县", actor=office())
    assert rename(unit=stale, name="湘江县", actor=office()) == "湘河县"


def test_a_role_that_is_not_named_is_not_allowed(county: Unit) -> None:
    clerk = Actor("李", COUNTY, frozenset({Role.CLERK}))
    with pytest.raises(NotAllowed):
        rename(unit=county, name="x", actor=clerk)


@pytest.mark.parametrize("unit", [OTHER, TOWNSHIP])
def test_the_record_of_another_unit_is_out_of_scope(county: Unit, unit: str) -> None:
    with pytest.raises(NotAllowed):
        rename(unit=county, name="x", actor=office(unit))


def test_a_superior_may_act_below_only_where_the_command_says_so(county: Unit) -> None:
    township = Unit.objects.create(code=TOWNSHIP, name="花村镇", level="township", kind="town")
    with pytest.raises(NotAllowed):
        rename(unit=township, name="x", actor=office())
    rename_below(unit=township, name="花田镇", actor=office())
    assert Unit.objects.get(code=TOWNSHIP).name == "花田镇"


def test_a_command_that_says_nothing_changes_nothing(county: Unit) -> None:
    with pytest.raises(NothingRecorded):
        say_nothing(unit=county, actor=office())
    assert Unit.objects.get(code=COUNTY).name == "湘水县"


def test_a_refused_command_leaves_neither_change_nor_entry(county: Unit) -> None:
    with pytest.raises(Refused) as refused:
        refuse(unit=county, actor=office())
    assert [finding.code for finding in refused.value.findings] == ["late"]
    assert Unit.objects.get(code=COUNTY).name == "湘水县"
    assert not Entry.objects.exists()


def test_a_warning_does_not_refuse() -> None:
    refuse_if([Finding("late", ELECTION_LAW[28], Severity.WARN)])


def test_nothing_is_recorded_outside_a_command() -> None:
    with pytest.raises(RuntimeError, match="inside a command"):
        record(UnitNamed("x"), actor=office(), unit=COUNTY)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET payload = '{}'",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_chainhead",
        "UPDATE ledger_chainhead SET sequence = 7",
    ],
)
def test_the_database_itself_refuses_to_rewrite_the_ledger(county: Unit, statement: str) -> None:
    rename(unit=county, name="湘河县", actor=office())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1


def test_postgresql_refuses_to_truncate_the_ledger(county: Unit) -> None:
    if connection.vendor != "postgresql":
        return
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry")


def test_a_change_behind_the_triggers_is_seen(county: Unit) -> None:
    rename(unit=county, name="湘河县", actor=office())
    rename(unit=county, name="湘江县", actor=office())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_entry_no_update")
        else:
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_entry SET actor_name = '张三' WHERE sequence = 1")
    assert list(queries.broken_links()) == [(COUNTY, 1, "the entry does not agree with its digest")]


def test_a_chain_whose_end_was_cut_off_is_seen(county: Unit) -> None:
    rename(unit=county, name="湘河县", actor=office())
    ChainHead.objects.filter(chain=COUNTY).update(sequence=2)
    assert list(queries.broken_links()) == [
        (COUNTY, 1, "the head does not agree with the last entry")
    ]


@command(by=Role.OFFICE, shared=("upper",))
def consult(*, unit: Unit, upper: Unit, actor: Actor) -> str:
    record(UnitNamed(upper.name), actor=actor, unit=unit.code)
    return upper.name


def test_a_shared_record_may_belong_to_a_unit_above_but_not_beside() -> None:
    county = Unit.objects.create(code=COUNTY, name="湘水县", level="county", kind="county")
    town = Unit.objects.create(
        code=TOWNSHIP, name="白岩镇", level="township", kind="town", parent=county
    )
    beside = Unit.objects.create(code=OTHER, name="邻县", level="county", kind="county")
    clerk = Actor("张", TOWNSHIP, frozenset({Role.OFFICE}))
    assert consult(unit=town, upper=county, actor=clerk) == "湘水县"
    with pytest.raises(NotAllowed):
        consult(unit=town, upper=beside, actor=clerk)
