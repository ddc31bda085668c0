"""The worklist of a person: everything in scope, by how pressing it is, with filter and search."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from huanjie.office.board.place import OFFICE_ROLES
from huanjie.office.board.queries import work_of, worklist
from huanjie.office.face import clock
from huanjie.office.face.words import language
from huanjie.office.inbox.work import WorkItem
from huanjie.office.people.access import MemberRequest, for_roles

MOST = 200


@dataclass(frozen=True)
class Group:
    """One group of the list: how many there are, and those that are shown."""

    key: str
    title: str
    total: int
    shown: tuple[WorkItem, ...]

    @property
    def is_waiting(self) -> bool:
        """Others must do it."""
        return self.key == "others"


@for_roles(*OFFICE_ROLES)
def mine(request: MemberRequest) -> HttpResponse:
    """Late, due today, mine, others'; of one unit, of one group, with words in the subject."""
    today = clock.today()
    words = request.GET.get("words", "").strip()[:40]
    unit, group = request.GET.get("in", ""), request.GET.get("group", "")
    items = work_of(request.member, today)
    found = [each for each in items if _is_wanted(each, words, unit or "", request.member.unit)]
    work = worklist(found, request.member, today)
    titles = {
        "late": _("已逾期"),
        "today": _("今天到期"),
        "mine": _("等我办理"),
        "others": _("我在等"),
    }
    groups = [
        Group(key, title, len(rows), rows[:MOST])
        for key, title in titles.items()
        for rows in [getattr(work, key)]
        if group in ("", key)
    ]
    units = {each.unit: each.unit_name for each in items if each.unit}
    context = {
        "groups": groups,
        "titles": titles,
        "words": words,
        "unit": unit,
        "group": group,
        "units": sorted(units.items()),
        "is_empty": work.is_empty,
        "is_filtered": bool(words or unit or group),
    }
    return render(request, "board/work.html", context)


def _is_wanted(item: WorkItem, words: str, unit: str, own: str) -> bool:
    if unit and (item.unit or own) != unit:
        return False
    tongue = language()
    said = (getattr(item, f"subject_{tongue}"), getattr(item, f"detail_{tongue}"), item.unit_name)
    return words.casefold() in " ".join(said).casefold()
