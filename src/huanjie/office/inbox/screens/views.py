"""The notes to the member's roles, the reminders and messages to the member."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huanjie.office.face import clock
from huanjie.office.face.screens import perform
from huanjie.office.inbox import queries, services
from huanjie.office.inbox.models import Digest
from huanjie.office.inbox.queries import notes_for, open_notes
from huanjie.office.inbox.screens.forms import ContactForm
from huanjie.office.people.access import MemberRequest, signed_in
from huanjie.office.people.models import Account

CLOSED_SHOWN = 50
DIGESTS_SHOWN = 30
REMINDED_SINCE = timedelta(days=7)


@signed_in
def index(request: MemberRequest) -> HttpResponse:
    """The open notes, the reminders of a week, and the last notes ticked off."""
    closed = notes_for(request.member).filter(done_at__isnull=False)[:CLOSED_SHOWN]
    context = {
        "open_notes": open_notes(request.member),
        "closed": closed,
        "reminders": queries.reminders_of(request.user, clock.today() - REMINDED_SINCE),
    }
    return render(request, "inbox/index.html", context)


@require_POST
@signed_in
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Tick a note off."""
    note = get_object_or_404(notes_for(request.member), pk=pk)
    return perform(request, services.close_note, success_url=reverse("inbox:index"), note=note)


@signed_in
def contact(request: MemberRequest) -> HttpResponse:
    """How the member is told of the work, and what became of the last messages."""
    ways = queries.channels_open()
    found = queries.contact_of(request.user)
    names = ("mobile", "by_email", "by_sms", "kind", "hour", "days_before", "language")
    initial = {name: getattr(found, name) for name in names} | {"email": request.user.email}
    form = ContactForm(request.POST or None, initial=initial, ways=ways)
    context: dict[str, Any] = {
        "form": form,
        "ways": ways,
        "digests": [
            (row, way_name(row.channel), state_name(row), fault_of(row))
            for row in queries.digests_of(request.user)[:DIGESTS_SHOWN]
        ],
    }
    if request.method == "POST" and form.is_valid():
        given = {"by_email": False, "by_sms": False, "mobile": found.mobile}
        return perform(
            request,
            services.change_contact,
            success_url=reverse("inbox:contact"),
            template="inbox/contact.html",
            context=context,
            account=Account.objects.get(pk=request.user.pk),
            **given | form.cleaned_data,
        )
    return render(request, "inbox/contact.html", context, status=422 if form.is_bound else 200)


def way_name(channel: str) -> str:
    """The way of a message, in words."""
    return {"email": _("电子邮件"), "sms": _("短信")}[channel]


def state_name(row: Digest) -> str:
    """What became of a message, in words."""
    if row.state == "failed" and row.attempts < queries.MOST_ATTEMPTS:
        return _("未送出，稍后再试")
    return {"sending": _("正在发送"), "sent": _("已发送"), "failed": _("未送出")}[row.state]


def fault_of(row: Digest) -> str:
    """Why a message did not go out."""
    if row.fault == queries.BROKEN_OFF:
        return _("程序中断，可能已经送出，不再重发。")
    return row.fault
