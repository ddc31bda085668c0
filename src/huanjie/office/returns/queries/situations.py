"""Reading situation reports: a unit's own, those from below, those of a period."""

from datetime import date

from django.db.models import QuerySet

from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.scope import significant
from huanjie.office.people.queries import check_readable
from huanjie.office.returns.models import SituationReport


def situation_reports(unit: str, start: date, end: date) -> QuerySet[SituationReport]:
    """The reports sent by a unit and all within it on a stage, dated within a period."""
    found = SituationReport.objects.filter(
        unit__code__startswith=significant(unit), on__gte=start, on__lte=end
    ).exclude(state="drafted")
    return found.select_related("unit").prefetch_related("answers", "attachments")


def visible_reports(actor: Actor) -> QuerySet[SituationReport]:
    """All of the reader's own unit, and those sent by the units within it."""
    found = SituationReport.objects.filter(unit__code__startswith=significant(actor.unit))
    drafts_elsewhere = found.filter(state="drafted").exclude(unit_id=actor.unit)
    found = found.exclude(pk__in=drafts_elsewhere.values("pk"))
    return found.select_related("unit").prefetch_related("answers")


def readable_report(pk: int, actor: Actor) -> SituationReport:
    """A report in the reader's scope. Raises `OutOfScope`, `DoesNotExist`."""
    found = SituationReport.objects.select_related("unit", "arrival").get(pk=pk)
    check_readable(actor, found.unit_id)
    if found.state == "drafted" and found.unit_id != actor.unit:
        raise SituationReport.DoesNotExist(pk)
    return found


def unsent_reports(unit: str) -> list[SituationReport]:
    """The reports that are sent by their author and wait for the next bundle."""
    found = SituationReport.objects.filter(
        unit_id=unit, bundle__isnull=True, arrival__isnull=True
    ).exclude(state="drafted")
    return list(found.prefetch_related("attachments").order_by("on", "id"))


def unanswered_below(unit: str) -> QuerySet[SituationReport]:
    """The reports from directly below that nobody has taken note of."""
    found = SituationReport.objects.filter(unit__parent_id=unit, state="sent")
    return found.select_related("unit")
