"""Questions of law and policy: asked, answered, approved, collected."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from huanjie.office.committee.pages import posted
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.guidance import services
from huanjie.office.guidance.models import Question
from huanjie.office.guidance.procedures import QUESTION, URGENCY_DAYS
from huanjie.office.guidance.queries.questions import (
    answer_in_force,
    answers_of,
    changes_since,
    draft_of,
    questions_within,
    readable_questions,
)
from huanjie.office.guidance.queries.scope import readable, superiors
from huanjie.office.guidance.queries.shelf import articles_found, similar_answers
from huanjie.office.guidance.screens.citing import cited_links, in_words
from huanjie.office.guidance.screens.forms import NothingForm, RemarkForm
from huanjie.office.guidance.screens.pages import (
    ANSWERING,
    LEADING,
    WORKING,
    Do,
    do_page,
    list_page,
    may,
    page,
    tabs,
    word,
)
from huanjie.office.guidance.screens.question_forms import AskForm, DraftForm, ReferForm
from huanjie.office.guidance.words import QUESTION_STATES, URGENCIES
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role

MARKS = {
    "asked": "doing", "drafted": "waiting", "published": "done", "revising": "waiting",
    "withdrawn": "info", "retracted": "info",
}  # fmt: skip
FLAGGING = (*LEADING, Role.LIAISON, Role.GUIDE)


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The questions of the unit and of those within it, with their clocks."""
    state, new = request.GET.get("state", ""), request.GET.get("new", "")
    rows = questions_within(request.member)
    shown = rows.filter(state=state) if state else rows
    shown = shown.filter(is_new_kind=True) if new else shown
    today = clock.today()
    columns = (
        Column("title", _("问题"), link=lambda q: page("question", q.pk), sort="title"),
        Column("unit__name", _("提出单位"), sort="unit_id"),
        Column("answerer__name", _("答复单位"), sort="answerer_id"),
        Column("urgency", _("缓急"), value=lambda q: word(URGENCIES, q.urgency), sort="urgency"),
        Column("due", _("答复期限"), kind="date", sort="due"),
        Column("clock", _("剩余天数"), value=lambda q: _days_left(q, today), kind="number",
               sort="due"),
        Column("state", _("状态"), value=lambda q: word(QUESTION_STATES, q.state), sort="state"),
        Column("new", _("新情况"), value=lambda q: _("新") if q.is_new_kind else ""),
    )  # fmt: skip
    table = Table(request, columns, shown, search=("title", "text", "unit__name"))
    actions = [Do(_("答复汇编"), page("collection"))]
    if may(request.member, request.member.unit, WORKING):
        actions.append(Do(_("提出问题"), page("ask"), is_main=True))
    return list_page(
        request,
        table,
        "questions",
        title=_("问题答复"),
        lead=_("提问以前先看已有的答复；答复写明依据，经第二人审核后公布，收入汇编。"),
        actions=actions,
        filters=_filters(state, new),
        empty=_("没有这样的问题"),
        why=_("遇到拿不准的法律、政策问题就在这里提出，每个问题都有答复期限。"),
    )


def _filters(state: str, new: str) -> list[Tab]:
    address = page("questions")
    found = [Tab(_("全部"), address, not state and not new)]
    found += [
        Tab(word(QUESTION_STATES, key), f"{address}?state={key}", key == state)
        for key in ("asked", "drafted", "published", "revising")
    ]
    return [*found, Tab(_("新情况新问题"), f"{address}?new=1", bool(new))]


def _days_left(question: Question, today: Any) -> int | None:
    is_open = question.state in ("asked", "drafted")
    return (question.due - today).days if is_open else None


