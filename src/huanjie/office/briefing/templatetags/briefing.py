"""Days and ordinals as a Chinese paper writes them."""

import re
from datetime import date

from django import template

register = template.Library()
_DIGITS = "一二三四五六七八九"
_PHRASE = re.compile(r"[^，、；：。！？]+[，、；：。！？]*")


@register.filter
def chinese_day(value: str) -> str:
    """2026-11-03 as 2026年11月3日."""
    found = date.fromisoformat(value)
    return f"{found.year}年{found.month}月{found.day}日"


@register.filter
def chinese_number(value: int) -> str:
    """1 to 99 as 一 … 九十九."""
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")


@register.filter
def phrases(title: str) -> list[str]:
    """A title in the pieces that a line may end after, so that it breaks by sense."""
    return _PHRASE.findall(title) or [title]
