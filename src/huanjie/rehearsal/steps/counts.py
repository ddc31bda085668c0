"""Counting: sheets typed twice, differences typed again, results determined, rounds held anew.

Where the law stops for a person, the answer is looked up in the folder; where the folder has none,
the contest stays open and the report names what it waits for.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from huanjie.office.committee.services import decide
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import TallySheet
from huanjie.office.counting.queries import Waiting
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Contest, Round
from huanjie.office.polling.queries import contest_of, latest_round
from huanjie.office.seats.queries import constituencies
from huanjie.office.tenure import services as tenures
from huanjie.rehearsal.folder import RoundKey
from huanjie.rehearsal.stage import Stage, reading
from huanjie.rehearsal.steps.polls import election_size, hold
from huanjie.rehearsal.tables import COUNT_MATTERS, DECISION_WORDS
from huanjie.roll.tabular import TableRow

SHEETS = {1: "sheets-1.csv", 2: "sheets-2.csv"}
DECIDED = "decided"
EVERYWHERE = ("write_in_eligibility", "seal_mismatch")
"""Matters decided person by person or box by box; the others on the round as a whole."""


def counting(stage: Stage) -> None:
    """Count every contest through all its rounds, and declare it."""
    total = sum(election_size(stage, code) for code in stage.folder.elections)
    number = 0
    for code in stage.folder.elections:
        for constituency in constituencies(stage.election(code)):
            number += 1
            _count(stage, contest_of(stage.election(code), constituency.number))
            stage.progress("计票、认定、公布", number, total)
        stage.refresh(code)


def _count(stage: Stage, contest: Contest) -> None:
    """Take a contest as far as the files answer."""
    while True:
        held = latest_round(contest)
        if held is None:
            return
        key = _key(held)
        hold(stage, held, key)
        held.refresh_from_db()
        if not _determine(stage, held, key):
            return
        contest.refresh_from_db()
        if contest.state == DECIDED:
            _declare(stage, contest)
            return
        if not _open_next(stage, contest, held):
            return


def _key(held: Round) -> RoundKey:
    constituency = held.contest.constituency
    return constituency.election.unit_id, constituency.number, held.ordinal


def _determine(stage: Stage, held: Round, key: RoundKey) -> bool:
    """True when the round is determined; False when it waits for somebody."""
    if hasattr(held, "determination"):
        return True
    sheet = (
        held.sheet
        if hasattr(held, "sheet")
        else services.open_sheet(round=held, actor=stage.actor(key[0], Role.OFFICE))
    )
    _open_boxes(stage, held, key)
    if sheet.state != "final":
        _type(stage, sheet, key)
        _answer(stage, held, key)
        _explain(stage, sheet, key)
        if not _try(services.finalise, sheet=sheet, actor=stage.actor(key[0], Role.SCRUTINEER)):
            return False
    _answer(stage, held, key)
    return _try(
        services.determine,
        round=held,
        on=held.held_on + timedelta(days=1),
        actor=stage.actor(key[0], Role.COMMITTEE),
    )


def _open_boxes(stage: Stage, held: Round, key: RoundKey) -> None:
    """The folder says nothing of the opening: all boxes together, on the day of the vote."""
    if not hasattr(held, "opening"):
        services.record_opening(
            round=held,
            counted_together=True,
            opened_on=held.held_on,
            approval="",
            leaders_called=False,
            actor=stage.actor(key[0], Role.SCRUTINEER),
        )


def _type(stage: Stage, sheet: TallySheet, key: RoundKey) -> None:
    """Both typings, then the differing fields again by the clerk who typed them."""
    for ordinal, name in SHEETS.items():
        entry = queries.active_entries(sheet).get(ordinal)
        rows = stage.folder.of_round(name, key)
        if rows and (entry is None or (entry.finished_at is None and not entry.returned)):
            with reading(rows[0], "选区号"):
                services.enter_sheet(
                    sheet=sheet, ordinal=ordinal, values=_values(rows), actor=_clerk(stage, rows)
                )
    sheet.refresh_from_db()
    corrections = stage.folder.of_round("sheet-corrections.csv", key)
    for ordinal in SHEETS:
        rows = tuple(row for row in corrections if row.integer("第几次") == ordinal)
        if rows:
            _type_again(stage, sheet, ordinal, rows)


def _type_again(stage: Stage, sheet: TallySheet, ordinal: int, rows: tuple[TableRow, ...]) -> None:
    sheet.refresh_from_db()
    if sheet.state == "differing" or (
        sheet.state == "correction" and not queries.active_entries(sheet)[ordinal].returned
    ):
        scrutineer = stage.actor(rows[0]["选举代码"], Role.SCRUTINEER)
        services.return_differences(sheet=sheet, ordinal=ordinal, actor=scrutineer)
        sheet.refresh_from_db()
    entry = queries.active_entries(sheet)[ordinal]
    if sheet.state == "correction" and entry.returned:
        services.finish_entry(entry=entry, values=_values(rows), actor=_clerk(stage, rows))


def _values(rows: Iterable[TableRow]) -> dict[str, object]:
    return {row["栏目"]: row["数值"] for row in rows}


def _clerk(stage: Stage, rows: tuple[TableRow, ...]) -> Actor:
    return stage.cast.clerk(rows[0]["选举代码"], rows[0]["录入员"])


def _explain(stage: Stage, sheet: TallySheet, key: RoundKey) -> None:
    for row in stage.folder.of_round("explanations.csv", key):
        _try(
            services.explain,
            sheet=sheet,
            code=row["代码"],
            path=row["栏目"],
            text=row["说明"],
            signed_by=row.items("签字人"),
            actor=stage.actor(key[0], Role.SCRUTINEER),
        )


def _answer(stage: Stage, held: Round, key: RoundKey) -> None:
    """Record, one after the other, the decisions that the contest waits for and the files hold."""
    while stage.folder.of_round("count-rulings.csv", key):
        answers = [
            (waiting, row)
            for waiting in queries.waiting_for(held.contest)
            if (row := _ruling(stage, waiting, key)) is not None
        ]
        if not answers:
            return
        for waiting, row in answers:
            _decide(stage, waiting, row, key)


def _ruling(stage: Stage, waiting: Waiting, key: RoundKey) -> TableRow | None:
    """What the folder says to an open matter; the object of a ruling ends the subject."""
    for row in stage.folder.of_round("count-rulings.csv", key):
        if COUNT_MATTERS[row["事项"]] != waiting.matter:
            continue
        if waiting.matter not in EVERYWHERE or waiting.subject.endswith(f":{row['对象']}"):
            return row
    return None


def _decide(stage: Stage, waiting: Waiting, row: TableRow, key: RoundKey) -> None:
    value = "、".join(DECISION_WORDS.get(item, item) for item in row.items("决定"))
    decide(
        election=stage.election(key[0]),
        matter=waiting.matter,
        subject=waiting.subject,
        value=value,
        body=row["机关"],
        document_no=row["文号"],
        decided_on=row.day("日期"),
        reason=row["理由"],
        actor=stage.actor(key[0], Role.COMMITTEE),
    )


def _open_next(stage: Stage, contest: Contest, held: Round) -> bool:
    """Open the round that follows; False when a decision or its papers are missing."""
    code, number, ordinal = _key(held)
    _answer(stage, held, (code, number, ordinal))
    following = (code, number, ordinal + 1)
    if not stage.folder.of_round("boxes.csv", following):
        return False
    return _try(
        services.open_next_round,
        contest=contest,
        held_on=_next_day(held),
        actor=stage.actor(code, Role.COMMITTEE),
    )


def _next_day(held: Round) -> date:
    return held.held_on + timedelta(days=1)


def _declare(stage: Stage, contest: Contest) -> None:
    election = contest.constituency.election
    result = queries.contest_result(contest)
    if result is not None and result.last.declared_on is None:
        _try(
            tenures.declare_contest,
            contest=contest,
            on=stage.day(election.unit_id, "declared"),
            actor=stage.actor(election.unit_id, Role.COMMITTEE),
        )


def declaration(stage: Stage) -> None:
    """Publish the results of every election that is complete."""
    codes = stage.folder.elections
    for number, code in enumerate(codes, 1):
        if stage.election(code).state == "determining":
            _try(
                tenures.publish_results,
                election=stage.election(code),
                on=stage.day(code, "declared"),
                actor=stage.actor(code, Role.COMMITTEE),
            )
            stage.refresh(code)
        stage.progress("当选公告", number, len(codes))


def _try(act: Callable[..., object], **arguments: object) -> bool:
    """Do an act; False when the law refuses it. The report then says what it waits for."""
    try:
        act(**arguments)
    except Refused:
        return False
    return True
