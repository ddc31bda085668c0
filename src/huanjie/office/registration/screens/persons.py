"""Persons of the register: found, with what bodies have found about them, and arrivals."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW
from huanjie.office.committee.pages import act_page, posted
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import NonVoter, PersonStatus, RollEntry
from huanjie.office.registration.screens.forms import ArrivalForm, StatusForm
from huanjie.office.registration.screens.pages import (
    READERS,
    county_read,
    here,
    reason_words,
    shown_id,
    status_words,
    villages,
)
from huanjie.office.registration.words import FINDINGS


def person_columns(unit_code: str) -> tuple[Column, ...]:
    """The columns of a table of persons."""
    village = villages()
    return (
        Column("name", _("姓名"), link=lambda p: _address(unit_code, p), sort="name"),
        Column("id", _("公民身份号码"), value=shown_id),
        Column("birth", _("出生日期"), value=lambda p: p.birth, kind="date", sort="birth"),
        Column("village", _("户籍地"), value=lambda p: village(p.village), sort="village"),
        Column("group", _("村民小组"), kind="number"),
        Column("status", _("人员状态"), value=lambda p: status_words(p.status), sort="status"),
    )


def _address(unit_code: str, person: Person) -> str:
    return reverse("registration:person", args=(unit_code, person.pk))


@for_roles(*READERS)
def persons(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Persons by exact name or by the last four of the ID number."""
    county_read(request, unit_code)
    text = request.GET.get("who", "").strip()[:60]
    found = queries.search_persons(unit_code, text)
    context = {
        **here(request, unit_code, "persons"),
        "table": Table(request, person_columns(unit_code), found if text else found.none()),
        "who": text,
        "missing": queries.missing_persons(unit_code).count(),
        "statuses": _statuses_table(request, unit_code),
    }
    return render(request, "registration/persons.html", context)


def _statuses_table(request: MemberRequest, unit_code: str) -> Table:
    columns = (
        Column("person", _("姓名"), value=lambda s: s.person.name,
               link=lambda s: _address(unit_code, s.person), sort="person__name"),
        Column("kind", _("情况"), value=kind_words, sort="kind"),
        Column("body", _("作出机关"), sort="body"),
        Column("document_no", _("文号")),
        Column("decided_on", _("日期"), kind="date", sort="decided_on"),
        Column("ends_on", _("期限"), kind="date", sort="ends_on"),
    )  # fmt: skip
    rows = queries.statuses_in(unit_code).select_related("person").order_by("-id")
    return Table(request, columns, rows, name="statuses", search=("person__name", "body"))


def kind_words(status: PersonStatus) -> str:
    """A kind of status in the page's language."""
    return either(*FINDINGS[status.kind])


@for_roles(*READERS)
def missing(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Persons known from before of whom this term's file says nothing."""
    county_read(request, unit_code)
    rows = queries.missing_persons(unit_code)
    table = Table(request, person_columns(unit_code), rows, search=("name",))
    if table.wants_csv:
        return table.csv("missing")
    context = {**here(request, unit_code, "persons"), "table": table}
    return render(request, "registration/missing.html", context)


@for_roles(*READERS)
def person(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """One person: where he stands on the rolls, and what bodies have found."""
    county_read(request, unit_code)
    found = get_object_or_404(Person, pk=pk, county=unit_code)
    entries = RollEntry.objects.filter(person=found).select_related("roll__constituency__election")
    left_out = NonVoter.objects.filter(person=found, is_live=True).select_related("election")
    context = {
        **here(request, unit_code, "persons"),
        "person": found,
        "id_shown": shown_id(found),
        "village": villages()(found.village),
        "state": status_words(found.status),
        "statuses": [(kind_words(s), s) for s in found.statuses.order_by("id")],
        "entries": entries,
        "left_out": [(reason_words(n.reason), n) for n in left_out],
    }
    return render(request, "registration/person.html", context)


@for_roles(Role.OFFICE, Role.COMMITTEE)
def add_status(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Record what a body found about a person."""
    county_read(request, unit_code)
    found = get_object_or_404(Person, pk=pk, county=unit_code)
    return act_page(
        request,
        StatusForm(posted(request), initial={"decided_on": clock.today()}),
        services.record_status,
        success_url=_address(unit_code, found),
        arguments=lambda given: {**given, "person": found},
        title=_("登记资格情况"),
        lead=found.name,
        article=ELECTION_LAW[27, 1],
        consequences=[
            _("只登记有权机关已经认定的事实；是否列入名单由法律规则判断。"),
            _("名单已经公布的，不会自动除名：列为待办，由两人办理变更。"),
        ],
        submit=_("登记"),
        cancel=_address(unit_code, found),
    )


@for_roles(Role.OFFICE, Role.REGISTRAR)
def arrival(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Register somebody from elsewhere with a certificate."""
    election = county_read(request, unit_code)
    return act_page(
        request,
        ArrivalForm(posted(request), initial={"issued_on": clock.today()}),
        services.register_arrival,
        success_url=lambda found: _address(unit_code, found),
        arguments=lambda given: {**given, "county": election.unit},
        title=_("持资格证明登记"),
        lead=_("按资格证明填写；原选区凭证明除名，一人只能登记一次。"),
        article=DIRECT_ELECTION[9, 2],
        submit=_("登记"),
        cancel=reverse("registration:persons", args=(unit_code,)),
    )
