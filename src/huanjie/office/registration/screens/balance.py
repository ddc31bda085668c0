"""The balance of the rolls: last + added − struck = this, and nobody of age lost."""

from collections.abc import Mapping

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.committee.models import Election
from huanjie.office.face.parts import Balance, Term
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, signed_in
from huanjie.office.registration import queries
from huanjie.office.registration.screens.pages import here, reason_words


@signed_in
def balance(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Last + added − struck = this, for the election and for every constituency."""
    shown = here(request, unit_code, "balance")
    election = shown["election"]
    whole, everybody = queries.balance(election), queries.adults(election)
    rows = _balance_rows(election) if whole.voters else []
    address = reverse("registration:rolls", args=(unit_code,))
    columns = (
        Column("number", _("选区号"), kind="number", sort="number"),
        Column("name", _("选区"), sort="name"),
        Column("last", _("上届"), kind="number", sort="last"),
        *(Column(f, either(*queries.FIELD_NAMES[f]), kind="number", sort=f)
          for f in (*queries.ADDED, *queries.STRUCK)),
        Column("voters", _("本届公布"), kind="number", sort="voters"),
        Column("late", _("公布后增加"), kind="number", sort="late"),
        Column("struck_late", _("公布后减少"), kind="number", sort="struck_late"),
        Column("final", _("在册人数"), kind="number", sort="final"),
    )  # fmt: skip
    table = Table(request, columns, rows, page_size=100)
    if table.wants_csv:
        return table.csv(f"{unit_code}-balance")
    context = {
        **shown,
        "table": table,
        "whole": whole,
        "account": _account(whole, address),
        "findings": [*whole.findings(), *everybody.findings()] if whole.voters else [],
        "adults": everybody,
        "reasons": [(r, reason_words(r), n) for r, n in everybody.reasons.items()],
    }
    return render(request, "registration/balance.html", context)


def _balance_rows(election: Election) -> list[dict[str, object]]:
    found = queries.balances(election)
    rows = []
    for one in queries.rolls_of(election):
        constituency = one.constituency
        figures = found.get(constituency.pk, queries.Balance())
        rows.append(
            {
                "number": constituency.number,
                "name": constituency.name,
                "last": figures.last,
                **{field: figures.added[field] for field in queries.ADDED},
                **{field: figures.struck[field] for field in queries.STRUCK},
                "voters": figures.voters,
                "late": figures.late,
                "struck_late": figures.struck_late,
                "final": figures.final,
            }
        )
    return rows


def _account(whole: queries.Balance, address: str) -> Balance:
    def terms(fields: tuple[str, ...], figures: Mapping[str, int]) -> tuple[Term, ...]:
        return tuple(Term(either(*queries.FIELD_NAMES[f]), figures[f], address) for f in fields)

    return Balance(
        opening=Term(_("上届选民"), whole.last),
        added=terms(queries.ADDED, whole.added),
        struck=terms(queries.STRUCK, whole.struck),
        closing=Term(_("本届公布"), whole.voters, address),
        title=_("选民名单变动平衡"),
    )