@for_roles(*WORKING)
def ask(request: MemberRequest) -> HttpResponseBase:
    """Ask, after seeing what has been answered before and which articles speak of it."""
    own = get_object_or_404(Unit, code=request.member.unit)
    above = [unit for unit in superiors(own.code) if unit.level != "township"]
    answerers = above if own.level == "township" else [*above, own]
    words = request.GET.get("q", "").strip()[:200]
    typed = posted(request)
    form = AskForm(typed, answerers=answerers, initial={"title": words, "urgency": "normal"})
    sought = typed.get("title", words) if typed else words
    return do_page(
        request,
        form,
        services.ask,
        back=page("questions"),
        title=_("提出问题"),
        lead=own.name,
        consequences=[
            _("列入答复单位的待办；特急 %(now)s 天、加急 %(soon)s 天、一般 %(normal)s 天内答复。")
            % dict(URGENCY_DAYS),
            _("超过期限的列入逾期清单。"),
        ],
        submit=_("提出问题"),
        template="guidance/ask.html",
        words=words,
        answers=similar_answers(sought, request.member),
        articles=articles_found(sought, request.member),
        success_url=lambda made: page("question", made.pk),
        arguments=lambda given: {
            **given,
            "unit": own,
            "answerer": Unit.objects.get(code=given["answerer"]),
            "on": clock.today(),
        },
    )


def _question(request: MemberRequest, pk: int) -> Question:
    return readable(readable_questions(request.member), request.member, pk)


@signed_in
def question(request: MemberRequest, pk: int) -> HttpResponse:
    """One question with its clock, its answer, the versions and what may be done."""
    found = _question(request, pk)
    today = clock.today()
    is_inside = questions_within(request.member).filter(pk=pk).exists()
    answer = answer_in_force(found)
    answering = may(request.member, found.answerer_id, ANSWERING)
    changes = changes_since(answer, today) if answer else ()
    versions = [(each, cited_links(each.citations)) for each in answers_of(found)]
    shown = versions if answering else [v for v in versions if v[0] == answer]
    context = {
        "question": found,
        "is_inside": is_inside,
        "mark": MARKS[found.state],
        "state": word(QUESTION_STATES, found.state),
        "urgency": word(URGENCIES, found.urgency),
        "left": _days_left(found, today),
        "versions": shown,
        "in_force": answer,
        "changes": in_words(changes),
        "actions": _actions(request, found, is_stale=bool(changes)),
        "may_flag": is_inside and bool(frozenset(FLAGGING) & request.member.roles),
        "tabs": tabs("questions"),
    }
    return render(request, "guidance/question.html", context)


def _actions(request: MemberRequest, found: Question, *, is_stale: bool) -> list[Do]:
    asking = may(request.member, found.unit_id, WORKING)
    answering = may(request.member, found.answerer_id, ANSWERING)
    has_above = superiors(found.answerer_id).exclude(level="township").exists()
    is_drafted = found.state in ("drafted", "revising")
    doors = (
        ("withdraw", asking, _("撤回"), "withdraw_question"),
        ("refer", answering and has_above, _("转送上级"), "refer"),
        ("retract", answering, _("废止"), "retract_answer"),
        ("confirm", answering and is_stale, _("复核无误"), "confirm_answer"),
        ("send_back", answering, _("退回重拟"), "send_answer_back"),
        ("draft", answering, _("修改答复") if found.state != "asked" else _("拟答复"),
         "draft_answer"),
        ("approve", answering, _("审核公布"), "approve_answer"),
    )  # fmt: skip
    main = "approve" if is_drafted else "draft" if found.state == "asked" else "confirm"
    return [
        Do(label, page(name, found.pk), is_main=move == main)
        for move, is_turn, label, name in doors
        if is_turn and QUESTION.may(found.state, move)
    ]


