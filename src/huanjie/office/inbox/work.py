"""A work item: what somebody must do now, until when, under which rule."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from huanjie.law.article import Article
from huanjie.office.people.roles import ROLE_NAMES, Role

WorkMark = Literal["late", "due", "stopped", "waiting", "warning", "todo"]

GRAVITY: dict[str, int] = {
    "late": 0, "stopped": 1, "due": 2, "waiting": 3, "warning": 4, "todo": 5,
}  # fmt: skip


@dataclass(frozen=True)
class WorkItem:
    """One line of the worklist. `roles` are those who can do it; others see it as waited for."""

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
