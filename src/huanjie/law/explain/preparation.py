"""Why so many seats, candidates and days: traces of the chapters before polling."""

from typing import Final

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, Article
from huanjie.law.explain.trace import Sign, Step, Trace, compared, of_findings, said
from huanjie.law.nomination import CandidateNumbers, PreliminaryList
from huanjie.law.pack import Level
from huanjie.law.registration import Decision, Outcome
from huanjie.law.seats import Apportionment, Formula
from huanjie.law.timetable import CalendarDay, Count

_QUOTA: Final[dict[Level, tuple[str, Article]]] = {
    Level.CITY: ("Q-03", ELECTION_LAW[12, 1, 2]),
    Level.COUNTY: ("Q-04", ELECTION_LAW[12, 1, 3]),
    Level.TOWNSHIP: ("Q-05", ELECTION_LAW[12, 1, 4]),
}


def quota(found: Formula) -> Trace:
    """Base, groups and cap of a quota."""
    rule, article = _QUOTA[found.level]
    groups = said(
        rule,
        "explain-quota-groups",
        article,
        population=found.population,
        step=found.scale.residents_per_seat,
        groups=found.groups,
    )
    total = said(
        rule,
        "explain-quota-sum",
        ELECTION_LAW[12, 2],
        base=found.scale.base,
        groups=found.groups,
        sum=found.uncapped,
    )
    if not found.is_capped:
        return Trace((groups, total))
    cap = said(
        "Q-06",
        "explain-quota-cap",
        article,
        sum=found.uncapped,
        cap=found.scale.cap,
        total=found.total,
    )
    holds = found.total == found.uncapped
    return Trace(
        (groups, total, compared(cap, found.uncapped, Sign.AT_MOST, found.scale.cap, holds=holds))
    )


def apportionment(found: Apportionment) -> Trace:
    """What each area has by population, and what it received."""
    steps = []
    for area, seats in found.seats.items():
        is_guaranteed = area in found.guaranteed
        code = "explain-apportion-guaranteed" if is_guaranteed else "explain-apportion-area"
        rule = "A-03" if is_guaranteed else "A-02"
        exact = found.exact[area]
        steps.append(
            said(rule, code, ELECTION_LAW[15, 1], area=area, exact=f"{exact}", seats=seats)
        )
    if found.tied:
        steps.append(said("O-05", "explain-apportion-tied", ELECTION_LAW[15, 2], areas=found.tied))
    return Trace(tuple(steps))


def candidates(found: CandidateNumbers) -> Trace:
    """How many formal candidates, and which way leads there."""
    allowed = found.allowed
    least = said(
        "N-09" if found.mode.value == "direct" else "N-10",
        "explain-candidate-range",
        found.article,
        seats=found.seats,
        low=found.low,
        high=found.high,
        least=allowed.least,
        most=allowed.most,
    )
    way = said(
        "N-11" if found.mode.value == "direct" else "N-14",
        f"explain-path-{found.path.value.replace('_', '-')}",
        found.way,
        nominees=found.nominees,
        least=allowed.least,
        most=allowed.most,
    )
    return Trace(
        (
            least,
            compared(
                way,
                found.nominees,
                Sign.WITHIN,
                allowed.least,
                allowed.most,
                holds=found.nominees in allowed,
            ),
        )
    )


def nominees(found: PreliminaryList) -> Trace:
    """Who stands on the preliminary list, and by which nominations."""
    steps = [
        said(
            "N-06",
            "explain-nominee-listed",
            ELECTION_LAW[32, 1],
            name=name,
            numbers=found.sources[name],
        )
        for name in found.names
    ]
    steps += [
        said(
            "N-06",
            "explain-nominee-removed",
            DIRECT_ELECTION[10, 2],
            name=removal.name,
            evidence=removal.evidence,
        )
        for removal in found.removed
        if removal.name not in found.names
    ]
    return Trace(tuple(steps)) + of_findings(found.findings, "N-06")


_COUNTED: Final = frozenset(
    {Count.DAYS_BEFORE, Count.WITHIN_DAYS, Count.WITHIN_MONTHS, Count.WITHIN_YEARS}
)


def day(found: CalendarDay) -> Trace:
    """From which day a deadline is counted, how, and its last day under both readings."""
    row = found.deadline
    kind = row.count if row.count in _COUNTED else "plain"
    step = said(
        row.id,
        f"explain-day-{kind.replace('_', '-')}",
        found.article,
        what=row.zh,
        what_en=row.en,
        anchored=found.anchored,
        number=found.number,
        latest=found.latest,
        clear=found.clear,
    )
    return Trace((step,))


def registered(found: Decision) -> Trace:
    """Whether, where and for which levels a person is listed, and who must still decide."""
    return _listing(found) + of_findings(found.findings) + of_findings(found.readings)


def _listing(found: Decision) -> Trace:
    if found.outcome is Outcome.NOT_LISTED:
        return Trace(())
    code = "explain-listed" if found.outcome is Outcome.LISTED else "explain-pending"
    step: Step = said(
        "R-01",
        code,
        found.article,
        places=found.places,
        levels=found.levels,
        ways=found.ways,
    )
    return Trace((step,))
