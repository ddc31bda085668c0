"""All checks of one sheet at once, what they hide, and what a ruling clears."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huanjie.law.article import ELECTION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput, blocking
from huanjie.law.sheet.context import Context, Hit, Missing, Reading
from huanjie.law.sheet.record import Sheet, field_numbers, fields
from huanjie.law.sheet.table import CHECKS, Check

NOT_CLEARED_BY_RULING: Final = frozenset({"J001", "J003", "J101"})
"""The entries must agree, every figure must be there, and the sheet must be the right one."""
_VOID: Final = frozenset({"J305", "J306"})
_TEXT_FIELDS: Final = frozenset({"code", "kind", "seal_closed", "seal_opened", "name", "person"})
_GRAVITY: Final = (
    Severity.INFO,
    Severity.OUTCOME,
    Severity.WARN,
    Severity.MANUAL,
    Severity.ERROR,
)


@dataclass(frozen=True)
class Ruling:
    """A decision that clears one code on one path for one data version (`data_digest`).

    Raises `WrongInput` without a reason or without two different names.
    """

    code: str
    path: str
    data_digest: str
    reason: str
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise WrongInput("reason", "a ruling gives its reason")
        if len(set(self.names)) < 2:
            raise WrongInput("names", "a ruling bears two names")


@dataclass(frozen=True)
class Report:
    """What the checks found: `findings` stand, `hidden` are covered by narrower ones,
    `cleared` were ruled upon."""

    findings: tuple[Finding, ...]
    hidden: tuple[Finding, ...]
    cleared: tuple[Finding, ...]

    @property
    def may_be_final(self) -> bool:
        """True when nothing in series 0 to 5 blocks; series 6 is about the contest."""
        return not any(not f.code.startswith("J6") for f in blocking(self.findings))

    @property
    def may_be_declared(self) -> bool:
        """True when nothing blocks at all."""
        return not blocking(self.findings)

    @property
    def of_entry(self) -> tuple[Finding, ...]:
        """The findings about typed fields, for the typist: without facts kept elsewhere."""
        return tuple(
            finding
            for finding in self.findings
            if not any(path.startswith("context.") for path in finding.paths)
        )


@implements(ELECTION_LAW[43, 1])
def check_sheet(sheet: Sheet, context: Context, rulings: Sequence[Ruling] = ()) -> Report:
    """Every check of `domain.md` 6.3; what cannot be evaluated is J003 and blocks.

    Source: 选举法 43¶1. While J305 or J306 stands nothing is counted: series 4, J502 and J503 rest.
    """
    reading = Reading(sheet, context, rulings_digest(rulings))
    fired, missing = _evaluate(reading, [c for c in CHECKS if not c.counted])
    is_void = any(finding.code in _VOID for _, finding in fired)
    if not is_void:
        more, lacking = _evaluate(reading, [c for c in CHECKS if c.counted])
        fired, missing = fired + more, missing + lacking
    fired = [*_missing_findings(reading, missing, _required(reading, is_void=is_void)), *fired]
    fired.sort(key=lambda row: row[1].code)
    cleared = tuple(f for _, f in fired if _is_cleared(f, rulings, sheet))
    standing = [row for row in fired if row[1] not in cleared]
    shown = tuple(f for _, f in standing if not _is_hidden(f, standing))
    return Report(shown, tuple(f for _, f in standing if f not in shown), cleared)


Fired = list[tuple[Check | None, Finding]]
Lacking = list[tuple[str, str]]


def _evaluate(reading: Reading, checks: Iterable[Check]) -> tuple[Fired, Lacking]:
    """What fires, and the (path, code) of each check that had no input."""
    fired: Fired = []
    missing: Lacking = []
    numbers = field_numbers(reading.sheet)
    is_primary = reading.sheet.heading.round == "primary"
    for check in checks:
        if (check.direct and not reading.is_direct) or (check.determined and is_primary):
            continue
        for item in check.each(reading):
            try:
                hit = check.test(reading, item)
            except Missing as lack:
                missing.append((lack.path, check.code))
                continue
            if hit is not None:
                fired.append((check, _finding(check, hit, reading, numbers)))
    return fired, missing


def _finding(check: Check, hit: Hit, reading: Reading, numbers: Mapping[str, int]) -> Finding:
    facts: dict[str, Fact] = {
        "left": hit.left,
        "right": hit.right,
        "difference": hit.left - hit.right,
        "fields": tuple(str(numbers[path]) for path in hit.paths if path in numbers),
    }
    for path in hit.paths:
        facts[path] = str(reading.values.get(path, ""))
    facts.update(hit.facts)
    severity = _raised(hit.severity or check.severity, reading.context.raised.get(check.code))
    article = reading.context.articles.get(check.code, check.article)
    return Finding(check.code, article, severity, facts, hit.paths)


def _raised(severity: Severity, wanted: Severity | None) -> Severity:
    """The graver of the two: a pack may raise a severity, never lower it."""
    return severity if wanted is None else max(severity, wanted, key=_GRAVITY.index)


def _required(reading: Reading, *, is_void: bool) -> list[str]:
    """Every field that must hold a figure; of an invalid vote nothing is counted."""
    optional: tuple[str, ...]
    optional = ("roll.present",) if reading.is_direct else ("turnout.proxy", "turnout.mobile")
    uncounted = ("candidates", "write_ins", "bundles", "disputed", "count.valid", "count.void")
    if is_void:
        optional += (*uncounted, "count.blank")
    return [
        path
        for path in reading.values
        if not path.startswith(optional)
        and not path.startswith("signatures")
        and path.rpartition(".")[2] not in _TEXT_FIELDS
    ]


def _missing_findings(reading: Reading, missing: Lacking, required: Iterable[str]) -> Fired:
    """J003 for every input that is not there, with the checks that needed it."""
    found: dict[str, dict[str, None]] = {}
    for path in required:
        value = reading.values[path]
        if not isinstance(value, int) or value < 0:
            found[path] = {}
    for path, code in missing:
        found.setdefault(path, {})[code] = None
    numbers = field_numbers(reading.sheet)
    return [(None, _not_evaluated(path, tuple(codes), numbers)) for path, codes in found.items()]


def _not_evaluated(path: str, codes: tuple[str, ...], numbers: Mapping[str, int]) -> Finding:
    fields_: tuple[str, ...] = (str(numbers[path]),) if path in numbers else ()
    facts: dict[str, Fact] = {"left": None, "right": None, "difference": None}
    facts |= {"path": path, "checks": codes, "fields": fields_}
    return Finding("J003", PRACTICE["P-12"], Severity.ERROR, facts, (path,))


def _is_hidden(finding: Finding, standing: Fired) -> bool:
    """Whether a narrower finding stands that covers this one; a wrong sheet covers all."""
    if finding.code == "J101":
        return False
    return any(
        other.code == "J101" or (check is not None and _covers(check, other, finding))
        for check, other in standing
    )


def _covers(check: Check, narrower: Finding, finding: Finding) -> bool:
    if finding.code not in check.hides:
        return False
    return not check.same_path or not set(narrower.paths).isdisjoint(finding.paths)


def _is_cleared(finding: Finding, rulings: Iterable[Ruling], sheet: Sheet) -> bool:
    if finding.code in NOT_CLEARED_BY_RULING or finding.severity is Severity.OUTCOME:
        return False
    path = finding.paths[0] if finding.paths else ""
    wanted = (finding.code, path, data_digest(sheet, finding))
    return any((r.code, r.path, r.data_digest) == wanted for r in rulings)


def rulings_digest(rulings: Iterable[Ruling]) -> str:
    """The fingerprint of a set of rulings, whatever their order."""
    rows = sorted((r.code, r.path, r.data_digest, r.reason, *r.names) for r in rulings)
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def data_digest(sheet: Sheet, finding: Finding) -> str:
    """The fingerprint of the values a finding rests on; a ruling lapses when they change."""
    values = fields(sheet)
    rows = [(path, values.get(path)) for path in finding.paths]
    facts = sorted((name, str(fact)) for name, fact in finding.facts.items())
    text = json.dumps([finding.code, rows, facts], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def clear(finding: Finding, sheet: Sheet, *, reason: str, names: tuple[str, ...]) -> Ruling:
    """A ruling on a finding as the sheet stands now."""
    path = finding.paths[0] if finding.paths else ""
    return Ruling(finding.code, path, data_digest(sheet, finding), reason, names)
