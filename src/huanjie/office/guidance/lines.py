"""Reading groups and duties from lines of text, as offices paste them from a table."""

import re
from datetime import date

from huanjie.law.finding import WrongInput
from huanjie.office.guidance.rows import DutyRow, GroupRow

_CELLS = re.compile(r"[,，\t]")
_NAMES = re.compile(r"[、;；\s]+")


def group_rows(text: str) -> list[GroupRow]:
    """One group a line: constituency number, name, leader, phone, members. Raises `WrongInput`."""
    found = []
    for at, cells in _cells(text):
        number, name, leader, phone, members = (*cells, "", "", "", "", "")[:5]
        if not number.isdecimal() or not name or not leader:
            raise WrongInput("lines", f"第{at}行：{'，'.join(cells)[:60]}")
        others = tuple(filter(None, _NAMES.split(members)))
        found.append(GroupRow(int(number), name, leader, phone, others))
    return found


def duty_rows(text: str) -> list[DutyRow]:
    """One duty a line: day, name, phone. Raises `WrongInput` naming the line."""
    found = []
    for at, cells in _cells(text):
        day, name, phone = (*cells, "", "", "")[:3]
        try:
            found.append(DutyRow(_day(day), _named(name), phone))
        except ValueError as fault:
            raise WrongInput("lines", f"第{at}行：{'，'.join(cells)[:60]}") from fault
    return found


def _cells(text: str) -> list[tuple[int, list[str]]]:
    lines = enumerate(text.splitlines(), 1)
    return [(at, [c.strip() for c in _CELLS.split(line)]) for at, line in lines if line.strip()]


def _day(text: str) -> date:
    """2026-11-24, 2026/11/24 or 2026年11月24日."""
    year, month, day = (int(part) for part in re.findall(r"\d+", text))
    return date(year, month, day)


def _named(name: str) -> str:
    if not name:
        raise ValueError("nobody is named")
    return name
