"""How a roll is published, corrected and closed, and how an appeal against it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from huanjie.law.article import ELECTION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Pack, Reading, keys
from huanjie.law.procedure import Procedure
from huanjie.law.registration.reasons import GROUNDS, Act, Reason
from huanjie.law.timetable import (
    DEADLINES,
    Kind,
    check_days_before,
    check_roll_publication,
    days_after,
    latest_lawful_day,
)

Findings = tuple[Finding, ...]

STALE_AFTER_DAYS: Final = 60
"""A population file older than this makes undecided persons a WARN only (X3.3)."""


@dataclass(frozen=True)
class Publication:
    """A roll about to be published. `undecided` are persons of 18 and over without a decision."""

    election_day: date
    on: date
    kind: Kind
    undecided: int
    population_counted_on: date


@implements(ELECTION_LAW[28], ELECTION_LAW[4, 1])
def check_publication(publication: Publication, pack: Pack) -> Findings:
    """May this roll be published? Source: 选举法 28; CAL-02, X3.3."""
    found = check_roll_publication(
        election_day=publication.election_day,
        on=publication.on,
        pack=pack,
        kind=publication.kind,
    )
    return found + _undecided(publication)


def _undecided(publication: Publication) -> Findings:
    if not publication.undecided:
        return ()
    counted = publication.population_counted_on
    is_stale = days_after(counted, STALE_AFTER_DAYS) < publication.on
    severity = Severity.WARN if is_stale else Severity.ERROR
    facts: Mapping[str, Fact] = {"persons": publication.undecided, "counted": counted}
    return (Finding("roll-undecided", ELECTION_LAW[4, 1], severity, facts),)


@dataclass(frozen=True)
class Change:
    """One change of a roll; `evidence` names the paper it rests on."""

    person: str
    act: Act
    reason: Reason
    evidence: str


@implements(ELECTION_LAW[27, 1], ELECTION_LAW[29])
def check_change(change: Change) -> Findings:
    """Has a change a reason that carries it, and evidence? Source: 选举法 27, 29; R-42."""
    ground = GROUNDS[change.reason]
    facts: Mapping[str, Fact] = {
        "person": change.person,
        "act": change.act.value,
        "reason": change.reason.value,
    }
    found = []
    if change.act not in ground.acts:
        found.append(Finding("roll-change-reason", ground.article, Severity.ERROR, facts))
    if not change.evidence.strip():
        found.append(Finding("roll-change-evidence", ground.article, Severity.ERROR, facts))
    return tuple(found)


@implements(ELECTION_LAW[27, 1])
def check_correction(*, election_day: date, on: date, pack: Pack) -> Findings:
    """May a published roll still be corrected, and late voters be added? Source: CAL-12, R-38."""
    row = DEADLINES["CAL-12"]
    return check_days_before(
        row, "roll-corrected-late", election_day=election_day, on=on, pack=pack
    )


def check_corrections_published(
    *, published: date | None, election_day: date, pack: Pack
) -> Findings:
    """Were corrections made public in time, where the province asks for it? Source: CAL-12."""
    if not pack[keys.REG_CORRECTION_PUBLISHED]:
        return ()
    article = pack.article(keys.REG_CORRECTION_PUBLISHED, ELECTION_LAW[27, 1])
    if published is None:
        return (Finding("roll-correction-unpublished", article, Severity.ERROR),)
    return check_correction(election_day=election_day, on=published, pack=pack)


def check_recheck(*, rechecked: date | None, election_day: date, pack: Pack) -> Findings:
    """Did voter groups look through the roll before election day? Source: R-38; CAL-12."""
    if not pack[keys.REG_CORRECTION_RECHECK]:
        return ()
    if rechecked is not None and rechecked < election_day:
        return ()
    article = pack.article(keys.REG_CORRECTION_RECHECK, ELECTION_LAW[27, 1])
    facts: Mapping[str, Fact] = {"rechecked": rechecked, "before": election_day}
    return (Finding("roll-not-rechecked", article, Severity.ERROR, facts),)


@implements(ELECTION_LAW[27, 1], PRACTICE["O-46"])
def check_readmission(*, election_day: date, asked: date, pack: Pack) -> Findings:
    """Must a voter who was not reached be added now? Source: CAL-10; R-35.

    Within the province's term he must be; after it the committee decides.
    """
    latest = latest_lawful_day(DEADLINES["CAL-10"], election_day, pack, Reading.A)
    if latest is None or asked <= latest:
        return ()
    article = pack.article(keys.REG_UNCONTACTABLE_DAYS, ELECTION_LAW[27, 1])
    facts: Mapping[str, Fact] = {"asked": asked, "latest": latest}
    return (Finding("readmission-late", article, Severity.MANUAL, facts),)


ROLL: Final = Procedure(
    name="roll",
    initial="open",
    moves={
        ("open", "publish"): "published",
        ("published", "correct"): "corrected",
        ("corrected", "correct"): "corrected",
        ("published", "close"): "final",
        ("corrected", "close"): "final",
        ("final", "reopen"): "corrected",
    },
)
"""A constituency's roll. Source: 选举法 27-29. Closed on election day: then it gives V.

`reopen` needs a decision of the committee: another election day, or a judgment on the last day.
"""

ROLL_APPEAL: Final = Procedure(
    name="roll_appeal",
    initial="received",
    moves={
        ("received", "uphold"): "upheld",
        ("received", "uphold_partly"): "partly_upheld",
        ("received", "reject"): "rejected",
        ("received", "withdraw"): "withdrawn",
        ("partly_upheld", "sue"): "in_court",
        ("rejected", "sue"): "in_court",
        ("in_court", "withdraw"): "withdrawn",
        ("in_court", "judge"): "judged",
    },
)
"""An appeal against a roll. Source: 选举法 29; CAL-03 to CAL-06. A judgment is final."""
