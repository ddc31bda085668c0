"""What a digest says: counts, subjects without what people typed, a link. No name, no number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from huanjie.evidence.canonical import digest
from huanjie.office.face.words import day, either
from huanjie.office.inbox.models import Reminder
from huanjie.office.inbox.work import WorkItem, without_typed_words

LINES = 12
"""Subjects that a mail names in each group; the rest are counted."""


@dataclass(frozen=True)
class Gathered:
    """The open work of one account on one day, and the reminders that fall on it."""

    late: Sequence[WorkItem]
    today: Sequence[WorkItem]
    mine: Sequence[WorkItem]
    reminders: Sequence[Reminder] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing to tell."""
        return not (self.late or self.today or self.mine or self.reminders)

    @property
    def is_pressing(self) -> bool:
        """Something is late, due today or was reminded of."""
        return bool(self.late or self.today or self.reminders)


@dataclass(frozen=True)
class Message:
    """A message ready to be sent."""

    subject: str
    text: str

    @property
    def digest(self) -> str:
        """Which message it is, for the record of what was sent."""
        return digest([self.subject, self.text])


_TITLES = (
    ("late", "逾期", "Late"),
    ("today", "今天到期", "Due today"),
    ("mine", "等您办理", "Waiting for you"),
)


def message(
    work: Gathered, *, channel: str, language: str, unit_name: str, today: date, address: str
) -> Message:
    """The digest of one account in its language: as a mail, or in two lines as an SMS."""
    with override("en" if language == "en" else "zh-hans"):
        counts = either("，", ", ").join(_counted(work))
        subject = either(f"换届选举待办：{counts}", f"Election work: {counts}")
        link = f"{address}/worklist/"
        if channel == "sms":
            return Message(subject, link)
        groups = (_group(either(zh, en), getattr(work, key)) for key, zh, en in _TITLES)
        lines = [f"{unit_name} · {day(today)}", ""]
        lines += [line for group in groups for line in group]
        lines += [*_reminded(work.reminders), link, "", _foot(f"{address}/inbox/contact/")]
        return Message(subject, "\n".join(lines))


def _counted(work: Gathered) -> list[str]:
    rows = [(zh, en, len(getattr(work, key))) for key, zh, en in _TITLES]
    rows.append(("期限提醒", "Reminders", len(work.reminders)))
    return [either(f"{zh}{count}项", f"{en} {count}") for zh, en, count in rows if count]


def _group(title: str, rows: Sequence[WorkItem]) -> list[str]:
    if not rows:
        return []
    lines = [f"{title} ({len(rows)})", *(_line(item) for item in rows[:LINES])]
    if len(rows) > LINES:
        lines.append(f"- … +{len(rows) - LINES}")
    return [*lines, ""]


def _line(item: WorkItem) -> str:
    words = without_typed_words(either(item.subject_zh, item.subject_en))
    due = f" · {item.due.isoformat()}" if item.due else ""
    return f"- {item.unit_name} {words}{due}" if item.unit_name else f"- {words}{due}"


def _reminded(rows: Sequence[Reminder]) -> list[str]:
    if not rows:
        return []
    lines = [f"{either('期限提醒', 'Deadlines ahead')} ({len(rows)})"]
    lines += [f"- {row.due.isoformat()} {either(row.subject_zh, row.subject_en)}" for row in rows]
    return [*lines, ""]


def _foot(where: str) -> str:
    return either(
        f"您订阅了这条消息；更改或停止：{where}",
        f"You asked for this message; change or stop it: {where}",
    )
