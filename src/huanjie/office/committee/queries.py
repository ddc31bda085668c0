"""Reading elections: their timetable with what the law says to it, committee and decisions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.committee import Membership, check_member_candidate, check_size
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Level
from huanjie.office.committee.consequences import Consequences, consequences
from huanjie.office.committee.models import CommitteeMember, Decision, Election, PlannedAct
from huanjie.office.committee.timetables import (
    ActRow,
    check_plan,
    default_plan,
    pack_of,
    statutory_days,
    timetable,
)
from huanjie.office.committee.work import act_due, open_work
from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Unit

__all__ = [
    "ActRow",
    "Consequences",
    "act_done_on",
    "act_due",
    "check_committee",
    "check_members_as_candidates",
    "check_plan",
    "consequences",
    "county_standing_committee",
    "decision",
    "decisions_in",
    "default_plan",
    "election_of",
    "elections_within",
    "level_of",
    "members_in_force",
    "open_work",
    "pack_of",
    "statutory_days",
    "timetable",
    "usual_title",
]

Findings = tuple[Finding, ...]


def election_of(unit_code: str) -> Election:
    """The election of a unit's congress. Raises `Election.DoesNotExist`."""
    return Election.objects.select_related("unit", "county").get(unit_id=unit_code)


def elections_within(unit_code: str) -> QuerySet[Election]:
    """The elections of a unit and of all units within it, the upper ones first."""
    found = Election.objects.filter(unit__code__startswith=significant(unit_code))
    return found.select_related("unit", "county").order_by("unit_id")


def level_of(election: Election) -> Level:
    """The level of the congress, as the law names it."""
    return Level(election.level)


def decision(election: Election, matter: str, subject: str) -> Decision | None:
    """The latest decision of a body in a matter on a subject."""
    found = Decision.objects.filter(election=election, matter=matter, subject=subject)
    return found.order_by("-id").first()


def decisions_in(election: Election, matter: str) -> dict[str, str]:
    """Subject → value of the latest decisions in one matter."""
    rows = Decision.objects.filter(election=election, matter=matter).order_by("id")
    return dict(rows.values_list("subject", "value"))


def county_standing_committee(election: Election) -> str:
    """The body that appoints both committees and determines township quotas, by its full name."""
    return f"{election.county.name}人民代表大会常务委员会"


def usual_title(unit: Unit) -> str:
    """What an election of a unit's congress is usually called."""
    return f"{unit.name}人民代表大会换届选举"


def members_in_force(election: Election) -> QuerySet[CommitteeMember]:
    """The members who have not left the committee, in the order of their posts."""
    return CommitteeMember.objects.filter(election=election, left_on__isnull=True)


def check_members_as_candidates(election: Election, names: Iterable[str], on: date) -> Findings:
    """Which of these candidates still sit on the committee when their list is published?

    A namesake is cleared by a recorded decision `same_name` of value `other_person`.
    """
    cleared = decisions_in(election, "same_name")
    wanted = [name for name in names if cleared.get(name) != "other_person"]
    members = CommitteeMember.objects.filter(election=election, name__in=wanted)
    left: dict[str, date | None] = {}
    for member in members.order_by("appointed_on"):
        left[member.name] = member.left_on
    found = (check_member_candidate(Membership(name, day), on) for name, day in left.items())
    return tuple(finding for findings in found for finding in findings)


def check_committee(election: Election) -> Findings:
    """Is the committee whole: its size, one chair?"""
    members = list(members_in_force(election))
    if not members:
        return (Finding("committee-empty", ELECTION_LAW[10, 1], Severity.WARN),)
    chairs = sum(member.post == "chair" for member in members)
    found = list(check_size(level_of(election), len(members), pack_of(election)))
    if chairs != 1:
        facts = {"chairs": chairs}
        found.append(Finding("committee-chair", PRACTICE["C-06"], Severity.WARN, facts))
    return tuple(found)


def act_done_on(election: Election, act: str) -> date | None:
    """The day an act was done, or None."""
    return (
        PlannedAct.objects.filter(election=election, act=act).values_list("done_on", flat=True)
    ).first()
