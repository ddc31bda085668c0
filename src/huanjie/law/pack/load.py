"""Which text governs an election: packs are read, checked, and chosen by province and day."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar, cast

from huanjie.law.article import ELECTION_LAW, TEXTS, Article, Text
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import keys as _keys  # noqa: F401 - importing it fills PARAMETERS
from huanjie.law.pack.schema import PARAMETERS, Parameter, UnfitError
from huanjie.law.pack.words import Level

Value = TypeVar("Value")
_CITE = re.compile(
    r"(?P<text>[A-Z]+) (?P<article>\d+)(?:¶(?P<paragraph>\d+))?(?:\((?P<item>\d+)\))?"
)
TEMPLATE = "template.toml"
"""What a province begins from; no pack itself."""
HEAD = frozenset({"id", "title", "title_en", "short", "code", "amended", "levels"})
HEAD_OPTIONAL = frozenset({"province", "extends", "source"})


class Status(StrEnum):
    """What a value of a pack rests on. Source: rules.md §14."""

    LAW = "law"
    """A mandatory text."""
    SOFT = "soft"
    """A text that says 一般 or 适当."""
    DEFAULT = "default"
    """No text; the value is ours."""
    OPEN = "open"
    """The texts leave it open; the value reads a gap (O-nn) or asks for a decision."""


_SEVERITY = {
    Status.LAW: Severity.ERROR,
    Status.SOFT: Severity.WARN,
    Status.DEFAULT: Severity.WARN,
    Status.OPEN: Severity.MANUAL,
}


@dataclass(frozen=True)
class Setting:
    """One value of a pack with what it rests on; `article` is None where no text speaks."""

    value: object
    article: Article | None
    status: Status


@dataclass(frozen=True)
class Pack:
    """The parameters in force for a province, typed: `pack[keys.NOM_JOINT_MIN]` is an `int`."""

    id: str
    title: str
    title_en: str
    amended: date
    levels: tuple[Level, ...]
    province: str | None
    settings: Mapping[str, Setting] = field(hash=False)

    def __getitem__(self, parameter: Parameter[Value]) -> Value:
        return cast(Value, self.settings[parameter.key].value)

    def article(self, parameter: Parameter[Value], otherwise: Article) -> Article:
        """The text a value rests on, or `otherwise` where no text speaks."""
        return self.settings[parameter.key].article or otherwise

    def own_articles(self, named: Mapping[str, Parameter[object]]) -> dict[str, Article]:
        """The province's own texts behind the named values; without those of the national law."""
        cited = {name: self.settings[parameter.key].article for name, parameter in named.items()}
        return {name: a for name, a in cited.items() if a is not None and a.text.code not in TEXTS}

    def severity(self, parameter: Parameter[Value]) -> Severity:
        """How a breach binds: ERROR for law, WARN for soft and default, MANUAL for open."""
        return _SEVERITY[self.settings[parameter.key].status]

    def with_values(self, **values: object) -> "Pack":
        """The same pack with other values (__ for the dot, None to unset), for trials and tests."""
        changed = dict(self.settings)
        for name, value in values.items():
            key = name.replace("__", ".")
            row = {} if value is None else {"value": value}
            changed[key] = replace(changed[key], value=_value(PARAMETERS[key], row))
        return replace(self, settings=MappingProxyType(changed))


def article_of(cite: str, texts: Mapping[str, Text]) -> Article:
    """The article that a citation such as `EL 12¶1(3)` names. Raises `ValueError`."""
    found = _CITE.fullmatch(cite)
    if found is None or found["text"] not in texts:
        raise ValueError(f"{cite!r} is no citation of a known text")
    places = (found["article"], found["paragraph"], found["item"])
    return texts[found["text"]][tuple(int(place) for place in places if place is not None)]


def read_pack(toml: str, packs: Mapping[str, Pack]) -> Pack:
    """A pack from its TOML, merged over the pack it extends.

    Raises `WrongInput` naming the key: unknown, without citation, of the wrong type, outside the
    national bounds, or missing from a pack that extends none.
    """
    rows = tomllib.loads(toml)
    head = rows.pop("pack", {})
    _refuse_head(head)
    base = head.get("extends")
    if base is not None and base not in packs:
        raise WrongInput("pack.extends", f"no pack {base!r} is known")
    texts = texts_of(head)
    settings = dict(packs[base].settings) if base is not None else {}
    settings.update({key: _setting(key, row, texts) for key, row in _leaves(rows)})
    _refuse_gaps(settings)
    return _pack(head, settings)


def texts_of(head: Mapping[str, object]) -> Mapping[str, Text]:
    """The texts a pack may cite: the national ones and its own."""
    words = [str(head.get(name, "")) for name in ("code", "title", "title_en", "short")]
    own = Text(words[0], words[1], words[2], words[3])
    return {own.code: own, **TEXTS}


def _refuse_head(head: Mapping[str, object]) -> None:
    for name in sorted(HEAD - head.keys()):
        raise WrongInput(f"pack.{name}", "the pack does not say it")
    for name in sorted(head.keys() - HEAD - HEAD_OPTIONAL):
        raise WrongInput(f"pack.{name}", "unknown key")


