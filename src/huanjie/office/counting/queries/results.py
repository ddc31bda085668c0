"""What the law makes of a round, what it still waits for, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from huanjie.law.article import PRACTICE, Article
from huanjie.law.counting import (
    Decide,
    Done,
    Mend,
    Next,
    Outcome,
    Rerun,
    Standing,
    Supplementary,
    Tally,
    TieRevote,
    candidate_list,
    contest_move,
    determination_of,
    first_vote,
    list_range,
    rerun,
    standings,
    supplementary_round,
    tie_revote,
)
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Mode, article_of, known_texts
from huanjie.law.sheet import Determination, Sheet
from huanjie.office.counting.queries.case import BASE, Case, tally_of

_AGAIN: Final = frozenset({"again", "再选", "再投", "再次投票", "hold_anew", "next_vote"})
_VACANT: Final = frozenset({"vacant", "暂缺", "stop", "declare_rest"})
_RERUN: Final = frozenset({"rerun", "重新投票"})
_MATTERS: Final[Mapping[str, str]] = {
    "O-44": "write_in_eligibility",
    "O-25": "pool_tie",
    "O-37": "tie_unresolved",
    "O-42": "shortfall",
    "O-23": "shortfall",
    "O-38": "pool_short",
    "O-43": "fallen_away",
}
"""The matter under which a body's decision is recorded, by the open point of `rules.md`."""

OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "write_in_eligibility": ("yes", "no"),
    "tie_unresolved": ("again", "vacant"),
    "shortfall": ("again", "vacant"),
    "pool_short": ("again", "vacant"),
    "fallen_away": ("vacant", "again", "rerun"),
    "seal_mismatch": ("count", "void"),
    "opening": ("count",),
    "denominator": ("participants",),
}
"""What a body may answer, by matter; other matters take a number or names."""


@dataclass(frozen=True)
class Waiting:
    """A decision of a body that a contest waits for: how it is recorded, and why it is needed."""

    matter: str
    subject: str
    finding: Finding
    options: tuple[str, ...] = ()
    suggested: str = ""


@dataclass(frozen=True)
class Resolution:
    """The law's answer to a round, followed through the decisions that are on record.

    `outcome` is the answer itself, `step` what follows, `waiting` the decisions still missing.
    """

    tally: Tally
    outcome: Outcome
    step: Next
    standings: tuple[Standing, ...]
    waiting: tuple[Waiting, ...]
    determination: Determination
    """The same as the checks of the sheet ask it."""

    @property
    def moves(self) -> tuple[str, ...]:
        """The moves of the contest; none while the record has to be mended."""
        move = contest_move(self.outcome)
        if move is None:
            return ()
        return (move, order_of(self.step)) if move == "refer" else (move,)

    @property
    def kind(self) -> str:
        """One word for what follows: settled, tie, short, void, referred or mend."""
        return _KINDS[type(self.step)]

    @property
    def vacant(self) -> int:
        """The seats that stay open after this round, when nothing more is voted on."""
        return self.step.vacant if isinstance(self.step, Done) else 0


_KINDS: Final[Mapping[type, str]] = {
    Done: "settled",
    TieRevote: "tie",
    Supplementary: "short",
    Rerun: "void",
    Decide: "referred",
    Mend: "mend",
}


def order_of(step: Next) -> str:
    """The move that takes a contest out of the committee's hands."""
    match step:
        case TieRevote():
            return "order_tie_revote"
        case Supplementary():
            return "order_supplementary"
        case Rerun(round=held) if held in BASE:
            return "order_rerun"
        case Rerun(round=held):
            return f"order_{held.value}"
        case _:
            return "settle"


def resolve(case: Case, sheet: Sheet) -> Resolution:
    """Ask the law about a round and follow the decisions on record as far as they go."""
    tally = tally_of(case, sheet)
    outcome = _law(case, tally)
    step, waiting = _follow(case, tally, outcome, outcome.next, ())
    waiting += _denominator(case, outcome)
    return Resolution(
        tally,
        outcome,
        step,
        standings(tally, outcome, case.kind, case.rules),
        waiting,
        determination_of(tally, replace(outcome, next=step), case.kind, case.rules),
    )


