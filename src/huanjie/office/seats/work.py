"""What must be done now about the quota and the constituencies."""

from datetime import date

from django.urls import reverse

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import blocking
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import act_due
from huanjie.office.inbox.work import WorkItem
from huanjie.office.people.roles import Role
from huanjie.office.seats import tables
from huanjie.office.seats.models import Constituency, QuotaDecision


def open_work(election: Election, today: date) -> list[WorkItem]:
    """The one next step of this stage."""
    if not QuotaDecision.objects.filter(election=election).exists():
        return [_quota(election, today)]
    stored = Constituency.objects.filter(election=election)
    if not stored.exists():
        return [_load(election, today)]
    if stored.filter(published_on__isnull=True).exists():
        return [_publish(election, today)]
    return []


def _quota(election: Election, today: date) -> WorkItem:
    mark, due = act_due(election, "quota_determined", today)
    return WorkItem(
        mark=mark,
        subject_zh="尚未记录代表名额决定",
        subject_en="The quota is not recorded",
        detail_zh="按决定文件录入，公式仅作核对",
        detail_en="Enter the decision; the formula only checks it",
        article=ELECTION_LAW[13],
        due=due,
        link=reverse("seats:quota", args=(election.unit_id,)),
        action_zh="录入名额",
        action_en="Enter the quota",
        roles=frozenset({Role.STANDING_COMMITTEE}),
    )


def _load(election: Election, today: date) -> WorkItem:
    mark, due = act_due(election, "constituencies_published", today)
    return WorkItem(
        mark=mark,
        subject_zh="尚未编制选区划分一览表",
        subject_en="There is no table of constituencies yet",
        detail_zh="载入文件或者逐个填写",
        detail_en="Load a file or enter them one by one",
        article=ELECTION_LAW[25, 1],
        due=due,
        link=reverse("seats:load", args=(election.unit_id,)),
        action_zh="载入选区表",
        action_en="Load the table",
        roles=frozenset({Role.OFFICE}),
    )


def _publish(election: Election, today: date) -> WorkItem:
    mark, due = act_due(election, "constituencies_published", today)
    stopping = blocking(tables.check_stored(election))
    return WorkItem(
        mark="stopped" if stopping else mark,
        subject_zh="选区划分尚未公布",
        subject_en="The constituencies are not published",
        detail_zh=f"有 {len(stopping)} 处不符合规定" if stopping else "核对无误，可以公布",
        detail_en=f"{len(stopping)} faults" if stopping else "No fault; ready to be published",
        article=stopping[0].article if stopping else ELECTION_LAW[11, 1, 1],
        due=due,
        link=reverse("seats:index" if stopping else "seats:publish", args=(election.unit_id,)),
        action_zh="去处理" if stopping else "去公布",
        action_en="Mend" if stopping else "Publish",
        roles=frozenset({Role.OFFICE} if stopping else {Role.COMMITTEE}),
    )
