"""What the records of a period have to say, section by section, in the words of a bulletin."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from huanjie.office.briefing.drafting.lateness import late
from huanjie.office.briefing.drafting.progress import figures
from huanjie.office.briefing.drafting.reports import answers, difficulties, practice, supervision
from huanjie.office.briefing.drafting.rows import Drafted, Period

DRAFTERS: Final[Mapping[str, Callable[[Period], Iterable[Drafted]]]] = {
    "figures": figures,
    "late": late,
    "practice": practice,
    "difficulties": difficulties,
    "answers": answers,
    "supervision": supervision,
}
"""Section → what drafts it. The next steps have no records: people write them."""

__all__ = ["DRAFTERS", "Drafted", "Period", "drafted"]


def drafted(period: Period, section: str) -> list[Drafted]:
    """The items of one section; none for a section that only people write."""
    drafter = DRAFTERS.get(section)
    return list(drafter(period)) if drafter else []
