"""A trace: the steps by which the law came to a decision, each with its article and figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huanjie.law.article import Article
from huanjie.law.catalogue import Language, sentence
from huanjie.law.finding import Fact, Finding, Severity


class Sign(StrEnum):
    """How two figures are compared."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    WITHIN = "∈"


@dataclass(frozen=True)
class Comparison:
    """Two figures, and whether the comparison holds. `right` of `WITHIN` is the range, both ends.

    What is more than half is compared as at least the line: 301 of 600.
    """

    left: int
    sign: Sign
    right: tuple[int, ...]
    holds: bool

    def __str__(self) -> str:
        bounds = "…".join(str(figure) for figure in self.right)
        return f"{self.left} {self.sign} {bounds}"


@dataclass(frozen=True)
class Step:
    """One step: the rule of `rules.md`, what the chapter said, and what was compared, if anything.

    `finding` carries article, figures and wording.
    """

    rule: str
    finding: Finding
    comparison: Comparison | None = None

    @property
    def article(self) -> Article:
        """The words of the law that the step rests on."""
        return self.finding.article

    @property
    def figures(self) -> Mapping[str, Fact]:
        """The figures of the step by name."""
        return self.finding.facts

    @property
    def outcome(self) -> str:
        """The code of what the step came to; the catalogue has its words."""
        return self.finding.code


@dataclass(frozen=True)
class Trace:
    """The steps of one decision, in the order in which the law asks."""

    steps: tuple[Step, ...]

    def __add__(self, other: "Trace") -> "Trace":
        return Trace(self.steps + other.steps)


def said(rule: str, code: str, article: Article, **figures: Fact) -> Step:
    """A step that only tells a figure."""
    return Step(rule, Finding(code, article, Severity.INFO, figures))


def compared(step: Step, left: int, sign: Sign, *right: int, holds: bool) -> Step:
    """The step with the comparison that the chapter made; `holds` is the chapter's own answer."""
    return Step(step.rule, step.finding, Comparison(left, sign, right, holds))


def of_findings(findings: Iterable[Finding], rule: str = "") -> Trace:
    """Findings as steps, as they are."""
    return Trace(tuple(Step(rule or _rule(finding), finding) for finding in findings))


def _rule(finding: Finding) -> str:
    rule = finding.facts.get("rule")
    return rule if isinstance(rule, str) else finding.article.key


_DASH: Final = " — "


def render(trace: Trace, language: Language = "zh") -> str:
    """The trace as lines of text: the sentence with its figures, then the words of the law.

    得299票；参加投票600人，过半数须301票；未当选 — 选举法第四十五条第一款
    """
    return "\n".join(line(step, language) for step in trace.steps)


def line(step: Step, language: Language = "zh") -> str:
    """One step as a line of text."""
    words = sentence(step.finding, language).rstrip("。.")
    return f"{words}{_DASH}{cited(step.article, language)}"


def cited(article: Article, language: Language) -> str:
    """The article as a reader cites it: 选举法第四十五条第一款."""
    if language == "en":
        return article.english
    return str(article).replace("《", "").replace("》", "")


def as_data(trace: Trace) -> list[dict[str, object]]:
    """The trace in values that JSON can hold: one object a step, wording in both languages."""
    return [
        {
            "rule": step.rule,
            "code": step.outcome,
            "severity": step.finding.severity.value,
            "article": step.article.key,
            "figures": {name: plain(fact) for name, fact in step.figures.items()},
            "comparison": None if step.comparison is None else str(step.comparison),
            "holds": None if step.comparison is None else step.comparison.holds,
            "zh": line(step, "zh"),
            "en": line(step, "en"),
        }
        for step in trace.steps
    ]


def plain(fact: Fact) -> object:
    """A figure as JSON holds it: days and fractions as text."""
    if isinstance(fact, tuple):
        return list(fact)
    return fact if isinstance(fact, bool | int | str) or fact is None else str(fact)
