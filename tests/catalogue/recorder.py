"""Notes every finding, and every fault of a file, that our own code creates while tests run.

Active when `HUANJIE_TEST_FINDINGS` names a folder: each process writes one file of JSON lines
there, and `pytest tests/catalogue` reads them all. `./run test` does both.

A line: `{"code", "article", "article_en", "severity", "facts": {name: fact}, "where", "test"}`; a
date is `{"date": "2026-12-20"}`, a fraction `{"fraction": "1/3"}`, a list `{"list": [...]}`.
A fault of a file: `{"row_code", "words": [the four texts], "test"}`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import PACKAGE

FOLDER = "HUANJIE_TEST_FINDINGS"

Record = dict[str, Any]


class Recorder:
    """Keeps one record for each code, severity and kind of facts.

    A finding that a test makes up by itself does not count.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records: dict[object, Record] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self) -> None:
        """After coverage has begun, which has to see the law imported."""
        from huanjie.law.finding import Finding
        from huanjie.roll.errors import RowError

        watch(Finding, self.note)
        watch(RowError, self.note_fault)

    def pytest_sessionfinish(self) -> None:
        """One file per process, so that no two write into the same."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(each, ensure_ascii=False) for each in self.records.values()]
        path = self.folder / f"{os.getpid()}-{len(list(self.folder.iterdir()))}.jsonl"
        path.write_text("\n".join([*lines, ""]), "utf-8")

    def note(self, finding: Any, where: str) -> None:
        """Keep the finding unless one of its kind is kept already."""
        kinds = tuple((name, type(fact)) for name, fact in finding.facts.items())
        key = (finding.code, finding.severity, finding.article.place, kinds)
        if key in self.records:
            return
        self.records[key] = {
            "code": finding.code,
            "article": str(finding.article),
            "article_en": finding.article.english,
            "severity": finding.severity.value,
            "facts": {name: packed(fact) for name, fact in finding.facts.items()},
            "where": where,
            "test": os.environ.get("PYTEST_CURRENT_TEST", ""),
        }

    def note_fault(self, fault: Any, _where: str) -> None:
        """Keep the fault of a file unless its code is kept already."""
        words = [fault.message_zh, fault.message_en, fault.next_zh, fault.next_en]
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        self.records.setdefault(fault.code, {"row_code": fault.code, "words": words, "test": test})


OURS = f"{PACKAGE}{os.sep}"


def watch(kind: type, note: Callable[[Any, str], None]) -> None:
    """Let `note` see every value of a class that our own code makes."""
    create = kind.__init__  # type: ignore[misc]

    def create_and_note(value: object, *args: Any, **named: Any) -> None:
        create(value, *args, **named)
        caller = sys._getframe(1).f_code
        if caller.co_filename.startswith(OURS):
            note(value, f"{Path(caller.co_filename).name}:{caller.co_name}")

    kind.__init__ = create_and_note  # type: ignore[misc]


def packed(fact: object) -> object:
    """A fact as JSON keeps it; what is no fact is named by its type and then found wrong."""
    match fact:
        case None | bool() | int() | str():
            return fact
        case date():
            return {"date": fact.isoformat()}
        case Fraction():
            return {"fraction": str(fact)}
        case tuple() if all(isinstance(each, str) for each in fact):
            return {"list": list(fact)}
        case _:
            return {"unknown": repr(type(fact))}


def unpacked(kept: object) -> Any:
    """The fact that `packed` kept. Raises `TypeError` for what the law's words cannot show."""
    match kept:
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"fraction": str(text)}:
            return Fraction(text)
        case {"list": [*parts]}:
            return tuple(parts)
        case {"unknown": name}:
            raise TypeError(f"a fact cannot be {name}")
        case _:
            return kept


def read_records(folder: Path) -> Iterator[Record]:
    """Every record of every process."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)


def recorder(environment: Mapping[str, str]) -> Recorder | None:
    """A recorder when the run asks for one."""
    folder = environment.get(FOLDER)
    return Recorder(Path(folder)) if folder else None