def _law(case: Case, tally: Tally) -> Outcome:
    names = tuple(case.held.candidates)
    match case.held.kind:
        case "first":
            return first_vote(tally, case.rules)
        case "rerun":
            return rerun(tally, case.rules)
        case "tie_revote":
            return tie_revote(tally, names, case.rules)
        case _:
            held = 1 + sum(
                row.round.kind == "supplementary" and row.kind != "void"
                for row in case.base_earlier
            )
            return supplementary_round(tally, names, case.rules, rounds_held=held)


def _follow(
    case: Case, tally: Tally, outcome: Outcome, step: Next, findings: tuple[Finding, ...]
) -> tuple[Next, tuple[Waiting, ...]]:
    """Replace an open point by what the body decided; keep it, with what is missing, otherwise."""
    if not isinstance(step, Decide):
        return step, ()
    asked = [f for f in (*findings, *outcome.findings) if f.severity is Severity.MANUAL]
    if step.open_point == "O-44":
        return step, tuple(_waits(case, step, asked[0], name) for name in step.names)
    decision = case.decided(_MATTERS[step.open_point])
    after = _after(case, tally, outcome, step, decision.value) if decision else None
    if after is None:
        return step, (_waits(case, step, asked[0]),)
    following, more = after
    return _follow(case, tally, outcome, following, more)


def _waits(case: Case, step: Decide, finding: Finding, name: str = "") -> Waiting:
    matter = _MATTERS[step.open_point]
    subject = f"{case.subject}:{name}" if name else case.subject
    suggested = {"repeat": "again"}.get(step.suggested, "")
    return Waiting(matter, subject, finding, OPTIONS.get(matter, ()), suggested)


def _after(
    case: Case, tally: Tally, outcome: Outcome, step: Decide, value: str
) -> tuple[Next, tuple[Finding, ...]] | None:
    """The step that a decision makes of an open point; None when it answers something else."""
    if step.open_point == "O-25":
        return _chosen_from_tied(step, value)
    if value in _VACANT:
        return Done(step.seats), ()
    if value in _RERUN and step.open_point == "O-43":
        return Rerun("decided", case.kind), ()
    return _voted_again(case, tally, outcome, step) if value in _AGAIN else None


def _voted_again(
    case: Case, tally: Tally, outcome: Outcome, step: Decide
) -> tuple[Next, tuple[Finding, ...]]:
    """The vote that is held when the body wants another one."""
    match step.open_point:
        case "O-37":
            return TieRevote(step.seats), ()
        case "O-23":
            return Rerun("decided", case.kind), ()
        case "O-38":
            sizes = (len(step.pool),)
            return Supplementary(step.seats, step.pool, sizes, len(step.pool)), ()
    first = tally if case.held.kind in BASE else case.base_tally
    return candidate_list(first, {*case.elected_before, *outcome.elected}, step.seats)


def _chosen_from_tied(step: Decide, value: str) -> tuple[Next, tuple[Finding, ...]] | None:
    """The list when the body chose among those tied for its last place (O-25)."""
    named = value.replace("，", "、").replace(";", "、").split("、")
    chosen = tuple(name for name in step.names if name in named)
    sure = tuple(step.pool[: min(step.pool.index(name) for name in step.names)])
    size = len(sure) + len(chosen)
    if len(chosen) != len(named) or size != list_range(step.seats, Mode.DIRECT)[0]:
        return None
    return Supplementary(step.seats, (*sure, *chosen), (size,), size), ()


def _denominator(case: Case, outcome: Outcome) -> tuple[Waiting, ...]:
    """That the committee saw both readings where missing papers decide the result (O-18)."""
    found = [f for f in outcome.findings if f.code == "denominator-decides"]
    if not found or case.decided("denominator"):
        return ()
    return (Waiting("denominator", case.subject, found[0], ("participants",), "participants"),)


@dataclass(frozen=True)
class Ballot:
    """The round that a determination calls for; `candidates` None while a size is undecided."""

    kind: str
    seats: int
    candidates: tuple[str, ...] | None
    waiting: tuple[Waiting, ...] = ()


