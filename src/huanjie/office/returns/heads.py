"""Does a sender's ledger still have the past it had? Its daily heads, compared with earlier ones.

A head that came once is held against every later one, so that nobody who administers a ledger can
rewrite it unseen. Knows no database.
"""

from collections.abc import Iterable, Iterator, Mapping

from huanjie.evidence.bundle import GENESIS, Problem
from huanjie.law.finding import Severity
from huanjie.office.returns.faults import finding, problem
from huanjie.office.returns.lines import Line

FILE = "parts/ledger.jsonl"


def head_faults(known: Mapping[str, str], heads: Iterable[Line]) -> Iterator[Problem]:
    """Heads that differ from those received, or do not follow. `known` is day → digest."""
    held = dict(known)
    for number, head in enumerate(heads, start=1):
        day, digest = head["day"], head["digest"]
        before = max((each for each in held if each < day), default="")
        if held.setdefault(day, digest) != digest:
            wrong = finding("returns-ledger-rewritten", Severity.WARN, day=day)
            yield problem(wrong, FILE, number, "digest")
        elif head["previous"] != held.get(before, GENESIS):
            wrong = finding("returns-ledger-break", Severity.WARN, day=day, before=before or "—")
            yield problem(wrong, FILE, number, "previous")
