"""Events are frozen dataclasses of plain values; `@event` gives them their words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

E = TypeVar("E")


@dataclass(frozen=True)
class EventWords:
    """What a kind of event is called on screens and receipts."""

    zh: str
    en: str


WORDS: dict[str, EventWords] = {}


@dataclass_transform(frozen_default=True)
def event(zh: str, en: str) -> Callable[[type[E]], type[E]]:
    """Make a class a kind of event. Raises `ValueError` when its name is taken."""

    def enter(cls: type[E]) -> type[E]:
        if cls.__name__ in WORDS:
            raise ValueError(f"two kinds of event are called {cls.__name__}")
        WORDS[cls.__name__] = EventWords(zh, en)
        return dataclass(frozen=True)(cls)

    return enter
