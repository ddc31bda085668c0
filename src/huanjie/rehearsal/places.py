"""Where in the folder a refusal comes from, for those that no single row has asked for."""

from huanjie.law.finding import Finding
from huanjie.office.ledger.commands import Refused
from huanjie.rehearsal.stage import RefusedAt

_CONSTITUENCIES = {
    "seats-unbalanced": "应选名额",
    "constituency-seats": "应选名额",
    "constituency-number-twice": "选区号",
    "constituency-name-twice": "选区名称",
    "constituency-without-people": "人口",
    "constituency-without-parts": "范围",
    "village-unknown": "范围",
    "group-unknown": "范围",
    "place-twice": "范围",
    "village-uncovered": "范围",
    "groups-uncovered": "范围",
}
PLACES = {code: ("constituencies.csv", column) for code, column in _CONSTITUENCIES.items()} | {
    "duplicates-unruled": ("duplicate-rulings.csv", "认定"),
}
"""Code → the file and the column whose figures it weighs."""


def located(refused: Refused, files: str) -> RefusedAt:
    """The refusal with its place; `files` are those that the step reads."""
    if isinstance(refused, RefusedAt):
        return refused
    first = refused.findings[0] if refused.findings else None
    file, column = PLACES.get(first.code, (files, "")) if first else (files, "")
    return RefusedAt(refused, file, _line(first), column)


def _line(finding: Finding | None) -> int:
    line = finding.facts.get("line") if finding else None
    return line if isinstance(line, int) else 0
