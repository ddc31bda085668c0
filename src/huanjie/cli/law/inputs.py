"""What a command is asked: fields from options or from a JSON or TOML file, read into law's types.

A field that is missing, unknown or of the wrong kind raises `WrongInput` with its full name, such
as `votes.甲` or `deprivation.begins`.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from huanjie.law.finding import WrongInput
from huanjie.law.pack import Pack, pack_for, pack_named

Value = TypeVar("Value")
NATIONAL: Final = "national-2020"
_ABSENT: Final = object()


def read_file(path: Path) -> dict[str, Any]:
    """The fields of a JSON or TOML file. Raises `WrongInput` for a file that is neither."""
    text = path.read_text("utf-8")
    try:
        found = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except ValueError as fault:
        raise WrongInput("file", f"{path.name}: {fault}") from None
    if not isinstance(found, dict):
        raise WrongInput("file", f"{path.name}: a table of fields is needed")
    return found


class Input:
    """The fields of a question. `refuse_rest` names a field that nothing asked for."""

    def __init__(self, given: Mapping[str, Any], prefix: str = "") -> None:
        self._given = given
        self._prefix = prefix
        self._asked: set[str] = set()

    def has(self, name: str) -> bool:
        """Whether a field is given."""
        return name in self._given

    def ask(self, name: str, kind: Any, default: Any = _ABSENT) -> Any:
        """A field as `kind`: int, bool, str, date, an enumeration, a dataclass, or made of these.

        Raises `WrongInput` when it is missing without default, or of another kind.
        """
        self._asked.add(name)
        if name not in self._given:
            if default is _ABSENT:
                raise WrongInput(self._prefix + name, "is missing")
            return default
        return _read(self._given[name], kind, self._prefix + name)

    def build(self, kind: type[Value], **fixed: object) -> Value:
        """A dataclass of the law from its fields of the same names; `fixed` are given."""
        hints = get_type_hints(kind)
        values = dict(fixed)
        for field in fields(kind):  # type: ignore[arg-type]
            if field.name in fixed:
                continue
            is_free = field.default is not MISSING or field.default_factory is not MISSING
            if is_free and not self.has(field.name):
                continue
            optional = NoneType in get_args(hints[field.name])
            default = None if optional else _ABSENT
            values[field.name] = self.ask(field.name, hints[field.name], default)
        return kind(**values)

    def pack(self, day: date | None = None) -> Pack:
        """The pack by id (`pack`), or by the province's code (`province`) and the day."""
        name = self.ask("pack", str, "")
        province = self.ask("province", str, "")
        if province and day is None:
            raise WrongInput(f"{self._prefix}election_day", "is needed to choose a pack")
        if province and day is not None and not name:
            return pack_for(province, day).pack
        return pack_named(name or NATIONAL)

    def refuse_rest(self) -> None:
        """Raise `WrongInput` for the first field that no question asked for."""
        for name in self._given:
            if name not in self._asked:
                raise WrongInput(self._prefix + name, "is no field of this question")


def _read(value: object, kind: Any, path: str) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (kind,) = [part for part in parts if part is not NoneType][:1]
        return _read(value, kind, path)
    if origin in (tuple, frozenset, list):
        return origin(_read(each, parts[0], path) for each in _listed(value, path))
    if origin is not None and issubclass(origin, Mapping):
        table = _table(value, path)
        return {name: _read(each, parts[1], f"{path}.{name}") for name, each in table.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        inner = Input(_table(value, path), f"{path}.")
        built = inner.build(kind)
        inner.refuse_rest()
        return built
    return _plain(value, kind, path)


def _plain(value: object, kind: Any, path: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if value not in [word.value for word in kind]:
            raise WrongInput(path, f"{value!r} is none of {', '.join(kind)}")
        return kind(value)
    reader = _READERS.get(kind)
    if reader is None:
        raise WrongInput(path, "cannot be given here")
    return reader(value, path)


def _listed(value: object, path: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise WrongInput(path, f"a list is needed, not {value!r}")
    return list(value)


def _table(value: object, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise WrongInput(path, f"a table is needed, not {value!r}")
    return value


def _whole(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongInput(path, f"a whole number is needed, not {value!r}")
    return value


def _flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise WrongInput(path, f"true or false is needed, not {value!r}")
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise WrongInput(path, f"a text is needed, not {value!r}")
    return value


def _day(value: object, path: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise WrongInput(path, f"a day such as 2026-12-20 is needed, not {value!r}") from None


_READERS: Final[Mapping[object, Callable[[object, str], object]]] = {
    int: _whole,
    bool: _flag,
    str: _text,
    date: _day,
}
