"""Where the contests of an election stand in the count, and what is left to do."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.models import Election
from huanjie.office.counting.models import Determination, SheetEntry, TallySheet
from huanjie.office.counting.paper import sheet_from
from huanjie.office.counting.queries.case import BASE, case_of
from huanjie.office.counting.queries.results import Resolution, Waiting, next_ballot, resolve
from huanjie.office.counting.queries.sheets import examine, waiting_of_sheet
from huanjie.office.inbox.work import WorkItem, WorkMark
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Contest, Round
from huanjie.office.polling.queries import latest_round
from huanjie.office.seats.models import Constituency


def waiting_for(contest: Contest) -> list[Waiting]:
    """The human decisions that a contest waits for; empty when it waits for none."""
    held = latest_round(contest)
    sheet = TallySheet.objects.filter(round=held).first() if held else None
    if held is None or sheet is None:
        return []
    case = case_of(held.pk)
    determination = Determination.objects.filter(round=held).first()
    if determination is not None:
        ballot = next_ballot(case, determination.outcome)
        return list(ballot.waiting) if ballot else []
    if sheet.state not in ("agreed", "final"):
        return []
    return waiting_of_sheet(case, examine(case, sheet))


def outcome(held: Round) -> Resolution | None:
    """What the law makes of the round now; None before its sheet is final."""
    sheet = TallySheet.objects.filter(round=held, final__isnull=False).first()
    if sheet is None:
        return None
    case = case_of(held.pk)
    return resolve(case, sheet_from(sheet.final or {}, case.layout))


@dataclass(frozen=True)
class ContestResult:
    """A contest from its base vote on: who was elected in which round, and what stays open."""

    base: Determination
    last: Determination
    elected: tuple[tuple[str, int, Round], ...]
    vacant: int
    since: tuple[Determination, ...] = ()
    """Every determination from the base vote on, in the order of the rounds."""

    @property
    def figures(self) -> dict[str, int | None]:
        """V, T, B, valid, void of the base vote."""
        found: dict[str, int | None] = self.base.outcome["figures"]
        return found

    @property
    def votes(self) -> dict[str, list[tuple[str, int]]]:
        """Everybody's votes round by round: name → (kind of the round, votes)."""
        found: dict[str, list[tuple[str, int]]] = {}
        for row in self.since:
            for name, votes in row.outcome["votes"].items():
                found.setdefault(name, []).append((row.round.kind, votes))
        return found


def contest_result(contest: Contest) -> ContestResult | None:
    """What the determinations of a contest add up to; None without a base vote determined."""
    rows = list(
        Determination.objects.filter(round__contest=contest)
        .select_related("round")
        .order_by("round__ordinal")
    )
    return result_of(rows, contest.constituency.seats)


def result_of(rows: list[Determination], seats: int) -> ContestResult | None:
    """The same from the determinations of one contest in their order."""
    bases = [at for at, row in enumerate(rows) if row.round.kind in BASE]
    if not bases:
        return None
    since = rows[bases[-1] :]
    elected = tuple(
        (name, row.outcome["votes"].get(name, 0), row.round)
        for row in since
        for name in row.outcome["elected"]
    )
    return ContestResult(since[0], since[-1], elected, seats - len(elected), tuple(since))


def results_in(election: Election) -> dict[int, ContestResult]:
    """The results of all contests of an election by constituency, in two queries."""
    rows = (
        Determination.objects.filter(round__contest__constituency__election=election)
        .select_related("round__contest")
        .order_by("round__contest", "round__ordinal")
    )
    by_contest: dict[int, list[Determination]] = {}
    for row in rows:
        by_contest.setdefault(row.round.contest.constituency_id, []).append(row)
    seats = dict(election.constituencies.values_list("pk", "seats"))
    found = {pk: result_of(held, seats[pk]) for pk, held in by_contest.items()}
    return {pk: result for pk, result in found.items() if result is not None}


def overview(election: Election, *, state: str = "", words: str = "") -> QuerySet[Any]:
    """Every constituency with a round: its latest round, sheet and determination, in one query.

    Adds `round_ordinal`, `round_kind`, `opened_on`, `sheet_id`, `sheet_state`, `outcome_kind`,
    `declared_on`. `state` filters by the sheet's state, or `unopened`, `determined`, `declared`.
    """
    latest = Round.objects.filter(contest__constituency=OuterRef("pk")).order_by("-ordinal")
    found = Constituency.objects.filter(election=election, contest__isnull=False).annotate(
        contest_state=F("contest__state"),
        round_ordinal=Subquery(latest.values("ordinal")[:1]),
        round_kind=Subquery(latest.values("kind")[:1]),
        round_state=Subquery(latest.values("state")[:1]),
        opened_on=Subquery(latest.values("opening__opened_on")[:1]),
        sheet_id=Subquery(latest.values("sheet__pk")[:1]),
        sheet_state=Subquery(latest.values("sheet__state")[:1]),
        outcome_kind=Subquery(latest.values("determination__kind")[:1]),
        declared_on=Subquery(latest.values("determination__declared_on")[:1]),
    )
    return _filtered(found, state, words.strip()).order_by("number")


def unrecorded(election: Election) -> QuerySet[Any]:
    """Of the overview those whose poll is closed and whose boxes were opened nobody knows how."""
    rows = overview(election).filter(opened_on__isnull=True, outcome_kind__isnull=True)
    return rows.exclude(round_state="open")


def _filtered(rows: QuerySet[Any], state: str, words: str) -> QuerySet[Any]:
    if state == "polling":
        rows = rows.filter(round_state="open")
    elif state == "unopened":
        rows = rows.filter(sheet_id__isnull=True).exclude(round_state="open")
    elif state == "determined":
        rows = rows.filter(outcome_kind__isnull=False, declared_on__isnull=True)
    elif state == "declared":
        rows = rows.filter(declared_on__isnull=False)
    elif state:
        rows = rows.filter(sheet_state=state, outcome_kind__isnull=True)
    if words.isdecimal():
        rows = rows.filter(number=int(words))
    elif words:
        rows = rows.filter(name__icontains=words)
    return rows


