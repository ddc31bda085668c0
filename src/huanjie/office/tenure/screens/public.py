"""The declared results as everybody reads them, constituency by constituency."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from huanjie.office.committee.models import Election
from huanjie.office.counting.queries import ContestResult
from huanjie.office.tenure import queries
from huanjie.office.tenure.notices import others


def results(request: HttpRequest, unit_code: str) -> HttpResponse:
    """The constituencies whose result is declared; nothing of those that are not."""
    elections = Election.objects.select_related("unit").filter(unit_id=unit_code)
    election = elections.order_by("-pk").first()
    if election is None:
        raise Http404(unit_code)
    rows = queries.result_rows(election)
    declared = [_shown(row, row.result) for row in rows if row.is_declared and row.result]
    if not declared:
        raise Http404(unit_code)
    context = {"election": election, "rows": declared, "total": len(rows)}
    return render(request, "tenure/public_results.html", context)


def _shown(row: queries.ResultRow, result: ContestResult) -> dict[str, object]:
    return {
        "constituency": row.constituency,
        "figures": result.figures,
        "elected": [(name, _votes(result, name)) for name, _last, _round in result.elected],
        "others": [(name, _votes(result, name)) for name, _base in others(row)],
        "vacant": row.vacant,
        "declared_on": result.last.declared_on,
    }


def _votes(result: ContestResult, name: str) -> str:
    """Somebody's votes, round after round: 82 → 165."""
    return "\u00a0→\u00a0".join(str(votes) for _kind, votes in result.votes.get(name, []))


app_name = "results_public"
urlpatterns = [path("<str:unit_code>/", results, name="results")]
