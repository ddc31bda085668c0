"""Code tables: the words of a file → the codes of the national standards."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SEX = "sex"
ETHNICITY = "ethnicity"
POLITICAL = "political"
EDUCATION = "education"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a table. `is_confirmed` is False where the standard itself was not read."""

    code: str
    name: str
    aliases: tuple[str, ...]
    source: str
    date: str
    is_confirmed: bool


@cache
def table(name: str) -> tuple[Code, ...]:
    """The entries of a table, in its order."""
    text = files(__package__).joinpath("tables", f"{name}.csv").read_text("utf-8")
    return tuple(
        Code(
            code=row["code"],
            name=row["name"],
            aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
            source=row["source"],
            date=row["date"],
            is_confirmed=row["confirmed"] == "yes",
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def by_word(name: str) -> Mapping[str, str]:
    """Every word known for an entry, and its code itself, → code."""
    words: dict[str, str] = {}
    for entry in table(name):
        for word in (entry.name, *entry.aliases, entry.code):
            words[word] = entry.code
    return words


@cache
def names(name: str) -> Mapping[str, str]:
    """Code → name."""
    return {entry.code: entry.name for entry in table(name)}
