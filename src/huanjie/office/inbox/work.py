"""A work item: what somebody must do now, until when, under which rule."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from huanjie.law.article import Article
from huanjie.office.people.roles import ROLE_NAMES, Role

WorkMark = Literal["late", "due", "stopped", "waiting", "warning", "todo"]

GRAVITY: dict[str, int] = {
    "late": 0, "stopped": 1, "due": 2, "waiting": 3, "warning": 4, "todo": 5,
}  # fmt: skip
_TYPED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」")


@dataclass(frozen=True)
class WorkItem:
    """One line of the worklist. `roles` are those who can do it; others see it as waited for.

    `unit` is the unit whose record it is, and `unit_name` its name, where a list mixes units; an
    item of no unit is the reader's own. Words that somebody typed (the title of a question, a
    matter) stand in “ ” in both subjects: messages that leave the office leave them out.
    """

    mark: WorkMark
    subject_zh: str
    subject_en: str
    detail_zh: str
    detail_en: str
    article: Article | None
    due: date | None
    link: str
    action_zh: str
    action_en: str
    roles: frozenset[Role]
    unit: str = ""
    unit_name: str = ""

    @property
    def rank(self) -> tuple[int, date]:
        """The gravest first, then the nearest day."""
        return GRAVITY[self.mark], self.due or date.max

    @property
    def who_zh(self) -> str:
        """Who can do it, in Chinese."""
        return "、".join(ROLE_NAMES[role][0] for role in sorted(self.roles))

    @property
    def who_en(self) -> str:
        """Who can do it, in English."""
        return ", ".join(ROLE_NAMES[role][1] for role in sorted(self.roles))


def without_typed_words(subject: str) -> str:
    """A subject as it may leave the office: what people typed into it is an ellipsis."""
    return _TYPED.sub("“…”", subject)
