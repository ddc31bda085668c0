"""What is wrong with a return or a bundle, in words and at its place. Knows no database."""

from huanjie.evidence.bundle import Problem
from huanjie.law.article import PRACTICE
from huanjie.law.catalogue import next_step, sentence
from huanjie.law.finding import Fact, Finding, Severity

RULE = PRACTICE["K32"]


def finding(code: str, severity: Severity = Severity.ERROR, /, **facts: Fact) -> Finding:
    """A finding on returns under the practice of sending them up."""
    return Finding(code, RULE, severity, facts)


def problem(found: Finding, file: str, line: int = 0, column: str = "") -> Problem:
    """A finding as a fault of a bundle: in which file, at which line."""
    return Problem(
        file=file,
        line=line,
        column=column,
        code=found.code,
        message_zh=sentence(found, "zh"),
        message_en=sentence(found, "en"),
        next_zh=next_step(found, "zh"),
        next_en=next_step(found, "en"),
    )


def as_data(fault: Problem, severity: Severity = Severity.ERROR) -> dict[str, str | int]:
    """A fault as it is kept with the record of its bundle."""
    return {
        "severity": severity.value,
        "file": fault.file, "line": fault.line, "column": fault.column, "code": fault.code,
        "zh": fault.message_zh, "en": fault.message_en,
        "next_zh": fault.next_zh, "next_en": fault.next_en,
    }  # fmt: skip
