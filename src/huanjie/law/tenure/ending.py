"""How a mandate rests or ends: resignation, suspension, termination (V-05 to V-07)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huanjie.law.article import DEPUTIES_LAW, ELECTION_LAW, PLA_MEASURES, Article, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Level
from huanjie.law.tenure.recall import Mandated, Receiver
from huanjie.law.tenure.vote import Body, Resolution

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class Addressee:
    """Where a deputy resigns: who receives the letter, which body accepts, on which words."""

    receiver: Receiver
    body: Body
    article: Article


ADDRESSEES: Final[Mapping[Mandated, Addressee]] = {
    Mandated.COUNTY: Addressee(Receiver.COUNTY_SC, Body.STANDING_COMMITTEE, ELECTION_LAW[55, 2]),
    Mandated.TOWNSHIP: Addressee(Receiver.TOWNSHIP_CONGRESS, Body.CONGRESS, ELECTION_LAW[55, 2]),
    Mandated.INDIRECT: Addressee(
        Receiver.ELECTING_SC, Body.STANDING_COMMITTEE, ELECTION_LAW[55, 1]
    ),
    Mandated.GARRISON: Addressee(Receiver.GARRISON_COMMITTEE, Body.SERVICEMEN, PLA_MEASURES[37, 1]),
}
"""A township's deputy resigns to the congress, not to its presidium, and waits for a session."""


@dataclass(frozen=True)
class Resignation:
    """A deputy's letter; `accepted` is the body's vote on it, None while there was none."""

    deputy: str
    mandated: Mandated
    is_written: bool
    handed_to: Receiver
    accepted: Resolution | None


@implements(ELECTION_LAW[55, 1], ELECTION_LAW[55, 2], PLA_MEASURES[37, 1])
def check_resignation(letter: Resignation) -> Findings:
    """Has a resignation taken effect, and before the right body? Source: 选举法 55; V-05, M-04."""
    to = ADDRESSEES[letter.mandated]
    facts: Mapping[str, Fact] = {"deputy": letter.deputy, "body": to.body}
    found = []
    if not letter.is_written:
        found.append(Finding("resignation-not-written", to.article, Severity.ERROR, facts))
    if letter.handed_to is not to.receiver:
        found.append(Finding("resignation-wrong-receiver", to.article, Severity.ERROR, facts))
    if letter.accepted is None:
        found.append(Finding("resignation-not-voted", to.article, Severity.MANUAL, facts))
    elif letter.accepted.vote.body is not to.body or not letter.accepted.adopted:
        found.append(Finding("resignation-not-accepted", to.article, Severity.ERROR, facts))
    else:
        found.append(_to_be_announced(letter.mandated, to.article, facts))
    return tuple(found)


def _to_be_announced(mandated: Mandated, article: Article, facts: Mapping[str, Fact]) -> Finding:
    filed = mandated in (Mandated.INDIRECT, Mandated.GARRISON)
    code = "resignation-to-be-filed" if filed else "resignation-to-be-announced"
    return Finding(code, article, Severity.INFO, facts)


class Linked(StrEnum):
    """An office that only a deputy holds."""

    SC_MEMBER = "sc_member"
    SPECIAL_COMMITTEE = "special_committee"
    TOWNSHIP_CHAIR = "township_chair"


class Loss(StrEnum):
    """How the mandate went: by recall (选举法 54) or by resignation (选举法 56)."""

    RECALL = "recall"
    RESIGNATION = "resignation"


@implements(ELECTION_LAW[54, 1], ELECTION_LAW[54, 2], ELECTION_LAW[56, 1], ELECTION_LAW[56, 2])
def offices_lost(deputy: str, held: Collection[Linked], loss: Loss) -> Findings:
    """The offices that fall with the mandate. Source: 选举法 54, 56; V-04, V-05."""
    number = 54 if loss is Loss.RECALL else 56
    return tuple(
        Finding(
            "office-falls-with-mandate",
            ELECTION_LAW[number, 2 if office is Linked.TOWNSHIP_CHAIR else 1],
            Severity.INFO,
            {"deputy": deputy, "office": office},
        )
        for office in Linked
        if office in held
    )


