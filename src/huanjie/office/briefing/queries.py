"""Reading issues with their items, what has moved since, deliveries and receipts, material."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from huanjie.evidence.canonical import digest
from huanjie.office.briefing.drafting import Drafted, Period, drafted
from huanjie.office.briefing.models import Delivery, Issue, Item, Material
from huanjie.office.briefing.procedure import ISSUE
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.scope import covers, significant
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import OutOfScope
from huanjie.office.people.roles import Role

EDITORS = (Role.OFFICE, Role.GUIDE, Role.LIAISON)
"""Who drafts and edits."""
SIGNERS = (Role.COMMITTEE, Role.STANDING_COMMITTEE, Role.GUIDE)
"""Who approves what others have written."""


def issues_within(actor: Actor) -> QuerySet[Any]:
    """The issues of the reader's unit, those issued within it, and those delivered to it."""
    below = Q(unit__code__startswith=significant(actor.unit))
    sent = Q(deliveries__unit_id=actor.unit)
    found = Issue.objects.filter(Q(unit_id=actor.unit) | Q(state="issued") & (below | sent))
    return found.select_related("unit").distinct().order_by("-year", "-issued_on", "-id")


def readable_issue(actor: Actor, pk: int) -> Issue:
    """An issue that the reader may see. Raises `OutOfScope`."""
    found = issues_within(actor).filter(pk=pk).select_related("unit", "corrects").first()
    if found is None:
        raise OutOfScope(f"{actor.name} ({actor.unit}) may not read issue {pk}")
    issue: Issue = found
    return issue


def kept_items(issue: Issue) -> list[Item]:
    """The items that will be printed, in their order."""
    return list(issue.items.filter(is_dropped=False).order_by("position", "id"))


def period_of(issue: Issue, at: datetime) -> Period:
    """The period of an issue as drafting takes it, as things stand at a time."""
    before = figures_before(issue.unit, issue.kind)
    return Period(issue.unit, issue.from_on, issue.to_on, at, before)


def figures_before(unit: Unit, kind: str) -> Mapping[str, Mapping[str, Any]]:
    """The figures of the last issue of a kind: key of the item → code → plain figure."""
    issued = Issue.objects.filter(unit=unit, kind=kind, state="issued")
    last = issued.order_by("-year", "-number").first()
    return {item.key: item.facts for item in last.items.all() if item.key} if last else {}


def current(issue: Issue, at: datetime) -> dict[str, Drafted]:
    """What the records of the period say now, by the key of the item."""
    period = period_of(issue, at)
    rows = [each for section in issue.sections for each in drafted(period, section)]
    return {each.key: each for each in rows}


def moved_items(issue: Issue, at: datetime) -> dict[int, str]:
    """The kept items whose source no longer says what it said: `moved` or `gone`."""
    items = [item for item in kept_items(issue) if item.key]
    now = current(issue, at) if items else {}
    found = {}
    for item in items:
        source = now.get(item.key)
        if source is None:
            found[item.pk] = "gone"
        elif source.digest != item.source_digest:
            found[item.pk] = "moved"
    return found


def may_move(issue: Issue, move: str) -> bool:
    """Is the move open in the state of the issue?"""
    return ISSUE.may(issue.state, move)


def next_number(issue: Issue, year: int) -> int:
    """The number that the issue would get; fixed only when it is issued."""
    same = Issue.objects.filter(unit=issue.unit, kind=issue.kind, year=year)
    last: int = same.aggregate(last=Max("number"))["last"] or 0
    return last + 1


def is_intact(issue: Issue) -> bool:
    """Do the words of an issued issue still have the digest they were issued under?"""
    return digest(issue.body) == issue.digest


def deliverable(unit: str) -> QuerySet[Unit]:
    """The units to which a unit may send: those within it that have an office."""
    found = Unit.objects.filter(code__startswith=significant(unit)).exclude(code=unit)
    return found.exclude(level="village").order_by("code")


def receipts(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Deliveries with their units and readings, those without a receipt first."""
    rows = list(deliveries)
    return sorted(rows, key=lambda each: (bool(each.readings.all()), each.kind, each.unit_id))


def has_read(delivery: Delivery | None, actor: Actor) -> bool:
    """Has the reader given the receipt for it?"""
    if delivery is None or actor.account is None:
        return False
    return delivery.readings.filter(account_id=actor.account).exists()


def unread(unit: str) -> QuerySet[Delivery]:
    """What a unit was sent and nobody there has read."""
    sent = Q(issue__state="issued") | Q(material__isnull=False, material__withdrawn_on=None)
    found = Delivery.objects.filter(sent, unit_id=unit, readings__isnull=True)
    return found.select_related("issue__unit", "material__unit").order_by("id")


def materials_for(actor: Actor) -> QuerySet[Any]:
    """The study material that the reader's unit sent, that was sent within it, or sent to it."""
    below = Q(unit__code__startswith=significant(actor.unit))
    found = Material.objects.filter(below | Q(deliveries__unit_id=actor.unit)).distinct()
    counted = found.annotate(
        sent=Count("deliveries", distinct=True),
        read=Count("deliveries", filter=Q(deliveries__readings__isnull=False), distinct=True),
    )
    return counted.select_related("unit", "document").order_by("-sent_on", "-id")


def readable_material(actor: Actor, pk: int) -> Material:
    """Study material that the reader may see. Raises `OutOfScope`."""
    found = Material.objects.filter(pk=pk).select_related("unit", "document").first()
    if found is not None:
        is_sent = found.deliveries.filter(unit_id=actor.unit).exists()
        if is_sent or covers(actor.unit, found.unit_id):
            return found
    raise OutOfScope(f"{actor.name} ({actor.unit}) may not read material {pk}")


def late_deliveries(unit: str, today: date) -> QuerySet[Delivery]:
    """The units that have not read a unit's study material by its day."""
    found = Delivery.objects.filter(
        material__unit_id=unit,
        material__due__lt=today,
        material__withdrawn_on=None,
        readings__isnull=True,
    )
    return found.select_related("unit", "material").order_by("material__due", "unit_id")
