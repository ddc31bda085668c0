"""Drafting an issue in the background: section by section, with progress."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from huanjie.office.briefing import services
from huanjie.office.briefing.drafting import Drafted, Period, drafted
from huanjie.office.briefing.models import Issue
from huanjie.office.briefing.queries import figures_before
from huanjie.office.face import clock
from huanjie.office.jobs.services import progress
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit

STEPS = {
    "figures": gettext_noop("读取报表"),
    "late": gettext_noop("查对日程和报送"),
    "practice": gettext_noop("收集好的做法"),
    "difficulties": gettext_noop("收集困难与问题"),
    "answers": gettext_noop("收集问题解答"),
    "supervision": gettext_noop("收集督导记录"),
    "next": gettext_noop("下一步工作"),
}


def draft(
    *, job: int, actor: Actor, kind: str, name: str, start: str, end: str,
    sections: list[str], corrects: int | None, on: str,
) -> dict[str, Any]:  # fmt: skip
    """Read the records of a period and make the draft; the job's result names it."""
    unit = Unit.objects.get(pk=actor.unit)
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    before = figures_before(unit, kind)
    period = Period(unit, first, last, clock.now(), before)
    rows: list[Drafted] = []
    for done, section in enumerate(sections):
        progress(job, STEPS[section], done, len(sections))
        rows += drafted(period, section)
    issue = services.draft_issue(
        unit=unit,
        kind=kind,
        title=name,
        start=first,
        end=last,
        sections=sections,
        drafts=rows,
        corrects=Issue.objects.get(pk=corrects) if corrects else None,
        on=date.fromisoformat(on),
        actor=actor,
    )
    return {"issue": issue.pk}
