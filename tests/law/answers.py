"""What the tests of the first chapters share: the national pack, and findings by code.

`codes` renders every finding in both languages, so that a figure missing from its wording fails.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from huanjie.law.catalogue import next_step, sentence
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Pack, pack_for
from huanjie.law.procedure import IllegalMove, Procedure
from tests.law.cited import assert_cited

ELECTION_DAY = date(2026, 12, 20)
NATIONAL: Pack = pack_for("00", ELECTION_DAY).pack
LAW = Path(__file__).parents[2] / "src" / "huanjie" / "law"


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes in their order."""
    found = list(findings)
    for finding in found:
        assert_cited(finding)
        for language in ("zh", "en"):
            assert "{" not in sentence(finding, language) + next_step(finding, language)
    return [finding.code for finding in found]


def graded(findings: Iterable[Finding]) -> list[tuple[str, Severity]]:
    """The codes with their severities."""
    found = list(findings)
    return list(zip(codes(found), (finding.severity for finding in found), strict=True))


def unfired(chapter: str, *test_files: str | Path) -> set[str]:
    """The codes of a chapter's wording that its test files do not name."""
    wording = tomllib.loads((LAW / "messages" / f"{chapter}.toml").read_text("utf-8"))
    tests = "".join(Path(path).read_text("utf-8") for path in test_files)
    return {code for code in wording if f'"{code}"' not in tests}


def moves_answered(procedure: Procedure) -> int:
    """Try every move in every state; count the lawful ones, insist that all others refuse."""
    lawful = 0
    for state in procedure.states:
        for move in procedure.all_moves:
            try:
                assert procedure.after(state, move) in procedure.states
                lawful += 1
            except IllegalMove:
                assert not procedure.may(state, move)
    return lawful
