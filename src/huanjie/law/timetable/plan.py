"""Who does what when: the task plan K01 to K36 for an election day, and its calendar file.

Source: domain.md §2 (practice); the limits are rows of the statutory calendar. The planner works
on reading B, which is lawful under both readings.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Final

from huanjie.law.pack import Pack
from huanjie.law.timetable.checks import calendar
from huanjie.law.timetable.days import days_after, offset_label
from huanjie.law.timetable.deadlines import Kind

DAY_PAPERS: Final = frozenset(
    {
        "work_plan",
        "election_day_notice",
        "registration_notice",
        "letter_to_absent_voter",
        "voter_card",
        "polling_notice",
    }
)
"""The papers that print election day or a day counted from it."""

_FOLD: Final = 75


@dataclass(frozen=True)
class Task:
    """One row of the plan. `start` and `end` are days from election day; `after` are task ids."""

    id: str
    start: int
    end: int
    milestone: bool
    zh: str
    en: str
    roles: tuple[str, ...]
    papers_out: tuple[str, ...]
    papers_in: tuple[str, ...]
    after: tuple[str, ...]
    limit: str | None
    daily: bool


@dataclass(frozen=True)
class PlannedTask:
    """A task with its days; `limit_day` is the last day lawful under both readings."""

    task: Task
    start: date
    end: date
    limit_day: date | None
    label: str


@cache
def tasks() -> Mapping[str, Task]:
    """Every task by its id, in the order of the plan."""
    path = files("huanjie.law.timetable").joinpath("tasks.toml")
    rows = tomllib.loads(path.read_text("utf-8"))
    return {name: _task(name, row) for name, row in rows.items()}


def _task(name: str, row: Mapping[str, object]) -> Task:
    def words(column: str) -> tuple[str, ...]:
        found = row[column]
        return tuple(str(word) for word in found) if isinstance(found, list) else ()

    start, end, limit = row["start"], row["end"], row.get("limit")
    return Task(
        id=name,
        start=int(str(start)),
        end=int(str(end)),
        milestone=bool(row["milestone"]),
        zh=str(row["zh"]),
        en=str(row["en"]),
        roles=words("roles"),
        papers_out=words("out"),
        papers_in=words("back"),
        after=words("after"),
        limit=None if limit is None else str(limit),
        daily=bool(row.get("daily")),
    )


def plan(election_day: date, pack: Pack) -> tuple[PlannedTask, ...]:
    """The task plan for an election day, each task no later than its limit under reading B."""
    limits = {row.deadline.id: row.clear for row in calendar(election_day, pack, Kind.GENERAL)}
    return tuple(_planned(task, election_day, limits) for task in tasks().values())


def _planned(task: Task, election_day: date, limits: Mapping[str, date]) -> PlannedTask:
    limit = limits.get(task.limit or "")
    start, end = days_after(election_day, task.start), days_after(election_day, task.end)
    if limit is not None and end > limit:
        start, end = min(start, limit), limit
    first, last = offset_label(start, election_day), offset_label(end, election_day)
    label = first if start == end else f"{first}…{last}"
    return PlannedTask(task, start, end, limit, label)


def stale_papers(published: Iterable[str]) -> tuple[str, ...]:
    """The published papers that become wrong when election day moves, in their order."""
    return tuple(paper for paper in published if paper in DAY_PAPERS)


def calendar_file(planned: Sequence[PlannedTask], *, title: str, made_at: datetime) -> str:
    """The plan as an iCalendar text (RFC 5545), one whole-day entry a task."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//huanjie//timetable//ZH")
    lines = [*head, f"X-WR-CALNAME:{_escaped(title)}"]
    for entry in planned:
        lines += _event(entry, made_at)
    folded = [part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)]
    return "\r\n".join(folded) + "\r\n"


def _event(entry: PlannedTask, made_at: datetime) -> tuple[str, ...]:
    limit = "" if entry.limit_day is None else f"；法定期限 {entry.limit_day.isoformat()}"
    return (
        "BEGIN:VEVENT",
        f"UID:{entry.task.id}-{entry.start:%Y%m%d}@huanjie",
        f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{days_after(entry.end, 1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{entry.task.id} {entry.task.zh}')}",
        f"DESCRIPTION:{_escaped(entry.label + limit)}",
        "END:VEVENT",
    )


def _escaped(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> tuple[str, ...]:
    """A line in parts of at most 75 octets, never breaking a character."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > _FOLD:
            parts.append(part)
            part = " "
        part += sign
    return (*parts, part)
