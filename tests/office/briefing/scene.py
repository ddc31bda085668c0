"""A county that issues bulletins to its two towns: editors, somebody to approve, a small draft."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from huanjie.office.briefing import services
from huanjie.office.briefing.drafting import Drafted
from huanjie.office.briefing.models import Issue
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import member
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY

TODAY = date(2026, 11, 23)
START = date(2026, 11, 17)
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def editor(unit: str = COUNTY, role: Role = Role.OFFICE) -> Actor:
    """Somebody of the county's office."""
    return member(builders.account(unit, role))


def signer(unit: str = COUNTY) -> Actor:
    """Somebody of the county's committee."""
    return member(builders.account(unit, Role.COMMITTEE))


def own(text: str = "各乡镇要抓紧公布选民名单。", section: str = "next") -> Drafted:
    """An item without a source in the records: it cannot go stale."""
    return Drafted(section, "", "下一步", text, "", {"text": text})


def draft(*drafts: Drafted, actor: Actor | None = None, **given: Any) -> Issue:
    """A draft of the week; of one item of our own unless others are given."""
    if not Unit.objects.exists():
        builders.units()
    wanted = {
        "kind": "bulletin", "title": "本周选举工作情况", "start": START, "end": TODAY,
        "sections": ["late"], "on": TODAY,
    }  # fmt: skip
    return services.draft_issue(
        unit=Unit.objects.get(pk=COUNTY),
        drafts=drafts or (own(),),
        actor=actor or editor(),
        **{**wanted, **given},
    )


def submitted(*drafts: Drafted, **given: Any) -> Issue:
    """A draft that waits for a second person."""
    issue = draft(*drafts, **given)
    services.submit_issue(issue=issue, at=NOW, actor=editor())
    issue.refresh_from_db()
    return issue


def issued(*drafts: Drafted, on: date = TODAY, **given: Any) -> Issue:
    """An issue that is out."""
    issue = submitted(*drafts, **given)
    services.approve_issue(issue=issue, on=on, at=NOW, actor=signer())
    issue.refresh_from_db()
    return issue
