"""Everything that is late in a unit and below: milestones, returns, papers between levels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huanjie.law.article import PRACTICE, Article
from huanjie.office.board.progress.rows import Row
from huanjie.office.board.words import door, milestone, said
from huanjie.office.face.words import either
from huanjie.office.guidance.queries import late as late_between_levels
from huanjie.office.guidance.words import LATE_KINDS
from huanjie.office.ledger.actor import Actor
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.queries import Reporting, reporting


@dataclass(frozen=True)
class Late:
    """One late thing: whose, what, why by which rule, since when, and where it is mended."""

    unit: str
    name: str
    kind: str
    what: str
    why: str
    article: Article | None
    due: date | None
    days: int
    is_unlawful: bool
    link: str


def everything_late(rows: Iterable[Row], told: Reporting, member: Actor, today: date) -> list[Late]:
    """All that is late, what breaks the law first, then the longest."""
    found = [*late_milestones(rows, member), *_late_returns(told, today), *_others(member, today)]
    return sorted(found, key=lambda each: (not each.is_unlawful, -each.days, each.unit))


def late_milestones(rows: Iterable[Row], member: Actor) -> Iterator[Late]:
    """The milestones that are past the law or behind their plan."""
    for row in rows:
        for cell in row.behind:
            is_unlawful = cell.mark == "stopped"
            due = cell.limit if is_unlawful else cell.planned_on
            article = cell.article if is_unlawful else PRACTICE["K"]
            yield Late(
                row.unit, row.name, _("事项"), milestone(cell.code), said(cell), article, due,
                cell.days, is_unlawful, door(row, cell.code, member),
            )  # fmt: skip


def _late_returns(told: Reporting, today: date) -> Iterator[Late]:
    for each in told.late:
        why = _("从未报送") if each.is_never else _("超过报送期限")
        yield Late(
            each.unit, each.name, _("报表"), either(each.due.zh, each.due.en), why, RULE,
            each.due.due_on, (today - each.due.due_on).days, False, reverse("returns:late"),
        )  # fmt: skip


def _others(member: Actor, today: date) -> Iterator[Late]:
    for each in late_between_levels(member.unit, today):
        why = _("等%(who)s办理") % {"who": each.turn}
        yield Late(
            each.unit, each.unit_name, either(*LATE_KINDS[each.kind]), each.subject, why,
            PRACTICE["K36"], each.due, each.days, False, each.link,
        )  # fmt: skip


def reporting_on(unit: str, today: date) -> Reporting:
    """Who has reported to a unit, as it stands in the course of a day of the office."""
    now = timezone.now()
    if timezone.localdate(now) == today:
        return reporting(unit, now)
    return reporting(unit, timezone.make_aware(datetime.combine(today, time.max)))


def silent_today(told: Reporting) -> list[str]:
    """The names of the units whose daily report of the day has not come."""
    daily = [each for each in told.reports if each.due.is_daily and not each.is_reported]
    return list(dict.fromkeys(each.name for each in daily))
