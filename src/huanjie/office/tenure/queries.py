"""Reading mandates: the list of deputies, its composition, vacancies, double mandates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet, Sum

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding
from huanjie.law.nomination import check_elected_twice
from huanjie.law.tenure import check_areas
from huanjie.office.committee.models import Election
from huanjie.office.counting.queries import ContestResult, results_in
from huanjie.office.inbox.work import WorkItem
from huanjie.office.ledger.scope import significant
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Contest
from huanjie.office.seats.models import Constituency
from huanjie.office.tenure.models import Mandate

GONE: Final = ("withdrawn", "void", "found_invalid", "ended")
"""States in which a mandate holds no seat."""
AGE_GROUPS: Final = ((0, 35), (36, 45), (46, 55), (56, 60), (61, 200))
"""The groups of T6.11–.15, both ends included, by age on election day."""


def deputies(election: Election) -> QuerySet[Mandate]:
    """The mandates in force, by constituency."""
    rows = Mandate.objects.filter(election=election).exclude(state__in=GONE)
    rows = rows.select_related("constituency", "person", "nominee", "round")
    return rows.order_by("constituency__number", "-votes", "name")


@dataclass(frozen=True)
class Composition:
    """Who the deputies are, by the dimensions of T6 that the records hold."""

    total: int
    men: int
    women: int
    han: int
    minorities: int
    sex_unknown: int
    ethnicity_unknown: int
    ages: tuple[tuple[str, int], ...]
    age_unknown: int


def composition(election: Election, rows: Iterable[Mandate] | None = None) -> Composition:
    """Counts of sex, ethnicity and age on election day. Source: domain.md T6."""
    held = list(deputies(election) if rows is None else rows)
    sexes = Counter(fact(row, "sex") for row in held)
    peoples = Counter(fact(row, "ethnicity") for row in held)
    day = election.polling_day or date.max
    ages = [_age(row, day) for row in held]
    unknown = peoples[""]
    return Composition(
        total=len(held),
        men=sexes["1"],
        women=sexes["2"],
        han=peoples["01"],
        minorities=len(held) - peoples["01"] - unknown,
        sex_unknown=len(held) - sexes["1"] - sexes["2"],
        ethnicity_unknown=unknown,
        ages=tuple((_span(low, high), _within(ages, low, high)) for low, high in AGE_GROUPS),
        age_unknown=ages.count(None),
    )


def fact(row: Mandate, name: str) -> str:
    """What the nomination, or else the register, says of a deputy."""
    source = row.nominee or row.person
    return str(getattr(source, name)) if source else ""


def born(row: Mandate) -> date | None:
    """The date of birth, from the nomination or else the register."""
    return (row.nominee.birth if row.nominee else None) or (
        row.person.birth if row.person else None
    )


def _age(row: Mandate, day: date) -> int | None:
    birth = born(row)
    if birth is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _span(low: int, high: int) -> str:
    if not low:
        return f"≤{high}"
    return f"≥{low}" if high == AGE_GROUPS[-1][1] else f"{low}–{high}"


def _within(ages: Sequence[int | None], low: int, high: int) -> int:
    return sum(age is not None and low <= age <= high for age in ages)


@dataclass(frozen=True)
class ResultRow:
    """One constituency in the table of results, from its base vote."""

    constituency: Constituency
    result: ContestResult | None
    is_declared: bool

    @property
    def vacant(self) -> int:
        """Seats without a deputy."""
        return self.result.vacant if self.result else self.constituency.seats


def result_rows(election: Election) -> list[ResultRow]:
    """Every constituency with its result, in a fixed number of queries."""
    results = results_in(election)
    return [
        ResultRow(
            row,
            results.get(row.pk),
            row.pk in results and results[row.pk].last.declared_on is not None,
        )
        for row in Constituency.objects.filter(election=election).order_by("number")
    ]


def vacancies(election: Election) -> list[ResultRow]:
    """The declared constituencies with seats that stay open (O-26)."""
    return [row for row in result_rows(election) if row.is_declared and row.vacant]


def undeclared(election: Election) -> tuple[str, ...]:
    """The constituencies whose contest has not been declared, by number and name."""
    rows = Constituency.objects.filter(election=election).exclude(
        contest__rounds__determination__declared_on__isnull=False
    )
    return tuple(f"{number} {name}" for number, name in rows.values_list("number", "name"))


def double_mandates(election: Election) -> tuple[Finding, ...]:
    """Persons elected twice in this congress, or also in a congress of an unaffiliated area.

    Source: 选举法 48 (F-05); O-39. Only persons whom the register knows can be told apart.
    """
    mine = Mandate.objects.filter(election=election, person__isnull=False).exclude(state__in=GONE)
    persons = list(mine.values_list("person", flat=True))
    rows = (
        Mandate.objects.filter(person__in=persons)
        .exclude(state__in=GONE)
        .values_list("person", "name", "election_id", "election__unit__code", "constituency__name")
    )
    places: dict[int, list[tuple[str, int, str, str]]] = {}
    for person, name, held_in, unit, where in rows:
        places.setdefault(person, []).append((name, held_in, unit, where))
    found: list[Finding] = []
    for held in places.values():
        name = held[0][0]
        found += check_elected_twice({w: [name] for _, e, _, w in held if e == election.pk})
        found += check_areas(name, (_chain(unit) for _, _, unit, _ in held))
    return tuple(found)


def _chain(unit: str) -> tuple[str, ...]:
    """An area from the top down, by the digits of its code."""
    digits = significant(unit)
    return tuple(digits[:end] for end in (2, 4, 6, 9) if len(digits) >= end)


def decided_contests(election: Election) -> QuerySet[Contest]:
    """The contests with a result that has not been declared."""
    rows = Contest.objects.filter(constituency__election=election, state="decided")
    rows = rows.exclude(rounds__determination__declared_on__isnull=False)
    return rows.select_related("constituency__election__unit").order_by("constituency__number")


def seats_of(election: Election) -> int:
    """The seats shared by the constituencies."""
    return int(election.constituencies.aggregate(total=Sum("seats", default=0))["total"])


def open_work(election: Election, today: date) -> list[WorkItem]:
    """What is left once contests are decided: to declare them, then to publish the results."""
    if election.polling_day is None or today < election.polling_day or election.state == "declared":
        return []
    if not Contest.objects.filter(constituency__election=election).exists():
        return []
    if undeclared(election):
        return []
    return [
        WorkItem(
            mark="todo",
            subject_zh="全部选区已公布结果，待发布当选代表名单公告",
            subject_en="Every contest is declared; the list of the elected is to be published",
            detail_zh="",
            detail_en="",
            article=ELECTION_LAW[46, 2],
            due=None,
            link=f"/tenure/{election.unit_id}/publish/",
            action_zh="公布名单",
            action_en="Publish",
            roles=frozenset({Role.COMMITTEE}),
        )
    ]
