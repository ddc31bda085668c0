"""What day it is in the office: the real one, or the day a practice installation stands on."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today. Only a practice installation may stand on another day than the calendar's."""
    if settings.PRACTICE and settings.PRACTICE_DAY:
        return date.fromisoformat(settings.PRACTICE_DAY)
    return timezone.localdate()
