"""What the records of the committee say in the returns: part of T1, and milestone K01 of T9."""

import re
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from huanjie.figures.figure import Count, Figure, Missing, MissingReason, People
from huanjie.law.finding import Finding
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee import queries
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import CommitteeMember, Election
from huanjie.office.committee.reading import Reading
from huanjie.office.people.models import Account
from huanjie.office.people.roles import Role

NOT_KEPT: Final = Missing(MissingReason.NOT_KEPT)
NOT_DUE: Final = Missing(MissingReason.NOT_DUE)
NOT_APPLICABLE: Final = Missing(MissingReason.NOT_APPLICABLE)

AS_CANDIDATE: Final = "候选人"
"""What the reason of a resignation under 选举法 10¶2 names."""
_SECRETARY: Final = re.compile(
    r"(?<!机关)(?<!团)(?:县|市|区|旗|州|乡|镇|街道|党|党工)委(?:第一)?书记"
)
_MEMBERS: Final = ("T1.01", "T1.02", "T1.03", "T1.04", "T1.05")


def figures(reading: Reading) -> dict[str, Figure]:
    """The fields of T1 that the committee's own records give."""
    election, day = reading.election, reading.day
    return {
        **_of_members(election, day),
        "T1.06": staff(reading, Role.OFFICE),
        "T1.18": Count(notices(election, day).count()),
    }


def members(election: Election, day: date) -> QuerySet[CommitteeMember]:
    """The members in force on a day."""
    found = CommitteeMember.objects.filter(election=election, appointed_on__lte=day)
    return found.filter(Q(left_on__isnull=True) | Q(left_on__gt=day))


def resigned_as_candidates(election: Election, day: date) -> QuerySet[CommitteeMember]:
    """The members who left because they became candidates (选举法 10¶2)."""
    found = CommitteeMember.objects.filter(election=election, left_on__lte=day)
    return found.filter(left_reason__contains=AS_CANDIDATE)


def is_secretary(position: str) -> bool:
    """Does a position name the secretary of the unit's Party committee?"""
    return _SECRETARY.search(position) is not None


def notices(election: Election, day: date) -> QuerySet[Publication]:
    """The notices that the unit has published."""
    return Publication.objects.filter(unit=election.unit_id, published_on__lte=day)


def staff(reading: Reading, role: Role) -> People:
    """The distinct persons whom the unit has given a role."""
    unit, rows = reading.election.unit_id, accounts_in(reading.election, role, reading.day)
    names = rows.values_list("name", flat=True)
    return People(frozenset(reading.token("staff", unit, name) for name in names))


def accounts_in(election: Election, role: Role, day: date) -> QuerySet[Account]:
    """The accounts of the unit that hold a role on a day."""
    found = Account.objects.filter(unit=election.unit_id, posts__role=role, is_active=True)
    return found.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day)).order_by("pk")


def _of_members(election: Election, day: date) -> dict[str, Figure]:
    rows = list(members(election, day))
    if not rows and not CommitteeMember.objects.filter(election=election).exists():
        return dict.fromkeys(_MEMBERS, NOT_DUE)
    chairs = [row for row in rows if row.post == "chair" and is_secretary(row.position)]
    counts = (
        int(bool(rows)),
        len(rows),
        int(bool(chairs)),
        sum(row.sex == "2" for row in rows),
        resigned_as_candidates(election, day).count(),
    )
    return {code: Count(number) for code, number in zip(_MEMBERS, counts, strict=True)}


def milestones(reading: Reading) -> list[Milestone]:
    """K01: the committee is appointed, by a numbered decision."""
    papers = CommitteeMember.objects.filter(election=reading.election)
    numbers = list(papers.values_list("document_no", flat=True))
    return [Milestone("K01", reading.days["K01"], any(numbers), bool(numbers))]


def findings(reading: Reading) -> tuple[Finding, ...]:
    """What is wrong with the committee, and with the days of acts that are still to be done."""
    rows = queries.timetable(reading.election)
    planned = (finding for row in rows if row.done_on is None for finding in row.findings)
    return (*queries.check_committee(reading.election), *planned)
