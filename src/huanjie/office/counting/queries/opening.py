"""How the boxes of a round were opened: the record, what the province says to it, who decides."""

from typing import Final

from huanjie.law.article import ELECTION_LAW, Article
from huanjie.law.counting import Opening, check_opening_record, opening_article
from huanjie.law.finding import Finding, blocking
from huanjie.office.committee.models import Decision
from huanjie.office.counting.queries.case import Case
from huanjie.office.counting.queries.results import OPTIONS, Waiting

_MATTER: Final = "opening"


def opening_rule(case: Case) -> Article:
    """The text under which boxes are opened: the province's, or else who counts."""
    return opening_article(case.pack) or ELECTION_LAW[43, 1]


def opening_findings(case: Case) -> tuple[Finding, ...]:
    """What is wrong with the record of the opening, or with there being none after the poll."""
    row = case.opening
    if row is None:
        is_due = case.held.state != "open"
        return check_opening_record(None, case.pack) if is_due else ()
    done = Opening(
        boxes=len(case.boxes),
        counted_together=row.counted_together,
        closed=case.held.held_on,
        opened=row.opened_on,
        approval=row.approval,
        leaders_called=row.leaders_called,
    )
    return check_opening_record(done, case.pack)


def opening_waiting(case: Case) -> list[Waiting]:
    """The breaches of a mandatory text that were neither mended nor decided upon.

    A decision lifts one breach on one day: a corrected record is asked about anew.
    """
    return [
        Waiting(_MATTER, f"{case.subject}:{name}", finding, OPTIONS[_MATTER])
        for name, finding in _breaches(case)
        if case.decided(_MATTER, name) is None
    ]


def opening_decisions(case: Case) -> list[Decision]:
    """What the body decided about breaches that the record still shows."""
    found = (case.decided(_MATTER, name) for name, _ in _breaches(case))
    return [decision for decision in found if decision is not None]


def _breaches(case: Case) -> list[tuple[str, Finding]]:
    """Every breach that stops the result, by the name under which it is decided upon."""
    row = case.opening
    if row is None:
        return []
    day = row.opened_on.isoformat()
    return [(f"{each.code}:{day}", each) for each in blocking(opening_findings(case))]


def opening_kept(case: Case) -> dict[str, object] | None:
    """The record as plain data, for what rests on it; None without one."""
    row = case.opening
    if row is None:
        return None
    return {
        "opened_on": row.opened_on.isoformat(),
        "counted_together": row.counted_together,
        "approval": row.approval,
        "leaders_called": row.leaders_called,
    }
