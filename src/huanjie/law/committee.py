"""Who runs the election: the election committee, its members, and the course of an election.

Source: 选举法 chapter 2; rules.md C-06, C-07.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PRACTICE, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Level, Pack, Parameter, keys
from huanjie.law.procedure import Procedure

Findings = tuple[Finding, ...]


class Appointer(StrEnum):
    """A body that may have signed an appointment."""

    COUNTY_SC = "county_sc"
    TOWNSHIP_PRESIDIUM = "township_presidium"
    TOWNSHIP_CONGRESS = "township_congress"
    CITY_SC = "city_sc"
    GOVERNMENT = "government"


@implements(ELECTION_LAW[10, 1], DIRECT_ELECTION[1])
def check_appointment(level: Level, by: Appointer) -> Findings:
    """Did the right body appoint the committee? Source: 选举法 10¶1; 直选若干规定 1; C-06.

    The county-level standing committee appoints both its own county committee and those of its
    townships. Raises `WrongInput` for a city, whose deputies are elected by congresses.
    """
    _refuse_city(level)
    if by is Appointer.COUNTY_SC:
        return ()
    facts: Mapping[str, Fact] = {"level": level.value, "by": by.value}
    return (Finding("committee-appointer", ELECTION_LAW[10, 1], Severity.ERROR, facts),)


def _refuse_city(level: Level) -> None:
    if level is Level.CITY:
        raise WrongInput("level", "a city's deputies are elected by congresses, without committee")


_SIZES: Final[Mapping[Level, Parameter[tuple[int, int] | None]]] = {
    Level.COUNTY: keys.COMMITTEE_SIZE_COUNTY,
    Level.TOWNSHIP: keys.COMMITTEE_SIZE_TOWNSHIP,
}


@implements(ELECTION_LAW[10, 1])
def check_size(level: Level, members: int, pack: Pack) -> Findings:
    """Has the committee the size the province asks for? Source: C-06; nationally free."""
    _refuse_city(level)
    bounds = pack[_SIZES[level]]
    if members < 1:
        raise WrongInput("members", "a committee has members")
    if bounds is None or bounds[0] <= members <= bounds[1]:
        return ()
    article = pack.article(_SIZES[level], ELECTION_LAW[10, 1])
    facts: Mapping[str, Fact] = {"members": members, "low": bounds[0], "high": bounds[1]}
    return (Finding("committee-size", article, pack.severity(_SIZES[level]), facts),)


def check_members_filed(level: Level, filed: date | None, pack: Pack) -> Findings:
    """Was a county committee's membership filed where the province asks for it? Source: C-06."""
    if level is not Level.COUNTY or filed or not pack[keys.COMMITTEE_MEMBERS_FILED]:
        return ()
    article = pack.article(keys.COMMITTEE_MEMBERS_FILED, ELECTION_LAW[10, 1])
    return (Finding("committee-not-filed", article, Severity.ERROR),)


@implements(ELECTION_LAW[9, 2])
def check_delegation(document: str, pack: Pack) -> Findings:
    """May a county committee entrust a township's with its own work? Source: C-05.

    Where the province says so; elsewhere the texts are silent and the county's standing committee
    decides. `document` is the number of its decision, empty where there is none.
    """
    if pack[keys.COMMITTEE_DELEGATES] or document:
        return ()
    article = pack.article(keys.COMMITTEE_DELEGATES, ELECTION_LAW[9, 2])
    return (Finding("county-work-delegated", article, Severity.MANUAL),)


@dataclass(frozen=True)
class Membership:
    """A member of a committee; `resigned` is the day the resignation took effect, if any."""

    name: str
    resigned: date | None


@implements(ELECTION_LAW[10, 2], PRACTICE["O-12"])
def check_member_candidate(member: Membership, list_published: date) -> Findings:
    """Has a member who became a candidate left the committee in time?

    Source: 选举法 10¶2. At the latest on the day the preliminary list is published (O-12).
    """
    if member.resigned is not None and member.resigned <= list_published:
        return ()
    facts: Mapping[str, Fact] = {"name": member.name, "latest": list_published}
    return (Finding("member-is-candidate", ELECTION_LAW[10, 2], Severity.ERROR, facts),)


@implements(ELECTION_LAW[10, 2], PRACTICE["O-12"])
def check_member_written_in(member: Membership) -> Findings:
    """May a member be elected who was never a candidate? Source: O-12: the body decides."""
    if member.resigned is not None:
        return ()
    facts: Mapping[str, Fact] = {"name": member.name}
    return (Finding("member-elected-unlisted", PRACTICE["O-12"], Severity.MANUAL, facts),)


DUTIES: Final[Mapping[str, Article]] = {
    "divide_constituencies": ELECTION_LAW[11, 1, 1],
    "apportion_seats": ELECTION_LAW[11, 1, 1],
    "register_voters": ELECTION_LAW[11, 1, 2],
    "review_eligibility": ELECTION_LAW[11, 1, 2],
    "publish_roll": ELECTION_LAW[11, 1, 2],
    "decide_appeals": ELECTION_LAW[11, 1, 2],
    "fix_election_day": ELECTION_LAW[11, 1, 3],
    "introduce_candidates": ELECTION_LAW[11, 1, 4],
    "settle_formal_list": ELECTION_LAW[11, 1, 4],
    "run_polling": ELECTION_LAW[11, 1, 5],
    "rule_on_validity": ELECTION_LAW[11, 1, 6],
    "publish_elected": ELECTION_LAW[11, 1, 6],
    "other_lawful_duties": ELECTION_LAW[11, 1, 7],
    "publish_information": ELECTION_LAW[11, 2],
}
"""What a committee does, with the words that give it the power. Source: 选举法 11; C-07."""

ELECTION: Final = Procedure(
    name="election",
    initial="preparing",
    moves={
        ("preparing", "move_election_day"): "preparing",
        ("preparing", "open_registration"): "registering",
        ("registering", "move_election_day"): "registering",
        ("registering", "open_nomination"): "nominating",
        ("nominating", "move_election_day"): "nominating",
        ("nominating", "open_polling"): "polling",
        ("polling", "close_polling"): "determining",
        ("determining", "declare"): "declared",
        ("declared", "reopen"): "determining",
        ("declared", "convene"): "seated",
        ("seated", "dissolve"): "concluded",
    },
)
"""The course of one congress's election. Source: 选举法 11; rules.md §6.

Election day may move until polling opens, never back (CAL-30); lists, rolls and contests of the
constituencies have procedures of their own. A declared result is reopened only by a new decision.
"""
