"""The library: one search, the statutes article by article, our rule pages, the import."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import Article
from huanjie.office.face.acts import perform
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import citation, either
from huanjie.office.library import queries, services
from huanjie.office.library.models import Passage, Statute
from huanjie.office.library.question import LONGEST, question
from huanjie.office.library.screens.forms import ImportForm, NothingForm
from huanjie.office.library.texts import shelves
from huanjie.office.library.words import SOURCES
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.queries import unit as unit_of

MOST = 15


def tabs(current: str) -> list[Tab]:
    """The search and the statutes."""
    return [
        Tab(_("搜索"), reverse("library:index"), current == "search"),
        Tab(_("法规文本"), reverse("library:statutes"), current == "statutes"),
    ]


@signed_in
def index(request: MemberRequest) -> HttpResponse:
    """One field, and what answers it."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    source = request.GET.get("source", "")
    source = source if source in SOURCES else ""
    reader = request.member.unit
    hits = queries.search(asked, unit=reader, sources=(source,) if source else (), limit=MOST)
    context = {
        "tabs": tabs("search"),
        "asked": asked,
        "source": source,
        "sources": [("", _("全部")), *((key, either(*words)) for key, words in SOURCES.items())],
        "rows": [(hit, _headline(hit), either(*SOURCES[hit.source])) for hit in hits],
        "may_import": may_import(request),
        "counts": queries.counts(),
        "is_short": bool(asked) and question(asked).is_empty,
    }
    return render(request, "library/index.html", context)


def _headline(hit: queries.Hit) -> str:
    """The title of a hit; an article in the language of the page."""
    code, _space, place = hit.key.partition(" ")
    if code not in shelves() or not place.isdecimal():
        return hit.title
    return either(hit.title, citation(shelves()[code].text[int(place)]))


def may_import(request: MemberRequest) -> bool:
    """Does the member hold a role that imports statutes?"""
    return bool(frozenset(services.LIBRARIANS) & request.member.roles)


@signed_in
def statutes(request: MemberRequest) -> HttpResponseBase:
    """The texts held, with version, completeness and who imported them."""
    columns = (
        Column("title", _("法规"), value=_title, link=_address, sort="title"),
        Column("version", _("文本日期"), kind="date", sort="version"),
        Column("articles", _("条数"), kind="number", sort="articles"),
        Column("gaps", _("缺号"), value=_gaps),
        Column("unit__name", _("导入单位"), sort="unit_id"),
        Column("imported_at", _("导入时间"), kind="date", sort="id"),
    )
    held = queries.current_statutes()
    table = Table(request, columns, held)
    if table.wants_csv:
        return table.csv("statutes")
    codes = {statute.text_code for statute in held}
    context = {
        "tabs": tabs("statutes"),
        "table": table,
        "missing": [_name(code) for code in shelves() if code not in codes],
        "may_import": may_import(request),
    }
    return render(request, "library/statutes.html", context)


def _title(statute: Statute) -> str:
    return _name(statute.text_code)


def _name(code: str) -> str:
    text = shelves()[code].text
    return either(text.title, text.title_en)


def _address(statute: Statute) -> str:
    return reverse("library:statute", args=(statute.text_code,))


def _gaps(statute: Statute) -> str:
    return "、".join(map(str, statute.gaps)) or _("没有缺号")


@signed_in
def statute(request: MemberRequest, text: str) -> HttpResponse:
    """One text: its chapters and articles, its versions and what each changed."""
    if text not in shelves():
        raise Http404(text)
    found = list(queries.versions(text))
    current = next((each for each in found if each.is_current), None)
    context = {
        "tabs": tabs("statutes"),
        "title": _name(text),
        "code": text,
        "current": current,
        "chapters": _chapters(text, current),
        "versions": found,
        "may_import": may_import(request),
        "may_remove": may_import(request) and _unit(current) == request.member.unit,
    }
    return render(request, "library/statute.html", context)


