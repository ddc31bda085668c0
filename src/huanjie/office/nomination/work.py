"""What must be done now about nominations and the two lists."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import act_due
from huanjie.office.inbox.work import WorkItem
from huanjie.office.nomination.models import CandidateList
from huanjie.office.nomination.waiting import over_signers, short_forms
from huanjie.office.people.roles import Role
from huanjie.office.seats.models import Constituency

DECIDES = frozenset({Role.COMMITTEE})
OFFICES = frozenset({Role.OFFICE})
_COLLECTING = ("collecting", "collected")
_CONSULTING = ("preliminary", "consulting", "primary")


def open_work(election: Election, today: date) -> list[WorkItem]:
    """The next step of the lists, and what stops it."""
    lists = CandidateList.objects.filter(constituency__election=election)
    states = Counter(lists.values_list("state", flat=True))
    if not states:
        return _opening(election)
    found = []
    if _in(states, _COLLECTING):
        found += [*_rulings(election), _preliminary(election, states, today)]
    if states["preliminary"]:
        found.append(_consult(election, states["preliminary"]))
    if _in(states, _CONSULTING):
        found.append(_settle(election, _in(states, _CONSULTING), today))
    if states["settled"]:
        found.append(_formal(election, states["settled"], today))
    return found


def _in(states: Counter[str], names: Iterable[str]) -> int:
    return sum(states[name] for name in names)


def _item(election: Election, page: str) -> WorkItem:
    """An item still without words, leading to a page of the stage."""
    return WorkItem(
        mark="todo",
        subject_zh="",
        subject_en="",
        detail_zh="",
        detail_en="",
        article=ELECTION_LAW[32, 1],
        due=None,
        link=reverse(f"nomination:{page}", args=(election.unit_id,)),
        action_zh="去处理",
        action_en="Open",
        roles=OFFICES | DECIDES,
    )


def _opening(election: Election) -> list[WorkItem]:
    """Nominations open once constituencies are published and registration is under way."""
    published = Constituency.objects.filter(election=election, published_on__isnull=False)
    if election.state != "registering" or not published.exists():
        return []
    return [
        replace(
            _item(election, "index"),
            subject_zh="提名推荐尚未开始",
            subject_en="Nominations are not open",
            detail_zh="选民名单公布后即可接受推荐表",
            detail_en="Forms can be received once the rolls are published",
            article=ELECTION_LAW[30, 2],
            action_zh="开始提名",
            action_en="Open nominations",
            roles=OFFICES,
        )
    ]


def _rulings(election: Election) -> list[WorkItem]:
    found = []
    short, over = short_forms(election).count(), over_signers(election)
    if short:
        found.append(
            replace(
                _item(election, "rulings"),
                mark="stopped",
                subject_zh=f"{short} 张联名推荐表有效签名不足十人",
                subject_en=f"{short} joint forms have fewer than ten valid signatures",
                detail_zh="补足签名，或者认定不予受理",
                detail_en="Have them completed, or rule that they are not accepted",
                article=ELECTION_LAW[30, 2],
            )
        )
    if over:
        found.append(
            replace(
                _item(election, "rulings"),
                mark="waiting",
                subject_zh=f"{over} 名选民推荐人数超过应选名额",
                subject_en=f"{over} voters support more nominees than there are seats",
                detail_zh="认定划去哪一处签名（建议划去后签的）",
                detail_en="Rule which signature falls; the later ones are suggested",
                article=PRACTICE["O-41"],
            )
        )
    return found


def _preliminary(election: Election, states: Counter[str], today: date) -> WorkItem:
    mark, due = act_due(election, "preliminary_published", today)
    waiting = _in(states, _COLLECTING)
    return replace(
        _item(election, "preliminary"),
        mark=mark,
        subject_zh=f"{waiting} 个选区的初步候选人名单尚未公布",
        subject_en=f"{waiting} preliminary lists are not published",
        detail_zh="名单由推荐表推算，依法全部列入",
        detail_en="The lists follow from the forms; all lawful nominees stand on them",
        due=due,
        action_zh="去公布",
        action_en="Publish",
        roles=DECIDES,
    )


def _consult(election: Election, waiting: int) -> WorkItem:
    return replace(
        _item(election, "index"),
        subject_zh=f"{waiting} 个选区尚无讨论协商记录",
        subject_en=f"{waiting} constituencies have no record of consultation",
        detail_zh="录入各选民小组的协商记录",
        detail_en="Enter what the voter groups said",
        roles=OFFICES,
    )


def _settle(election: Election, waiting: int, today: date) -> WorkItem:
    mark, due = act_due(election, "formal_published", today)
    return replace(
        _item(election, "index"),
        mark=mark,
        subject_zh=f"{waiting} 个选区的正式候选人尚未确定",
        subject_en=f"{waiting} formal lists are not settled",
        detail_zh="根据较多数选民的意见或者预选得票确定",
        detail_en="By the opinion of most voters, or by a primary",
        article=ELECTION_LAW[31, 2],
        due=due,
        roles=DECIDES,
    )


def _formal(election: Election, waiting: int, today: date) -> WorkItem:
    mark, due = act_due(election, "formal_published", today)
    return replace(
        _item(election, "formal"),
        mark=mark,
        subject_zh=f"{waiting} 个选区的正式候选人名单待公布",
        subject_en=f"{waiting} formal lists wait to be published",
        detail_zh="选举日的七日以前公布",
        detail_en="Seven days before election day",
        due=due,
        action_zh="去公布",
        action_en="Publish",
        roles=DECIDES,
    )