def _pack(head: Mapping[str, object], settings: dict[str, Setting]) -> Pack:
    amended = head["amended"]
    if not isinstance(amended, date):
        raise WrongInput("pack.amended", f"a day is needed, not {amended!r}")
    province = head.get("province")
    return Pack(
        id=str(head["id"]),
        title=str(head["title"]),
        title_en=str(head["title_en"]),
        amended=amended,
        levels=tuple(Level(level) for level in cast(list[str], head["levels"])),
        province=None if province is None else str(province),
        settings=MappingProxyType(settings),
    )


def _leaves(rows: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, row in rows.items():
        key = f"{prefix}{name}"
        if key in PARAMETERS:
            yield key, row
        elif isinstance(row, dict) and any(known.startswith(f"{key}.") for known in PARAMETERS):
            yield from _leaves(row, f"{key}.")
        else:
            raise WrongInput(key, "unknown key")


def _setting(key: str, row: object, texts: Mapping[str, Text]) -> Setting:
    if not isinstance(row, dict) or row.keys() - {"value", "cite", "status"}:
        raise WrongInput(key, "a table of value, cite and status is needed")
    if row.get("status") not in set(Status):
        raise WrongInput(key, f"status is one of {', '.join(Status)}")
    status = Status(row["status"])
    article = cited(key, row.get("cite"), status, texts)
    return Setting(_value(PARAMETERS[key], row), article, status)


def _value(parameter: Parameter[Value], row: Mapping[str, object]) -> Value | None:
    if "value" in row:
        return _typed(parameter, row["value"])
    if parameter.optional:
        return None
    raise WrongInput(parameter.key, "the value is missing")


def _typed(parameter: Parameter[Value], value: object) -> Value:
    try:
        return parameter.read(value)
    except UnfitError as reason:
        raise WrongInput(parameter.key, str(reason)) from None


def cited(key: str, cite: object, status: Status, texts: Mapping[str, Text]) -> Article | None:
    """The article of a leaf, None where it may say that no text speaks. Raises `WrongInput`."""
    if cite == "none" and status in {Status.DEFAULT, Status.OPEN}:
        return None
    if not isinstance(cite, str):
        raise WrongInput(key, "the citation is missing")
    try:
        return article_of(cite, texts)
    except ValueError as reason:
        raise WrongInput(key, str(reason)) from None


def _refuse_gaps(settings: Mapping[str, Setting]) -> None:
    for key in PARAMETERS:
        if key not in settings:
            raise WrongInput(key, "no value, and no pack to take it from")


def in_order(sources: Iterable[str]) -> Mapping[str, Pack]:
    """Packs by id from their TOML texts; a pack that extends another is read after it."""
    heads = sorted(sources, key=lambda toml: "extends" in tomllib.loads(toml).get("pack", {}))
    packs: dict[str, Pack] = {}
    for toml in heads:
        pack = read_pack(toml, packs)
        if pack.id in packs:
            raise WrongInput("pack.id", f"two packs are called {pack.id!r}")
        packs[pack.id] = pack
    return MappingProxyType(packs)


@cache
def shipped_packs() -> Mapping[str, Pack]:
    """Every pack that comes with the system, by id."""
    folder = files("huanjie.law").joinpath("packs")
    named = [path for path in folder.iterdir() if path.name.endswith(".toml")]
    paths = [path for path in named if path.name != TEMPLATE]
    return in_order(path.read_text("utf-8") for path in sorted(paths, key=lambda path: path.name))


@cache
def known_texts() -> Mapping[str, Text]:
    """Every text that a finding may cite, by code: the national ones and those of our packs."""
    packs = shipped_packs().values()
    cited = (setting.article for pack in packs for setting in pack.settings.values())
    own = {article.text.code: article.text for article in cited if article is not None}
    return MappingProxyType({**own, **TEXTS})


def pack_named(name: str) -> Pack:
    """The shipped pack of that id. Raises `WrongInput` for an unknown one."""
    packs = shipped_packs()
    if name not in packs:
        raise WrongInput("pack", f"{name!r} is none of {', '.join(packs)}")
    return packs[name]


@dataclass(frozen=True)
class Governing:
    """The pack that governs an election, and what to know about the choice."""

    pack: Pack
    findings: tuple[Finding, ...]


def pack_for(province: str, day: date, packs: Mapping[str, Pack] | None = None) -> Governing:
    """The pack in force on `day` for a province, given by its two-digit code ("43").

    A province without a pack is governed by the national text alone, with an INFO.
    Raises `WrongInput` when no text was in force yet.
    """
    known = (packs if packs is not None else shipped_packs()).values()
    in_force = [pack for pack in known if pack.amended <= day]
    own = [pack for pack in in_force if pack.province == province]
    national = [pack for pack in in_force if pack.province is None]
    if own:
        return Governing(max(own, key=lambda pack: pack.amended), ())
    if not national:
        raise WrongInput("day", f"no text of ours was in force on {day.isoformat()}")
    chosen = max(national, key=lambda pack: pack.amended)
    facts: dict[str, Fact] = {"province": province, "day": day, "pack": chosen.title}
    silent = Finding("pack-national-only", ELECTION_LAW[60], Severity.INFO, facts)
    return Governing(chosen, (silent,))
