"""What a rule answers: a code, the article it rests on, how grave it is, and the figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from huanjie.law.article import Article

Fact = int | str | bool | date | Fraction | tuple[str, ...] | None


class Severity(StrEnum):
    """How a finding binds. Source: rules.md, Severity; domain.md, Conventions."""

    ERROR = "error"
    """Contrary to a mandatory text; the step is refused."""
    MANUAL = "manual"
    """The law leaves it to a body; the step waits for that body's recorded decision."""
    WARN = "warn"
    """Contrary to a soft text or to a default of ours; goes on with an explanation."""
    OUTCOME = "outcome"
    """A result in law, such as an invalid vote; not a mistake."""
    INFO = "info"
    """Worth knowing; nothing follows."""


BLOCKING = frozenset({Severity.ERROR, Severity.MANUAL})


@dataclass(frozen=True)
class Finding:
    """One answer of the law.

    `code` opens the wording in the catalogue. `facts` are the figures named in that wording.
    `paths` are the fields of the record concerned, such as `candidates[甲].approve`.
    """

    code: str
    article: Article
    severity: Severity
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)
    paths: tuple[str, ...] = ()

    @property
    def is_blocking(self) -> bool:
        """True when the step may not go on without a change or a recorded decision."""
        return self.severity in BLOCKING


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stop a step, in their order."""
    return tuple(finding for finding in findings if finding.is_blocking)


class WrongInput(ValueError):
    """A question to the law that cannot be asked: `field` names what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        self.reason = reason
        super().__init__(f"{field}: {reason}")
