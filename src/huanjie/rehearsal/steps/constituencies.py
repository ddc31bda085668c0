"""Quotas and constituencies."""

from huanjie.office.people.roles import Role
from huanjie.office.seats import services
from huanjie.office.seats.models import QuotaDecision
from huanjie.office.seats.services import ConstituencyRow, Part
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.tables import CONSTITUENCY_KINDS
from huanjie.roll.tabular import TableRow


def seats(stage: Stage) -> None:
    """Record every quota, load every constituency table, publish it."""
    codes = stage.folder.elections
    for number, code in enumerate(codes, 1):
        election = stage.election(code)
        if not QuotaDecision.objects.filter(election=election).exists():
            _record_quota(stage, code)
        tables = election.constituencies.all()
        if not tables.exists():
            rows = [_constituency(row) for row in stage.folder.rows("constituencies.csv", code)]
            services.load_constituencies(
                election=election, rows=rows, actor=stage.actor(code, Role.OFFICE)
            )
        if tables.filter(published_on__isnull=True).exists():
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


def _constituency(row: TableRow) -> ConstituencyRow:
    parts = tuple(part for item in row.items("范围") for part in _parts(item))
    return ConstituencyRow(
        number=row.integer("选区号"),
        name=row["选区名称"],
        kind=CONSTITUENCY_KINDS[row["类型"]],
        parts=parts,
        population=row.integer("人口"),
        seats=row.integer("应选名额"),
        is_urban=row["城乡"] == "城镇",
        line=row.line,
    )


def _parts(item: str) -> tuple[Part, ...]:
    """`433124102200`, `433124102200#1,2,3` or `单位:花垣县人民医院`."""
    if item.startswith("单位:"):
        return (Part("", None, item.removeprefix("单位:")),)
    village, _, groups = item.partition("#")
    if not groups:
        return (Part(village, None, ""),)
    return tuple(Part(village, int(group), "") for group in groups.split(","))
