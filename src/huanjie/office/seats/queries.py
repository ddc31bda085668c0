"""Reading quotas and constituencies: the formula, sizes, and who votes where."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Level, Pack, UnitType
from huanjie.law.pack.words import PopulationBasis
from huanjie.law.seats import (
    Ground,
    PopulationStatement,
    Standing,
    Supplement,
    check_determined_quota,
    check_garrison,
    check_population,
    check_redetermination,
    check_supplement,
    formula_total,
    largest_supplement,
    scale_of,
)
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import level_of, pack_of
from huanjie.office.people.models import Person
from huanjie.office.seats.models import ConstituencyPart, QuotaDecision
from huanjie.office.seats.table import Findings
from huanjie.office.seats.tables import (
    SizeRow,
    check_for,
    check_stored,
    constituencies,
    constituency,
    quota,
    row_of,
    rows_of,
    sizes,
    villages_of,
)
from huanjie.office.seats.work import open_work

__all__ = [
    "Formula",
    "PlaceIndex",
    "QuotaFigures",
    "SizeRow",
    "check_for",
    "check_quota",
    "check_stored",
    "constituencies",
    "constituency",
    "figures_of",
    "formula",
    "open_work",
    "place_index",
    "quota",
    "row_of",
    "rows_of",
    "sizes",
    "uncovered_places",
    "villages_of",
]

CARRIED_OVER = "carried_over"


@dataclass(frozen=True)
class QuotaFigures:
    """A quota as its decision states it. `total` contains the supplement and the garrison."""

    population: int
    basis: str
    basis_date: date
    source: str
    unit_kind: str
    total: int
    supplement: int
    garrison: int
    last_total: int
    ground: str
    body: str
    document_no: str

    @property
    def determined(self) -> int:
        """The total without the supplement, which the formula speaks of."""
        return self.total - self.supplement


@dataclass(frozen=True)
class Formula:
    """The formula with the figures of one unit: base + groups = sum, at most the cap."""

    base: int
    residents_per_seat: int
    groups: int
    total: int
    cap: int
    largest_supplement: int


def formula(population: int, unit_kind: str, level: Level, pack: Pack) -> Formula:
    """What the formula of 选举法 12 gives for a population."""
    scale = scale_of(level, pack)
    total = formula_total(population, level, pack)
    return Formula(
        base=scale.base,
        residents_per_seat=scale.residents_per_seat,
        groups=population // scale.residents_per_seat,
        total=total,
        cap=scale.cap,
        largest_supplement=largest_supplement(total, UnitType(unit_kind), pack),
    )


def check_quota(figures: QuotaFigures, election: Election) -> Findings:
    """Everything the law says to a quota decision."""
    pack, level = pack_of(election), level_of(election)
    kind = UnitType(figures.unit_kind)
    frozen = figures.ground == CARRIED_OVER
    basis = PopulationBasis(figures.basis)
    statement = PopulationStatement(figures.population, basis, figures.source, figures.basis_date)
    supplement = Supplement(figures.supplement, figures.document_no)
    return (
        *_check_kind(kind, level),
        *_check_body(figures.body, election),
        *check_population(statement, pack),
        *_check_ground(figures, frozen=frozen),
        *check_determined_quota(
            total=figures.determined,
            population=figures.population,
            level=level,
            standing=Standing.FROZEN if frozen else Standing.NEW,
            pack=pack,
        ),
        *check_supplement(supplement, total=figures.determined, unit_type=kind, pack=pack),
        *check_garrison(figures.garrison, level=level, total=figures.total, pack=pack),
    )


def _check_kind(kind: UnitType, level: Level) -> Findings:
    if kind.level is level:
        return ()
    facts = {"kind": kind.value, "level": level.value}
    return (Finding("quota-unit-kind", ELECTION_LAW[12, 1], Severity.ERROR, facts),)


def _check_body(body: str, election: Election) -> Findings:
    """A township's quota is determined by the county's standing committee, others higher up."""
    by_county = body.strip().startswith(election.county.name)
    is_standing = "常务委员会" in body or "常委会" in body
    if is_standing and by_county is (election.level == "township"):
        return ()
    facts = {"body": body, "county": election.county.name}
    return (Finding("quota-determined-by", ELECTION_LAW[13], Severity.ERROR, facts),)


def _check_ground(figures: QuotaFigures, *, frozen: bool) -> Findings:
    if not frozen:
        return check_redetermination(Ground(figures.ground), figures.document_no)
    if figures.total == figures.last_total:
        return ()
    facts = {"total": figures.total, "last": figures.last_total}
    return (Finding("quota-not-carried-over", ELECTION_LAW[14, 1], Severity.ERROR, facts),)


def figures_of(decision: QuotaDecision) -> QuotaFigures:
    """A recorded decision as figures."""
    return QuotaFigures(
        **{name: getattr(decision, name) for name in QuotaFigures.__dataclass_fields__}
    )


@dataclass(frozen=True)
class PlaceIndex:
    """Who votes where in one election: by work unit first, then by group, then by village."""

    work_units: Mapping[str, int]
    groups: Mapping[tuple[str, int], int]
    villages: Mapping[str, int]

    def constituency_for(self, village: str, group: int | None, work_unit: str) -> int | None:
        """The id of the constituency, or None where the table names no place for this person."""
        if work_unit and work_unit in self.work_units:
            return self.work_units[work_unit]
        if group is not None and (village, group) in self.groups:
            return self.groups[village, group]
        return self.villages.get(village)


def place_index(election: Election) -> PlaceIndex:
    """The parts of all constituencies of an election, for many look-ups."""
    work_units: dict[str, int] = {}
    groups: dict[tuple[str, int], int] = {}
    villages: dict[str, int] = {}
    rows = ConstituencyPart.objects.filter(election=election)
    for village, group, work_unit, found in rows.values_list(
        "village", "group", "work_unit", "constituency_id"
    ):
        if work_unit:
            work_units[work_unit] = found
        elif group is not None:
            groups[village, group] = found
        else:
            villages[village] = found
    return PlaceIndex(work_units, groups, villages)


def uncovered_places(election: Election) -> dict[str, list[int | None]]:
    """Village → groups in which registered people live and which stand in no constituency."""
    places = place_index(election)
    people = Person.objects.filter(county=election.county_id, village__in=villages_of(election))
    missing: dict[str, list[int | None]] = defaultdict(list)
    for village, group in people.values_list("village", "group").distinct():
        if places.constituency_for(village, group, "") is None:
            missing[village].append(group)
    return dict(missing)
