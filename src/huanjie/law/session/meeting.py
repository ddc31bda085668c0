"""The first session: who calls it, what opens it, and in which order it acts (F-06)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huanjie.law.arithmetic import ceil_share
from huanjie.law.article import LOCAL_ORGANIZATION_LAW, PRACTICE, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Level, Pack, keys
from huanjie.law.pack.words import Body as PackBody
from huanjie.law.tenure.vote import TWO_THIRDS, may_open

Findings = tuple[Finding, ...]
_LOL: Final = LOCAL_ORGANIZATION_LAW


class Caller(StrEnum):
    """Who calls a congress's first session."""

    OUTGOING_SC = "outgoing_sc"
    PREVIOUS_PRESIDIUM = "previous_presidium"


@implements(_LOL[14, 1], _LOL[20])
def caller(level: Level) -> Caller:
    """Who calls the first session, and fixes and publishes its day. Source: 地方组织法 14¶1, 20."""
    return Caller.PREVIOUS_PRESIDIUM if level is Level.TOWNSHIP else Caller.OUTGOING_SC


@dataclass(frozen=True)
class Opening:
    """How a first session opened. `preparatory_chaired_by` is asked from the county up.

    `deputies` are D, all deputies in office with confirmed credentials (O-28).
    """

    level: Level
    called_by: Caller
    is_published: bool
    deputies: int
    present: int
    preparatory_chaired_by: Caller | None
    presidium_elected: bool
    secretary_general_elected: bool
    chairs_in_presidium: bool

    def __post_init__(self) -> None:
        if self.deputies < 1:
            raise WrongInput("deputies", "a congress has deputies")
        if not 0 <= self.present <= self.deputies:
            raise WrongInput("present", f"{self.present} of {self.deputies} cannot be present")


@implements(_LOL[14, 1], _LOL[14, 4], _LOL[17, 1], _LOL[17, 2], _LOL[19, 1], _LOL[20])
def check_opening(held: Opening) -> Findings:
    """Did the first session open as the law asks? Source: 地方组织法 14, 17, 19, 20; F-06.

    Its last day, two months from completion, is the timetable's (CAL-18).
    """
    facts: Mapping[str, Fact] = {
        "deputies": held.deputies,
        "present": held.present,
        "quorum": ceil_share(held.deputies, TWO_THIRDS),
    }
    county = held.level is not Level.TOWNSHIP
    elected = _LOL[17, 1] if county else _LOL[19, 1]
    faults: tuple[tuple[str, Article, bool], ...] = (
        ("session-wrong-caller", _LOL[20], held.called_by is not caller(held.level)),
        ("session-day-unpublished", _LOL[14, 1], not held.is_published),
        ("session-without-quorum", _LOL[14, 4], not may_open(held.present, held.deputies)),
        (
            "preparatory-wrong-chair",
            _LOL[17, 2],
            county and held.preparatory_chaired_by is not Caller.OUTGOING_SC,
        ),
        ("presidium-not-elected", elected, not held.presidium_elected),
        ("secretary-not-elected", _LOL[17, 1], county and not held.secretary_general_elected),
        ("chairs-outside-presidium", _LOL[19, 1], not county and not held.chairs_in_presidium),
    )
    return tuple(Finding(c, art, Severity.ERROR, facts) for c, art, is_bad in faults if is_bad)


@implements(PRACTICE["F-13"])
def archive_receiver(pack: Pack) -> PackBody | None:
    """Who receives ballots, files and seals; None where the province is silent. F-13, O-27."""
    return pack[keys.AFTER_ARCHIVE_TO]


@dataclass(frozen=True)
class Dissolution:
    """The end of an election committee's work."""

    has_report: bool
    is_archived: bool
    ballots_destroyed: bool
    destruction_order: str


@implements(PRACTICE["F-13"], PRACTICE["O-27"])
def check_dissolution(done: Dissolution, pack: Pack) -> Findings:
    """May the committee be dissolved? Report and archive first; ballots go only on order.

    Source: F-13, F-14, O-27. The term itself runs from first session to first session (CAL-26).
    """
    article = pack.article(keys.AFTER_ARCHIVE_TO, PRACTICE["F-13"])
    unordered = done.ballots_destroyed and not done.destruction_order.strip()
    faults = (
        ("committee-without-report", article, not done.has_report),
        ("committee-not-archived", article, not done.is_archived),
        ("ballots-destroyed-unordered", PRACTICE["O-27"], unordered),
    )
    return tuple(Finding(c, art, Severity.WARN, {}) for c, art, is_bad in faults if is_bad)
