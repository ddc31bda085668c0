"""The components of every page as template tags; each has one template under `face/`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from huanjie.figures import charts
from huanjie.law.article import Article
from huanjie.law.finding import Finding
from huanjie.law.pack import known_texts
from huanjie.office.face import words
from huanjie.office.face.cards import Card, article_url, card
from huanjie.office.face.parts import Balance, Step, Tab
from huanjie.office.face.tables import Table

register = template.Library()

COMPONENTS = (
    "page_head", "tabs", "stage_rail", "worklist", "finding", "findings", "article", "tiles",
    "tile", "data_table", "balance", "timeline", "stepper", "entry_form", "field", "progress",
    "receipt", "chart", "empty", "mark",
)  # fmt: skip
MARK_SHAPES = {
    "done": "●", "doing": "◐", "todo": "○", "warning": "▲", "stopped": "■", "waiting": "◇",
    "late": "■", "due": "▲", "info": "●", "home": "▤",
}  # fmt: skip


@register.simple_block_tag(takes_context=True)
def page_head(
    context: Mapping[str, Any],
    content: str,
    title: str,
    *,
    lead: str = "",
    article: Article | None = None,
    back: str = "",
    back_label: str = "",
) -> SafeString:
    """The head of a page; its content are the actions at the right."""
    given = {"title": title, "lead": lead, "article_cited": article, "back": back}
    return _block("page_head", context, content, {**given, "back_label": back_label})


@register.inclusion_tag("face/tabs.html")
def tabs(items: Iterable[Tab]) -> dict[str, Any]:
    """The pages of a stage."""
    return {"items": list(items)}


@register.inclusion_tag("face/stage_rail.html")
def stage_rail(stages: Iterable[Any]) -> dict[str, Any]:
    """The stages with their marks; each has `mark`, `label`, `href`, `is_current`."""
    return {"stages": list(stages)}


@register.inclusion_tag("face/worklist.html")
def worklist(items: Iterable[Any], title: str = "", *, is_waiting: bool = False) -> dict[str, Any]:
    """Work items (`inbox.work.WorkItem`): what, until when, under which rule, one button.

    `is_waiting`: others must do it, so their roles stand where the button would.
    """
    tongue = words.language()
    items = list(items)
    is_mixed = len({getattr(item, "unit", "") for item in items}) > 1
    rows = [
        {
            "item": item,
            "unit_name": getattr(item, "unit_name", "") if is_mixed else "",
            "subject": getattr(item, f"subject_{tongue}"),
            "detail": getattr(item, f"detail_{tongue}"),
            "action": "" if is_waiting else getattr(item, f"action_{tongue}"),
            "who": getattr(item, f"who_{tongue}", "") if is_waiting else "",
        }
        for item in items
    ]
    return {"rows": rows, "title": title}


@register.inclusion_tag("face/finding.html")
def finding(found: Finding | Card, *, typist: bool = False) -> dict[str, Any]:
    """One finding as a card."""
    return {"card": card(found, typist=typist)}


@register.inclusion_tag("face/findings.html")
def findings(found: Iterable[Finding | Card] | None, *, typist: bool = False) -> dict[str, Any]:
    """Findings as cards; nothing when there are none."""
    return {"cards": [card(each, typist=typist) for each in found or ()]}


@register.inclusion_tag("face/article.html")
def article(cited: Article | str | None) -> dict[str, Any]:
    """An article as a chip that opens our words for it."""
    found = parse_article(cited) if isinstance(cited, str) else cited
    shown = {"chip": words.chip(found), "title": words.citation(found)} if found else {}
    return {"cited": found, "href": article_url(found) if found else "", "raw": cited, **shown}


@register.simple_block_tag(takes_context=True)
def tiles(context: Mapping[str, Any], content: str) -> SafeString:
    """A row of figure tiles."""
    return _block("tiles", context, content, {})


@register.inclusion_tag("face/tile.html")
def tile(
    label: str, figure: object, *, href: str = "", note: str = "", mark: str = "", unit: str = ""
) -> dict[str, Any]:
    """A figure with its name, a door to its records."""
    shown = words.number(figure)
    return {
        "label": label, "figure": shown, "href": href, "note": note, "state": mark, "unit": unit,
    }  # fmt: skip


@register.inclusion_tag("face/data_table.html")
def data_table(table: Table, *, empty: str = "", why: str = "") -> dict[str, Any]:
    """A `face.tables.Table`; `empty` and `why` are said when it has no rows."""
    page = table.page
    return {
        "table": table,
        "page": page,
        "rows": list(table.cells(page.object_list)),
        "empty": empty,
        "why": why,
        "previous": table.address(page=str(page.number - 1)) if page.has_previous() else "",
        "next": table.address(page=str(page.number + 1)) if page.has_next() else "",
        "total": words.number(page.paginator.count),
    }


@register.inclusion_tag("face/balance.html")
def balance(account: Balance) -> dict[str, Any]:
    """Opening plus added minus struck makes closing: the bars, and the table under them."""

    def entry(term: Any) -> charts.Entry:
        return charts.Entry(term.label, term.figure)

    drawing = charts.balance(
        entry(account.opening),
        [entry(term) for term in account.added],
        [entry(term) for term in account.struck],
        entry(account.closing),
        title=account.title,
    )
    return {"account": account, "drawing": mark_safe(drawing)}  # noqa: S308 - our own SVG


@register.inclusion_tag("face/timeline.html")
def timeline(
    limits: Sequence[charts.Limit],
    plan: Sequence[charts.Block],
    election_day: date,
    today: date | None = None,
    around: date | None = None,
) -> dict[str, Any]:
    """The statutory bar: limits as posts above it, the plan as blocks below it, today a line.

    It reaches from 90 days before `around` to 60 days after it, by default around election day.
    """
    now = (today - election_day).days if today else None
    moved = (election_day - around).days if around else 0
    span = (charts.SPAN[0] - moved, charts.SPAN[1] - moved)
    said = charts.TimelineWords(
        _("法定日程与计划"),
        _("选举日"),
        _("今天"),
        words.either("{month}月{day}日", "{month}/{day}"),
        words.either(
            "{election_day} {on}。法定期限：{named}。", "{election_day} {on}. Limits: {named}."
        ),
    )
    drawing = charts.timeline(
        limits, plan, election_day=election_day, today=now, words=said, span=span
    )
    return {"drawing": mark_safe(drawing)}  # noqa: S308 - our own SVG


@register.inclusion_tag("face/stepper.html")
def stepper(steps: Iterable[Step]) -> dict[str, Any]:
    """The steps of an import or another walk."""
    return {"steps": list(steps)}


@register.simple_block_tag(takes_context=True)
def entry_form(
    context: Mapping[str, Any],
    content: str,
    form: BaseForm | None = None,
    *,
    submit: str,
    action: str = "",
    cancel: str = "",
    grave: bool = False,
    name: str = "",
    value: str = "",
) -> SafeString:
    """A form that posts. Without content it shows all fields of `form`.

    `grave` marks the one button of a legal act; `name` and `value` go with the button.
    """
    given = {
        "form": form, "submit": submit, "action": action, "cancel": cancel, "grave": grave,
        "button_name": name, "button_value": value, "once": get_random_string(22),
        "multipart": bool(form and form.is_multipart()),
    }  # fmt: skip
    return _block("entry_form", context, content.strip(), given)


@register.inclusion_tag("face/field.html")
def field(bound: BoundField, *, number: str = "", hint: str = "") -> dict[str, Any]:
    """One field with its label, hint and faults; `number` is its number on the paper."""
    is_tick = getattr(bound.field.widget, "input_type", "") == "checkbox"
    is_tick = is_tick and not hasattr(bound.field, "choices")
    return {"field": bound, "number": number, "hint": hint or bound.help_text, "is_tick": is_tick}


@register.inclusion_tag("face/progress.html")
def progress(job: Any, *, href: str = "") -> dict[str, Any]:
    """How far a job is; with `href` it asks there again every second."""
    states = {
        "waiting": _("等待"),
        "running": _("进行中"),
        "done": _("完成"),
        "refused": _("被退回"),
        "failed": _("出错"),
    }
    return {"job": job, "href": href, "state": states[job.state]}


@register.inclusion_tag("face/receipt.html")
def receipt(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What has just been done, with its ledger numbers."""
    rows = [{**entry, "event": entry[f"event_{words.language()}"]} for entry in entries]
    return {"entries": rows}


