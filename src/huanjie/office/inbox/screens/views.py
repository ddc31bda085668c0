"""The notes to the member's roles."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from huanjie.office.face.screens import perform
from huanjie.office.inbox import services
from huanjie.office.inbox.queries import notes_for, open_notes
from huanjie.office.people.access import MemberRequest, signed_in

CLOSED_SHOWN = 50


@signed_in
def index(request: MemberRequest) -> HttpResponse:
    """The open notes, and the last of those ticked off."""
    closed = notes_for(request.member).filter(done_at__isnull=False)[:CLOSED_SHOWN]
    context = {"open_notes": open_notes(request.member), "closed": closed}
    return render(request, "inbox/index.html", context)


@require_POST
@signed_in
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Tick a note off."""
    note = get_object_or_404(notes_for(request.member), pk=pk)
    return perform(request, services.close_note, success_url=reverse("inbox:index"), note=note)