def _unit(statute: Statute | None) -> str:
    return statute.unit_code if statute else ""


def _chapters(text: str, current: Statute | None) -> list[tuple[str, list[Passage]]]:
    """The articles under the chapters that they stand in."""
    begins = {
        f"{text} {place}": chapter for chapter, place in (current.contents if current else [])
    }
    chapters: list[tuple[str, list[Passage]]] = []
    for passage in queries.statute_passages(text):
        if passage.key in begins or not chapters:
            chapters.append((begins.get(passage.key, ""), []))
        chapters[-1][1].append(passage)
    return chapters


@signed_in
def article(request: MemberRequest, text: str, place: str) -> HttpResponse:
    """The words of an article, its neighbours, and what of ours rests on it."""
    found = queries.article_passage(text, place)
    if found is None or text not in shelves():
        raise Http404(f"{text} {place}")
    before, after = queries.neighbours(found)
    cited = _cited(found)
    citing = queries.citing_pages(found, request.member.unit)
    context = {
        "tabs": tabs("statutes"),
        "passage": found,
        "title": citation(cited) if cited else found.title,
        "heading": found.title.partition(" · ")[2],
        "cited": cited,
        "paragraphs": queries.paragraphs(found.text),
        "law": _name(text),
        "code": text,
        "before": before,
        "after": after,
        "pages": [(p.title, queries.link_of(p)) for p in citing],
        "statute": queries.current_statutes().filter(text_code=text).first(),
    }
    return render(request, "library/article.html", context)


def _cited(passage: Passage) -> Article | None:
    code, _space, place = passage.key.partition(" ")
    return shelves()[code].text[int(place)] if place.isdecimal() else None


@signed_in
def passage(request: MemberRequest, source: str, key: str) -> HttpResponse:
    """A page of our own rules, or an answer or material that has no page elsewhere."""
    open_to = queries.visible_to(request.member.unit, (source,))
    found = get_object_or_404(open_to, key=key)
    context = {
        "tabs": tabs("search"),
        "passage": found,
        "lines": found.text.split("\n"),
        "kind": either(*SOURCES[found.source]),
    }
    return render(request, "library/passage.html", context)


@for_roles(*services.LIBRARIANS)
def import_page(request: MemberRequest) -> HttpResponse:
    """Import the text of a statute; every fault of the file is named with its line."""
    form = ImportForm(_posted(request), request.FILES or None)
    context: dict[str, Any] = {"tabs": tabs("statutes"), "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        return perform(
            request,
            services.import_statute,
            success_url=lambda made: reverse("library:statute", args=(made.text_code,)),
            template="library/import.html",
            context=context,
            unit=unit_of(request.member.unit),
            name=file.name,
            content=file.read(),
            text_code=form.cleaned_data["text_code"],
        )
    return render(request, "library/import.html", context, status=422 if form.is_bound else 200)


@for_roles(*services.LIBRARIANS)
def remove(request: MemberRequest, text: str) -> HttpResponse:
    """Take a text out of the search."""
    held = get_object_or_404(queries.current_statutes(), text_code=text)
    context = {
        "form": NothingForm(_posted(request)),
        "title": _("移除《%(title)s》") % {"title": _name(text)},
        "lead": _("只有需要换回旧文本，或者导错了文本时才移除。"),
        "consequences": [
            _("搜索不再找到这部法规的条文，条文标签不再链接到原文。"),
            _("导入过的文件仍然保存，可以随时重新导入。"),
        ],
        "submit": _("移除这部法规"),
        "cancel": reverse("library:statute", args=(text,)),
    }
    if request.method == "POST":
        return perform(
            request,
            services.remove_statute,
            success_url=reverse("library:statutes"),
            template="face/act.html",
            context=context,
            statute=held,
        )
    return render(request, "face/act.html", context)


def _posted(request: MemberRequest) -> QueryDict | None:
    """What a form is bound to: the posted fields; None on a GET."""
    return request.POST if request.method == "POST" else None
