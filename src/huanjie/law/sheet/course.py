"""The course of a tally sheet, from the empty form to the final record."""

from typing import Final

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, Severity
from huanjie.law.procedure import Procedure

SHEET: Final = Procedure(
    name="sheet",
    initial="empty",
    moves={
        ("empty", "start_first"): "first_in_progress",
        ("first_in_progress", "finish"): "first_done",
        ("first_in_progress", "discard"): "empty",
        ("first_done", "return_fields"): "first_in_progress",
        ("first_done", "discard"): "empty",
        ("first_done", "start_second"): "second_in_progress",
        ("second_in_progress", "agree"): "agreed",
        ("second_in_progress", "differ"): "differing",
        ("second_in_progress", "discard"): "first_done",
        ("differing", "keep_first"): "first_done",
        ("differing", "keep_second"): "first_done",
        ("differing", "discard"): "empty",
        ("differing", "return_fields"): "correction",
        ("correction", "agree"): "agreed",
        ("correction", "differ"): "differing",
        ("correction", "discard"): "first_done",
        ("agreed", "finalise"): "final",
        ("agreed", "return_fields"): "correction",
        ("agreed", "discard"): "empty",
        ("final", "reopen"): "agreed",
    },
)
"""`keep_first` and `keep_second` make the entry kept the first one, to be entered against anew.
`finalise` needs a report that may be final. Every edit after `final` begins with `reopen`."""


def check_second_typist(first: str, second: str) -> tuple[Finding, ...]:
    """Whether the second entry is made by another person than the first."""
    if first != second:
        return ()
    facts = {"typist": second}
    return (Finding("second-entry-same-person", ELECTION_LAW[43, 1], Severity.ERROR, facts),)
