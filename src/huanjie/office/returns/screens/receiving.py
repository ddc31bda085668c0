"""What came from below: bundles with their verdicts, accepted or sent back, and their returns."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.changes import changes
from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.documents.queries import path
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.screens import perform
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.returns import services
from huanjie.office.returns.exports import Line
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import Arrival, ReceivedReturn
from huanjie.office.returns.packing import from_text
from huanjie.office.returns.pages import READERS, chapters, chosen, kept_card, tabs
from huanjie.office.returns.queries.keys import key_of
from huanjie.office.returns.queries.received import (
    arrivals_of,
    missing_sequences,
    previous_of,
    readable_arrival,
    readable_received,
)
from huanjie.office.returns.screens.forms import BundlesForm, WordsForm
from huanjie.office.returns.screens.views import (
    all_rows,
    attachment,
    changes_table,
    figures_table,
)
from huanjie.office.returns.services.receiving import RECEIVERS
from huanjie.office.returns.words import SOURCES, VERDICT_MARKS, VERDICTS


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """Every bundle that came, newest first; the place to hand in those carried on a stick."""
    unit = request.member.unit
    may = acts_for(request.member, unit, *RECEIVERS)
    form = BundlesForm(posted(request), request.FILES or None)
    if request.method == "POST" and may and form.is_valid():
        own = Unit.objects.get(code=unit)
        return perform(
            request,
            take_in,
            success_url=_after,
            template="returns/arrivals.html",
            context=_context(request, form, may=may),
            unit=own,
            files=form.cleaned_data["bundles"],
        )
    table = _table(request)
    if table.wants_csv:
        return table.csv("arrivals")
    status = 422 if form.is_bound else 200
    return render(request, "returns/arrivals.html", _context(request, form, may=may), status=status)


def _context(request: MemberRequest, form: BundlesForm, *, may: bool) -> dict[str, Any]:
    unit = request.member.unit
    senders = arrivals_of(unit).exclude(state="refused").values_list("sender", "sender_name")
    gaps = [
        (name, "、".join(map(str, missing)))
        for code, name in sorted(set(senders.order_by()))
        if (missing := missing_sequences(unit, code))
    ]
    return {
        "tabs": tabs(request.member, "arrivals"),
        "table": _table(request),
        "form": form,
        "may": may,
        "gaps": gaps,
        "key": key_of(unit),
    }


def _table(request: MemberRequest) -> Table:
    columns = (
        Column("sender_name", _("报送单位"), value=lambda a: a.sender_name or a.file,
               link=_address, sort="sender"),
        Column("sequence", _("序号"), kind="number", sort="sequence"),
        Column("mark", "", value=lambda a: VERDICT_MARKS[a.state], kind="mark"),
        Column("state", _("结论"), value=lambda a: either(*VERDICTS[a.state]), sort="state"),
        Column("as_of", _("数据时间"), kind="date", sort="as_of"),
        Column("came_at", _("收到"), kind="date", sort="came_at"),
        Column("repeats", _("重复"), kind="number", sort="repeats"),
        Column("problems", _("问题"), value=lambda a: len(a.problems), kind="number"),
    )  # fmt: skip
    return Table(request, columns, arrivals_of(request.member.unit), search=("sender_name", "file"))


def _address(row: Arrival) -> str:
    return reverse("returns:arrival", args=(row.pk,))


def take_in(*, unit: Unit, files: Iterable[Any], actor: Actor) -> list[Arrival]:
    """Receive each uploaded bundle; one that is refused does not keep the others out."""
    found = []
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            # Faults name the file: they are to name the one that was handed in.
            kept = Path(folder) / Path(file.name).name[-60:]
            with kept.open("wb") as target:
                target.writelines(file.chunks())
            delivery = services.Delivery(file.name, "browser", clock.now())
            found.append(
                services.receive(
                    unit=unit, path=kept, delivery=delivery, today=clock.today(),
                    actor=actor,
                )
            )  # fmt: skip
    return found


def _after(found: list[Arrival]) -> str:
    return _address(found[0]) if len(found) == 1 else reverse("returns:arrivals")


def _read(request: MemberRequest, pk: int) -> Arrival:
    try:
        return readable_arrival(pk, request.member)
    except Arrival.DoesNotExist as gone:
        raise Http404(str(pk)) from gone


@for_roles(*READERS)
def arrival(request: MemberRequest, pk: int) -> HttpResponse:
    """One bundle: where it stands in its chain, its faults, its cover, its returns."""
    row = _read(request, pk)
    may = acts_for(request.member, row.unit_id, *RECEIVERS)
    is_open = row.state in ("waiting", "accepted")
    returns = [(each, either(*SOURCES[each.source_kind])) for each in row.returns.defer("content")]
    context = {
        "arrival": row,
        "state": either(*VERDICTS[row.state]),
        "mark": VERDICT_MARKS[row.state],
        "cards": [kept_card(kept) for kept in row.problems],
        "cover": row.cover.get("cover", {}),
        "explanations": row.cover.get("explanations", ()),
        "returns": returns,
        "situations": row.situations.all(),
        "missing": missing_sequences(row.unit_id, row.sender),
        "may_accept": may and row.state == "waiting" and not row.cover.get("errors"),
        "may_return": may and is_open,
        "key": key_of(row.unit_id),
    }
    return render(request, "returns/arrival.html", context)


@for_roles(*RECEIVERS)
def accept(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Accept a set and sign its receipt."""
    row = _read(request, pk)
    return act_page(
        request,
        WordsForm(posted(request)),
        services.accept,
        success_url=_address(row),
        arguments=lambda given: {"arrival": row, "remark": given["words"], "at": clock.now()},
        title=_("接收报表"),
        lead=f"{row.sender_name} · {row.sequence}",
        article=RULE,
        consequences=[
            _("签发接收回执，报送单位凭此知道已经接收。"),
            _("数字原样计入汇总，本单位一个字也不改。"),
        ],
        submit=_("接收"),
        cancel=_address(row),
        blocked=row.state != "waiting" or not acts_for(request.member, row.unit_id, *RECEIVERS),
    )