def states_of(election: Election) -> dict[str, int]:
    """How many of the latest rounds stand in which state of the count."""
    rows = overview(election).order_by()
    columns = ("round_state", "sheet_state", "outcome_kind", "declared_on")
    found: dict[str, int] = {}
    for poll, sheet, kind, declared in rows.values_list(*columns):
        name = "declared" if declared else "determined" if kind else sheet_state(poll, sheet)
        found[name] = found.get(name, 0) + 1
    return found


def sheet_state(poll: str, sheet: str | None) -> str:
    """The word of `SHEET_STATES` for a round in this state with a sheet in that state, if any."""
    return sheet or ("polling" if poll == "open" else "unopened")


def next_to_type(election: Election, clerk: int | None) -> tuple[int, int] | None:
    """The first constituency and round whose sheet the clerk may begin to type; None when done."""
    own = SheetEntry.objects.filter(sheet=OuterRef("sheet_id"), clerk=clerk, is_active=True)
    is_new = Q(sheet_id__isnull=True, round_state="closed") | Q(sheet_state="empty")
    rows = overview(election).filter(is_new | Q(sheet_state="first_done") & ~Exists(own))
    found: tuple[int, int] | None = rows.values_list("number", "round_ordinal").first()
    return found


@dataclass(frozen=True)
class _Kind:
    """Sheets in one state as work: how urgent, in words, for whom, on a page of its own or none."""

    state: str
    mark: WorkMark
    words: tuple[str, str]
    action: tuple[str, str]
    roles: tuple[Role, ...]
    page: str = ""


_TYPED: Final = (Role.CLERK,)
_CHECKED: Final = (Role.SCRUTINEER, Role.OFFICE)
_TO_TYPE: Final = ("张计票单尚未录入", "sheets not typed yet")
_WORK: Final = (
    _Kind(
        "unopened",
        "todo",
        ("张计票单尚未打开", "sheets not opened yet"),
        ("打开", "Open"),
        _CHECKED,
        "open/",
    ),
    _Kind("unopened", "todo", _TO_TYPE, ("录入", "Type"), _TYPED),
    _Kind(
        "first_in_progress",
        "todo",
        ("张计票单正在第一次录入", "sheets in the first entry"),
        ("继续", "Go on"),
        _TYPED,
    ),
    _Kind(
        "second_in_progress",
        "todo",
        ("张计票单正在第二次录入", "sheets in the second entry"),
        ("继续", "Go on"),
        _TYPED,
    ),
    _Kind("empty", "todo", _TO_TYPE, ("录入", "Type"), _TYPED),
    _Kind(
        "first_done",
        "todo",
        ("张计票单等待第二次录入", "sheets wait for the second entry"),
        ("录入", "Type"),
        _TYPED,
    ),
    _Kind(
        "differing",
        "stopped",
        ("张计票单两次录入不一致", "sheets typed differently"),
        ("处理差异", "Settle"),
        _CHECKED,
    ),
    _Kind(
        "correction",
        "waiting",
        ("张计票单退回重录", "sheets returned for retyping"),
        ("重录", "Retype"),
        _TYPED,
    ),
    _Kind(
        "agreed",
        "warning",
        ("张计票单等待核对定稿", "sheets to check and make final"),
        ("核对", "Check"),
        _CHECKED,
    ),
    _Kind(
        "final",
        "todo",
        ("个选区等待认定结果", "contests to determine"),
        ("认定", "Determine"),
        (Role.COMMITTEE, Role.OFFICE),
    ),
)
_TO_RECORD: Final = _Kind(
    "",
    "todo",
    ("个选区的开箱尚未记录", "contests whose opening of the boxes is not recorded"),
    ("记录", "Record"),
    _CHECKED,
    "?opening=none",
)
_TO_DECLARE: Final = _Kind(
    "determined",
    "todo",
    ("个选区可以公布结果", "contests may be declared"),
    ("公布", "Declare"),
    (Role.COMMITTEE,),
)


def open_work(election: Election, today: date) -> list[WorkItem]:
    """What the count leaves to do: openings, sheets by their state, and what is to be declared."""
    day = election.polling_day
    if (
        day is None
        or today < day
        or not Contest.objects.filter(constituency__election=election).exists()
    ):
        return []
    counts = {**states_of(election), "determined": _undeclared(election)}
    kinds = [(kind, counts.get(kind.state, 0)) for kind in (*_WORK, _TO_DECLARE)]
    kinds = [(_TO_RECORD, unrecorded(election).count()), *kinds]
    return [_item(kind, count, election, day) for kind, count in kinds if count]


def _undeclared(election: Election) -> int:
    decided = Contest.objects.filter(constituency__election=election, state="decided")
    return decided.exclude(rounds__determination__declared_on__isnull=False).count()


def _item(kind: _Kind, count: int, election: Election, due: date) -> WorkItem:
    is_result = kind.state in ("final", "determined")
    return WorkItem(
        mark=kind.mark,
        subject_zh=f"{count}{kind.words[0]}",
        subject_en=f"{count} {kind.words[1]}",
        detail_zh="",
        detail_en="",
        article=ELECTION_LAW[46, 1] if is_result else ELECTION_LAW[43, 1],
        due=due,
        link=f"/counting/{election.unit_id}/{kind.page or f'?state={kind.state}'}",
        action_zh=kind.action[0],
        action_en=kind.action[1],
        roles=frozenset(kind.roles),
    )
