"""What waits for whom: how many of each kind, how many too long, since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from huanjie.office.board.place import stage_url
from huanjie.office.counting.models import TallySheet
from huanjie.office.guidance.models import Question, Request, Resolution, Slip
from huanjie.office.guidance.queries.scope import within
from huanjie.office.registration.models import DuplicateCase, RollAppeal, RollChange
from huanjie.office.returns.models import Arrival, ReturnSet, SituationReport


@dataclass(frozen=True)
class Kind:
    """One kind of thing that waits: in which words, where it is answered, by which role."""

    key: str
    zh: str
    en: str
    rows: "QuerySet[Any]"
    unit: str
    page: str
    due: str = ""
    since: str = ""


@dataclass(frozen=True)
class Queue:
    """The things of one kind that wait for one unit. `since` is the day of the oldest."""

    kind: str
    zh: str
    en: str
    unit: str
    name: str
    waiting: int
    late: int
    due: date | None
    since: date | None
    link: str


def queues(unit: str, today: date) -> list[Queue]:
    """What waits in a unit and in those within it; the late ones first, then the most."""
    found = [queue for kind in _kinds(unit) for queue in _counted(kind, today)]
    return sorted(found, key=lambda queue: (-queue.late, -queue.waiting, queue.unit, queue.kind))


def _counted(kind: Kind, today: date) -> Iterator[Queue]:
    """One query a kind."""
    added: dict[str, Any] = {"waiting": Count("pk")}
    if kind.due:
        added["nearest"] = Min(kind.due)
        added["overdue"] = Count("pk", filter=Q(**{f"{kind.due}__lt": today}))
    if kind.since:
        added["oldest"] = Min(kind.since)
    names = (f"{kind.unit}_id", f"{kind.unit}__name")
    for row in kind.rows.order_by().values(*names).annotate(**added):
        code, since = row[names[0]], row.get("oldest")
        if code is None:
            continue
        yield Queue(
            kind.key, kind.zh, kind.en, code, row[names[1]], row["waiting"], row.get("overdue", 0),
            row.get("nearest"), localdate(since) if isinstance(since, datetime) else since,
            _link(kind.page, code),
        )  # fmt: skip


def _link(page: str, unit: str) -> str:
    return reverse(page) if ":" in page else stage_url(page, unit)


def _kinds(unit: str) -> tuple[Kind, ...]:
    return (*_between_levels(unit), *_of_returns(unit), *_of_stages(unit))


def _between_levels(unit: str) -> tuple[Kind, ...]:
    """Questions, requests, slips, resolutions: waiting for a unit here or below."""
    asked = Question.objects.filter(within(unit, "answerer"))
    papers = Request.objects.filter(within(unit, "addressee"))
    slips = Slip.objects.all()
    return (
        Kind("question", "问题待答复", "questions to answer", asked.filter(state="asked"),
             "answerer", "guidance:questions", "due"),
        Kind("approval", "答复待审核", "answers to approve",
             asked.filter(state__in=("drafted", "revising")), "answerer", "guidance:questions",
             "due"),
        Kind("receive", "请示报告待签收", "requests and reports to receive",
             papers.filter(state="sent"), "addressee", "guidance:requests", "due"),
        Kind("request", "请示待答复", "requests to answer",
             papers.filter(state="received", kind="request"), "addressee", "guidance:requests",
             "due"),
        Kind("slip", "提示督办待答复", "slips to answer",
             slips.filter(within(unit), state="issued"), "unit", "guidance:slips", "due"),
        Kind("acceptance", "提示督办的答复待认可", "answered slips to accept",
             slips.filter(within(unit, "issuer"), state="answered"), "issuer", "guidance:slips"),
        Kind("resolution", "议定事项待落实", "resolutions to carry out",
             Resolution.objects.filter(within(unit), state="open"), "unit", "guidance:meetings",
             "due"),
    )  # fmt: skip


def _of_returns(unit: str) -> tuple[Kind, ...]:
    """Sets of returns to sign, bundles to accept, situation reports to read."""
    own = ReturnSet.objects.filter(within(unit, "election__unit"))
    arrived = Arrival.objects.filter(within(unit), state="waiting")
    told = SituationReport.objects.filter(within(unit, "unit__parent"), state="sent")
    return (
        Kind("signature", "报表待签字、审核或报出", "return sets to sign, review or send",
             own.filter(state__in=("drafted", "filled", "signed")), "election__unit",
             "returns:index", since="as_of"),
        Kind("remarked", "退回的报表待修改", "returned sets to mend", own.filter(state="remarked"),
             "election__unit", "returns:index", since="as_of"),
        Kind("arrival", "报送包待接收", "bundles to accept", arrived, "unit", "returns:arrivals",
             since="came_at"),
        Kind("situation", "情况报告待阅", "situation reports to read", told, "unit__parent",
             "returns:situations", since="sent_at"),
    )  # fmt: skip


def _of_stages(unit: str) -> tuple[Kind, ...]:
    """Disputed persons, roll changes, appeals, sheets: waiting inside an election."""
    roll = "roll__constituency__election__unit"
    sheet = "round__contest__constituency__election__unit"
    changes = RollChange.objects.filter(within(unit, roll), state="proposed")
    appeals = RollAppeal.objects.filter(within(unit, roll), state="received")
    sheets = TallySheet.objects.filter(within(unit, sheet))
    cases = DuplicateCase.objects.filter(within(unit, "source__unit"), ruling="")
    return (
        Kind("duplicate", "疑似重登待认定", "possible duplicates to rule on", cases,
             "source__unit", "registration"),
        Kind("change", "名单变更待批准", "roll changes to approve", changes, roll, "registration"),
        Kind("appeal", "名单申诉待决定", "roll appeals to decide", appeals, roll, "registration",
             since="received_on"),
        Kind("differing", "计票单两次录入不一致", "tally sheets whose entries differ",
             sheets.filter(state="differing"), sheet, "counting"),
        Kind("agreed", "计票单待定稿", "tally sheets to make final",
             sheets.filter(state="agreed"), sheet, "counting"),
    )  # fmt: skip
