"""What bulletins and study material leave to do, for the worklists."""

from datetime import date

from huanjie.law.article import PRACTICE
from huanjie.office.briefing import queries
from huanjie.office.briefing.models import Delivery, Issue
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.roles import Role

BASIS = PRACTICE["K36"]


def unit_work(actor: Actor, today: date) -> list[WorkItem]:
    """Drafts to finish, issues to approve, what is to be read, and who has not read ours."""
    found = [_of_issue(issue) for issue in _open_issues(actor.unit)]
    found += [_to_read(each, today) for each in queries.unread(actor.unit)]
    late = list(queries.late_deliveries(actor.unit, today))
    return [*found, _late(late)] if late else found


def _open_issues(unit: str) -> list[Issue]:
    states = ("drafting", "submitted")
    return list(Issue.objects.filter(unit_id=unit, state__in=states).order_by("id"))


def _of_issue(issue: Issue) -> WorkItem:
    is_draft = issue.state == "drafting"
    is_sent_back = is_draft and bool(issue.remark)
    return WorkItem(
        mark="warning" if is_sent_back else "todo" if is_draft else "waiting",
        subject_zh=f"“{issue.title}”{'待编辑送审' if is_draft else '待审签'}",
        subject_en=f"“{issue.title}” {'to be edited' if is_draft else 'waits for approval'}",
        detail_zh=f"退回意见：{issue.remark}" if is_sent_back else "",
        detail_en=f"Sent back: {issue.remark}" if is_sent_back else "",
        article=BASIS,
        due=None,
        link=f"/briefing/{issue.pk}/edit/" if is_draft else f"/briefing/{issue.pk}/approve/",
        action_zh="编辑" if is_draft else "审签",
        action_en="Edit" if is_draft else "Approve",
        roles=frozenset(queries.EDITORS if is_draft else queries.SIGNERS),
    )


def _to_read(each: Delivery, today: date) -> WorkItem:
    due = each.material.due if each.material else None
    mark: WorkMark = "todo"
    if due is not None and due <= today:
        mark = "late" if due < today else "due"
    subject = each.issue or each.material
    sender = subject.unit.name if subject else ""
    page = (
        f"/briefing/{each.issue_id}/" if each.issue else f"/briefing/materials/{each.material_id}/"
    )
    return WorkItem(
        mark=mark,
        subject_zh=f"{sender}下发的“{subject}”待阅读签收",
        subject_en=f"“{subject}” of {sender} to be read",
        detail_zh="",
        detail_en="",
        article=BASIS,
        due=due,
        link=page,
        action_zh="阅读签收",
        action_en="Read it",
        roles=frozenset({Role.OFFICE, Role.COMMITTEE, Role.LIAISON}),
    )


def _late(rows: list[Delivery]) -> WorkItem:
    names = list(dict.fromkeys(each.unit.name for each in rows))
    return WorkItem(
        mark="warning",
        subject_zh=f"{len(names)}个单位逾期未学习辅导材料",
        subject_en=f"{len(names)} units have not read study material in time",
        detail_zh="、".join(names[:12]),
        detail_en=", ".join(names[:12]),
        article=BASIS,
        due=None,
        link="/briefing/materials/late/",
        action_zh="查看",
        action_en="Look",
        roles=frozenset({Role.OFFICE, Role.LIAISON}),
    )
