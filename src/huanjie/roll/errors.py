"""What is wrong with a file: where, under which code, in both languages, and what to do next."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Stops(StrEnum):
    """What an error keeps from being imported."""

    FILE = "file"
    ROW = "row"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of one code, with the names of its facts in braces."""

    stops: Stops
    zh: str
    en: str
    next_zh: str
    next_en: str


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong in a file. `line` counts from 1, the heading row; 0 is the file itself.

    `column` is the heading as the file has it, or empty.
    """

    file: str
    line: int
    column: str
    code: str
    message_zh: str
    message_en: str
    next_zh: str
    next_en: str

    @property
    def stops(self) -> Stops:
        """What this error keeps from being imported when a single row is judged."""
        return wordings()[self.code].stops

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line or "", self.column) if part)
        return f"{self.code} {place} {self.message_zh}{self.next_zh}"


class SourceRefused(Exception):
    """The whole file is refused; nothing of it may be imported. `errors` says why."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


@cache
def wordings() -> Mapping[str, Wording]:
    """Every code with its text, from `messages.toml`."""
    table = tomllib.loads(files(__package__).joinpath("messages.toml").read_text("utf-8"))
    return {
        code: Wording(
            Stops(entry["stops"]), entry["zh"], entry["en"], entry["next_zh"], entry["next_en"]
        )
        for code, entry in table.items()
    }


def row_error(code: str, file: str, line: int = 0, column: str = "", **facts: object) -> RowError:
    """The error of that code, its text filled with the facts."""
    wording = wordings()[code]
    shown = {"column": column, **{key: _shown(fact) for key, fact in facts.items()}}
    return RowError(
        file=file,
        line=line,
        column=column,
        code=code,
        message_zh=wording.zh.format(**shown, **_zh_only(shown)),
        message_en=wording.en.format(**shown, **_en_only(shown)),
        next_zh=wording.next_zh.format(**shown),
        next_en=wording.next_en.format(**shown),
    )


def _shown(fact: object) -> str:
    """A fact as text, short enough for a line of a report."""
    text = str(fact)
    return text if len(text) <= 60 else text[:57] + "…"


def _zh_only(shown: Mapping[str, str]) -> dict[str, str]:
    return {"detail": shown["detail_zh"]} if "detail_zh" in shown else {}


def _en_only(shown: Mapping[str, str]) -> dict[str, str]:
    return {"detail": shown["detail_en"]} if "detail_en" in shown else {}
