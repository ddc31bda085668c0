"""What the sheets of the count say in the returns: T5, T9.12, milestone K27.

A contest's figures come from its base vote: the sheet of the last `first` or `rerun`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from django.db.models import Count as Counted
from django.db.models import Max, Q
from django.utils import timezone

from huanjie.figures.figure import Count, Extreme, Figure, Row, Share
from huanjie.law.finding import Finding, Severity
from huanjie.law.sheet import Sheet
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.committee.returns import NOT_DUE
from huanjie.office.counting import queries
from huanjie.office.counting.models import Determination, TallySheet
from huanjie.office.counting.queries.case import BASE
from huanjie.office.polling.models import Round
from huanjie.office.seats.returns import code_of

OUTCOMES: Final = {
    "T5.24": "filled", "T5.25": "tie", "T5.26": "short", "T5.27a": "turnout", "T5.27b": "excess",
}  # fmt: skip
_OPEN: Final = ("agreed", "final")


@dataclass(frozen=True)
class Base:
    """The base vote of a contest: its final sheet, and what was determined of it."""

    number: int
    name: str
    sheet: Mapping[str, Any]
    outcome: str

    @cached_property
    def sums(self) -> dict[str, int]:
        """The fields of T5 that add up over contests."""
        sheet = self.sheet
        turnout, count, points = sheet["turnout"], sheet["count"], sheet["points"]
        in_person, proxy, mobile = (_n(turnout, name) for name in ("in_person", "proxy", "mobile"))
        marks, written = sheet["candidates"].values(), sheet["write_ins"]
        return {
            "T5.02": _n(sheet["roll"], "voters"),
            "T5.03": in_person + proxy + mobile,
            "T5.05": in_person,
            "T5.06": proxy,
            "T5.07": mobile,
            **self._boxes(),
            "T5.13": _n(sheet["account"], "printed"),
            "T5.14": sum(_n(point, "issued") for point in points),
            "T5.15": sum(_n(point, "spoiled") for point in points),
            "T5.16": sum(_n(point, "unused") for point in points) + _n(sheet["account"], "reserve"),
            "T5.17": _n(count, "collected"),
            "T5.18": _n(count, "valid"),
            "T5.19": _n(count, "void"),
            "T5.20": _n(count, "blank"),
            "T5.22a": sum(_n(mark, "approve") for mark in marks),
            "T5.22b": sum(_n(mark, "oppose") for mark in marks),
            "T5.22c": sum(_n(mark, "abstain") for mark in marks),
            "T5.23a": sum(_n(row, "votes") for row in written),
            "T5.23b": len(written),
        }

    def _boxes(self) -> dict[str, int]:
        kinds = Counter(box["kind"] for box in self.sheet["boxes"])
        own: Counter[str] = Counter()
        for box in self.sheet["boxes"]:
            own[box["kind"]] += _n(box, "own")
        return {
            "T5.10a": kinds["station"],
            "T5.10b": own["station"],
            "T5.11a": kinds["assembly"],
            "T5.11b": own["assembly"],
            "T5.12": kinds["mobile"],
        }

    @property
    def classes(self) -> dict[str, int]:
        """T5.24 to T5.27: one of them is 1 once the vote is determined."""
        return {code: int(word == self.outcome) for code, word in OUTCOMES.items()}

    @property
    def turnout(self) -> Fraction | None:
        """Participants of the voters; None where nobody may vote."""
        voters = self.sums["T5.02"]
        return Fraction(self.sums["T5.03"], voters) if voters else None


def _n(part: Mapping[str, Any], name: str) -> int:
    """A figure that the paper leaves out where nothing was counted adds nothing to a sum."""
    return part[name] or 0


SUMS: Final = tuple(Base(0, "", Sheet().to_json(), "").sums)


def bases(election: Election) -> list[Base]:
    """The base votes of an election whose sheets are final, in two queries."""
    rounds = Round.objects.filter(contest__constituency__election=election, kind__in=BASE)
    latest = dict(rounds.order_by("ordinal").values_list("contest_id", "pk"))
    sheets = TallySheet.objects.filter(round__in=list(latest.values()), final__isnull=False)
    sheets = sheets.order_by("round__contest__constituency__number")
    outcomes = {
        held: _outcome(kind, outcome, seats)
        for held, kind, outcome, seats in Determination.objects.filter(
            round__in=list(latest.values())
        ).values_list("round_id", "kind", "outcome", "round__seats")
    }
    place = "round__contest__constituency"
    columns = ("round_id", f"{place}__number", f"{place}__name", "final")
    return [
        Base(number, name, final, outcomes.get(held, ""))
        for held, number, name, final in sheets.values_list(*columns)
    ]


def _outcome(kind: str, outcome: Mapping[str, Any], seats: int) -> str:
    """The class of a determined base vote. Source: rules.md §9, first_vote and round_valid."""
    held = outcome["figures"]
    if kind == "void":
        return "excess" if held["collected"] > held["participants"] else "turnout"
    if kind == "tie":
        return "tie"
    return "filled" if len(outcome["elected"]) >= seats else "short"


def figures(reading: Reading) -> dict[str, Figure]:
    """T5 as far as sheets give it, and how many sheets are final (T9.12)."""
    found = reading.once(bases)
    progress: dict[str, Figure] = {"T9.12": _progress(reading.election, reading.day)}
    if not found:
        return {**progress, **dict.fromkeys((*SUMS, *OUTCOMES, "T5.33a", "T5.33b"), NOT_DUE)}
    sums: Counter[str] = Counter()
    for base in found:
        sums.update(base.sums | base.classes)
    return {**progress, **{code: Count(n) for code, n in sums.items()}, **_extremes(found)}


def _extremes(found: list[Base]) -> dict[str, Figure]:
    rated = [(base.turnout, base) for base in found if base.turnout is not None]
    if not rated:
        return dict.fromkeys(("T5.33a", "T5.33b"), NOT_DUE)
    _, highest = max(rated, key=lambda pair: pair[0])
    _, lowest = min(rated, key=lambda pair: pair[0])
    return {
        code: Extreme(base.sums["T5.03"], base.sums["T5.02"], base.name)
        for code, base in (("T5.33a", highest), ("T5.33b", lowest))
    }


def _progress(election: Election, day: date) -> Figure:
    """Sheets final, of those expected: one of each round, and of each contest not yet open."""
    if election.polling_day is None or day < election.polling_day:
        return NOT_DUE
    unopened = election.constituencies.filter(contest__isnull=True).count()
    rounds = Round.objects.filter(contest__constituency__election=election).count()
    final = TallySheet.objects.filter(
        round__contest__constituency__election=election, state="final"
    )
    return Share(final.count(), rounds + unopened)


def rows(reading: Reading) -> list[Row]:
    """The base vote of every constituency whose sheet is final."""
    return [
        Row(
            "constituency",
            code_of(base.number),
            base.name,
            {code: Count(number) for code, number in (base.sums | base.classes).items()},
        )
        for base in reading.once(bases)
    ]


def milestones(reading: Reading) -> list[Milestone]:
    """K27: the sheet of every first vote is final, typed twice and signed."""
    election = reading.election
    found = Round.objects.filter(contest__constituency__election=election, ordinal=1).aggregate(
        sheets=Counted("sheet"),
        final=Counted("sheet", filter=Q(sheet__state="final")),
        last=Max("sheet__finalised_at"),
    )
    constituencies = election.constituencies.count()
    is_over = bool(constituencies) and found["final"] == constituencies
    done = timezone.localdate(found["last"]) if is_over else None
    days = replace(reading.days["K27"], done_on=done)
    return [Milestone("K27", days, is_over, bool(found["sheets"]))]


def findings(reading: Reading) -> tuple[Finding, ...]:
    """What keeps sheets from becoming final, and final ones from being declared."""
    return tuple(finding for sheet in _unsettled(reading.election) for finding in sheet)


def _unsettled(election: Election) -> Iterator[tuple[Finding, ...]]:
    waiting = TallySheet.objects.filter(
        round__contest__constituency__election=election, state__in=_OPEN
    ).exclude(round__determination__declared_on__isnull=False)
    graves = (Severity.ERROR, Severity.WARN)
    for sheet in waiting.select_related("round__contest__constituency__election__unit"):
        found = queries.examine(queries.opened_case(sheet), sheet)
        yield tuple(f for f in found.undeclarable if f.severity in graves)
