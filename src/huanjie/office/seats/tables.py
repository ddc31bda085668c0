"""The stored table of constituencies: its rows, its checks and its sizes."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch, QuerySet

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Pack
from huanjie.law.seats import check_deviations, deviation
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.people.queries import units_within
from huanjie.office.seats.models import Constituency, ConstituencyPart, QuotaDecision
from huanjie.office.seats.table import ConstituencyRow, Findings, Part, check_table


def quota(election: Election) -> QuotaDecision | None:
    """The recorded quota, or None."""
    return QuotaDecision.objects.filter(election=election).first()


def constituencies(election: Election) -> QuerySet[Constituency]:
    """The constituencies of an election in the order of their numbers."""
    return Constituency.objects.filter(election=election).order_by("number")


def constituency(election: Election, number: int) -> Constituency:
    """One constituency. Raises `Constituency.DoesNotExist`."""
    return Constituency.objects.select_related("election").get(election=election, number=number)


def villages_of(election: Election) -> dict[str, str]:
    """The villages of the unit: code → name."""
    return dict(units_within(election.unit_id, "village").values_list("code", "name"))


def rows_of(election: Election) -> list[ConstituencyRow]:
    """The stored table as rows."""
    parts = Prefetch("parts", ConstituencyPart.objects.order_by("id"))
    return [row_of(found) for found in constituencies(election).prefetch_related(parts)]


def row_of(found: Constituency) -> ConstituencyRow:
    """A stored constituency as a row of the table."""
    parts = tuple(Part(p.village, p.group, p.work_unit) for p in found.parts.all())
    return ConstituencyRow(
        found.number,
        found.name,
        found.kind,
        parts,
        found.population,
        found.seats,
        found.is_urban,
    )


def check_stored(election: Election) -> Findings:
    """What keeps the stored table from being published, and what to explain."""
    return check_for(election, rows_of(election))


def check_for(election: Election, rows: Sequence[ConstituencyRow]) -> Findings:
    """What the law and the divisions say to a table of an election."""
    determined = quota(election)
    if determined is None:
        facts = {"election": election.title}
        return (Finding("quota-missing", ELECTION_LAW[13], Severity.ERROR, facts),)
    villages, pack = villages_of(election), pack_of(election)
    return check_table(
        rows, villages, garrison=determined.garrison, total=determined.total, pack=pack
    )


@dataclass(frozen=True)
class SizeRow:
    """A row of the table with its population per deputy and how far that lies from the average."""

    row: ConstituencyRow
    each: int
    deviation: Fraction
    is_wide: bool

    @property
    def tenths(self) -> int:
        """The deviation in tenths of a per cent, rounded towards zero."""
        return int(self.deviation * 1000)


def sizes(rows: Sequence[ConstituencyRow], pack: Pack) -> list[SizeRow]:
    """Population per deputy and deviation of every row that elects somebody."""
    weighed = [row for row in rows if row.seats > 0]
    people, seats = sum(row.population for row in weighed), sum(row.seats for row in weighed)
    if not people or not seats:
        return []
    average = Fraction(people, seats)
    found = check_deviations([row.size for row in weighed], pack)
    wide = {finding.facts["name"] for finding in found}
    return [_size(row, average, wide=row.name in wide) for row in weighed]


def _size(row: ConstituencyRow, average: Fraction, *, wide: bool) -> SizeRow:
    return SizeRow(row, row.population // row.seats, deviation(row.size, average), wide)
