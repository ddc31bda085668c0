"""The report of a rehearsal, read back from the database: decided, by which rule, what stopped."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from huanjie.law.catalogue import sentence
from huanjie.law.finding import Finding
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import elections_within
from huanjie.office.counting.queries import (
    ContestResult,
    case_of,
    examine,
    finding_from,
    results_in,
    waiting_for,
)
from huanjie.office.ledger.queries import broken_links, count_entries
from huanjie.office.polling.models import Contest
from huanjie.office.polling.queries import contest_of, latest_round
from huanjie.office.registration import queries as registration
from huanjie.office.seats.models import Constituency
from huanjie.office.seats.queries import constituencies
from huanjie.rehearsal.tables import COUNT_MATTERS

MATTER_NAMES = {code: words for words, code in COUNT_MATTERS.items()}


@dataclass(frozen=True)
class Winner:
    """Somebody declared elected, with the round that elected him."""

    name: str
    votes: int
    round: int
    kind: str


@dataclass(frozen=True)
class ContestFacts:
    """One contest as it stands. `state` is declared, decided, or where it stopped."""

    election: str
    number: int
    name: str
    seats: int
    voters: int | None
    state: str
    vacant: int
    winners: tuple[Winner, ...]


@dataclass(frozen=True)
class Stop:
    """Why a contest is not declared: the matter that a body has to decide, or what is unsettled."""

    election: str
    number: int
    name: str
    matter: str
    article: str
    words: str


@dataclass(frozen=True)
class ElectionFacts:
    """One election in figures: constituencies, seats, and the sums of its base votes."""

    code: str
    title: str
    contests: int
    seats: int
    voters: int
    participants: int
    elected: int
    vacant: int
    declared: int


@dataclass(frozen=True)
class Matter:
    """Decisions of one kind that bodies took, with the first of them as an example."""

    matter: str
    decisions: int
    example: str


@dataclass(frozen=True)
class Fired:
    """A finding of the law, and on how many rounds or sheets it stood."""

    code: str
    times: int
    article: str
    words: str


@dataclass(frozen=True)
class Intake:
    """The population file: rows in the register, refused and ruled, duplicates decided."""

    rows: int = 0
    refused: int = 0
    unruled: int = 0
    repaired: int = 0
    duplicates: int = 0
    undecided: int = 0


@dataclass(frozen=True)
class Report:
    """Everything the report says; `unaccounted` are contests that nothing explains."""

    county: str
    elections: tuple[ElectionFacts, ...]
    contests: tuple[ContestFacts, ...]
    stops: tuple[Stop, ...]
    matters: tuple[Matter, ...]
    findings: tuple[Fired, ...]
    intake: Intake
    balance: dict[str, Any] = field(default_factory=dict)
    entries: int = 0
    broken: tuple[str, ...] = ()

    @property
    def unaccounted(self) -> int:
        """Contests neither declared nor stopped for a stated reason."""
        stopped = {(stop.election, stop.number) for stop in self.stops}
        return sum(
            contest.state != "declared" and (contest.election, contest.number) not in stopped
            for contest in self.contests
        )

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {**asdict(self), "unaccounted": self.unaccounted}


def read_report(county: str) -> Report:
    """Read the whole report from the database."""
    elections = list(elections_within(county))
    contests: list[ContestFacts] = []
    stops: list[Stop] = []
    facts: list[ElectionFacts] = []
    fired: Counter[str] = Counter()
    examples: dict[str, Finding] = {}
    for election in elections:
        results = results_in(election)
        rows = [_contest(election, each, results.get(each.pk)) for each in _listed(election)]
        contests += rows
        stops += [stop for row in rows if row.state != "declared" for stop in _stops(election, row)]
        facts.append(_election(election, rows, results.values()))
        _gather(results.values(), fired, examples)
    return Report(
        county=elections[0].county.name if elections else county,
        elections=tuple(facts),
        contests=tuple(contests),
        stops=tuple(stops),
        matters=tuple(_matters(elections)),
        findings=tuple(_fired(fired, examples)),
        intake=_intake(county),
        balance=_balance(elections[0]) if elections else {},
        entries=count_entries(),
        broken=tuple(f"{chain} #{number}: {why}" for chain, number, why in broken_links()),
    )


def _listed(election: Election) -> Iterable[Constituency]:
    return constituencies(election).select_related("roll", "contest")


def _contest(
    election: Election, constituency: Constituency, result: ContestResult | None
) -> ContestFacts:
    roll = getattr(constituency, "roll", None)
    contest = getattr(constituency, "contest", None)
    is_declared = result is not None and result.last.declared_on is not None
    winners = [
        Winner(name, votes, held.ordinal, held.kind)
        for name, votes, held in (result.elected if result else ())
    ]
    return ContestFacts(
        election=election.unit_code,
        number=constituency.number,
        name=constituency.name,
        seats=constituency.seats,
        voters=roll.final_voters if roll else None,
        state="declared" if is_declared else contest.state if contest else election.state,
        vacant=result.vacant if is_declared and result else 0,
        winners=tuple(winners) if is_declared else (),
    )


def _stops(election: Election, row: ContestFacts) -> list[Stop]:
    """What the contest waits for: decisions of a body, or findings nobody has answered."""
    if row.state in _BEFORE_POLLING:
        return []
    contest = contest_of(election, row.number)
    found = [(waiting.matter, waiting.finding) for waiting in waiting_for(contest)]
    found = found or [(finding.code, finding) for finding in _unsettled(contest)]
    return [
        Stop(
            election=row.election,
            number=row.number,
            name=row.name,
            matter=MATTER_NAMES.get(matter, matter),
            article=str(finding.article),
            words=sentence(finding),
        )
        for matter, finding in found
    ]


_BEFORE_POLLING = frozenset({"preparing", "registering", "nominating", "polling"})


def _unsettled(contest: Contest) -> list[Finding]:
    held = latest_round(contest)
    if held is None or not hasattr(held, "sheet"):
        return []
    return list(examine(case_of(held.pk), held.sheet).undeclarable)


def _election(
    election: Election, rows: list[ContestFacts], results: Iterable[ContestResult]
) -> ElectionFacts:
    figures = [result.figures for result in results]
    return ElectionFacts(
        code=election.unit_code,
        title=election.title,
        contests=len(rows),
        seats=sum(row.seats for row in rows),
        voters=sum(row.voters or 0 for row in rows),
        participants=sum(each["participants"] or 0 for each in figures),
        elected=sum(len(row.winners) for row in rows),
        vacant=sum(row.vacant for row in rows),
        declared=sum(row.state == "declared" for row in rows),
    )


def _gather(
    results: Iterable[ContestResult], fired: Counter[str], examples: dict[str, Finding]
) -> None:
    for result in results:
        for determination in {result.base, result.last}:
            outcome = determination.outcome
            for stored in [*outcome["findings"], *outcome["standings"]]:
                finding = finding_from(stored)
                fired[finding.code] += 1
                examples.setdefault(finding.code, finding)


def _fired(fired: Counter[str], examples: dict[str, Finding]) -> Iterable[Fired]:
    for code, times in fired.most_common():
        finding = examples[code]
        yield Fired(code, times, str(finding.article), sentence(finding))


def _matters(elections: list[Election]) -> Iterable[Matter]:
    found: dict[str, list[str]] = {}
    for election in elections:
        for decision in election.decisions.all():
            place = f"{election.unit.name}{subject_in_words(decision.subject)}"
            words = f"{place}：{decision.value}（{decision.reason}）"
            name = MATTER_NAMES.get(decision.matter, decision.matter)
            found.setdefault(name, []).append(words)
    for matter, examples in sorted(found.items(), key=lambda item: -len(item[1])):
        yield Matter(matter, len(examples), examples[0])


def subject_in_words(subject: str) -> str:
    """`constituency:6:round:1:某某` is 第6选区第1次投票某某; another subject stays as it is."""
    match subject.split(":", 4):
        case ["constituency", number, "round", ordinal]:
            return f"第{number}选区第{ordinal}次投票"
        case ["constituency", number, "round", ordinal, rest]:
            return f"第{number}选区第{ordinal}次投票 {rest.replace('box:', '票箱')}"
        case _:
            return subject


def _intake(county: str) -> Intake:
    source = registration.latest_switched(county)
    if source is None:
        return Intake()
    return Intake(
        rows=source.rows,
        refused=source.issues.filter(is_refusal=True).values("line").distinct().count(),
        unruled=registration.unruled_rows(source).count(),
        repaired=source.repaired,
        duplicates=registration.cases_in(county).count(),
        undecided=registration.duplicates_open(county).count(),
    )


def _balance(election: Election) -> dict[str, Any]:
    found = registration.balance(election)
    return {
        "last": found.last,
        "added": dict(found.added),
        "struck": dict(found.struck),
        "voters": found.voters,
        "final": found.final,
    }
