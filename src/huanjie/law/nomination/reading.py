"""Which open points decided about candidates: notes for whoever answers for the list."""

from collections.abc import Mapping

from huanjie.law.article import PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.nomination.candidates import Path, candidate_range, path
from huanjie.law.nomination.order import OrderedNames
from huanjie.law.pack import Mode, Pack

Findings = tuple[Finding, ...]


@implements(PRACTICE["O-15"], PRACTICE["O-35"])
def count_readings(nominees: int, seats: int, mode: Mode, pack: Pack) -> Findings:
    """Did an open point decide how many candidates there are? Source: O-15, O-35.

    One seat in an indirect election has two candidates, though no number fits the text (O-15).
    Nominees within the range all become candidates, whatever number a body had in mind (O-35).
    """
    found = []
    facts: Mapping[str, Fact] = {"nominees": nominees, "seats": seats}
    if mode is Mode.INDIRECT and seats == 1:
        found.append(Finding("one-seat-read", PRACTICE["O-15"], Severity.INFO, facts))
    allowed = candidate_range(seats, mode, pack)
    if path(nominees, allowed) is Path.ALL_FORMAL and nominees > allowed.least:
        found.append(Finding("all-nominees-read", PRACTICE["O-35"], Severity.INFO, facts))
    return tuple(found)


@implements(PRACTICE["O-32"])
def order_readings(ordered: OrderedNames) -> Findings:
    """Are there names that strokes do not tell apart? The body may order them. Source: O-32."""
    return tuple(
        Finding("names-of-equal-strokes", PRACTICE["O-32"], Severity.INFO, {"names": names})
        for names in ordered.tied
    )
