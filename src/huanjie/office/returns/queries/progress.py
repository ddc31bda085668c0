"""T9: how far the milestones of an election are, what stops it, and how fresh its records are."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from huanjie.figures.figure import Count, Figure, Moment, Names
from huanjie.law.finding import Finding, Severity
from huanjie.law.timetable import tasks
from huanjie.office.committee import returns as committee
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.committee.returns import NOT_APPLICABLE, NOT_DUE, NOT_KEPT
from huanjie.office.counting import returns as counting
from huanjie.office.ledger.models import Entry
from huanjie.office.nomination import returns as nomination
from huanjie.office.polling import returns as polling
from huanjie.office.registration import returns as registration
from huanjie.office.registration.queries.register import REGISTER_ACTS
from huanjie.office.seats import returns as seats
from huanjie.office.tenure import returns as tenure

STAGES: Final = (committee, seats, registration, nomination, polling, counting, tenure)
RECORDS: Final = (
    "committee.", "seats.", "registration.", "nomination.", "polling.", "counting.", "tenure.",
    "bulletin.", "guidance.",
)  # fmt: skip
"""How the commands begin that change records a return rests on."""
_FINDINGS: Final = (committee, seats, nomination, counting, tenure)
_SUMS: Final = ("T9.01", "T9.02", "T9.04", "T9.05", "T9.06")
_OTHER_LEVEL: Final = {"county": "K33", "township": "K34"}
"""The first session of the other level is no milestone here."""


def figures(reading: Reading) -> dict[str, Figure]:
    """T9, but for its shares and for what the sheets tell."""
    return {
        **_of_milestones(reading.election, milestones(reading), reading.day),
        **_of_findings(findings(reading)),
        **_freshness(reading),
        "T9.11": NOT_KEPT,
    }


def milestones(reading: Reading) -> list[Milestone]:
    """Every milestone whose records are kept, in the order of the plan."""
    found = [each for stage in STAGES for each in stage.milestones(reading)]
    return sorted(found, key=lambda each: each.code)


def _of_milestones(
    election: Election, found: Iterable[Milestone], today: date
) -> dict[str, Figure]:
    """Each milestone in its column, and their sums; those without records say so."""
    answer: dict[str, Figure] = {}
    for task in tasks().values():
        if task.milestone:
            gap = NOT_APPLICABLE if task.id == _OTHER_LEVEL[election.level] else NOT_KEPT
            answer |= {f"{code}@{task.id}": gap for code in _SUMS}
    sums = dict.fromkeys(_SUMS, 0)
    for each in found:
        for key, figure in each.figures(today).items():
            answer[key] = figure
            sums[key.partition("@")[0]] += figure.n if isinstance(figure, Count) else 0
    return {**answer, **{code: Count(number) for code, number in sums.items()}}


def findings(reading: Reading) -> list[Finding]:
    """What the stages find wrong, or have to explain, as the records stand."""
    return [finding for stage in _FINDINGS for finding in stage.findings(reading)]


def _of_findings(found: Iterable[Finding]) -> dict[str, Figure]:
    severities = [finding.severity for finding in found]
    return {
        "T9.07": Count(severities.count(Severity.ERROR)),
        "T9.08": Count(severities.count(Severity.WARN)),
    }


def entries(election: Election) -> QuerySet[Entry]:
    """The acts that made the records of an election: its unit's own, and the county's register."""
    of_stage = Q()
    for start in RECORDS:
        of_stage |= Q(command__startswith=start)
    own = Q(unit=election.unit_id) & of_stage
    if election.unit_id == election.county_id:
        return Entry.objects.filter(own)
    return Entry.objects.filter(own | Q(unit=election.county_id, event__in=REGISTER_ACTS))


def _freshness(reading: Reading) -> dict[str, Figure]:
    """T9.09 and T9.10, as of the time asked for."""
    made = entries(reading.election).filter(at__lte=reading.as_of)
    newest = made.aggregate(newest=Max("at"))["newest"]
    silent = newest is None or timezone.localdate(newest) < reading.day
    return {
        "T9.09": NOT_DUE if newest is None else Moment(newest),
        "T9.10": Names((reading.election.unit.name,) if silent else ()),
    }
