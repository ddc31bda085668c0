"""The notices as the office sees them: also those that are not on the web, with their digests."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.queries import body_digest, publications_within
from huanjie.office.bulletin.words import kind_name
from huanjie.office.face.tables import Column, Table
from huanjie.office.people.access import MemberRequest, signed_in


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The notices of the unit and of those within it, newest first."""
    columns = (
        Column("title", _("标题"), link=_address, sort="title"),
        Column("number", _("第N号"), kind="number", sort="number"),
        Column("kind", _("类别"), value=lambda n: kind_name(n.kind), sort="kind"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("published_on", _("公布日期"), kind="date", sort="published_on"),
        Column("is_public", _("网上公开"), value=lambda n: _("是") if n.is_public else _("否")),
        Column("state", _("效力"), value=_standing),
    )
    found = publications_within(request.member.unit).select_related("superseded_by")
    table = Table(request, columns, found, search=("title", "unit__name"))
    if table.wants_csv:
        return table.csv("notices")
    return render(request, "bulletin/index.html", {"table": table})


@signed_in
def notice(request: MemberRequest, pk: int) -> HttpResponse:
    """One notice as published."""
    found = get_object_or_404(publications_within(request.member.unit), pk=pk)
    context = {"notice": found, "digest": body_digest(found.body), "kind": kind_name(found.kind)}
    return render(request, "bulletin/office_notice.html", context)


def _address(found: Publication) -> str:
    return reverse("bulletin:notice", args=(found.pk,))


def _standing(found: Publication) -> str:
    later = found.superseded_by
    return _("由第%(number)s号更正") % {"number": later.number} if later else _("有效")
