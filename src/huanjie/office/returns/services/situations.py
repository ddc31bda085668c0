"""Writing, sending and answering situation reports; demanding reports from below."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from huanjie.figures.definition import RETURNS
from huanjie.office.documents.services import Upload, receive_all
from huanjie.office.inbox.services import note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.scope import covers
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns.events import (
    DemandWithdrawn,
    ReportingDemanded,
    SituationAnswered,
    SituationDrafted,
    SituationSent,
)
from huanjie.office.returns.models import Demand, SituationAnswer, SituationReport
from huanjie.office.returns.refusals import refused
from huanjie.office.returns.words import FOUR_PARTS, STAGES

ISSUERS = (Role.OFFICE, Role.STANDING_COMMITTEE)


@command(by=Role.OFFICE)
def draft_report(
    *, unit: Unit, stage: str, on: date, title: str, parts: Mapping[str, str], actor: Actor,
    files: Iterable[Upload] = (),
) -> SituationReport:  # fmt: skip
    """Begin a report on a stage. Raises `Refused` for a stage that is none."""
    if stage not in STAGES:
        raise refused("returns-stage-unknown", stage=stage)
    number = SituationReport.objects.filter(unit=unit).count() + 1
    made = SituationReport.objects.create(
        unit=unit, key=f"{unit.code}/{on:%Y}/{number}", stage=stage, on=on, title=title.strip(),
        written_by=actor.name, **_texts(parts),
    )  # fmt: skip
    record(SituationDrafted(made.pk, stage), actor=actor, unit=unit.code)
    _attach(made, files, actor)
    return made


def _texts(parts: Mapping[str, str]) -> dict[str, str]:
    return {name: parts.get(name, "").strip() for name in FOUR_PARTS}


@command(by=Role.OFFICE)
def edit_report(
    *,
    report: SituationReport,
    stage: str,
    on: date,
    title: str,
    parts: Mapping[str, str],
    actor: Actor,
    files: Iterable[Upload] = (),
) -> SituationReport:
    """Change a draft; further files join those it has. Raises `Refused` once it is sent."""
    _check_draft(report)
    report.stage, report.on, report.title = stage, on, title.strip()
    for name, text in _texts(parts).items():
        setattr(report, name, text)
    report.save()
    record(SituationDrafted(report.pk, stage), actor=actor, unit=report.unit_id)
    _attach(report, files, actor)
    return report


def _attach(report: SituationReport, files: Iterable[Upload], actor: Actor) -> None:
    kept = receive_all(files, unit=report.unit, kind="situation", actor=actor)
    report.attachments.add(*kept)


@command(by=Role.OFFICE)
def send_report(*, report: SituationReport, at: datetime, actor: Actor) -> SituationReport:
    """Send the report: seen above at once where the superior works here, else in the next bundle.

    Raises `Refused` when a part is empty or it has been sent already.
    """
    _check_draft(report)
    empty = [name for name in FOUR_PARTS if not getattr(report, name).strip()]
    if empty:
        raise refused(
            "returns-report-incomplete",
            parts=tuple(FOUR_PARTS[name][0] for name in empty),
            parts_en=tuple(FOUR_PARTS[name][1] for name in empty),
        )
    report.state, report.sent_at = "sent", at
    report.save(update_fields=["state", "sent_at"])
    record(SituationSent(report.pk, report.stage), actor=actor, unit=report.unit_id)
    if report.unit.parent is not None:
        _tell(report.unit.parent, report, actor)
    return report


def _check_draft(report: SituationReport) -> None:
    if report.state != "drafted":
        raise refused("returns-report-sent", title=report.title)


def _tell(unit: Unit, report: SituationReport, actor: Actor) -> None:
    note(
        unit=unit,
        role=Role.OFFICE,
        subject_zh=f"{report.unit.name}报来情况报告",
        subject_en=f"Situation report from {report.unit.name}",
        link=f"/returns/situations/{report.pk}/",
        actor=actor,
    )


@command(by=(*ISSUERS, Role.GUIDE), scope=Scope.WITHIN)
def answer_report(
    *, report: SituationReport, text: str, at: datetime, actor: Actor
) -> SituationAnswer:
    """Take note of a report from below, with or without words. Raises `Refused` for an own one."""
    if report.unit_id == actor.unit or report.state == "drafted":
        raise refused("returns-report-not-from-below", title=report.title)
    made = SituationAnswer.objects.create(
        unit_id=actor.unit, report=report, text=text.strip(), by=actor.name, at=at
    )
    report.state = "answered"
    report.save(update_fields=["state"])
    event = SituationAnswered(report.unit_id, report.pk, made.text)
    record(event, actor=actor, unit=actor.unit)
    note(
        unit=report.unit,
        role=Role.OFFICE,
        subject_zh=f"情况报告已有答复：{report.title}"[:200],
        subject_en=f"Situation report answered: {report.title}"[:200],
        link=f"/returns/situations/{report.pk}/",
        actor=actor,
    )
    return made


@command(by=ISSUERS)
def demand(
    *,
    unit: Unit,
    name: str,
    tables: Iterable[str],
    units: Iterable[str],
    due_on: date,
    on: date,
    actor: Actor,
) -> Demand:
    """Ask units for tables by a day. Raises `Refused` for no table, no unit below, a past day."""
    wanted, addressed = tuple(dict.fromkeys(tables)), tuple(dict.fromkeys(units))
    outside = [code for code in addressed if code == unit.code or not covers(unit.code, code)]
    if not wanted or not addressed or outside or not set(wanted) <= set(RETURNS):
        raise refused("returns-demand-empty")
    if due_on < on:
        raise refused("returns-demand-past", due_on=due_on)
    made = Demand.objects.create(
        unit=unit, name=name.strip(), tables=list(wanted), units=list(addressed), issued_on=on,
        due_on=due_on, issued_by=actor.name,
    )  # fmt: skip
    record(ReportingDemanded(made.name, wanted, addressed, due_on), actor=actor, unit=unit.code)
    for below in Unit.objects.filter(code__in=addressed):
        note(
            unit=below, role=Role.OFFICE, link="/returns/",
            subject_zh=f"{unit.name}布置报送：{made.name}，{due_on:%m月%d日}前"[:200],
            subject_en=f"{unit.name} asks for {made.name} by {due_on.isoformat()}"[:200],
            actor=actor,
        )  # fmt: skip
    return made


@command(by=ISSUERS)
def withdraw_demand(*, demand: Demand, on: date, reason: str, actor: Actor) -> None:
    """Take a demand back."""
    demand.withdrawn_on = on
    demand.save(update_fields=["withdrawn_on"])
    record(DemandWithdrawn(demand.name, reason), actor=actor, unit=demand.unit_id)


def as_lines(demands: Iterable[Demand]) -> tuple[dict[str, Any], ...]:
    """Demands as a receipt carries them."""
    return tuple(
        {
            "key": each.pk, "name": each.name, "tables": each.tables,
            "issued_on": each.issued_on.isoformat(), "due_on": each.due_on.isoformat(),
        }
        for each in demands
    )  # fmt: skip
