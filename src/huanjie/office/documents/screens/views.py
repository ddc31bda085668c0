"""The files that were received, and getting them back as they came."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.documents.queries import documents_within, path
from huanjie.office.face.tables import Column, Table
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.roles import READING_ROLES, Role

READERS = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE, Role.REGISTRAR, Role.CREDENTIALS)


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """The files of the unit and of those within it."""
    columns = (
        Column("name", _("文件名"), link=_address, sort="name"),
        Column("kind", _("类别"), sort="kind"),
        Column("size", _("字节"), kind="number", sort="size"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("received_by", _("经手"), sort="received_by"),
        Column("received_at", _("收到"), kind="date", sort="id"),
        Column("digest", _("摘要"), value=lambda d: d.digest[:16]),
    )
    found = documents_within(request.member.unit)
    table = Table(request, columns, found, search=("name", "kind", "digest"))
    if table.wants_csv:
        return table.csv("documents")
    return render(request, "documents/index.html", {"table": table})


@for_roles(*READERS)
def download(request: MemberRequest, pk: int) -> FileResponse:
    """The bytes of a file; never shown in the page, so that nothing in it runs here.

    A guide reads the list, not the files: they hold personal data.
    """
    document = get_object_or_404(documents_within(request.member.unit), pk=pk)
    if request.member.roles <= READING_ROLES:
        raise PermissionDenied(request.member.name)
    place = path(document)
    if not place.exists():
        raise Http404(document.digest)
    return FileResponse(place.open("rb"), as_attachment=True, filename=document.name)


def _address(document: object) -> str:
    return reverse("documents:download", args=(getattr(document, "pk", 0),))
