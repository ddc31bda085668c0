"""The page of one unit: who leads, who follows, what is open, what is late, how far it is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from huanjie.office.board.lateness import everything_late, reporting_on
from huanjie.office.board.place import OFFICE_ROLES, RETURNS_ROLES
from huanjie.office.board.progress.columns import COLUMNS, PHASES
from huanjie.office.board.progress.deadlines import AHEAD, deadlines
from huanjie.office.board.progress.rows import Row, board
from huanjie.office.board.words import (
    FACE_MARKS,
    SOURCES,
    door,
    milestone,
    said,
    source_door,
    state_of,
)
from huanjie.office.committee.queries import elections_within
from huanjie.office.face import clock
from huanjie.office.face.tables import shown
from huanjie.office.face.words import either
from huanjie.office.guidance.queries import followers_of, groups_of, on_duty
from huanjie.office.guidance.queries.groups import gaps, leading, members_of
from huanjie.office.guidance.queries.meetings import open_resolutions
from huanjie.office.guidance.queries.questions import open_questions
from huanjie.office.guidance.queries.requests import open_requests
from huanjie.office.guidance.queries.visits import slips_within, visits_within
from huanjie.office.guidance.words import POSTS
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import check_readable
from huanjie.office.people.roles import Role
from huanjie.office.returns.models import ReceivedReturn, ReturnSet
from huanjie.office.returns.queries import history
from huanjie.office.returns.queries.situations import visible_reports
from huanjie.office.returns.words import (
    SITUATION_MARKS,
    STATE_MARKS,
    STATES,
    VERDICT_MARKS,
    VERDICTS,
)

LAST = 5
SHOWN = 8
LEADING = frozenset({Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE})


@for_roles(*OFFICE_ROLES, Role.AUDITOR)
def unit(request: MemberRequest, unit_code: str) -> HttpResponse:
    """Everything about one unit on one page, each thing a door to its record."""
    member = request.member
    check_readable(member, unit_code)
    found = get_object_or_404(Unit.objects.select_related("parent"), code=unit_code)
    context = {
        "unit": found,
        "today": clock.today(),
        "is_own": unit_code == member.unit and bool(LEADING & member.roles),
        "is_below": unit_code != member.unit,
        "may_guide": bool((LEADING | {Role.GUIDE}) & member.roles),
        "sees_returns": bool(RETURNS_ROLES & member.roles),
        **_progress(found, member),
        **_people(unit_code),
        **_open(found, member),
        **_told(found, member),
    }
    return render(request, "board/unit.html", context)


def _progress(unit: Unit, member: Actor) -> dict[str, Any]:
    """How far the unit is, what is late in it, what comes next; and the units below it."""
    today = clock.today()
    rows = board(unit.code, today=today, reader=member.unit)
    own = next((row for row in rows if row.unit == unit.code), None)
    below = [row for row in rows if row.unit != unit.code]
    mine = [own] if own else []
    told = reporting_on(unit.parent_id or unit.code, today)
    found = everything_late(mine, told, member, today)
    return {
        "row": own,
        "state": state_of(own) if own else "",
        "source": SOURCES[own.source] if own else "",
        "as_of": shown(own.as_of) if own and own.as_of else "",
        "door": source_door(own, member) if own and own.source != "live" else "",
        "phases": _phases(own, member) if own and own.cells else [],
        "late": [each for each in found if each.unit == unit.code],
        "deadlines": [(each, either(each.zh, each.en), (each.day - today).days)
                      for each in deadlines(mine, today)],
        "ahead": AHEAD,
        "below": len(below),
        "below_late": sum(row.late > 0 for row in below),
        "below_unknown": sum(not row.is_known for row in below),
        "board": f"{reverse('board:overview')}?county={unit.code}" if unit.level == "county"
                 else reverse("board:overview"),
        "election": elections_within(unit.code).filter(unit=unit).first(),
    }  # fmt: skip


def _phases(row: Row, member: Actor) -> list[tuple[str, list[dict[str, Any]]]]:
    """The milestones by phase, as a list that reads on any screen."""
    return [
        (str(name), [_step(row, code, member) for code, column in COLUMNS.items()
                     if column.phase == phase and row.marks[code].mark != "other"])
        for phase, name in PHASES.items()
    ]  # fmt: skip


def _step(row: Row, code: str, member: Actor) -> dict[str, Any]:
    cell = row.marks[code]
    is_cited = cell.mark in ("late", "stopped", "near") or cell.is_done_late
    return {
        "mark": FACE_MARKS[cell.mark], "words": milestone(code), "why": said(cell),
        "href": door(row, code, member), "article": cell.article if is_cited else None,
        "is_bare": cell.mark == "none",
    }  # fmt: skip


def _people(unit: str) -> dict[str, Any]:
    """Who leads, who follows, who is on duty."""
    today = clock.today()

    def named(group: Any) -> list[tuple[str, Any]]:
        return [(either(*POSTS[each.post]), each) for each in members_of(group, today)]

    return {
        "groups": [(group, named(group)) for group in leading(unit, today)],
        "followers": [(each.group, named(each.group)) for each in followers_of(unit, today)],
        "guidance_groups": groups_of(unit, today).filter(kind="guidance"),
        "duty": on_duty(unit, today),
        "gaps": gaps(unit, today),
    }


def _open(unit: Unit, member: Actor) -> dict[str, Any]:
    """What is under way between the levels."""
    return {
        "requests": open_requests(unit.code)[:SHOWN],
        "questions": open_questions(unit.code)[:SHOWN],
        "slips": slips_within(member).filter(unit=unit, state__in=("issued", "answered"))[:SHOWN],
        "resolutions": open_resolutions(unit.code)[:SHOWN],
        "visits": visits_within(member).filter(unit=unit)[:LAST],
    }


def _told(unit: Unit, member: Actor) -> dict[str, Any]:
    """The last returns and situation reports of the unit, for those who read returns."""
    if not RETURNS_ROLES & member.roles:
        return {}
    from_ = visible_reports(member).filter(unit=unit)[:LAST]
    return {
        "returns": [_return(row) for row in history(unit.code, clock.now())[:LAST]],
        "situations": [(row, SITUATION_MARKS[row.state]) for row in from_],
    }


def _return(row: ReceivedReturn | ReturnSet) -> dict[str, Any]:
    """A set kept here or one that came: its version, its data's time, how it stands."""
    if isinstance(row, ReturnSet):
        return {
            "href": reverse("returns:set", args=(row.pk,)), "version": row.version,
            "as_of": row.as_of, "mark": STATE_MARKS[row.state], "state": either(*STATES[row.state]),
        }  # fmt: skip
    state = row.arrival.state
    return {
        "href": reverse("returns:received", args=(row.pk,)), "version": row.version,
        "as_of": row.as_of, "mark": VERDICT_MARKS[state], "state": either(*VERDICTS[state]),
    }  # fmt: skip
