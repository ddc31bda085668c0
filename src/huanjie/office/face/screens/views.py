"""The pages of the face itself: every component with an example, and an article in our words."""

from importlib import import_module
from inspect import getdoc

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from huanjie.law.article import REGISTER, Article
from huanjie.law.pack import known_texts
from huanjie.office.face.screens import examples
from huanjie.office.face.templatetags.face import COMPONENTS
from huanjie.office.face.words import citation


@login_required
def design(request: HttpRequest) -> HttpResponse:
    """Every component, used."""
    context = {
        "components": COMPONENTS,
        "table": examples.table(request),
        "steps": examples.steps(),
        "tabs": examples.tabs(),
        "work": examples.work(),
        "cards": examples.cards(),
        "account": examples.balance(),
        "form": examples.ExampleForm(),
        "job": examples.Job(),
        "entries": examples.receipts(),
        "stages": examples.stages(),
        "article": examples.ARTICLE,
        "day": examples.DAY,
        "today": examples.TODAY,
        "limits": examples.limits(),
        "plan": examples.plan(),
        "drawing": examples.drawing(),
    }
    return render(request, "face/design.html", context)


@login_required
def article(request: HttpRequest, text: str, place: str) -> HttpResponse:
    """Our words for an article: what it is called and which of our rules carry it out."""
    if request.GET.get("close"):
        return HttpResponse("")
    cited = article_at(text, place)
    context = {
        "cited": cited,
        "title": citation(cited),
        "rules": rules_under(cited),
        "is_practice": not cited.text.unit,
    }
    is_part = bool(request.headers.get("HX-Request"))
    template = "face/article_part.html" if is_part else "face/article_page.html"
    return render(request, template, context)


def article_at(text: str, place: str) -> Article:
    """The article of an address. Raises `Http404` for one that cannot be."""
    found = known_texts().get(text)
    if found is None:
        raise Http404(text)
    if not found.unit:
        return found[place]
    figures = place.split(".")
    if len(figures) > 3 or not all(f.isdecimal() and 0 < int(f) < 100 for f in figures):
        raise Http404(place)
    return found[tuple(int(f) for f in figures)]


def rules_under(cited: Article) -> list[tuple[Article, str, str]]:
    """The rules registered under the article or a part of it: place, name, what it answers."""
    found = []
    for other in sorted(REGISTER, key=lambda a: (a.text.code, tuple(map(str, a.place)))):
        if other.text == cited.text and _overlaps(other.place, cited.place):
            found += [(other, name.rsplit(".", 1)[-1], _answers(name)) for name in REGISTER[other]]
    return found


def _overlaps(one: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _answers(name: str) -> str:
    module, _dot, function = name.rpartition(".")
    return (getdoc(getattr(import_module(module), function, None)) or "").split("\n\n")[0]
