"""Quotas and constituencies."""

from huanjie.office.people.roles import Role
from huanjie.office.seats import queries, services
from huanjie.office.seats.files import read_constituencies
from huanjie.rehearsal.stage import Stage


def seats(stage: Stage) -> None:
    """Record every quota, load every constituency table, publish it."""
    codes = stage.folder.elections
    tables = read_constituencies(stage.folder.file("constituencies.csv"))
    for number, code in enumerate(codes, 1):
        election = stage.election(code)
        if queries.quota(election) is None:
            _record_quota(stage, code)
        standing = queries.constituencies(election)
        if not standing.exists():
            services.load_constituencies(
                election=election, rows=tables[code], actor=stage.actor(code, Role.OFFICE)
            )
        if standing.filter(published_on__isnull=True).exists():
            services.publish_constituencies(
                election=election,
                on=stage.day(code, "constituencies_published"),
                actor=stage.actor(code, Role.COMMITTEE),
            )
        stage.refresh(code)
        stage.progress("名额、选区", number, len(codes))


def _record_quota(stage: Stage, code: str) -> None:
    (row,) = stage.folder.rows("quota.csv", code)
    services.record_quota(
        election=stage.election(code),
        population=row.integer("人口"),
        basis=row["人口口径"],
        basis_date=row.day("人口截止日期"),
        source=row["人口来源"],
        unit_kind=row["单位类型"],
        total=row.integer("代表总名额"),
        supplement=row.integer("另加名额"),
        garrison=row.integer("驻军名额"),
        last_total=row.integer("上届名额"),
        ground=row["事由"],
        body=row["决定机关"],
        document_no=row["文号"],
        decided_on=row.day("决定日期"),
        actor=stage.actor(stage.county, Role.STANDING_COMMITTEE),
    )
