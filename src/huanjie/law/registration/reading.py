"""Which open point of the law decided about a person: a note for whoever has to answer for it."""

from huanjie.law.article import Article
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Parameter, Status, keys
from huanjie.law.pack.words import Place
from huanjie.law.registration.facts import Case, Hukou, Tie
from huanjie.law.registration.reasons import OPEN_POINT, Reason
from huanjie.law.timetable import age_on, days_after

Findings = tuple[Finding, ...]


def readings(case: Case, reason: Reason | None, places: tuple[Place, ...]) -> Findings:
    """The settings for open points that decided this answer. Source: rules.md §15.

    Each is an INFO, and stands only where the answer would differ under the other reading.
    """
    found = (_birthday(case, reason), _student(case, places), _suspended(case, reason))
    return tuple(finding for finding in found if finding is not None)


def _is_open(case: Case, parameter: Parameter[object]) -> bool:
    return case.pack.settings[parameter.key].status is Status.OPEN


def _note(code: str, point: Article) -> Finding:
    return Finding(code, point, Severity.INFO)


def _birthday(case: Case, reason: Reason | None) -> Finding | None:
    """Eighteen on election day itself: the birthday counts, or not (O-06)."""
    day, birth = case.election_day, case.facts.birth
    is_the_day = age_on(birth, day) == 18 and age_on(birth, days_after(day, -1)) == 17
    if not is_the_day or reason not in {None, Reason.UNDER_AGE}:
        return None
    return _note("birthday-on-election-day", OPEN_POINT["O-06"])


def _student(case: Case, places: tuple[Place, ...]) -> Finding | None:
    """A student for whom the province names no place (O-07)."""
    if case.facts.tie is not Tie.SCHOOL or Place.SCHOOL not in places:
        return None
    is_silent = case.pack[keys.REG_STUDENT] is None and case.facts.hukou is not Hukou.ELSEWHERE
    return _note("student-place-open", OPEN_POINT["O-07"]) if is_silent else None


def _suspended(case: Case, reason: Reason | None) -> Finding | None:
    """Suspended and so off the roll and outside V, where no text says it (O-09)."""
    if reason is not Reason.SUSPENDED or not _is_open(case, keys.REG_SUSPENDED_ON_ROLL):
        return None
    return _note("suspended-off-roll", OPEN_POINT["O-09"])
