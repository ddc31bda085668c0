"""What the committee and its office must do now, and until when."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from huanjie.law.article import ELECTION_LAW, PRACTICE, Article
from huanjie.law.finding import Severity
from huanjie.law.pack import Reading
from huanjie.law.timetable import latest_lawful_day
from huanjie.office.committee import timetables
from huanjie.office.committee.acts import ACTS
from huanjie.office.committee.models import CommitteeMember, Election, PlannedAct
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.people.roles import Role

DECIDES = frozenset({Role.COMMITTEE})
OFFICES = frozenset({Role.OFFICE})
APPOINTS = frozenset({Role.STANDING_COMMITTEE})


def act_due(election: Election, act: str, today: date) -> tuple[WorkMark, date | None]:
    """How an act that is not done stands today, with the day it was planned for.

    Late is what is past its last lawful day, or past its plan where the law names no day.
    """
    row = PlannedAct.objects.filter(election=election, act=act).first()
    planned = row.planned_on if row else None
    deadline = ACTS[act].deadline
    latest = None
    if deadline is not None and election.polling_day is not None:
        pack = timetables.pack_of(election)
        latest = latest_lawful_day(deadline, election.polling_day, pack, Reading.A)
    limit = latest or planned
    if limit is not None and today > limit:
        return "late", planned
    if planned is not None and today >= planned:
        return "due", planned
    return "todo", planned


def open_work(election: Election, today: date) -> list[WorkItem]:
    """What is open in setting up and timing this election."""
    found = []
    members = CommitteeMember.objects.filter(election=election, left_on__isnull=True)
    if not members.exists():
        found.append(_members(election, today))
    if election.polling_day is None:
        found.append(_day(election, today))
    planned = PlannedAct.objects.filter(election=election).values_list("act", flat=True)
    if set(planned) < set(ACTS) and election.polling_day is not None:
        found.append(_plan(election))
    return [*found, *_broken_plan(election)]


def _members(election: Election, today: date) -> WorkItem:
    mark, due = act_due(election, "committee_appointed", today)
    return WorkItem(
        mark=mark,
        subject_zh="选举委员会尚无组成人员",
        subject_en="The election committee has no members",
        detail_zh="录入县级人大常委会的任命决定",
        detail_en="Enter the appointments of the county's standing committee",
        article=ELECTION_LAW[10, 1],
        due=due,
        link=reverse("committee:members", args=(election.unit_id,)),
        action_zh="录入任命",
        action_en="Enter appointments",
        roles=APPOINTS,
    )


def _day(election: Election, today: date) -> WorkItem:
    mark, due = act_due(election, "election_day_fixed", today)
    return WorkItem(
        mark=mark,
        subject_zh="尚未确定选举日",
        subject_en="Election day is not fixed",
        detail_zh="所有法定期限都从选举日推算",
        detail_en="Every deadline is counted from election day",
        article=ELECTION_LAW[11, 1, 3],
        due=due,
        link=reverse("committee:day", args=(election.unit_id,)),
        action_zh="确定选举日",
        action_en="Fix election day",
        roles=DECIDES,
    )


def _plan(election: Election) -> WorkItem:
    return WorkItem(
        mark="todo",
        subject_zh="日程尚未排全",
        subject_en="The timetable is not complete",
        detail_zh="十一个事项各定一个日期",
        detail_en="Each of the eleven acts needs a day",
        article=PRACTICE["K"],
        due=None,
        link=reverse("committee:timetable", args=(election.unit_id,)),
        action_zh="编制日程",
        action_en="Plan",
        roles=OFFICES | DECIDES,
    )


def _broken_plan(election: Election) -> list[WorkItem]:
    """Planned days that the law does not allow."""
    item = WorkItem(
        mark="stopped",
        subject_zh="",
        subject_en="",
        detail_zh="日程中的日期不合法定期限",
        detail_en="The planned day breaks a statutory limit",
        article=None,
        due=None,
        link=reverse("committee:timetable", args=(election.unit_id,)),
        action_zh="调整日程",
        action_en="Change the plan",
        roles=OFFICES | DECIDES,
    )
    found = []
    for row in timetables.timetable(election):
        broken = [f for f in row.findings if f.severity is Severity.ERROR]
        if broken and row.done_on is None:
            article: Article = broken[0].article
            due = row.planned_on
            found.append(
                replace(
                    item,
                    subject_zh=row.act.zh,
                    subject_en=row.act.en,
                    article=article,
                    due=due,
                )
            )
    return found
