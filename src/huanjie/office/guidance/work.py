"""What the records between the levels leave to do, for the worklist of a member's unit."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse

from huanjie.law.article import PRACTICE
from huanjie.office.guidance.queries import groups, meetings, questions, requests, visits
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.roles import Role

Pair = tuple[str, str]
LEADS = frozenset({Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE})
GUIDES = frozenset({Role.GUIDE, *LEADS})
ANSWERS = frozenset({Role.LIAISON, Role.STANDING_COMMITTEE})
VISIT_AHEAD = timedelta(days=7)


def unit_work(actor: Actor, today: date) -> list[WorkItem]:
    """What the member's unit has to do between the levels, the gravest first."""
    unit = actor.unit
    if not unit:
        return []
    found = [
        *_slips(unit, today),
        *_requests(unit, today),
        *_questions(unit, today),
        *_resolutions(unit, today),
        *_visits(unit, today),
        *_duty(unit, today),
    ]
    return sorted(found, key=lambda item: item.rank)


def _slips(unit: str, today: date) -> Iterator[WorkItem]:
    for slip in visits.slips_to_answer(unit):
        subject = (
            f"{slip.get_kind_display()}〔{slip.year}〕{slip.number}号：“{slip.matter}”",
            f"Slip {slip.year}/{slip.number}: “{slip.matter}”",
        )
        detail = (f"{slip.issuer.name}发出，等本单位答复", "Issued from above; waits for an answer")
        page = reverse("guidance:slip", args=(slip.pk,))
        yield _item(subject, detail, ("答复", "Answer it"), page, LEADS, slip.due, today)
    for slip in visits.slips_to_accept(unit):
        subject = (
            f"{slip.unit.name}已答复第{slip.number}号：“{slip.matter}”",
            f"Slip {slip.year}/{slip.number} has been answered: “{slip.matter}”",
        )
        detail = ("认可，或者退回重办", "Accept the answer or send it back")
        page = reverse("guidance:slip", args=(slip.pk,))
        yield _item(subject, detail, ("审看", "Look at it"), page, GUIDES, None, today)


def _requests(unit: str, today: date) -> Iterator[WorkItem]:
    rows = (
        (requests.to_receive(unit), ("等签收", "waits to be received"), ("签收", "Receive it")),
        (requests.to_answer(unit), ("等答复", "waits for an answer"), ("答复", "Answer it")),
        (requests.awaited_outside(unit), ("等回复，收到后登记", "waits for a reply from outside"),
         ("登记回复", "Record the reply")),
        (requests.to_conclude(unit), ("已有答复，等登记办理情况", "is answered: say what was done"),
         ("登记办理", "Record it")),
        (requests.sent_back(unit), ("被退回，改后再报", "was sent back"), ("修改", "Revise it")),
    )  # fmt: skip
    for found, state, action in rows:
        for row in found:
            kind = "请示" if row.kind == "request" else "报告"
            english = "Request" if row.kind == "request" else "Report"
            subject = (
                f"{row.unit.name}{kind}〔{row.year}〕{row.number}号：“{row.matter}”",
                f"{english} {row.year}/{row.number}: “{row.matter}”",
            )
            page = reverse("guidance:request", args=(row.pk,))
            due = row.due if row.state in ("sent", "received") else None
            yield _item(subject, state, action, page, LEADS, due, today)


def _questions(unit: str, today: date) -> Iterator[WorkItem]:
    for row in questions.to_answer(unit):
        subject = (f"问题：“{row.title}”", f"Question: “{row.title}”")
        detail = (f"{row.unit.name}提出", "Asked; waits for an answer")
        page = reverse("guidance:question", args=(row.pk,))
        yield _item(subject, detail, ("答复", "Answer it"), page, ANSWERS, row.due, today)
    for row in questions.to_approve(unit):
        subject = (f"答复待审核：“{row.title}”", f"Answer to approve: “{row.title}”")
        detail = ("由拟稿人以外的人审核", "By somebody who did not write it")
        page = reverse("guidance:question", args=(row.pk,))
        due = row.due if row.state == "drafted" else None
        yield _item(subject, detail, ("审核", "Look at it"), page, ANSWERS, due, today)
    for each in questions.stale_of(unit, today):
        title = each.answer.question.title
        subject = (f"答复依据已变：“{title}”", f"An answer rests on changed rules: “{title}”")
        detail = (
            f"{len(each.changes)} 处依据有变化",
            f"{len(each.changes)} of its grounds changed",
        )
        page = reverse("guidance:question", args=(each.answer.question_id,))
        yield _item(
            subject, detail, ("复核", "Look again"), page, ANSWERS, None, today, mark="warning"
        )


def _resolutions(unit: str, today: date) -> Iterator[WorkItem]:
    for row in meetings.open_resolutions(unit):
        subject = (f"议定事项：“{row.text[:40]}”", f"Resolution: “{row.text[:40]}”")
        detail = (f"《{row.meeting.title}》", "Decided by a meeting")
        page = reverse("guidance:resolution", args=(row.pk,))
        roles = frozenset({Role(row.role)})
        yield _item(subject, detail, ("填报落实", "Report it done"), page, roles, row.due, today)


def _visits(unit: str, today: date) -> Iterator[WorkItem]:
    for row in visits.visits_to_make(unit).filter(planned_on__lte=today + VISIT_AHEAD):
        subject = (f"督导{row.unit.name}：“{row.purpose}”", f"Visit: “{row.purpose}”")
        detail = ("督导后填报情况", "Record afterwards what was found")
        page = reverse("guidance:visit", args=(row.pk,))
        action = ("填报", "Record it")
        yield _item(subject, detail, action, page, GUIDES, row.planned_on, today)


def _duty(unit: str, today: date) -> Iterable[WorkItem]:
    missing = groups.gaps(unit, today)
    if not missing:
        return []
    days = "、".join(f"{day.month}月{day.day}日" for day in missing)
    subject = (
        f"今后{groups.DUTY_AHEAD}天有 {len(missing)} 天无人值班",
        f"Nobody is on duty on {len(missing)} of the next {groups.DUTY_AHEAD} days",
    )
    detail = (days, ", ".join(day.isoformat() for day in missing))
    page = reverse("guidance:duty", args=(unit,))
    action = ("排班", "Fill the roster")
    return [_item(subject, detail, action, page, LEADS, missing[0], today)]


def _item(
    subject: Pair,
    detail: Pair,
    action: Pair,
    link: str,
    roles: frozenset[Role],
    due: date | None,
    today: date,
    *,
    mark: WorkMark | None = None,
) -> WorkItem:
    return WorkItem(
        mark=mark or _mark(due, today),
        subject_zh=subject[0],
        subject_en=subject[1],
        detail_zh=detail[0],
        detail_en=detail[1],
        article=PRACTICE["K36"],
        due=due,
        link=link,
        action_zh=action[0],
        action_en=action[1],
        roles=roles,
    )


def _mark(due: date | None, today: date) -> WorkMark:
    if due is None or due > today:
        return "todo"
    return "due" if due == today else "late"
