"""What is wrong with a bundle: file, line, code, the words in both languages, the next step."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

_SHOWN = 80
"""Characters of a stranger's text that a message repeats."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `line` counts from 1; 0 is the file itself. `column` is a key, or empty."""

    file: str
    line: int
    column: str
    code: str
    message_zh: str
    message_en: str
    next_zh: str
    next_en: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line or "", self.column) if part)
        return f"{self.code} {place} {self.message_zh}{self.next_zh}"


class BundleRefused(Exception):
    """Nothing of the bundle may be used; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(each) for each in self.problems))


@cache
def wordings() -> Mapping[str, Mapping[str, str]]:
    """Every code with its words, from `evidence/messages.toml`."""
    return tomllib.loads(files("huanjie.evidence").joinpath("messages.toml").read_text("utf-8"))


def problem(code: str, file: str, line: int = 0, column: str = "", **facts: object) -> Problem:
    """The problem of that code, its words filled with the facts."""
    words = wordings()[code]
    known = {name: shown(fact) for name, fact in facts.items()}
    known |= {"file": shown(file), "column": shown(column), "line": str(line)}
    return Problem(
        file=known["file"],
        line=line,
        column=known["column"],
        code=code,
        message_zh=words["zh"].format(**known),
        message_en=words["en"].format(**known),
        next_zh=words["next_zh"].format(**known),
        next_en=words["next_en"].format(**known),
    )


def refusal(
    code: str, file: str, line: int = 0, column: str = "", **facts: object
) -> BundleRefused:
    """The refusal for one problem."""
    return BundleRefused([problem(code, file, line, column, **facts)])


def shown(fact: object) -> str:
    """A fact as text that is short and cannot disturb the page or terminal that shows it."""
    text = "".join(each if each.isprintable() else "�" for each in str(fact)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def remarks(
    problems: Iterable[Problem], language: Literal["zh", "en"] = "zh"
) -> dict[str, list[dict[str, str | int]]]:
    """The problems as they are sent back: `{file: [{line, column, code, message}]}`."""
    found: dict[str, list[dict[str, str | int]]] = {}
    for each in problems:
        words = (
            f"{each.message_zh}{each.next_zh}"
            if language == "zh"
            else f"{each.message_en} {each.next_en}"
        )
        remark: dict[str, str | int] = {
            "line": each.line,
            "column": each.column,
            "code": each.code,
            "message": words,
        }
        found.setdefault(each.file, []).append(remark)
    return found
