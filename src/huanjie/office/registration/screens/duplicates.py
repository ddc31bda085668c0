"""Possible duplicates, one pair at a time, by keyboard."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.pages import act_page, posted
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import masked
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import DuplicateCase, RollEntry
from huanjie.office.registration.screens.forms import CaseForm
from huanjie.office.registration.screens.pages import (
    READERS,
    county_read,
    here,
    state_words,
    status_words,
    villages,
)
from huanjie.office.registration.words import RECORD_FIELDS, RULINGS, SEXES


@dataclass(frozen=True)
class Line:
    """One field of both records, side by side."""

    label: str
    left: str
    right: str
    differs: bool


@for_roles(*READERS)
def duplicates(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """All cases, the open ones first."""
    county_read(request, unit_code)
    columns = (
        Column("left_line", _("甲行"), kind="number", link=_address, sort="left_line"),
        Column("right_line", _("乙行"), kind="number", sort="right_line"),
        Column("reason", _("为什么"), value=lambda c: either(c.reason_zh, c.reason_en)),
        Column("ruling", _("认定"), value=ruling_words, sort="ruling"),
        Column("basis", _("依据")),
        Column("ruled_by", _("认定人")),
        Column("ruled_on", _("认定日期"), kind="date", sort="ruled_on"),
    )
    cases = queries.cases_in(unit_code).order_by("ruling", "pk")
    table = Table(request, columns, cases)
    if table.wants_csv:
        return table.csv("duplicates")
    context = {
        **here(request, unit_code, "duplicates"),
        "table": table,
        "first": queries.duplicates_open(unit_code).first(),
        "open": queries.duplicates_open(unit_code).count(),
    }
    return render(request, "registration/duplicates.html", context)


def _address(case: DuplicateCase) -> str:
    return reverse("registration:case", args=(case.unit_code, case.pk))


def ruling_words(case: DuplicateCase) -> str:
    """A ruling in the page's language."""
    return either(*RULINGS[case.ruling])


@for_roles(Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR)
def case(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Two records side by side, the reason, three actions with their effect."""
    county_read(request, unit_code)
    found = get_object_or_404(queries.cases_in(unit_code), pk=pk)
    order = list(queries.cases_in(unit_code).values_list("pk", flat=True))
    place = order.index(pk)
    waiting = list(queries.duplicates_open(unit_code).values_list("pk", flat=True))
    later = [key for key in waiting if key != pk]
    following = reverse("registration:case", args=(unit_code, later[0])) if later else ""
    shown = here(request, unit_code, "duplicates")
    return act_page(
        request,
        CaseForm(posted(request), initial={"ruled_on": clock.today()}),
        services.rule_duplicate,
        success_url=following or reverse("registration:duplicates", args=(unit_code,)),
        arguments=lambda given: {**given, "case": found, "ruled_by": request.member.name},
        template="registration/case.html",
        **shown,
        case=found,
        lines=_lines(found),
        reason=either(found.reason_zh, found.reason_en),
        ruling=ruling_words(found),
        effects=_effects(found),
        blocked=bool(found.ruling),
        position=place + 1,
        total=len(order),
        waiting=len(waiting),
        previous=_case_url(unit_code, order, place - 1),
        next=_case_url(unit_code, order, place + 1),
        title=_("认定疑似重复"),
        article=ELECTION_LAW[5],
        submit=_("保存认定"),
        cancel=reverse("registration:duplicates", args=(unit_code,)),
    )


def _case_url(unit_code: str, order: list[int], place: int) -> str:
    if not 0 <= place < len(order):
        return ""
    return reverse("registration:case", args=(unit_code, order[place]))


def _lines(case: DuplicateCase) -> list[Line]:
    left, right = (_values(side) for side in queries.sides(case))
    differing = set(case.differences)
    return [
        Line(
            either(zh, en),
            left[key],
            right[key],
            key in differing or (key == "status" and left[key] != right[key]),
        )
        for key, zh, en in RECORD_FIELDS
    ]


def _values(side: queries.CaseSide) -> dict[str, str]:
    person = side.person
    if person is None:
        return dict.fromkeys((key for key, *_words in RECORD_FIELDS), "—")
    return {
        "name": person.name,
        "sex": either(*SEXES.get(person.sex, ("—", "—"))),
        "birth_date": str(person.birth or "—"),
        "id_number": masked(person.id_tail),
        "place": villages()(person.village),
        "group": str(person.group or "—"),
        "household": person.household or "—",
        "work_unit": person.work_unit or "—",
        "status": status_words(person.status),
    }


def _effects(case: DuplicateCase) -> list[tuple[str, str]]:
    """What each ruling does to the rolls on which either record stands."""
    left, right = (_standing(person) for person in (case.left, case.right))
    nowhere = either("不在任何名单上", "on no roll")
    return [
        ("1", _("保留甲：甲 %(left)s；乙归并，不再登记") % {"left": left or nowhere}),
        ("2", _("保留乙：乙 %(right)s；甲归并，不再登记") % {"right": right or nowhere}),
        ("3", _("两人：各自登记")),
    ]


def _standing(person: Person | None) -> str:
    if person is None:
        return ""
    entries = RollEntry.objects.filter(person=person, is_live=True)
    return either("、", ", ").join(
        f"{entry.roll.constituency} · {state_words(entry.roll.state)}"
        for entry in entries.select_related("roll__constituency")
    )
