"""The collection of answers: on the page, on paper, as a file."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.guidance.models import Answer
from huanjie.office.guidance.queries.questions import collection, stale
from huanjie.office.guidance.screens.citing import cited_links
from huanjie.office.guidance.screens.pages import tabs
from huanjie.office.people.access import MemberRequest, signed_in


@dataclass(frozen=True)
class Collected:
    """One answer of the collection with its citations, and whether they have changed."""

    number: int
    answer: Answer
    cited: list[tuple[str, str, str]]
    is_stale: bool


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """Every answer in force that the reader may use."""
    words = request.GET.get("q", "").strip()[:80]
    found = list(collection(request.member))
    for word in words.split():
        found = [a for a in found if word in f"{a.question_text}{a.text}{' '.join(a.citations)}"]
    changed = {each.answer.pk for each in stale(found, clock.today())}
    rows = [
        Collected(number, answer, cited_links(answer.citations), answer.pk in changed)
        for number, answer in enumerate(found, 1)
    ]
    if request.GET.get("format") == "csv":
        return Table(request, _columns(), rows).csv("collection")
    context = {
        "rows": rows, "words": words, "stale": len(changed), "tabs": tabs("questions"),
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "guidance/collection.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("序号")),
        Column("question", _("问题"), value=lambda r: r.answer.question_text),
        Column("text", _("答复"), value=lambda r: r.answer.text),
        Column(
            "cited", _("依据"), value=lambda r: "；".join(label for _key, label, _to in r.cited)
        ),
        Column("by", _("答复单位"), value=lambda r: r.answer.question.answerer.name),
        Column("on", _("公布日期"), value=lambda r: r.answer.approved_on),
        Column("stale", _("依据已变"), value=lambda r: _("是") if r.is_stale else _("否")),
        Column(
            "link",
            _("地址"),
            value=lambda r: reverse("guidance:question", args=(r.answer.question_id,)),
        ),
    )
