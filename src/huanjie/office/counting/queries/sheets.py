"""Sheets with what is wrong about them: checks, differences, explanations, staleness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huanjie.law.finding import Finding, Severity, WrongInput, blocking
from huanjie.law.pack import Mode, keys
from huanjie.law.pack.words import Strictness
from huanjie.law.sheet import (
    Context,
    Declaration,
    MobileCrew,
    RegisterMarks,
    Report,
    Ruling,
    Sheet,
    check_sheet,
    data_digest,
    rulings_digest,
)
from huanjie.law.sheet import Determination as Determined
from huanjie.office.counting.models import Determination, Explanation, SheetEntry, TallySheet
from huanjie.office.counting.paper import (
    SIGNERS,
    Values,
    differing,
    sheet_from,
    sheet_of,
    shown_path,
)
from huanjie.office.counting.queries.case import Case, case_of, opened_case
from huanjie.office.counting.queries.opening import opening_kept, opening_waiting
from huanjie.office.counting.queries.results import OPTIONS, Resolution, Waiting, resolve

_NOTHING: Final = Determined(())


@dataclass(frozen=True)
class Checked:
    """One finding of a sheet as the office sees it: where, why, and whether it is answered."""

    finding: Finding
    paths: tuple[str, ...]
    explanation: Explanation | None
    is_settled: bool
    """True when nothing more has to be said: explained, ruled upon, or no warning at all."""


@dataclass(frozen=True)
class Examination:
    """All checks of a sheet as it stands, with the law's preview of its result."""

    sheet: Sheet
    report: Report
    checked: tuple[Checked, ...]
    resolution: Resolution | None
    rulings: str

    @property
    def unsettled(self) -> tuple[Finding, ...]:
        """What keeps the sheet from becoming final: series 0 to 5."""
        return tuple(
            row.finding
            for row in self.checked
            if not row.is_settled and not row.finding.code.startswith("J6")
        )

    @property
    def undeclarable(self) -> tuple[Finding, ...]:
        """What keeps the contest from being declared, series 6 included."""
        return tuple(row.finding for row in self.checked if not row.is_settled)


def active_entries(sheet: TallySheet) -> dict[int, SheetEntry]:
    """The typings that count, by ordinal."""
    rows = sheet.entries.filter(is_active=True).order_by("ordinal")
    return {entry.ordinal: entry for entry in rows}


def differences(sheet: TallySheet) -> tuple[str, ...]:
    """The paths on which the two typings differ; empty while one is missing or unfinished."""
    entries = active_entries(sheet)
    if len(entries) < 2 or any(entry.finished_at is None for entry in entries.values()):
        return ()
    return differing(entries[1].values, entries[2].values, opened_case(sheet).layout)


def examine(case: Case, sheet: TallySheet) -> Examination:
    """Run every check on the sheet: the final record, or the first typing against the second."""
    entries = active_entries(sheet)
    first = entries[1].values if 1 in entries else {}
    if sheet.final is not None:
        record = sheet_from(sheet.final, case.layout)
        return _examined(case, sheet, record, first, record)
    second = entries.get(2)
    other = sheet_of(second.values, case.layout) if second else None
    return _examined(case, sheet, sheet_of(first, case.layout), first, other)


def _examined(
    case: Case, sheet: TallySheet, record: Sheet, values: Values, other: Sheet | None
) -> Examination:
    resolution = preview(case, record)
    explanations = list(sheet.explanations.all())
    context = _context(case, record, other, resolution)
    plain = check_sheet(record, context)
    rulings = _rulings(case, record, plain.findings, explanations)
    report = check_sheet(record, context, rulings) if rulings else plain
    return Examination(
        record,
        report,
        tuple(_checked(f, case, record, values, explanations) for f in report.findings),
        resolution,
        rulings_digest(rulings),
    )


def preview(case: Case, record: Sheet) -> Resolution | None:
    """The law's answer to a record that may still change; None where figures are missing."""
    try:
        return resolve(case, record)
    except WrongInput:
        return None


def _checked(
    finding: Finding,
    case: Case,
    record: Sheet,
    values: Values,
    explanations: Sequence[Explanation],
) -> Checked:
    digest = data_digest(record, finding)
    said = [e for e in explanations if (e.code, e.data_digest) == (finding.code, digest)]
    is_settled = finding.severity in (Severity.INFO, Severity.OUTCOME)
    is_settled |= finding.severity is Severity.WARN and bool(said)
    paths = tuple(shown_path(path, case.layout, values) for path in finding.paths)
    return Checked(finding, paths, said[-1] if said else None, is_settled)


def _rulings(
    case: Case,
    record: Sheet,
    findings: Sequence[Finding],
    explanations: Sequence[Explanation],
) -> list[Ruling]:
    """The rulings of two persons, and the committee's on seals, that clear blocking findings."""
    found = []
    for finding in blocking(findings):
        digest = data_digest(record, finding)
        path = finding.paths[0] if finding.paths else ""
        for row in explanations:
            if (row.code, row.data_digest) == (finding.code, digest):
                names = tuple(row.signed_by)
                if len(set(names)) > 1:
                    found.append(Ruling(finding.code, path, digest, row.text, names))
        seal = case.decided("seal_mismatch", f"box:{finding.facts.get('box')}")
        if finding.code == "J104" and seal is not None and seal.value in ("count", "继续计票"):
            names = (seal.body, seal.document_no or "监票人")
            reason = seal.reason or seal.value
            found.append(Ruling(finding.code, path, digest, reason, names))
    return found


