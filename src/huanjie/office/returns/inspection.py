"""What a bundle of returns is, as far as it can be judged without a database.

Signature, form, the lines, the cross-checks: the same for the receiving office and for
`huanjie returns verify` at a desk without one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huanjie.evidence.bundle import (
    BundleRefused,
    Manifest,
    Problem,
    examine,
    open_bundle,
)
from huanjie.evidence.signature import PublicKey
from huanjie.figures.checks import Around, check
from huanjie.law.finding import Finding, Severity
from huanjie.office.returns.faults import finding, problem
from huanjie.office.returns.packing import Contents, Packed, WrongLine, contents_of

KIND = "returns"
HEADS = "parts/returns.jsonl"
FIGURES = "parts/figures.jsonl"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Inspected:
    """A bundle looked through. `refusals` keep it out; `findings` are those of the cross-checks."""

    manifest: Manifest | None
    contents: Contents | None
    refusals: tuple[Problem, ...]
    findings: tuple[tuple[Finding, Problem], ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What a receiver cannot accept: ERRORs of the cross-checks."""
        return tuple(said for found, said in self.findings if found.severity is Severity.ERROR)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything there is to say."""
        return (*self.refusals, *(said for _, said in self.findings))


def inspect(path: Path, *, known: Mapping[str, PublicKey] | None, today: date) -> Inspected:
    """Look through a bundle; without `known`, whoever signed it will do."""
    found = examine(path, known=known)
    if found.problems or found.manifest is None:
        return Inspected(found.manifest, None, found.problems)
    if found.manifest.kind != KIND:
        wrong = finding("returns-bundle-other-kind", kind=found.manifest.kind)
        return Inspected(found.manifest, None, (problem(wrong, MANIFEST, 1, "kind"),))
    try:
        with open_bundle(path) as bundle:
            contents = contents_of(bundle)
    except BundleRefused as refused:
        return Inspected(found.manifest, None, refused.problems)
    except WrongLine as wrong_line:
        said = finding("returns-bundle-line", place=wrong_line.column or "—")
        place = (wrong_line.file, wrong_line.line, wrong_line.column)
        return Inspected(found.manifest, None, (problem(said, *place),))
    refusals = tuple(_misfits(found.manifest, contents))
    checked = () if refusals else tuple(_checked(contents, today))
    return Inspected(found.manifest, contents, refusals, checked)


def _misfits(manifest: Manifest, contents: Contents) -> Iterator[Problem]:
    """Returns that the bundle's head does not announce, or that stand in it twice."""
    own = [each for each in contents.returns if each.is_own]
    if len(own) != 1 or own[0].content.unit != manifest.unit:
        yield problem(finding("returns-bundle-own", unit=manifest.unit), HEADS)
        return
    stated = {"key": own[0].content.election, "level": own[0].content.level}
    if manifest.election != stated or own[0].content.as_of != manifest.as_of:
        yield problem(finding("returns-bundle-own", unit=manifest.unit), HEADS, 1, "election")
    seen: set[tuple[str, str]] = set()
    for line, each in enumerate(contents.returns, start=1):
        place = (each.content.unit, each.content.level)
        if place in seen or not _lies_within(manifest.unit, each):
            wrong = finding("returns-bundle-stranger", unit=each.content.unit_name)
            yield problem(wrong, HEADS, line, "unit")
        if abs(_year(each) - _year(own[0])) > 1:
            year = str(_year(own[0]))
            wrong = finding("returns-other-election", found=each.content.election, expected=(year,))
            yield problem(wrong, HEADS, line, "election")
        seen.add(place)


def _year(each: Packed) -> int:
    return int(each.content.election.rpartition("/")[2])


def _lies_within(unit: str, each: Packed) -> bool:
    prefix = unit.rstrip("0")
    return each.is_own or each.content.unit.startswith(prefix)


def _checked(contents: Contents, today: date) -> Iterator[tuple[Finding, Problem]]:
    """The cross-checks of every return, each at the line of its figure."""
    start = 1
    for n, each in enumerate(contents.returns, start=1):
        lines = {key: start + at for at, key in enumerate(each.content.figures)}
        day = date.fromisoformat(each.polling_day) if each.polling_day else None
        for found in check(each.content, Around(election_day=day, today=today)):
            if found.severity is not Severity.INFO:
                yield found, _placed(found, each, n, lines)
        start += len(each.content.figures)


def _placed(found: Finding, each: Packed, n: int, lines: Mapping[str, int]) -> Problem:
    for path in found.paths:
        if path in lines:
            return problem(found, FIGURES, lines[path], f"{each.content.unit_name} {path}")
    return problem(found, HEADS, n, each.content.unit_name)