@register.inclusion_tag("face/chart.html")
def chart(drawing: str, *, caption: str = "") -> dict[str, Any]:
    """An SVG of `figures.charts` in the page."""
    return {"drawing": mark_safe(drawing), "caption": caption}  # noqa: S308 - our own SVG


@register.inclusion_tag("face/empty.html")
def empty(title: str, why: str = "", *, action: str = "", href: str = "") -> dict[str, Any]:
    """Nothing here yet: why, and what comes next."""
    return {"title": title, "why": why, "action": action, "href": href}


@register.inclusion_tag("face/mark.html")
def mark(state: str, label: str = "") -> dict[str, Any]:
    """A status by shape and colour: done doing todo warning stopped waiting late due."""
    names = {
        "done": _("完成"),
        "doing": _("进行中"),
        "todo": _("未开始"),
        "warning": _("提醒"),
        "stopped": _("不能继续"),
        "waiting": _("等待决定"),
        "late": _("逾期"),
        "due": _("今天到期"),
        "info": _("说明"),
    }
    shape = MARK_SHAPES.get(state, state)
    return {"state": state, "shape": shape, "label": label, "name": names.get(state, "")}


@register.simple_tag
def either(zh: str, en: str) -> str:
    """The wording of the page's language."""
    return words.either(zh, en)


@register.filter(name="chip")
def chip_filter(cited: Article) -> str:
    """An article at its shortest, in the page's language."""
    return words.chip(cited)


@register.filter(name="day")
def day_filter(value: date | None) -> str:
    """2026年12月20日 星期日."""
    return words.day(value)


@register.filter(name="offset")
def offset_filter(value: date | None, election_day: date | None) -> str:
    """E−23."""
    return words.offset(value, election_day)


@register.filter(name="number")
def number_filter(value: object) -> str:
    """301 442."""
    return words.number(value)


def parse_article(key: str) -> Article | None:
    """The article of a key as the ledger keeps it (`EL 45¶3`, `EL 12¶1(3)`), or None."""
    code, _, place = key.partition(" ")
    text = known_texts().get(code)
    if text is None or not place:
        return None
    if not text.unit:
        return text[place]
    figures = place.replace("¶", ".").replace("(", ".").rstrip(")").split(".")
    return text[tuple(int(f) for f in figures)] if all(f.isdigit() for f in figures) else None


def _block(
    name: str, context: Mapping[str, Any], content: str, given: Mapping[str, Any]
) -> SafeString:
    request = context.get("request")
    # What stood between the tags was rendered by this template and is escaped already.
    values = {**given, "content": mark_safe(content)}  # noqa: S308
    return mark_safe(  # noqa: S308 - rendered by a template
        render_to_string(f"face/{name}.html", values, request=request)
    )
