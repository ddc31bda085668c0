"""How the boxes of a round were opened: the record, what the province says to it, the form."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import BoxOpening, Determination, TallySheet
from huanjie.office.counting.screens.forms import OpeningForm
from huanjie.office.counting.screens.views import (
    CHECKING,
    about,
    about_opening,
    place_of,
    round_read,
)
from huanjie.office.people.access import MemberRequest, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round


@signed_in
def opening(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponseBase:
    """The record of the opening, and the form that makes or corrects it."""
    held = round_read(request, unit_code, number, ordinal)
    case = queries.case_of(held.pk)
    row = case.opening
    is_determined = _is_determined(held)
    acts = acts_for(request.member, held.unit_code, *CHECKING, Role.COMMITTEE)
    return act_page(
        request,
        OpeningForm(posted(request), initial=_initial(held, row)),
        services.record_opening,
        success_url=reverse("counting:opening", args=place_of(held)),
        arguments=lambda given: {**given, "round": held},
        template="counting/opening.html",
        **about(held),
        article=queries.opening_rule(case),
        **about_opening(case),
        is_determined=is_determined,
        may_record=acts and held.state != "open" and not is_determined,
        submit=_("更正开箱记录") if row else _("记录开箱"),
    )


def _is_determined(held: Round) -> bool:
    """Whether the record stands: the result is determined, and its sheet not reopened since."""
    is_final = TallySheet.objects.filter(round=held, state="final").exists()
    return is_final and Determination.objects.filter(round=held).exists()


def _initial(held: Round, row: BoxOpening | None) -> dict[str, Any]:
    """What stands recorded, or else the usual case: together, on the day of the vote."""
    if row is None:
        return {"opened_on": held.held_on, "counted_together": True}
    names = ("opened_on", "counted_together", "approval", "leaders_called")
    return {name: getattr(row, name) for name in names}
