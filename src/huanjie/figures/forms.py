"""A province's own form: which of its items is which of our fields, as a file says.

    [form]
    id = "example-2026"
    title = "……省县级人大换届选举统计表"
    title_en = "…"
    level = "county"
    source = "document, number and date of the form"
    confirmed = false

    [[item]]
    number = "三、1"
    name = "登记选民总数"
    fields = ["T3.03"]

Several fields are added up. `confirmed` stays false until a county has filed with the form.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huanjie.figures.compute import UNREPORTED, gravest, number
from huanjie.figures.definition import check_key, field
from huanjie.figures.figure import Count, Figure, Missing, People, Return, in_words
from huanjie.figures.words import Unit
from huanjie.law.catalogue import Language
from huanjie.law.pack import Level

_FORM: Final = frozenset({"id", "title", "title_en", "level", "source", "confirmed"})
_ITEM: Final = frozenset({"number", "name", "fields"})


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the form and the fields of ours that it is made of."""

    number: str
    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A province's form. Until it is confirmed its printed rows say so."""

    id: str
    title: str
    title_en: str
    level: Level
    source: str
    is_confirmed: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    """A line of the form filled in."""

    number: str
    name: str
    figure: Figure
    unit: Unit

    def shown(self, language: Language) -> str:
        """The figure as it is printed."""
        return in_words(self.figure, language, self.unit)


class BadForm(ValueError):
    """A mapping file that cannot be used: `place` is the table or item, `reason` says why."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


def form_from(path: Path) -> Form:
    """The form of a mapping file. Raises `BadForm`."""
    try:
        return parsed(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise BadForm(path.name, "is not UTF-8") from None


def parsed(text: str) -> Form:
    """The form that a mapping file describes. Raises `BadForm`."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadForm("file", f"is not TOML: {error}") from None
    head = _table(whole.get("form"), "form", _FORM - {"confirmed"}, _FORM)
    items = whole.get("item")
    if whole.keys() - {"form", "item"} or not isinstance(items, list) or not items:
        raise BadForm("file", "has one [form] and at least one [[item]], nothing else")
    confirmed = head.get("confirmed", False)
    if not isinstance(confirmed, bool):
        raise BadForm("form", "confirmed is true or false")
    return Form(
        id=str(head["id"]),
        title=str(head["title"]),
        title_en=str(head["title_en"]),
        level=_level(head["level"]),
        source=str(head["source"]),
        is_confirmed=confirmed,
        items=_items(items),
    )


def _table(
    found: object, place: str, needed: frozenset[str], known: frozenset[str]
) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise BadForm(place, "is missing")
    if needed - found.keys():
        raise BadForm(place, f"lacks {', '.join(sorted(needed - found.keys()))}")
    if found.keys() - known:
        raise BadForm(place, f"does not know {', '.join(sorted(found.keys() - known))}")
    return found


def _level(word: object) -> Level:
    try:
        return Level(str(word))
    except ValueError:
        raise BadForm("form", f"level {word!r} is none of {', '.join(Level)}") from None


def _items(found: list[object]) -> tuple[Item, ...]:
    items = tuple(_item(each, f"item {number}") for number, each in enumerate(found, 1))
    numbers = [item.number for item in items]
    twice = [each for each in dict.fromkeys(numbers) if numbers.count(each) > 1]
    if twice:
        raise BadForm("item", f"stands twice: {', '.join(twice)}")
    return items


def _item(found: object, place: str) -> Item:
    row = _table(found, place, _ITEM, _ITEM)
    keys = row["fields"]
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
        raise BadForm(place, "fields is a list of at least one of our codes")
    try:
        checked = tuple(check_key(key) for key in keys)
    except ValueError as error:
        raise BadForm(place, str(error)) from None
    if len({field(key).unit for key in checked}) > 1:
        raise BadForm(place, "adds up fields of different units")
    return Item(str(row["number"]), str(row["name"]), checked)


def filled(form: Form, ret: Return) -> tuple[FormRow, ...]:
    """The lines of the form with the figures of a return. Raises `ValueError` for another level."""
    if ret.level != form.level:
        raise ValueError(f"{form.id} is a form for the {form.level} level, not for {ret.level}")
    return tuple(
        FormRow(item.number, item.name, _value(item, ret), field(item.keys[0]).unit)
        for item in form.items
    )


def _value(item: Item, ret: Return) -> Figure:
    """One field as it is; of several the sum, missing when one of them is."""
    found = [ret.figures.get(key, UNREPORTED) for key in item.keys]
    if len(found) == 1:
        return found[0]
    gaps = [each.reason for each in found if isinstance(each, Missing)]
    if gaps:
        return Missing(gravest(gaps))
    if all(isinstance(each, Count | People) for each in found):
        return Count(sum(map(number, found)))
    raise ValueError(f"item {item.number} adds up fields that are not counts")
