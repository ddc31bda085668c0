"""A value of a received document, read as what it must be or refused with its key."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from huanjie.evidence.bundle.problems import BundleRefused, refusal
from huanjie.evidence.canonical import Plain, canonical_text
from huanjie.evidence.signature import NotAKey, Suite, public_key

DIGEST = re.compile(r"[0-9a-f]{64}")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Taken:
    """A value, the file and the key it comes from, and the code that names it when it is wrong."""

    file: str
    code: str
    column: str
    value: Plain

    def inner(self, column: str, value: Plain) -> "Taken":
        """A value inside this one."""
        return Taken(self.file, self.code, f"{self.column}.{column}".lstrip("."), value)

    def wrong(self) -> BundleRefused:
        """The refusal of this value."""
        return refusal(self.code, self.file, 1, self.column, detail=self.value)

    def members(self, *names: str) -> dict[str, "Taken"]:
        """An object with exactly these keys."""
        if not isinstance(self.value, dict):
            raise self.wrong()
        for name in sorted(set(names) ^ self.value.keys()):
            raise self.inner(name, self.value.get(name)).wrong()
        return {name: self.inner(name, self.value[name]) for name in names}

    def mapping(self) -> dict[str, "Taken"]:
        """An object with any keys."""
        if not isinstance(self.value, dict):
            raise self.wrong()
        return {key: self.inner(key, value) for key, value in self.value.items()}

    def items(self) -> list["Taken"]:
        """A list."""
        if not isinstance(self.value, list):
            raise self.wrong()
        return [Taken(self.file, self.code, self.column, value) for value in self.value]

    def text(self) -> str:
        """A text."""
        if not isinstance(self.value, str):
            raise self.wrong()
        return self.value

    def number(self) -> int:
        """A whole number from 0."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 0:
            raise self.wrong()
        return self.value

    def digest(self) -> str:
        """64 hexadecimal digits."""
        if not DIGEST.fullmatch(self.text()):
            raise self.wrong()
        return self.text()

    def moment(self) -> datetime:
        """A moment in UTC, in the one form it has."""
        try:
            moment = datetime.strptime(self.text(), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        except ValueError:
            raise self.wrong() from None
        if canonical_text(moment) != f'"{self.value}"':
            raise self.wrong()
        return moment

    def word(self, words: type[Word]) -> Word:
        """One of these words."""
        try:
            return words(self.text())
        except ValueError:
            raise self.wrong() from None

    def key(self, suite: Suite) -> str:
        """A public key of that suite, in its printed form to the letter."""
        try:
            key = public_key(self.text())
        except NotAKey:
            raise self.wrong() from None
        if key.suite is not suite or key.text != self.value:
            raise self.wrong()
        return key.text
