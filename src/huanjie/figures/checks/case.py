"""A return under examination: how a check reads a figure, and what it says when there is none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeVar

from huanjie.figures.checks.around import Around
from huanjie.figures.compute import UNREPORTED
from huanjie.figures.figure import (
    Count,
    Extreme,
    Figures,
    Missing,
    MissingReason,
    Moment,
    People,
    Return,
    Share,
)
from huanjie.figures.words import said
from huanjie.law.article import PRACTICE, Article
from huanjie.law.catalogue import Language
from huanjie.law.finding import Fact, Finding, Severity

Facts = Mapping[str, Fact]
Gaps = Mapping[str, tuple[str, ...]]
"""The names of what is missing, by the reason."""

Given = TypeVar("Given")

NOT_GIVEN: Final = "not_given"
UNDEFINED: Final = "undefined"
DEFAULT_ARTICLE: Final = PRACTICE["X"]


class Unknown(Exception):
    """What a check needs is not there: names of figures or of other input, by the reason."""

    def __init__(self, gaps: Gaps) -> None:
        self.gaps = gaps
        super().__init__(str(gaps))


@dataclass(frozen=True)
class Case:
    """A return and what it is checked against."""

    ret: Return
    around: Around

    def number(self, key: str) -> int:
        """A whole number of the return. Raises `Unknown`."""
        return number_in(self.ret.figures, key)

    def ratio(self, key: str) -> Fraction:
        """A ratio of the return, exactly. Raises `Unknown`, also when its denominator is zero."""
        match self.ret.figures.get(key, UNREPORTED):
            case Missing(reason):
                raise Unknown({reason: (key,)})
            case Share() as share if not share.is_defined:
                raise Unknown({UNDEFINED: (key,)})
            case (Share() | Extreme()) as found:
                return found.value
        raise Unknown({MissingReason.NOT_REPORTED: (key,)})

    def moment(self, key: str) -> Moment:
        """A time of the return. Raises `Unknown`."""
        match self.ret.figures.get(key, UNREPORTED):
            case Moment() as found:
                return found
            case Missing(reason):
                raise Unknown({reason: (key,)})
        raise Unknown({MissingReason.NOT_REPORTED: (key,)})

    def columns(self, code: str) -> tuple[str, ...]:
        """The columns that a field has in this return, with their `@`."""
        start = f"{code}@"
        return tuple(key[len(code) :] for key in self.ret.figures if key.startswith(start))


def number_in(figures: Figures, key: str) -> int:
    """A whole number among figures. Raises `Unknown` when it is missing or none."""
    match figures.get(key, UNREPORTED):
        case Count(n):
            return n
        case People() as people:
            return people.n
        case Missing(reason):
            raise Unknown({reason: (key,)})
    raise Unknown({MissingReason.NOT_REPORTED: (key,)})


def numbers_in(figures: Figures, keys: Iterable[str]) -> dict[str, int]:
    """Several whole numbers. Raises one `Unknown` that names every gap."""
    found, gaps = {}, []
    for key in keys:
        try:
            found[key] = number_in(figures, key)
        except Unknown as unknown:
            gaps.append(unknown.gaps)
    if gaps:
        raise Unknown(merged(gaps))
    return found


def given(value: Given | None, name: str) -> Given:
    """An input that is not a figure of the return. Raises `Unknown` when nobody gave it."""
    if value is None:
        raise Unknown({NOT_GIVEN: (name,)})
    return value


def merged(gaps: Iterable[Gaps]) -> dict[str, tuple[str, ...]]:
    """Several gaps as one: the names by reason, each once."""
    found: dict[str, dict[str, None]] = {}
    for gap in gaps:
        for reason, names in gap.items():
            found.setdefault(reason, {}).update(dict.fromkeys(names))
    return {reason: tuple(names) for reason, names in found.items()}


def all_asked(questions: Iterable[Callable[[], Iterator["Fault"]]]) -> Iterator["Fault"]:
    """The breaches of several questions; what some of them miss is told after all are asked."""
    gaps = []
    for question in questions:
        try:
            yield from question()
        except Unknown as unknown:
            gaps.append(unknown.gaps)
    if gaps:
        raise Unknown(merged(gaps))


@dataclass(frozen=True)
class Fault:
    """A breach of a check: the figures of its sentence and the fields concerned.

    `severity` only where it differs from that of the check.
    """

    facts: Facts
    paths: tuple[str, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True)
class Check:
    """One check of a return: its code, how a breach binds, and what finds the breaches.

    `test` yields the breaches and raises `Unknown` when it cannot tell.
    """

    code: str
    severity: Severity
    test: Callable[[Case], Iterator[Fault]]
    article: Article = field(default=DEFAULT_ARTICLE)

    def findings(self, case: Case) -> Iterator[Finding]:
        """The breaches in words. Raises `Unknown` for what could not be checked."""
        for fault in self.test(case):
            severity = fault.severity or self.severity
            yield Finding(self.code, self.article, severity, fault.facts, fault.paths)


def not_checked(code: str, gaps: Gaps) -> Finding:
    """The finding that a check was not made, and for want of what."""
    facts: Facts = {"check": code, "gaps": _told(gaps, "zh"), "gaps_en": _told(gaps, "en")}
    paths = tuple(name for reason, names in gaps.items() if reason != NOT_GIVEN for name in names)
    return Finding("figures-not-checked", DEFAULT_ARTICLE, Severity.INFO, facts, paths)


def _told(gaps: Gaps, language: Language) -> tuple[str, ...]:
    """`尚无记录：T1.12 T1.13`, `not provided: last term's return`."""
    colon, comma = ("：", "、") if language == "zh" else (": ", ", ")
    found = []
    for reason, names in gaps.items():
        words = [said("given", each, language) for each in names] if reason == NOT_GIVEN else names
        found.append(f"{said('missing', reason, language)}{colon}{comma.join(words)}")
    return tuple(found)
