"""The timetable of an election: planned days, done days, and what the law says to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from huanjie.law.article import PRACTICE, Article
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Pack, Reading, pack_for
from huanjie.law.timetable import (
    CalendarDay,
    DayNotice,
    Kind,
    calendar,
    check_chain,
    check_election_day,
    check_formal_publication,
    check_nomination_window,
    check_preliminary_publication,
    check_roll_publication,
    days_after,
    latest_lawful_day,
    offset_label,
)
from huanjie.office.committee.acts import ACTS, Act
from huanjie.office.committee.models import Election, PlannedAct

Findings = tuple[Finding, ...]


def pack_of(election: Election) -> Pack:
    """The rules that govern an election: those in force on its day, or the latest known."""
    return pack_for(election.province, election.polling_day or date.max).pack


@dataclass(frozen=True)
class ActRow:
    """One act of the timetable: its statutory limit, our plan, what was done, what is wrong.

    `latest` is the last lawful day under reading A, `clear` under reading B. `late_days` is how
    many days it stands after its plan (done or not), 0 when in time.
    """

    act: Act
    planned_on: date | None
    done_on: date | None
    latest: date | None
    clear: date | None
    article: Article | None
    offset: str
    findings: Findings
    late_days: int = 0


def timetable(
    election: Election, *, day: date | None = None, today: date | None = None
) -> tuple[ActRow, ...]:
    """The timetable; with `day` as if election day were then, nothing saved."""
    planned = {row.act: row for row in PlannedAct.objects.filter(election=election)}
    plan = {act: row.done_on or row.planned_on for act, row in planned.items()}
    polling_day = day or election.polling_day
    if polling_day is not None:
        plan = {**plan, "polling": polling_day}
    pack = pack_of(election)
    found = check_plan(plan, polling_day=polling_day, pack=pack)
    return tuple(
        _row(act, planned.get(act.id), found.get(act.id, ()), polling_day, pack, today)
        for act in ACTS.values()
    )


def _row(
    act: Act,
    planned: PlannedAct | None,
    findings: Findings,
    polling_day: date | None,
    pack: Pack,
    today: date | None,
) -> ActRow:
    planned_on = planned.planned_on if planned else None
    if act.id == "polling":
        planned_on = polling_day
    done_on = planned.done_on if planned else None
    latest = clear = None
    if act.deadline is not None and polling_day is not None:
        latest = latest_lawful_day(act.deadline, polling_day, pack, Reading.A)
        clear = latest_lawful_day(act.deadline, polling_day, pack, Reading.B)
    stands = done_on or today
    late = (stands - planned_on).days if stands and planned_on else 0
    shown = done_on or planned_on
    return ActRow(
        act=act,
        planned_on=planned_on,
        done_on=done_on,
        latest=latest,
        clear=clear,
        article=act.deadline.article if act.deadline else None,
        offset=offset_label(shown, polling_day) if shown and polling_day else "",
        findings=findings,
        late_days=max(0, late),
    )


def check_plan(
    plan: Mapping[str, date], *, polling_day: date | None, pack: Pack
) -> dict[str, Findings]:
    """What the law says to days planned for acts: act → findings."""
    found: dict[str, Findings] = {act: _out_of_order(act, plan) for act in plan}
    if polling_day is None:
        return {act: findings for act, findings in found.items() if findings}
    for act, on in plan.items():
        found[act] += _statutory(act, on, polling_day, pack)
    if "election_day_fixed" in plan:
        found["election_day_fixed"] += check_election_day(
            DayNotice(
                polling_day,
                decided=plan["election_day_fixed"],
                published=plan["election_day_fixed"],
                registration_starts=plan.get("registration_opened"),
                roll_published=plan.get("roll_published"),
            ),
            pack,
        )
    return {act: findings for act, findings in found.items() if findings}


def _statutory(act: str, on: date, polling_day: date, pack: Pack) -> Findings:
    general = Kind.GENERAL
    match act:
        case "roll_published":
            return (
                *check_roll_publication(election_day=polling_day, on=on, pack=pack, kind=general),
                *check_chain(election_day=polling_day, roll_published=on, pack=pack),
                *check_nomination_window(election_day=polling_day, roll_published=on, pack=pack),
            )
        case "preliminary_published":
            return check_preliminary_publication(
                election_day=polling_day, on=on, pack=pack, kind=general
            )
        case "formal_published":
            return check_formal_publication(
                election_day=polling_day, on=on, pack=pack, kind=general
            )
    return ()


def _out_of_order(act: str, plan: Mapping[str, date]) -> Findings:
    """An act planned before one that comes earlier in the course of an election."""
    order = list(ACTS)
    if act not in ACTS:
        return ()
    later = [
        before
        for before in order[: order.index(act)]
        if before in plan and plan[before] > plan[act]
    ]
    if not later:
        return ()
    facts: dict[str, Fact] = {
        "act": ACTS[act].zh,
        "act_en": ACTS[act].en,
        "on": plan[act],
        "before": ACTS[later[-1]].zh,
        "before_en": ACTS[later[-1]].en,
        "before_on": plan[later[-1]],
    }
    return (Finding("plan-out-of-order", PRACTICE["K"], Severity.WARN, facts),)


def default_plan(polling_day: date) -> dict[str, date]:
    """Our plan for an election day, lawful whichever way days are counted."""
    return {act.id: days_after(polling_day, act.days) for act in ACTS.values()}


def statutory_days(polling_day: date, pack: Pack) -> tuple[CalendarDay, ...]:
    """Every deadline that an election day moves, with its last day under both readings."""
    return calendar(polling_day, pack, Kind.GENERAL)
