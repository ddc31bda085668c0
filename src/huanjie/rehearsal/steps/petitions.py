"""Nomination forms received, signatures and forms ruled on, nominees who leave."""

from collections.abc import Iterable
from datetime import date

from huanjie.office.nomination import queries, services
from huanjie.office.nomination.rows import NomineeData, PetitionData, SignatureData
from huanjie.office.people.roles import Role
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.tables import SEXES, WITHDRAWALS
from huanjie.roll.codes import EDUCATION, ETHNICITY, POLITICAL, by_word
from huanjie.roll.tabular import TableRow

KINDS = {"joint-nominations.csv": "joint", "organization-nominations.csv": "organization"}


def nomination(stage: Stage) -> None:
    """Enter every form of every election, then what was ruled on it, then who left."""
    codes = stage.folder.elections
    signatures = _signatures(stage)
    rulings: dict[str, list[TableRow]] = {}
    for row in stage.folder.rows("nomination-rulings.csv"):
        rulings.setdefault(row["表号"], []).append(row)
    for number, code in enumerate(codes, 1):
        if not queries.has_open_lists(stage.election(code)):
            services.open_lists(election=stage.election(code), actor=stage.actor(code, Role.OFFICE))
            stage.refresh(code)
        _enter(stage, code, signatures)
        _rule(stage, code, rulings)
        _withdraw(stage, code)
        stage.progress("提名推荐", number, len(codes))


def _signatures(stage: Stage) -> dict[str, list[SignatureData]]:
    found: dict[str, list[SignatureData]] = {}
    for row in stage.folder.rows("signatures.csv"):
        line = SignatureData(row.integer("序号"), row["姓名"], row["公民身份号码"])
        found.setdefault(row["表号"], []).append(line)
    return found


def _enter(stage: Stage, code: str, signatures: dict[str, list[SignatureData]]) -> None:
    election = stage.election(code)
    standing = queries.form_numbers(election)
    forms = [
        _form(kind, rows, signatures)
        for name, kind in KINDS.items()
        for rows in _by_form(stage.folder.rows(name, code))
        if rows[0]["表号"] not in standing
    ]
    if forms:
        services.receive_petitions(
            election=election, forms=forms, actor=stage.actor(code, Role.OFFICE)
        )


def _by_form(rows: Iterable[TableRow]) -> list[list[TableRow]]:
    forms: dict[str, list[TableRow]] = {}
    for row in rows:
        forms.setdefault(row["表号"], []).append(row)
    return list(forms.values())


def _form(
    kind: str, rows: list[TableRow], signatures: dict[str, list[SignatureData]]
) -> PetitionData:
    first = rows[0]
    return PetitionData(
        constituency=first.integer("选区号"),
        form_no=first["表号"],
        kind=kind,
        received_on=first.day("收到日期"),
        nominees=[_nominee(row) for row in rows],
        signatures=signatures.get(first["表号"], []),
        organizations=first.items("组织名称") if kind == "organization" else (),
    )


def _nominee(row: TableRow) -> NomineeData:
    birth: date | None = row.day_or_none("出生日期")
    return NomineeData(
        name=row["姓名"],
        id_number=row["公民身份号码"],
        sex=SEXES.get(row["性别"], "0"),
        ethnicity=by_word(ETHNICITY).get(row["民族"], "97"),
        birth=birth,
        political=by_word(POLITICAL).get(row["政治面貌"], ""),
        education=by_word(EDUCATION).get(row["文化程度"], ""),
        position=row["单位及职务"],
        reason=row["推荐理由"],
    )


def _rule(stage: Stage, code: str, rulings: dict[str, list[TableRow]]) -> None:
    actor = stage.actor(code, Role.COMMITTEE)
    for petition in queries.open_petitions(stage.election(code)):
        lines = {line.position: line for line in petition.signatures.all()}
        for row in rulings.get(petition.form_no, ()):
            position = row.integer_or_none("序号")
            if position is None:
                services.rule_petition(
                    petition=petition, reason=row["理由"], ruled_on=row.day("日期"), actor=actor
                )
            elif not (lines[position].struck_reason or lines[position].kept_reason):
                services.rule_signature(
                    signature=lines[position],
                    strike=row["处理"] == "划去",
                    reason=row["理由"],
                    ruled_on=row.day("日期"),
                    actor=actor,
                )


def _withdraw(stage: Stage, code: str) -> None:
    election = stage.election(code)
    for row in stage.folder.rows("withdrawals.csv", code):
        nominee = queries.nominee_of(election, row.integer("选区号"), row["姓名"])
        if not nominee.left_reason:
            services.withdraw_nominee(
                nominee=nominee,
                reason=WITHDRAWALS[row["原因"]],
                basis=row["依据"],
                on=row.day("日期"),
                actor=stage.actor(code, Role.COMMITTEE),
            )
