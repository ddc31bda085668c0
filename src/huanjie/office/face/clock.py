"""What day and what time it is in the office: the real ones, or those of a practice day."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today. Only a practice installation may stand on another day than the calendar's."""
    if settings.PRACTICE and settings.PRACTICE_DAY:
        return date.fromisoformat(settings.PRACTICE_DAY)
    return timezone.localdate()


def now() -> datetime:
    """Now, on the day that `today` gives: what a figure or a report is known at."""
    return timezone.make_aware(
        datetime.combine(today(), timezone.localtime().time().replace(tzinfo=None))
    )