class Rest(StrEnum):
    """Why a deputy's duties rest while the mandate goes on. Source: 代表法 61¶1."""

    IN_CUSTODY = "in_custody"
    SERVING_SENTENCE = "serving_sentence"


@implements(DEPUTIES_LAW[61, 1], DEPUTIES_LAW[61, 2])
def is_suspended(grounds: Collection[Rest]) -> bool:
    """Do the duties rest? Only while a ground lasts; the seat is not vacant.

    Source: 代表法 61; V-06. Such deputies stay in D (O-28).
    """
    return bool(grounds)


class End(StrEnum):
    """Why a mandate ends. Source: 代表法 62; V-07."""

    LEFT_AREA = "left_area"
    RESIGNED = "resigned"
    MISSED_TWO_SESSIONS = "missed_two_sessions"
    RECALLED = "recalled"
    LOST_NATIONALITY = "lost_nationality"
    DEPRIVED = "deprived"
    LOST_CAPACITY = "lost_capacity"
    DIED = "died"


END_GROUNDS: Final[Mapping[End, Article]] = {
    End.LEFT_AREA: DEPUTIES_LAW[62, 1, 1],
    End.RESIGNED: DEPUTIES_LAW[62, 1, 2],
    End.MISSED_TWO_SESSIONS: DEPUTIES_LAW[62, 1, 3],
    End.RECALLED: DEPUTIES_LAW[62, 1, 4],
    End.LOST_NATIONALITY: DEPUTIES_LAW[62, 1, 5],
    End.DEPRIVED: DEPUTIES_LAW[62, 1, 6],
    End.LOST_CAPACITY: DEPUTIES_LAW[62, 1, 7],
    End.DIED: DEPUTIES_LAW[62, 2],
}
"""The only grounds. Moving within the area is none."""


@dataclass(frozen=True)
class Termination:
    """A mandate said to have ended. `left_area` is asked for a move, `sessions_missed` for absence.

    `reported` by the credentials committee, `announced_by` the body that made it known.
    """

    deputy: str
    ground: End
    evidence: str
    left_area: bool
    sessions_missed: int
    reported: bool
    announced_by: Body | None


SESSIONS_MISSED: Final = 2


def announcer(level: Level) -> Body:
    """Who announces that a mandate ended. Source: 代表法 63."""
    return Body.CONGRESS if level is Level.TOWNSHIP else Body.STANDING_COMMITTEE


@implements(ELECTION_LAW[57, 2], DEPUTIES_LAW[62, 1], DEPUTIES_LAW[62, 2], DEPUTIES_LAW[63])
def check_termination(ended: Termination, level: Level) -> Findings:
    """Has a mandate ended, and was it reported and announced? Source: 代表法 62, 63; V-07."""
    article = END_GROUNDS[ended.ground]
    facts: Mapping[str, Fact] = {
        "deputy": ended.deputy,
        "ground": ended.ground,
        "sessions": ended.sessions_missed,
        "body": announcer(level),
    }
    moved_within = ended.ground is End.LEFT_AREA and not ended.left_area
    attended = ended.ground is End.MISSED_TWO_SESSIONS
    faults = (
        ("termination-moved-within", article, moved_within),
        (
            "termination-sessions-few",
            article,
            attended and ended.sessions_missed < SESSIONS_MISSED,
        ),
        ("termination-without-evidence", article, not ended.evidence.strip()),
        ("termination-not-reported", DEPUTIES_LAW[63], not ended.reported),
        (
            "termination-not-announced",
            DEPUTIES_LAW[63],
            ended.announced_by is not announcer(level),
        ),
    )
    return tuple(Finding(c, art, Severity.ERROR, facts) for c, art, is_bad in faults if is_bad)