@for_roles(*RECEIVERS)
def send_back(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Return a set with remarks."""
    row = _read(request, pk)
    count = sum(map(len, row.remarks.values()))
    return act_page(
        request,
        WordsForm(posted(request)),
        services.send_back,
        success_url=_address(row),
        arguments=lambda given: {"arrival": row, "words": given["words"], "at": clock.now()},
        title=_("退回报表"),
        lead=f"{row.sender_name} · {row.sequence}",
        article=RULE,
        consequences=[
            _("签发退回回执，附 %(count)s 条核对意见和您写的意见。") % {"count": count},
            _("退回的数字不再计入汇总；报送单位改正记录后另报一版。"),
        ],
        submit=_("退回"),
        cancel=_address(row),
        blocked=row.state not in ("waiting", "accepted")
        or not acts_for(request.member, row.unit_id, *RECEIVERS),
    )


@for_roles(*READERS)
def receipt(request: MemberRequest, pk: int) -> HttpResponse:
    """The signed receipt as a file; without a key there is none yet."""
    row = _read(request, pk)
    if not row.receipt:
        messages.warning(request, _("还没有签名密钥，签不出回执。先在“密钥”页建立密钥。"))
        return redirect(_address(row))
    name = f"{row.sender}-{row.sequence:04d}-{row.state}.hjr"
    return attachment(row.receipt, "application/json", name)


@for_roles(*READERS)
def remarks(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The remarks as data: `{file: [{line, column, code, message}]}`; the bundle with `?file`."""
    row = _read(request, pk)
    if request.GET.get("file") and row.document:
        place = path(row.document)
        if place.exists():
            return FileResponse(place.open("rb"), as_attachment=True, filename=row.file)
    return JsonResponse(row.remarks, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _received(request: MemberRequest, pk: int) -> ReceivedReturn:
    try:
        return readable_received(pk, request.member)
    except ReceivedReturn.DoesNotExist as gone:
        raise Http404(str(pk)) from gone


def _pages(row: ReceivedReturn, current: str) -> list[Tab]:
    pages = (
        ("received", _("九张报表")),
        ("received_rows", _("分选区和村")),
        ("received_changes", _("与上一版相比")),
    )
    return [
        Tab(label, reverse(f"returns:{name}", args=(row.pk,)), name == current)
        for name, label in pages
    ]


def _frame(request: MemberRequest, row: ReceivedReturn, current: str) -> dict[str, Any]:
    return {
        "received": row,
        "tabs": _pages(row, current),
        "state": either(*VERDICTS[row.arrival.state]),
        "source": either(*SOURCES[row.source_kind]),
        "back": _address(row.arrival),
    }


@for_roles(*READERS)
def received(request: MemberRequest, pk: int) -> HttpResponseBase:
    """A return as it came, table by table; each figure leads to its constituencies and villages."""
    row = _received(request, pk)
    code = chosen(request.GET.get("t", ""))
    rows = reverse("returns:received_rows", args=(pk,))

    def door(line: Line) -> str:
        return f"{rows}?t={code}"

    table = figures_table(request, from_text(row.content), code, door)
    if table.wants_csv:
        return table.csv(f"{row.subject}-{code}")
    context = {
        **_frame(request, row, "received"),
        "chapters": chapters(code, request.path),
        "table": table,
    }
    return render(request, "returns/received.html", context)


@for_roles(*READERS)
def received_rows(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The rows of a received return by constituency and village."""
    row = _received(request, pk)
    code = chosen(request.GET.get("t", "T3"))
    table = all_rows(request, from_text(row.content), code)
    if table.wants_csv:
        return table.csv(f"{row.subject}-rows")
    context = {
        **_frame(request, row, "received_rows"),
        "chapters": chapters(code, request.path),
        "table": table,
    }
    return render(request, "returns/received.html", context)


@for_roles(*READERS)
def received_changes(request: MemberRequest, pk: int) -> HttpResponseBase:
    """What changed since the version before."""
    row = _received(request, pk)
    before = previous_of(row)
    found = list(changes(from_text(before.content), from_text(row.content))) if before else []
    table = changes_table(request, found)
    if table.wants_csv:
        return table.csv(f"{row.subject}-changes")
    context = {
        **_frame(request, row, "received_changes"), "chapters": (), "table": table,
        "before": before,
    }  # fmt: skip
    return render(request, "returns/received.html", context)