def _context(
    case: Case, record: Sheet, other: Sheet | None, resolution: Resolution | None
) -> Context:
    """What the checks must know beside the sheet.

    Signers are known by the post they sign for, and any voter may use any box of the
    constituency, so that no box has voters of its own (J504 rests).
    """
    codes = {box.code for box in record.boxes}
    same_place = case.pack[keys.POLL_PROXY_SAME_CONSTITUENCY]
    return Context(
        mode=Mode.DIRECT,
        seats=case.held.seats,
        opened=case.layout.heading,
        other_entry=other,
        barred=frozenset(),
        crew_list=frozenset(SIGNERS.values()),
        dispatched=frozenset(str(number) for number in case.layout.numbers),
        crews={str(b.number): MobileCrew(b.scrutineers, b.without_ground) for b in case.boxes},
        mobile_scrutineers_min=case.pack[keys.POLL_MOBILE_SCRUTINEERS],
        articles=case.pack.own_articles({"J106": keys.POLL_MOBILE_SCRUTINEERS}),
        register={
            str(b.number): RegisterMarks(b.own, b.proxy)
            for b in case.boxes
            if b.own is not None and b.proxy is not None
        },
        outside_proxies=same_place is not Strictness.ERROR,
        eligibility=case.eligibility(record),
        second_counts=(other or record).bundles,
        box_voters=dict.fromkeys(codes, 0),
        other_levels=(),
        determination=resolution.determination if resolution else _NOTHING,
        challenged_void=0,
        declaration=_declaration(case),
        roll_digest=roll_digest(case),
    )


def _declaration(case: Case) -> Declaration | None:
    row = Determination.objects.filter(round=case.held, declared_on__isnull=False).first()
    if row is None:
        return None
    held = row.outcome
    return Declaration(
        tuple(held["elected"]), row.sheet_digest, held["roll_digest"], held["rulings_digest"]
    )


def roll_digest(case: Case) -> str:
    """The fingerprint of the roll that V was counted from: its digest and V."""
    roll = case.constituency.roll
    return f"{roll.digest}:{roll.final_voters}"


def findings(sheet: TallySheet) -> tuple[Checked, ...]:
    """Every finding of the checks J on a sheet, computed now."""
    return examine(case_of(sheet.round_id), sheet).checked


def typist_findings(entry: SheetEntry) -> tuple[Checked, ...]:
    """What a typist is told of the own typing alone: never the other's, nor the result."""
    case = case_of(entry.sheet.round_id)
    record = sheet_of(entry.values, case.layout)
    context = _context(case, record, None, preview(case, record))
    report = check_sheet(record, context)
    return tuple(
        _checked(finding, case, record, entry.values, ())
        for finding in report.of_entry
        if not finding.code.startswith("J6") and finding.code != "J001"
    )


def heading_findings(case: Case, values: Values) -> tuple[Finding, ...]:
    """J101 when what was typed belongs to another count than the one opened."""
    record = sheet_of(values, case.layout)
    context = Context(Mode.DIRECT, case.held.seats, opened=case.layout.heading)
    report = check_sheet(Sheet(heading=record.heading), context)
    return tuple(finding for finding in report.findings if finding.code == "J101")


def waiting_of_sheet(case: Case, found: Examination) -> list[Waiting]:
    """The decisions that keep a sheet from becoming final or being determined."""
    asked = []
    for row in found.checked:
        finding = row.finding
        if finding.code == "J104":
            subject = f"{case.subject}:box:{finding.facts['box']}"
            asked.append(Waiting("seal_mismatch", subject, finding, OPTIONS["seal_mismatch"]))
        if finding.code == "J410":
            subject = f"{case.subject}:{finding.facts['name']}"
            matter = "write_in_eligibility"
            asked.append(Waiting(matter, subject, finding, OPTIONS[matter]))
    asked += opening_waiting(case)
    asked += found.resolution.waiting if found.resolution else ()
    return list({(row.matter, row.subject): row for row in asked}.values())


def stale_reasons(
    case: Case, determination: Determination, sheet: TallySheet, found: Examination | None = None
) -> tuple[str, ...]:
    """What a determination rested on and is no longer so: sheet, roll, rulings, opening."""
    held = determination.outcome
    now = (found or examine(case, sheet)).rulings if sheet.final is not None else ""
    pairs = (
        ("sheet", determination.sheet_digest, sheet.digest if sheet.state == "final" else ""),
        ("roll", held["roll_digest"], roll_digest(case)),
        ("rulings", held["rulings_digest"], now),
        ("opening", held.get("opening"), opening_kept(case)),
    )
    return tuple(name for name, was, is_ in pairs if was != is_)


def by_field(checked: Sequence[Checked]) -> Mapping[str, list[Checked]]:
    """Findings by the path of each field concerned."""
    found: dict[str, list[Checked]] = {}
    for row in checked:
        for path in row.paths:
            found.setdefault(path, []).append(row)
    return found
