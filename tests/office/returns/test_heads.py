"""The daily heads of a sender's ledger go up with its returns and are held against later ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from huanjie.evidence.bundle import GENESIS, open_bundle
from huanjie.evidence.chain import head_hash
from huanjie.office.committee.models import Election
from huanjie.office.ledger.models import DayHead
from huanjie.office.ledger.queries import broken_links
from huanjie.office.ledger.services import close_days
from huanjie.office.returns import lines, services
from huanjie.office.returns.heads import head_faults
from huanjie.office.returns.models import Arrival, SentBundle
from huanjie.office.returns.queries.heads import heads_of
from tests.office.returns import scene

DAYS = [date(2026, 12, day) for day in (20, 21, 22)]
Head = dict[str, str | int]


class Clock:
    """The day that entries of the ledger are made on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 12, 24, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def next_day(self) -> None:
        self.at += timedelta(days=1)
        close_days(before=timezone.localdate())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made


@pytest.fixture
def town(db: None, clock: Clock) -> Election:
    """A town whose keys were made on the day before."""
    held = scene.election()
    scene.keys(scene.TOWN, scene.COUNTY)
    clock.next_day()
    return held


def days_in(bundle: SentBundle) -> list[str]:
    with open_bundle(scene.file_of(bundle)) as opened:
        return [row["day"] for row in opened.rows("ledger")]


def codes(arrival: Arrival) -> list[str]:
    return [fault["code"] for fault in arrival.problems]


def test_heads_go_up_until_a_bundle_that_held_them_is_accepted(
    town: Election, clock: Clock
) -> None:
    first = scene.sent(town)
    assert days_in(first) == ["2026-12-24"]
    clock.next_day()
    second = scene.sent(town, T1_01=2)
    assert days_in(second) == ["2026-12-24", "2026-12-25"]
    arrival = scene.received(second)
    services.accept(arrival=arrival, remark="", at=scene.NOW, actor=scene.actor(scene.COUNTY))
    arrival.refresh_from_db()
    services.keep_receipt(unit=town.unit, text=arrival.receipt, actor=scene.actor())
    clock.next_day()
    third = scene.sent(town, T1_01=3)
    assert days_in(third) == ["2026-12-26"]


def test_the_receiver_keeps_them_and_finds_the_same_past_again(
    town: Election, clock: Clock
) -> None:
    assert codes(scene.received(scene.sent(town))) == []
    clock.next_day()
    assert codes(scene.received(scene.sent(town, T1_01=2))) == []
    kept = {kept.day.isoformat(): kept.digest for kept in DayHead.objects.all()}
    assert heads_of(scene.COUNTY, scene.TOWN) == kept
    assert not list(broken_links())


def test_a_past_that_was_rewritten_is_told_and_left_to_the_receiver(
    town: Election, clock: Clock
) -> None:
    first = scene.received(scene.sent(town))
    first.heads[0]["digest"] = "1" * 64
    first.save()
    arrival = scene.received(scene.sent(town, T1_01=2))
    assert (arrival.state, codes(arrival)) == ("waiting", ["returns-ledger-rewritten"])
    (remark,) = arrival.remarks["parts/ledger.jsonl"]
    assert (remark["line"], remark["code"]) == (1, "returns-ledger-rewritten")
    assert heads_of(scene.COUNTY, scene.TOWN) == {"2026-12-24": "1" * 64}


def test_a_head_that_does_not_follow_is_told(town: Election) -> None:
    first = scene.received(scene.sent(town))
    first.heads[0]["day"] = "2026-12-01"
    first.save()
    arrival = scene.received(scene.sent(town, T1_01=2))
    assert (arrival.state, codes(arrival)) == ("waiting", ["returns-ledger-break"])


def history(*roots: str) -> list[Head]:
    found: list[Head] = []
    previous = GENESIS
    for day, root in zip(DAYS, roots, strict=False):
        made = head_hash(previous, day, root * 64, 3)
        found.append(
            {"day": str(day), "previous": previous, "root": root * 64, "digest": made, "chains": 3}
        )
        previous = made
    return found


def faults(known: list[Head], heads: list[Head]) -> list[tuple[str, int]]:
    held = {str(head["day"]): str(head["digest"]) for head in known}
    return [(fault.code, fault.line) for fault in head_faults(held, heads)]


def test_heads_are_compared_day_by_day() -> None:
    whole, other = history("a", "b", "c"), history("a", "d", "e")
    assert faults([], whole) == []
    assert faults(whole[:1], whole) == []
    assert faults(whole[:2], whole[2:]) == []
    assert faults(whole, whole[:1]) == []
    assert faults(whole[:2], other) == [
        ("returns-ledger-rewritten", 2), ("returns-ledger-break", 3),
    ]  # fmt: skip
    assert faults(whole[:1], whole[2:]) == [("returns-ledger-break", 1)]
    assert faults([], whole[1:]) == [("returns-ledger-break", 1)]


@pytest.mark.parametrize(
    ("key", "value"),
    [("digest", "1" * 64), ("root", "x"), ("chains", 4), ("day", "2026-12-19"), ("previous", "x")],
)
def test_a_head_whose_hash_is_not_of_what_it_says_is_no_head(key: str, value: str | int) -> None:
    (head,) = history("a")
    assert lines.head(head) == head
    with pytest.raises(ValueError):  # noqa: PT011 - which of its keys is at fault nobody can tell
        lines.head({**head, key: value})