@for_roles(*ANSWERING)
def draft_answer(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Write an answer beside what the library finds."""
    found = _question(request, pk)
    hits = articles_found(found.title, request.member, more=found.text)
    earlier = draft_of(found) or answer_in_force(found)
    keys = dict.fromkeys(key for hit in hits for key in hit.articles)
    kept = [key for key in (earlier.citations if earlier else ()) if key not in keys]
    form = DraftForm(
        posted(request),
        found=[(key, label) for key, label, _href in cited_links(keys)],
        initial={
            "question_text": earlier.question_text if earlier else found.title,
            "text": earlier.text if earlier else "",
            "found": [key for key in (earlier.citations if earlier else ()) if key in keys],
            "citations": "\n".join(kept),
        },
    )
    return do_page(
        request,
        form,
        services.draft_answer,
        back=page("question", pk),
        title=_("拟答复"),
        lead=found.title,
        consequences=[_("由本单位另一位工作人员审核，审核后才公布。")],
        submit=_("提交审核"),
        template="guidance/draft.html",
        question=found,
        articles=hits,
        answers=[hit for hit in similar_answers(found.title, request.member) if hit.key != str(pk)],
        arguments=lambda given: {
            "question": found,
            "question_text": given["question_text"],
            "text": given["text"],
            "citations": form.cited(),
            "on": clock.today(),
        },
    )


def _simple(
    request: MemberRequest,
    pk: int,
    command: Callable[..., Any],
    title: str,
    consequences: list[str],
    *,
    form: Form | None = None,
    remark: str = "remark",
) -> HttpResponseBase:
    found = _question(request, pk)

    def arguments(given: dict[str, Any]) -> dict[str, Any]:
        said = {remark: given["remark"]} if "remark" in given else {}
        return {"question": found, "on": clock.today(), **said}

    return do_page(
        request,
        form or NothingForm(posted(request)),
        command,
        back=page("question", pk),
        title=title,
        lead=found.title,
        consequences=consequences,
        submit=title,
        arguments=arguments,
    )


@for_roles(*WORKING)
def withdraw_question(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take a question back."""
    lines = [_("留在清单中，注明已撤回。")]
    return _simple(request, pk, services.withdraw_question, _("撤回"), lines)


@for_roles(*ANSWERING)
def approve_answer(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Approve and publish."""
    lines = [
        _("收入汇编，本单位、上级和所有下级都能检索和引用。"),
        _("通知提出单位。"),
        _("记下所引条文、参数、规则现在的内容；以后有变化，答复会标明依据已变。"),
    ]
    return _simple(request, pk, services.approve_answer, _("审核公布"), lines)


@for_roles(*ANSWERING)
def send_answer_back(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Send a draft back."""
    form = RemarkForm(request.POST or None)
    lines = [_("回到拟稿，答复期限不变。")]
    return _simple(request, pk, services.send_answer_back, _("退回重拟"), lines, form=form)


@for_roles(*ANSWERING)
def confirm_answer(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Say that an answer still holds."""
    form = RemarkForm(request.POST or None)
    lines = [_("按现在的依据重新记录，不再标明依据已变。")]
    return _simple(request, pk, services.confirm_answer, _("复核无误"), lines, form=form)


@for_roles(*ANSWERING)
def retract_answer(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take an answer out of force."""
    form = RemarkForm(request.POST or None)
    lines = [_("从汇编和检索中撤下，记录保留；通知提出单位。")]
    return _simple(
        request, pk, services.retract_answer, _("废止"), lines, form=form, remark="reason"
    )


@for_roles(*ANSWERING)
def refer(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Pass a question on to a unit above."""
    found = _question(request, pk)
    above = superiors(found.answerer_id).exclude(level="township")
    form = ReferForm(request.POST or None, answerers=above)
    return do_page(
        request,
        form,
        services.refer,
        back=page("question", pk),
        title=_("转送上级"),
        lead=found.title,
        consequences=[_("列入上级的待办，答复期限不变。")],
        submit=_("转送"),
        arguments=lambda given: {
            "question": found,
            "answerer": Unit.objects.get(code=given["answerer"]),
            "remark": given["remark"],
            "on": clock.today(),
        },
    )


@for_roles(*FLAGGING)
def flag(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Mark a question as a new kind of problem, or take the mark off."""
    found = _question(request, pk)
    title = _("取消新情况标记") if found.is_new_kind else _("标为新情况新问题")
    return do_page(
        request,
        NothingForm(posted(request)),
        services.flag_new_kind,
        back=page("question", pk),
        title=title,
        lead=found.title,
        consequences=[_("新情况新问题单独列出，供简报和研究使用。")],
        submit=title,
        arguments=lambda given: {"question": found, "is_new_kind": not found.is_new_kind},
    )
