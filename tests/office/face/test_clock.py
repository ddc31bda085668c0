"""The office's clock: the calendar's, or that of a practice day."""

from datetime import date

from django.conf import LazySettings
from django.utils import timezone

from huanjie.office.face import clock


def test_a_practice_installation_stands_on_its_day_with_the_hour_of_the_clock(
    settings: LazySettings,
) -> None:
    settings.PRACTICE, settings.PRACTICE_DAY = True, "2026-12-20"
    assert clock.today() == date(2026, 12, 20)
    assert timezone.localdate(clock.now()) == date(2026, 12, 20)


def test_an_office_in_earnest_knows_no_other_day_than_today(settings: LazySettings) -> None:
    settings.PRACTICE, settings.PRACTICE_DAY = False, "2001-01-01"
    assert clock.today() == timezone.localdate()
    assert timezone.localdate(clock.now()) in {clock.today(), timezone.localdate()}
