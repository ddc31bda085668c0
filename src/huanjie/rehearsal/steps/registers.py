"""The population file into the register: staged, ruled on, switched, duplicates decided."""

from datetime import date

from huanjie.office.committee.services import mark_done
from huanjie.office.people.queries import unit
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import PopulationImport
from huanjie.rehearsal.stage import Stage, reading
from huanjie.rehearsal.tables import DUPLICATE_RULINGS, ROW_TREATMENTS
from huanjie.roll.errors import RowError, SourceRefused
from huanjie.roll.tabular import TableRow


def population(stage: Stage) -> None:
    """Open the registration, import the population file and answer what it leaves open."""
    _open_registration(stage)
    office = stage.actor(stage.county, Role.OFFICE)
    services.discard_broken_imports(unit=unit(stage.county), actor=office)
    source = queries.latest_switched(stage.county) or queries.under_way(stage.county)
    if source is None:
        source = services.receive_population(
            unit=unit(stage.county),
            file=stage.folder.file("population.csv"),
            counted_on=_counted_on(stage),
            actor=office,
            progress=lambda done, total: stage.progress("人口信息读入", done, total),
        )
    if source.state == "staged":
        _rule_rows(stage, source)
        _refuse_unruled(source)
        source = services.switch_import(source=source, actor=office)
    _rule_duplicates(stage)


def _open_registration(stage: Stage) -> None:
    for code in stage.folder.elections:
        election = stage.election(code)
        if not election.acts.filter(act="registration_opened", done_on__isnull=False).exists():
            mark_done(
                election=election,
                act="registration_opened",
                done_on=stage.day(code, "registration_opened"),
                actor=stage.actor(code, Role.OFFICE),
            )


def _counted_on(stage: Stage) -> date:
    """The day of the count: the last one on which the file can be of use, registration's first."""
    return stage.day(stage.county, "registration_opened")


def _rule_rows(stage: Stage, source: PopulationImport) -> None:
    """Several rulings on one line are one: together they mend the row."""
    open_lines = set(queries.unruled_rows(source).values_list("line", flat=True))
    by_line: dict[int, list[TableRow]] = {}
    for row in stage.folder.rows("row-rulings.csv"):
        if row.integer("行号") in open_lines:
            by_line.setdefault(row.integer("行号"), []).append(row)
    for number, (line, rows) in enumerate(by_line.items(), 1):
        first = rows[0]
        with reading(first, "更正值"):
            services.rule_row(
                source=source,
                line=line,
                treatment=ROW_TREATMENTS[first["处理"]],
                changes={row["栏目"]: row["更正值"] for row in rows if row["栏目"]},
                basis=first["依据"],
                ruled_on=first.day("处理日期"),
                actor=stage.actor(stage.county, Role.OFFICE),
            )
        stage.progress("导入差错处理", number, len(by_line))


def _refuse_unruled(source: PopulationImport) -> None:
    """Stop before the switch while a row is refused and nobody has said what becomes of it."""
    waiting = [
        RowError(
            file="population.csv",
            line=issue.line,
            column=issue.column,
            code=issue.code,
            message_zh=issue.message_zh,
            message_en=issue.message_en,
            next_zh=issue.next_zh,
            next_en=issue.next_en,
        )
        for issue in queries.unruled_rows(source)
    ]
    if waiting:
        raise SourceRefused(waiting)


def _rule_duplicates(stage: Stage) -> None:
    rulings = {
        (row.integer("甲行号"), row.integer("乙行号")): row
        for row in stage.folder.rows("duplicate-rulings.csv")
    }
    cases = list(queries.duplicates_open(stage.county))
    for number, case in enumerate(cases, 1):
        row = rulings.get((case.left_line, case.right_line))
        if row is not None:
            services.rule_duplicate(
                case=case,
                ruling=DUPLICATE_RULINGS[row["认定"]],
                basis=row["依据"],
                ruled_by=row["认定人"],
                ruled_on=row.day("认定日期"),
                actor=stage.actor(stage.county, Role.OFFICE),
            )
        stage.progress("疑似重登认定", number, len(cases))
