"""Who wins an office: more than half of all deputies, ties, and seats left open (F-07, F-11)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from huanjie.law.article import LOCAL_ORGANIZATION_LAW, Article, implements
from huanjie.law.counting import (
    Decide,
    Outcome,
    Standing,
    Tally,
    TieRevote,
    referral,
    standings,
    tie_revote,
)
from huanjie.law.counting.outcome import Next
from huanjie.law.counting.settle import contending, over_the_line, settle
from huanjie.law.counting.tally import NATIONAL, Round, ranked
from huanjie.law.counting.validity import refusal
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.nomination import Range
from huanjie.law.pack.words import Mode
from huanjie.law.session.nomination import Occasion, officer_range
from huanjie.law.session.offices import Office

_LOL: Final = LOCAL_ORGANIZATION_LAW
WHEN: Final = ("this_session", "next_session")
HOW: Final = ("by_first_vote", "fresh_nomination")
OPTIONS: Final = tuple(f"{when}_{how}" for when in WHEN for how in HOW)
"""What a congress decides about seats left open. Source: 地方组织法 29¶2."""


@implements(_LOL[25], _LOL[28], _LOL[29, 1], _LOL[29, 2])
def officer_vote(tally: Tally) -> Outcome:
    """Who is elected, who is tied, and what the congress decides about seats left open.

    Source: 地方组织法 25, 28, 29; F-07, F-11. `roll` is D; more than half of all deputies elects,
    in a supplementary vote too; no third is enough. Any deputy or voter may be written in.
    Raises `WrongInput` for a tally of a direct election.
    """
    _refuse_direct(tally)
    refused = refusal(tally, NATIONAL, Round.FIRST)
    if refused is not None:
        return refused
    field = over_the_line(tally, ranked(tally.votes), tally.majority, frozenset())
    settled = settle(field.eligible, tally.seats)
    waiting = contending(field.undecided, field.eligible, tally.seats)
    gone = contending(field.fallen, field.eligible, tally.seats)
    if waiting:
        return _asked(Outcome(), *referral.undecided(waiting, tally.seats))
    if gone:
        return _asked(Outcome(settled.elected), *referral.fallen(gone, settled.left))
    if settled.tied:
        return Outcome(settled.elected, settled.tied, TieRevote(settled.left))
    return _short(settled.elected, settled.left) if settled.left else Outcome(settled.elected)


def _refuse_direct(tally: Tally) -> None:
    if tally.mode is not Mode.INDIRECT:
        raise WrongInput("mode", "a session's vote is counted over all deputies")


def _asked(outcome: Outcome, step: Next, finding: Finding) -> Outcome:
    return replace(outcome, next=step, findings=(replace(finding, article=_LOL[29, 1]),))


def _short(elected: tuple[str, ...], left: int) -> Outcome:
    facts: Mapping[str, Fact] = {"seats": left}
    finding = Finding("offices-left-open", _LOL[29, 2], Severity.MANUAL, facts)
    return Outcome(elected, (), Decide("F-11", (), left, OPTIONS), (finding,))


@implements(_LOL[29, 1])
def officer_tie_revote(tally: Tally, tied: tuple[str, ...]) -> Outcome:
    """Who of the tied wins; more votes win, no majority is asked. Source: 地方组织法 29¶1."""
    _refuse_direct(tally)
    outcome = tie_revote(tally, tied)
    found = (
        f if f.article == _LOL[14, 4] else replace(f, article=_LOL[29, 1]) for f in outcome.findings
    )
    return replace(outcome, findings=tuple(found))


@dataclass(frozen=True)
class OfficerList:
    """Who may stand for offices left open by the order of the first vote."""

    names: tuple[str, ...]
    allowed: Range
    findings: tuple[Finding, ...]


@implements(_LOL[29, 2], _LOL[29, 3])
def officer_list(
    first: Tally, elected: Collection[str], office: Office, seats: int, size: int
) -> OfficerList:
    """The candidates of a supplementary vote by the order of the first. Source: 地方组织法 29¶2-3.

    `size` is the number that the congress decided; a tie at the cut is its decision too (O-25).
    """
    allowed = officer_range(office, seats, size, Occasion.SUPPLEMENTARY)
    order = [row for row in ranked(first.votes) if _may_stand(first, row, elected)]
    names = tuple(name for name, _ in order[:size])
    facts: Mapping[str, Fact] = {
        "office": office,
        "size": size,
        "least": allowed.least,
        "most": allowed.most,
        "pool": len(order),
    }
    found = []
    if size not in allowed:
        found.append(Finding("officer-list-size", _LOL[29, 3], Severity.ERROR, facts))
    if len(order) < size:
        found.append(Finding("officer-list-short", _LOL[29, 2], Severity.MANUAL, facts))
    elif len(order) > size > 0 and order[size][1] == order[size - 1][1]:
        found.append(Finding("officer-list-tied", _LOL[29, 2], Severity.MANUAL, facts))
    return OfficerList(names, allowed, tuple(found))


def _may_stand(first: Tally, row: tuple[str, int], elected: Collection[str]) -> bool:
    name, votes = row
    on_paper = name not in first.write_ins
    return name not in elected and first.is_eligible(name) is not False and (on_paper or votes > 0)


_ARTICLES: Final[Mapping[Round, Article]] = {
    Round.FIRST: _LOL[25],
    Round.TIE_REVOTE: _LOL[29, 1],
}


def officer_standings(
    tally: Tally, outcome: Outcome, held: Round = Round.FIRST
) -> tuple[Standing, ...]:
    """Every person's votes against the line, on the words of the organization law."""
    article = _ARTICLES.get(held, _LOL[25])
    return tuple(replace(each, article=article) for each in standings(tally, outcome, held))
