"""What the pages of bulletins share: reading an issue of one's own, marks, tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.briefing import queries
from huanjie.office.briefing.models import Issue
from huanjie.office.briefing.words import KINDS
from huanjie.office.committee.pages import acts_for
from huanjie.office.face.parts import Tab
from huanjie.office.face.words import either
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest
from huanjie.office.people.queries import OutOfScope

MARKS = {"drafting": "doing", "submitted": "waiting", "issued": "done", "dropped": "stopped"}


def own_issue(request: MemberRequest, pk: int) -> Issue:
    """An issue of the reader's own unit. Raises `OutOfScope`."""
    found = queries.readable_issue(request.member, pk)
    if found.unit_id != request.member.unit:
        raise OutOfScope(f"{request.member.name}: issue {pk} belongs to {found.unit_id}")
    return found


def issue_name(issue: Issue) -> str:
    """An issue by kind and number; a draft by its kind."""
    kind = either(*KINDS[issue.kind])
    if issue.number is None:
        return kind
    return either(f"{kind}第{issue.number}期", f"{kind} no. {issue.number}")


def may_edit(member: Actor, issue: Issue) -> bool:
    """May the member write on it now?"""
    return issue.state == "drafting" and acts_for(member, issue.unit_id, *queries.EDITORS)


def may_sign(member: Actor, issue: Issue) -> bool:
    """May the member approve it or send it back now?"""
    return issue.state == "submitted" and acts_for(member, issue.unit_id, *queries.SIGNERS)


def tabs(current: str) -> list[Tab]:
    """Bulletins, and study material."""
    return [
        Tab(_("简报通报"), reverse("briefing:index"), current == "issues"),
        Tab(_("辅导材料"), reverse("briefing:materials"), current == "materials"),
    ]
