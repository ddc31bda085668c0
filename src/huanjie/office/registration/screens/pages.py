"""What the pages of registration share: their tabs, their readers, names of places and reasons."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import acts_for, election_read
from huanjie.office.face.parts import Tab
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest
from huanjie.office.people.models import Person, Unit
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import masked
from huanjie.office.registration import queries
from huanjie.office.registration.words import REASON_NAMES

READERS = (Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR, Role.STANDING_COMMITTEE)
"""Who may read names: those who keep the register and those who decide about it."""


def tabs(election: Election, current: str) -> list[Tab]:
    """The pages of this stage. The register is the county's; a township sees its rolls."""
    pages: list[tuple[str, str, int | None]] = [("index", _("概况"), None)]
    if election.unit_id == election.county_id:
        pages += [
            ("imports", _("人口导入"), queries.unruled_in(election.unit_id) or None),
            (
                "duplicates",
                _("重登认定"),
                queries.duplicates_open(election.unit_id).count() or None,
            ),
            ("persons", _("人员情况"), None),
        ]
    pages += [
        ("rolls", _("选民名单"), None),
        ("non_voters", _("未列入"), None),
        ("changes", _("名单变更"), queries.open_changes(election).count() or None),
        ("appeals", _("申诉"), queries.open_appeals(election).count() or None),
        ("balance", _("变动平衡"), None),
    ]
    return [
        Tab(label, reverse(f"registration:{page}", args=(election.unit_id,)), page == current, n)
        for page, label, n in pages
    ]


def here(request: MemberRequest, unit_code: str, current: str) -> dict[str, Any]:
    """The election of the page, its tabs, and what the member may do here."""
    election = election_read(request, unit_code)
    return {
        "election": election,
        "tabs": tabs(election, current),
        "is_office": acts_for(request.member, unit_code, Role.OFFICE),
        "is_committee": acts_for(request.member, unit_code, Role.COMMITTEE),
        "may_propose": acts_for(
            request.member, unit_code, Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR
        ),
    }


def county_read(request: MemberRequest, unit_code: str) -> Election:
    """The county's election: the register belongs to it. A township has none: 404."""
    election = election_read(request, unit_code)
    if election.unit_id != election.county_id:
        raise Http404(unit_code)
    return election


def villages() -> Callable[[str], str]:
    """The name of a village by its code, the code itself where it is unknown."""

    @cache
    def name(code: str) -> str:
        found = Unit.objects.filter(code=code).values_list("name", flat=True).first()
        return found or code

    return name


def reason_words(reason: str) -> str:
    """Why somebody is on a roll or not, in the page's language."""
    return either(*REASON_NAMES.get(reason, (reason, reason)))


def status_words(status: str) -> str:
    """How somebody stands in the register."""
    return either(*queries.STATUS_NAMES.get(status, (status, status)))


def state_words(state: str) -> str:
    """How a roll stands."""
    return either(*queries.STATE_NAMES.get(state, (state, state)))


def shown_id(person: Person) -> str:
    """An ID number as pages show it: its last four characters."""
    return masked(person.id_tail)
