"""Why: `explain(decision)` gives the steps of a decision, `render(trace, "zh")` puts them in words.

    outcome = first_vote(tally)
    print(render(explain(Counted(tally, outcome))))

No rule is stated here a second time: a trace reads what the chapters return.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from huanjie.law.counting import Standing, Supplementary
from huanjie.law.explain import preparation, result
from huanjie.law.explain.result import Counted
from huanjie.law.explain.trace import (
    Comparison,
    Sign,
    Step,
    Trace,
    as_data,
    line,
    of_findings,
    render,
)
from huanjie.law.finding import Finding, WrongInput
from huanjie.law.nomination import CandidateNumbers, PreliminaryList
from huanjie.law.registration import Decision
from huanjie.law.seats import Apportionment, Formula
from huanjie.law.session import OfficerList, OfficerNumbers
from huanjie.law.tenure import RecallResult, RecallSupport, Resolution
from huanjie.law.timetable import CalendarDay

__all__ = [
    "EXPLAINED",
    "Comparison",
    "Counted",
    "Sign",
    "Step",
    "Trace",
    "as_data",
    "explain",
    "line",
    "of_findings",
    "render",
]

EXPLAINED: Final[dict[type, Callable[[Any], Trace]]] = {
    Formula: preparation.quota,
    Apportionment: preparation.apportionment,
    CandidateNumbers: preparation.candidates,
    PreliminaryList: preparation.nominees,
    CalendarDay: preparation.day,
    Decision: preparation.registered,
    Counted: result.counted,
    Standing: lambda found: Trace((result.standing(found),)),
    Supplementary: result.supplementary,
    Resolution: result.resolution,
    RecallSupport: result.recall_support,
    RecallResult: result.recall,
    OfficerNumbers: result.officers,
    OfficerList: result.officer_list,
    Finding: lambda found: of_findings((found,)),
}
"""What can be explained, and by which function."""


def explain(decision: object) -> Trace:
    """The steps of a decision, or of several one after another.

    `decision` is an answer of a chapter (the keys of `EXPLAINED`) or an iterable of them.
    Raises `WrongInput` for anything else.
    """
    told = EXPLAINED.get(type(decision))
    if told is not None:
        return told(decision)
    if not isinstance(decision, Iterable) or isinstance(decision, str):
        raise WrongInput("decision", f"no decision of the law: {type(decision).__name__}")
    return sum((explain(each) for each in decision), Trace(()))
