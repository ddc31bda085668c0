"""Every check fires on its fault of `sheet_faults.toml`, and its finding says what stands there."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from huanjie.law.finding import Severity
from huanjie.law.pack.words import Mode
from huanjie.law.sheet import (
    CHECKS,
    Declaration,
    Determination,
    MobileCrew,
    OtherLevel,
    RegisterMarks,
    field_numbers,
    rulings_digest,
    sheet_digest,
)
from tests.law.sheet_cases import GOOD, HEADING, changed, codes, report

FILE = Path(__file__).with_name("sheet_faults.toml")
V = ["roll", "voters"]
SECOND_COUNTS = {"nothing": (), "first": GOOD.bundles[:1]}


@dataclass(frozen=True)
class Fault:
    """A fault of a sheet, and what the finding says of it."""

    code: str
    changes: tuple
    context: dict
    said: dict
    paths: tuple
    times: int


def unwritten(value: Any) -> Any:
    """A value of the file: lists as tuples, "none" as None."""
    match value:
        case "none":
            return None
        case list():
            return tuple(unwritten(each) for each in value)
        case dict():
            return {key: unwritten(each) for key, each in value.items()}
        case _:
            return value


def as_changes(rows):
    return [(*path, unwritten(value)) for *path, value in rows]


def declared(row):
    sheet = sheet_digest(GOOD) if row["sheet"] == "now" else row["sheet"]
    return Declaration(tuple(row["elected"]), sheet, row["roll"], rulings_digest(()))


def counted_twice(given):
    return changed(*as_changes(given)).bundles if isinstance(given, list) else SECOND_COUNTS[given]


KNOWN = {
    "crews": lambda rows: {code: MobileCrew(*row) for code, row in rows.items()},
    "register": lambda rows: {code: RegisterMarks(*row) for code, row in rows.items()},
    "dispatched": frozenset,
    "other_levels": lambda rows: tuple(OtherLevel(*row) for row in rows),
    "determination": lambda row: Determination(**unwritten(row)),
    "declaration": declared,
    "other_entry": lambda rows: changed(*as_changes(rows)),
    "second_counts": counted_twice,
}


def known(context):
    """The facts kept elsewhere, from their plain form."""
    return {name: KNOWN.get(name, unwritten)(value) for name, value in context.items()}


def read(row):
    said = {side: unwritten(row[side]) for side in ("left", "right")}
    said["difference"] = None if said["left"] is None else said["left"] - said["right"]
    said |= unwritten(row.get("facts", {}))
    changes, context = as_changes(row.get("changes", ())), known(row.get("context", {}))
    return Fault(row["code"], changes, context, said, tuple(row["paths"]), row.get("times", 1))


FAULTS = [read(row) for row in tomllib.loads(FILE.read_text("utf-8"))["fault"]]
each_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)


def fired(fault, *changes, **context):
    """Every finding of a faulty sheet, hidden ones too."""
    found = report(changed(*fault.changes, *changes), **(fault.context | context))
    codes(found)
    return (*found.findings, *found.hidden)


def fired_codes(fault, *changes, **context):
    return {finding.code for finding in fired(fault, *changes, **context)}


@each_fault
def test_a_faulty_sheet_shows_the_finding_of_its_check(fault):
    assert fault.code in codes(report(changed(*fault.changes), **fault.context))


@each_fault
def test_a_finding_says_both_sides_its_fields_and_its_facts(fault):
    findings = [finding for finding in fired(fault) if finding.code == fault.code]
    assert (len(findings), findings[0].paths) == (fault.times, fault.paths)
    numbers = field_numbers(changed(*fault.changes))
    fields = tuple(str(numbers[path]) for path in fault.paths if path in numbers)
    facts = {name: fact for name, fact in findings[0].facts.items() if name not in fault.paths}
    assert facts == fault.said | {"fields": fields}


def test_every_check_has_a_sheet_that_fires_it():
    assert {fault.code for fault in FAULTS} == {check.code for check in CHECKS} | {"J003"}


SEVERITIES = {
    Severity.INFO: "J002",
    Severity.WARN: "J106 J204 J205 J304 J307 J308 J310 J408 J409 J411 J412 J504 J505 J602 J603",
    Severity.MANUAL: "J104 J410 J601",
    Severity.OUTCOME: "J305 J306",
    Severity.ERROR: "J001 J003 J004 J101 J102 J103 J105 J201 J202 J203 J301 J302 J303 J309 J401"
    " J402 J403 J404 J405 J406 J407 J501 J502 J503 J604 J605",
}
"""The column of the catalogue."""
GRADES = {code: grade for grade, row in SEVERITIES.items() for code in row.split()}


@each_fault
def test_a_finding_has_the_severity_of_the_catalogue(fault):
    grades = {finding.severity for finding in fired(fault) if finding.code == fault.code}
    assert grades == {GRADES[fault.code]}


NOT_IN_A_SESSION = """
J104 J105 J106 J201 J202 J203 J205 J301 J302 J304 J308 J309 J501 J504 J505
"""
"""A session has no issuing points, boxes, proxies or second level."""
NOT_IN_A_PRIMARY = "J306 J410 J601 J602 J603 J604 J605"
"""A primary elects nobody."""
NOT_COUNTED = """
J401 J402 J403 J404 J405 J406 J407 J408 J409 J410 J411 J412 J502 J503 J601 J602 J603
"""
"""Of an invalid vote nothing is counted."""


@each_fault
def test_a_session_is_not_asked_for_what_it_does_not_have(fault):
    if fault.code in NOT_IN_A_SESSION.split():
        assert fault.code not in fired_codes(fault, mode=Mode.INDIRECT)


@each_fault
def test_a_primary_is_checked_but_for_its_result(fault):
    opened = fault.context.get("opened", HEADING)
    in_primary = opened and replace(opened, round="primary")
    found = fired_codes(fault, ["heading", "round", "primary"], opened=in_primary)
    if fault.code != "J003":
        assert (fault.code in found) == (fault.code not in NOT_IN_A_PRIMARY.split())


@each_fault
def test_of_an_invalid_vote_nothing_is_counted(fault):
    found = fired_codes(fault, [*V, 40_000])
    assert "J306" in found
    if fault.code not in ("J003", "J004", "J303", "J310", "J204"):
        assert (fault.code in found) == (fault.code not in NOT_COUNTED.split())