def next_ballot(case: Case, stored: Mapping[str, Any]) -> Ballot | None:
    """What is voted on next after a stored outcome; None when nothing is."""
    step = stored["next"]
    match step["kind"]:
        case "tie_revote":
            return Ballot("tie_revote", step["seats"], tuple(stored["tied"]))
        case "rerun":
            kind = "rerun" if case.held.kind in BASE else case.held.kind
            return Ballot(kind, case.held.seats, tuple(case.held.candidates))
        case "supplementary":
            return _supplementary_ballot(case, step)
    return None


def _supplementary_ballot(case: Case, step: Mapping[str, Any]) -> Ballot:
    sizes, pool = step["sizes"], step["pool"]
    decision = case.decided("supplementary_size")
    size = int(decision.value) if decision and decision.value.isdecimal() else None
    if len(sizes) == 1:
        size = sizes[0]
    if size in sizes:
        return Ballot("supplementary", step["seats"], tuple(pool[:size]))
    facts: dict[str, Fact] = {
        "seats": step["seats"],
        "sizes": tuple(str(each) for each in sizes),
        "suggested": step["suggested"],
    }
    finding = Finding("supplementary-size-open", PRACTICE["N-09"], Severity.MANUAL, facts)
    options = tuple(str(each) for each in sizes)
    asked = Waiting("supplementary_size", case.subject, finding, options, str(step["suggested"]))
    return Ballot("supplementary", step["seats"], None, (asked,))


def stored_outcome(
    found: Resolution, sheet: Sheet, of_opening: Sequence[Finding]
) -> dict[str, Any]:
    """A resolution as plain data, for the record; with what is to say of the boxes' opening."""
    tally = found.tally
    return {
        "figures": {
            "voters": tally.roll,
            "participants": tally.participants,
            "collected": tally.collected,
            "void": tally.void,
            "valid": sheet.count.valid,
            "blank": sheet.count.blank,
            "seats": tally.seats,
            "line": found.standings[0].line if found.standings else None,
        },
        "votes": dict(sorted(tally.votes.items(), key=lambda row: (-row[1], row[0]))),
        "write_ins": sorted(tally.write_ins),
        "elected": list(found.outcome.elected),
        "tied": list(found.outcome.tied),
        "next": _stored_step(found.step),
        "findings": [stored_finding(each) for each in (*found.outcome.findings, *of_opening)],
        "standings": [
            {**stored_finding(row.finding), "verdict": row.verdict.value, "name": row.name}
            for row in found.standings
        ],
    }


def _stored_step(step: Next) -> dict[str, Any]:
    match step:
        case Done(vacant):
            return {"kind": "done", "vacant": vacant}
        case TieRevote(seats):
            return {"kind": "tie_revote", "seats": seats}
        case Supplementary(seats, pool, sizes, suggested):
            return {
                "kind": "supplementary",
                "seats": seats,
                "pool": list(pool),
                "sizes": list(sizes),
                "suggested": suggested,
            }
        case Rerun(reason, held):
            return {"kind": "rerun", "reason": reason, "round": held.value}
        case _:
            raise TypeError(f"{type(step).__name__} is not determined")


def stored_finding(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    facts = {name: _stored_fact(fact) for name, fact in finding.facts.items()}
    return {
        "code": finding.code,
        "article": finding.article.key,
        "severity": finding.severity.value,
        "facts": facts,
    }


def finding_from(stored: Mapping[str, Any]) -> Finding:
    """A stored finding as the law gave it."""
    facts = {name: _fact_from(fact) for name, fact in stored["facts"].items()}
    return Finding(stored["code"], _article(stored["article"]), Severity(stored["severity"]), facts)


def _stored_fact(fact: Fact) -> Any:
    """A fact as plain data; a day is told from a text by its heading."""
    match fact:
        case tuple():
            return list(fact)
        case date():
            return {"day": fact.isoformat()}
    return fact


def _fact_from(stored: Any) -> Fact:
    match stored:
        case list():
            return tuple(stored)
        case {"day": day}:
            return date.fromisoformat(day)
    fact: Fact = stored
    return fact


def _article(key: str) -> Article:
    code, _, place = key.partition(" ")
    return PRACTICE[place] if code == PRACTICE.code else article_of(key, known_texts())
