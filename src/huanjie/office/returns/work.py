"""What the returns ask of a member's unit: sign, send, mend, accept, remind, answer, receipt."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from huanjie.law.article import ELECTION_LAW, Article
from huanjie.office.committee.models import Election
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.roles import Role
from huanjie.office.registration.queries import handovers_of
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import Arrival, ReturnSet
from huanjie.office.returns.queries.reporting import Report, own_reporting, reporting
from huanjie.office.returns.queries.situations import unanswered_below

Roles = frozenset[Role]
OFFICE: Roles = frozenset({Role.OFFICE})
RECEIVING: Roles = frozenset({Role.OFFICE, Role.STANDING_COMMITTEE})
_STEPS: dict[str, tuple[WorkMark, str, str, str, str, Roles]] = {
    "drafted": (
        "todo", "报表待核对签字", "A return set waits to be checked and signed",
        "去签字", "Sign", OFFICE,
    ),
    "filled": (
        "waiting", "报表待审核签字", "A return set waits for its review",
        "去审核", "Review", frozenset({Role.COMMITTEE}),
    ),
    "signed": (
        "todo", "报表已签字，待报出", "A signed return set waits to be sent",
        "去报送", "Send", OFFICE,
    ),
    "remarked": (
        "stopped", "报表被退回", "The superior has sent the returns back",
        "看意见", "See why", OFFICE,
    ),
}  # fmt: skip
"""What a set in each state waits for, in whose hands."""


def unit_work(actor: Actor, today: date) -> list[WorkItem]:
    """Everything the returns ask of the actor's unit on a day."""
    at = timezone.make_aware(datetime.combine(today, time.max))
    if today == timezone.localdate():
        at = timezone.now()
    found = [*_own_sets(actor.unit), *_owed(actor.unit, at), *_arrived(actor.unit)]
    found += [*_late_below(actor.unit, at), *_unanswered(actor.unit)]
    return [*found, *_receipts_awaited(actor.unit)]


def _own_sets(unit: str) -> Iterator[WorkItem]:
    rows = ReturnSet.objects.filter(election__unit_id=unit, state__in=_STEPS)
    for row in rows.select_related("election").defer("content"):
        mark, zh, en, action_zh, action_en, roles = _STEPS[row.state]
        yield _item(
            mark, zh, en, f"{row.election.title} 第{row.version}版",
            f"{row.election.title}, version {row.version}", None,
            reverse("returns:set", args=(row.pk,)), action_zh, action_en, roles,
        )  # fmt: skip


def _owed(unit: str, at: datetime) -> Iterator[WorkItem]:
    """What the unit itself owes; on the page of its own election it draws the set up."""
    election = Election.objects.filter(unit_id=unit).first()
    link = reverse("returns:index")
    for report in own_reporting(unit, at) if election else ():
        if report.is_late or report.is_due:
            yield _owed_item(report, link)


def _owed_item(report: Report, link: str) -> WorkItem:
    due = report.due
    mark: WorkMark = "due" if report.is_due else "late"
    return _item(
        mark, f"报送：{due.zh}", f"Report: {due.en}", "、".join(due.tables), ", ".join(due.tables),
        due.due_on, link, "去编制", "Draw up", OFFICE,
    )  # fmt: skip


def _arrived(unit: str) -> Iterator[WorkItem]:
    for row in Arrival.objects.filter(unit_id=unit, state="waiting"):
        errors = int(row.cover.get("errors", 0))
        mark: WorkMark = "stopped" if errors else "waiting"
        yield _item(
            mark, f"{row.sender_name}的报表待接收", f"Returns of {row.sender_name} to be accepted",
            f"第{row.sequence}号，差错{errors}处", f"No. {row.sequence}, {errors} errors", None,
            reverse("returns:arrival", args=(row.pk,)), "去接收", "Decide", RECEIVING,
        )  # fmt: skip


def _late_below(unit: str, at: datetime) -> Iterator[WorkItem]:
    """One line for each late unit, with what it is late with."""
    late: dict[str, list[Report]] = {}
    for report in reporting(unit, at).late:
        late.setdefault(report.name, []).append(report)
    for name, reports in late.items():
        yield _item(
            "late", f"{name}迟报", f"{name} is late with its returns",
            "、".join(dict.fromkeys(r.due.zh for r in reports)),
            ", ".join(dict.fromkeys(r.due.en for r in reports)),
            reports[0].due.due_on, reverse("returns:late"), "看迟报表", "See who is late",
            RECEIVING,
        )  # fmt: skip


def _unanswered(unit: str) -> Iterator[WorkItem]:
    for row in unanswered_below(unit):
        yield _item(
            "todo", f"{row.unit.name}的情况报告待阅",
            f"Situation report of {row.unit.name} to be read",
            row.title, row.title, None, reverse("returns:situation", args=(row.pk,)),
            "去阅处", "Read", RECEIVING | {Role.GUIDE},
        )  # fmt: skip


def _receipts_awaited(unit: str) -> Iterator[WorkItem]:
    """Registers on their way: until the receipt is here, nobody knows whether they arrived."""
    for row in handovers_of(unit).filter(state="given"):
        day = timezone.localdate(row.handed_at)
        yield _item(
            "waiting", f"{row.area.name}的登记册已移交，待回执",
            f"The register of {row.area.name} was handed over; its receipt is awaited",
            f"{day:%Y-%m-%d} 交{row.peer_name}", f"to {row.peer_name} on {day:%Y-%m-%d}", None,
            reverse("returns:registers"), "登记回执", "Enter the receipt", OFFICE,
            rule=ELECTION_LAW[27, 1],
        )  # fmt: skip


def _item(
    mark: WorkMark, zh: str, en: str, detail_zh: str, detail_en: str, due: date | None,
    link: str, action_zh: str, action_en: str, roles: Roles, *, rule: Article = RULE,
) -> WorkItem:  # fmt: skip
    return WorkItem(
        mark, zh, en, detail_zh, detail_en, rule, due, link, action_zh, action_en, roles
    )
