"""Reading contests, rounds, boxes and participants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from huanjie.law.article import ELECTION_LAW
from huanjie.law.counting import CONTEST
from huanjie.office.committee.models import Election
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.queries import check_readable
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Box, Contest, Round
from huanjie.office.seats.models import Constituency

KIND_AFTER: Final[Mapping[str, str]] = {
    "first_vote": "first",
    "tie_revote": "tie_revote",
    "supplementary": "supplementary",
    "rerun": "rerun",
}
"""The kind of round that a contest waits for in each state of `CONTEST`."""


@dataclass(frozen=True)
class Turnout:
    """Who took part in a round by manner, from the registers of its boxes."""

    voters: int
    in_person: int
    proxy: int
    mobile: int
    boxes: int
    missing: int
    """Boxes whose register has not been recorded yet."""

    @property
    def participants(self) -> int:
        """T: 投票人数."""
        return self.in_person + self.proxy + self.mobile

    @property
    def per_mille(self) -> int:
        """T of V in thousandths, rounded down; 0 without voters."""
        return self.participants * 1000 // self.voters if self.voters else 0


def turnout(held: Round) -> Turnout:
    """The running totals of a round."""
    recorded = Q(own__isnull=False)
    sums = held.boxes.aggregate(
        in_person=Sum("own", filter=~Q(kind="mobile"), default=0),
        by_proxy=Sum("proxy", default=0),
        mobile=Sum("own", filter=Q(kind="mobile"), default=0),
        boxes=Count("pk"),
        recorded=Count("pk", filter=recorded),
    )
    missing = sums["boxes"] - sums["recorded"]
    return Turnout(
        held.voters, sums["in_person"], sums["by_proxy"], sums["mobile"], sums["boxes"], missing
    )


def rounds(constituency: Constituency) -> QuerySet[Round]:
    """The rounds of a constituency's contest in their order."""
    return Round.objects.filter(contest__constituency=constituency).order_by("ordinal")


def register_marks(held: Round) -> dict[int, tuple[int | None, int | None]]:
    """The marks in the voter register by box number: own, proxy; None where not yet recorded."""
    return {n: (own, proxy) for n, own, proxy in held.boxes.values_list("number", "own", "proxy")}


def latest_round(contest: Contest) -> Round | None:
    """The round a contest is in, or held last."""
    return contest.rounds.order_by("-ordinal").first()


def awaited_kind(contest: Contest) -> str | None:
    """The kind of round the contest waits for; None while nothing is to be voted on."""
    return KIND_AFTER.get(contest.state)


def round_of(election: Election, number: int, ordinal: int) -> Round:
    """A round by constituency number and ordinal. Raises `DoesNotExist`."""
    return Round.objects.select_related("contest__constituency__election__unit").get(
        contest__constituency__election=election,
        contest__constituency__number=number,
        ordinal=ordinal,
    )


def contest_of(election: Election, number: int) -> Contest:
    """A contest by constituency number. Raises `DoesNotExist`."""
    return Contest.objects.select_related("constituency__election__unit").get(
        constituency__election=election, constituency__number=number
    )


def readable_election(unit: str, actor: Actor) -> Election:
    """The election of a unit in the reader's scope. Raises `OutOfScope`, `DoesNotExist`."""
    check_readable(actor, unit)
    return Election.objects.select_related("unit").get(unit_id=unit)


def overview(election: Election, *, state: str = "", words: str = "") -> QuerySet[Any]:
    """Every constituency with where its contest stands, in one query.

    Adds `contest_state` (None before it opens), `round_ordinal`, `round_kind`, `round_state`,
    `round_voters` of the latest round, and its `participants` and `unrecorded` boxes.
    `state` filters by the contest's state or `unopened`, `words` by number or name.
    """
    latest = Round.objects.filter(contest__constituency=OuterRef("pk")).order_by("-ordinal")
    marked = Box.objects.filter(round=OuterRef("round_id")).order_by().values("round")
    sums = marked.annotate(
        marks=Sum("own", default=0) + Sum("proxy", default=0),
        open=Count("pk", filter=Q(own__isnull=True)),
        boxes=Count("pk"),
    )
    found = Constituency.objects.filter(election=election).annotate(
        contest_state=F("contest__state"),
        round_id=Subquery(latest.values("pk")[:1]),
        round_ordinal=Subquery(latest.values("ordinal")[:1]),
        round_kind=Subquery(latest.values("kind")[:1]),
        round_state=Subquery(latest.values("state")[:1]),
        round_voters=Subquery(latest.values("voters")[:1]),
    )
    found = found.annotate(
        participants=Subquery(sums.values("marks")),
        unrecorded=Subquery(sums.values("open")),
        boxes=Subquery(sums.values("boxes")),
    )
    return _filtered(found, state, words.strip()).order_by("number")


def _filtered(rows: QuerySet[Any], state: str, words: str) -> QuerySet[Any]:
    if state == "unopened":
        rows = rows.filter(contest__isnull=True)
    elif state in CONTEST.states:
        rows = rows.filter(contest__state=state)
    elif state in ("open", "closed"):
        rows = rows.filter(round_state=state)
    if words:
        named = Q(name__icontains=words)
        rows = rows.filter(named | Q(number=int(words)) if words.isdecimal() else named)
    return rows


def states_of(election: Election) -> dict[str, int]:
    """How many constituencies stand where; `unopened` are those without a contest."""
    rows = (
        Constituency.objects.filter(election=election)
        .order_by()
        .values_list("contest__state")
        .annotate(count=Count("pk"))
    )
    return {state or "unopened": count for state, count in rows}


def open_work(election: Election, today: date) -> list[WorkItem]:
    """What polling leaves to do: contests to open, boxes to record, polling to close."""
    day = election.polling_day
    if day is None or today < day:
        return []
    link = f"/polling/{election.unit_id}/"
    found = []
    unopened = Constituency.objects.filter(election=election, contest__isnull=True).count()
    if unopened:
        found.append(_item("todo", unopened, link, *_UNOPENED, due=day))
    still_open = Round.objects.filter(contest__constituency__election=election, state="open")
    days = list(still_open.values_list("held_on", flat=True))
    if days:
        due = min(days)
        mark: WorkMark = "late" if today > due else "due" if today == due else "todo"
        found.append(_item(mark, len(days), f"{link}?state=open", *_STILL_OPEN, due=due))
    return found


_UNOPENED = ("个选区尚未设立投票", "constituencies without a contest", "设立投票", "Open them")
_STILL_OPEN = ("个选区投票尚未截止", "contests still polling", "登记票箱和人数", "Record the boxes")


def _item(
    mark: WorkMark, count: int, link: str, zh: str, en: str, do_zh: str, do_en: str, *, due: date
) -> WorkItem:
    return WorkItem(
        mark=mark,
        subject_zh=f"{count}{zh}",
        subject_en=f"{count} {en}",
        detail_zh="",
        detail_en="",
        article=ELECTION_LAW[11, 1, 5],
        due=due,
        link=link,
        action_zh=do_zh,
        action_en=do_en,
        roles=frozenset({Role.OFFICE, Role.COMMITTEE, Role.CREW}),
    )
