"""What the pages of the stages share: reading an election, days in forms, a legal act's page."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from huanjie.office.committee.models import Election
from huanjie.office.face.acts import perform
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest
from huanjie.office.people.queries import OutOfScope, check_readable
from huanjie.office.people.roles import Role
from huanjie.office.people.typed import take_typed


def election_read(request: MemberRequest, unit_code: str) -> Election:
    """The election of a unit, for a reader who may see it. Raises `OutOfScope`, shown as 404."""
    check_readable(request.member, unit_code)
    found = Election.objects.select_related("unit", "county").filter(unit_id=unit_code).first()
    if found is None:
        raise OutOfScope(f"{unit_code} has no election")
    return found


def acts_for(member: Actor, unit_code: str, *roles: Role) -> bool:
    """May the member act here: a role of these, and the record of his own unit."""
    return member.unit == unit_code and bool(frozenset(roles) & member.roles)


class DayInput(forms.DateInput):
    """A day as browsers pick it."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """ISO, which is what the browser's control takes."""
        return value.isoformat() if isinstance(value, date) else value


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day to pick."""
    return forms.DateField(label=label, widget=DayInput, required=required)


def posted(request: MemberRequest) -> QueryDict | None:
    """What a form is bound to: the posted fields, even when there are none; None on a GET.

    After a sign-in in the middle of typing: what had been typed, to be looked at and posted again.
    """
    if request.method == "POST":
        return request.POST
    typed = take_typed(request)
    if typed is not None:
        words = _(
            "登录已过期，刚才没有提交成功。您写的内容还在下面；附件要重新选。检查后请再提交一次。"
        )
        messages.warning(request, words)
    return typed


Arguments = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def act_page(
    request: MemberRequest,
    form: forms.Form,
    command: Callable[..., Any],
    *,
    success_url: str | Callable[[Any], str],
    arguments: Arguments,
    template: str = "face/act.html",
    **context: Any,
) -> HttpResponseBase:
    """A page with a form that runs a command when it is posted whole.

    `arguments` makes the command's arguments from the cleaned form; `context` is what the page
    shows (title, lead, article, consequences, warnings, submit, cancel, blocked). Where the act
    cannot be done now, `blocked` is true or says why, and the form is left out.
    """
    shown = {"form": form, **context}
    if request.method == "POST" and form.is_valid():
        return perform(
            request,
            command,
            success_url=success_url,
            template=template,
            context=shown,
            **arguments(form.cleaned_data),
        )
    status = 422 if request.method == "POST" else 200
    answer: HttpResponse = render(request, template, shown, status=status)
    return answer
