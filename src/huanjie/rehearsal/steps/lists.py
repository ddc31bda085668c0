"""The preliminary list, consultation, and the formal list of every constituency."""

from collections.abc import Iterable

from huanjie.office.nomination import queries, services
from huanjie.office.nomination.rows import ConsultationData, OpinionData, SettlementData
from huanjie.office.people.roles import Role
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.tables import FORMAL_METHODS
from huanjie.roll.tabular import TableRow

ListKey = tuple[int, int, str]


def preliminary(stage: Stage) -> None:
    """Publish all nominees of every election."""
    codes = stage.folder.elections
    for number, code in enumerate(codes, 1):
        election = stage.election(code)
        if queries.lists_of(election).filter(preliminary_on__isnull=True).exists():
            services.publish_preliminary_lists(
                election=election,
                on=stage.day(code, "preliminary_published"),
                actor=stage.actor(code, Role.COMMITTEE),
            )
            stage.refresh(code)
        stage.progress("初步候选人名单", number, len(codes))


def formal(stage: Stage) -> None:
    """Record what the voter groups said, settle and publish every formal list."""
    codes = stage.folder.elections
    for number, code in enumerate(codes, 1):
        _consult(stage, code)
        _settle(stage, code)
        if queries.lists_of(stage.election(code)).filter(formal_on__isnull=True).exists():
            services.publish_formal_lists(
                election=stage.election(code),
                on=stage.day(code, "formal_published"),
                actor=stage.actor(code, Role.COMMITTEE),
            )
            stage.refresh(code)
        stage.progress("协商、正式候选人名单", number, len(codes))


def _consult(stage: Stage, code: str) -> None:
    election = stage.election(code)
    lists = queries.lists_of(election)
    standing = set(
        lists.values_list("constituency__number", "consultations__round", "consultations__group")
    )
    records = [
        _consultation(key, rows)
        for key, rows in _by_record(stage.folder.rows("consultation.csv", code)).items()
        if key not in standing
    ]
    if records:
        services.record_consultations(
            election=election, records=records, actor=stage.actor(code, Role.OFFICE)
        )


def _by_record(rows: Iterable[TableRow]) -> dict[ListKey, list[TableRow]]:
    found: dict[ListKey, list[TableRow]] = {}
    for row in rows:
        key = (row.integer("选区号"), row.integer("轮次"), row["选民小组"])
        found.setdefault(key, []).append(row)
    return found


def _consultation(key: ListKey, rows: list[TableRow]) -> ConsultationData:
    number, held, group = key
    opinions = [
        OpinionData(row["姓名"], row.integer("赞成"), row.integer("反对"), row.integer("无意见"))
        for row in rows
    ]
    first = rows[0]
    return ConsultationData(
        constituency=number,
        round=held,
        group=group,
        present=first.integer("到会人数"),
        absent=first.integer("缺席人数"),
        opinions=opinions,
    )


def _settle(stage: Stage, code: str) -> None:
    election = stage.election(code)
    unsettled = queries.lists_of(election).filter(formal_count__isnull=True)
    open_numbers = set(unsettled.values_list("constituency__number", flat=True))
    by_list: dict[int, list[TableRow]] = {}
    for row in stage.folder.rows("formal-lists.csv", code):
        by_list.setdefault(row.integer("选区号"), []).append(row)
    settlements = [
        SettlementData(
            constituency=number,
            count=rows[0].integer("正式候选人数"),
            method=FORMAL_METHODS[rows[0]["方式"]],
            names=[row["姓名"] for row in rows],
        )
        for number, rows in by_list.items()
        if number in open_numbers
    ]
    if settlements:
        services.settle_formal_lists(
            election=election,
            settlements=settlements,
            on=stage.folder.rows("formal-lists.csv", code)[0].day("日期"),
            actor=stage.actor(code, Role.COMMITTEE),
        )
