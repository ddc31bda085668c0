"""Who is late, and why by rule: acts of the timetable, and what was to be reported."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from huanjie.office.briefing.drafting.rows import Drafted, Period, month_day
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import ActRow, elections_within, timetable
from huanjie.office.returns.queries import Report, reporting


def late(period: Period) -> Iterator[Drafted]:
    """One item for acts not done in time, one for reports that have not come."""
    today = timezone.localdate(period.at)
    elections = [e for e in elections_within(period.unit.code) if e.polling_day]
    rows = [line for election in elections for line in _acts(election, today)]
    if rows:
        units = len({row[0] for row in rows})
        yield Drafted(
            section="late",
            key="late:acts",
            heading="未按日程完成的工作",
            text=f"截至{month_day(today)}，{units}个单位有{len(rows)}项工作未按日程完成，请抓紧办理。",
            link="/overview/",
            facts={"rows": rows},
            table={"head": ["单位", "事项", "计划", "法定最迟", "依据"], "rows": rows},
        )
    reports = reporting(period.unit.code, period.at).late
    if reports:
        yield _reports(reports)


def _acts(election: Election, today: date) -> Iterator[list[str]]:
    for row in timetable(election, today=today):
        if row.done_on is None and row.planned_on is not None and row.planned_on < today:
            yield [election.unit.name, row.act.zh, month_day(row.planned_on), *_rule(row)]


def _rule(row: ActRow) -> tuple[str, str]:
    """The last lawful day and its article; dashes where only the plan binds."""
    latest = month_day(row.latest) if row.latest else "—"
    return latest, str(row.article) if row.article and row.latest else "工作日程"


def _reports(reports: tuple[Report, ...]) -> Drafted:
    rows = [[each.name, each.due.zh, month_day(each.due.due_on), _state(each)] for each in reports]
    units = len({each.unit for each in reports})
    return Drafted(
        section="late",
        key="late:reports",
        heading="未按时报送的单位",
        text=f"{units}个单位的{len(rows)}项报表或情况逾期未报。",
        link="/returns/late/",
        facts={"rows": rows},
        table={"head": ["单位", "应报", "期限", "情况"], "rows": rows},
    )


def _state(report: Report) -> str:
    return "从未报送" if report.is_never else "逾期未报"
