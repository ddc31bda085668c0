"""Polling: announced, contests opened, boxes with their seals and registers, polling closed."""

from collections.abc import Iterator

from huanjie.office.people.roles import Role
from huanjie.office.polling import queries, services
from huanjie.office.polling.models import Round
from huanjie.office.polling.rows import BoxData, Place
from huanjie.office.seats.queries import constituencies
from huanjie.rehearsal.folder import RoundKey
from huanjie.rehearsal.stage import Stage, reading
from huanjie.rehearsal.tables import BOX_KINDS
from huanjie.roll.errors import SourceRefused
from huanjie.roll.tabular import TableRow

HOURS = "7时至17时"
"""The folder names no hours; a notice has to."""
HOURS_OF = {"mobile": "由工作人员上门"}


def polling(stage: Stage) -> None:
    """Announce the polling, and hold the first vote of every contest up to the closed boxes."""
    total = sum(election_size(stage, code) for code in stage.folder.elections)
    number = 0
    for code in stage.folder.elections:
        _open(stage, code)
        for constituency in constituencies(stage.election(code)):
            number += 1
            vote = queries.rounds(constituency).get(ordinal=1)
            hold(stage, vote, (code, constituency.number, 1))
            stage.progress("投票", number, total)
        stage.refresh(code)


def election_size(stage: Stage, code: str) -> int:
    """How many contests an election has."""
    return constituencies(stage.election(code)).count()


def _open(stage: Stage, code: str) -> None:
    election = stage.election(code)
    if not election.acts.filter(act="polling_announced", done_on__isnull=False).exists():
        services.announce_polling(
            election=election,
            places=list(_places(stage, code)),
            hours=HOURS,
            on=stage.day(code, "polling_announced"),
            actor=stage.actor(code, Role.COMMITTEE),
        )
    if constituencies(election).filter(contest__isnull=True).exists():
        services.open_contests(
            election=stage.refresh(code),
            held_on=stage.day(code, "polling"),
            actor=stage.actor(code, Role.COMMITTEE),
        )


def _places(stage: Stage, code: str) -> Iterator[Place]:
    """Where each constituency votes first."""
    for constituency in constituencies(stage.election(code)):
        for row in stage.folder.of_round("boxes.csv", (code, constituency.number, 1)):
            kind = BOX_KINDS[row["类型"]]
            hours = HOURS_OF.get(kind, "")
            yield Place(constituency.number, constituency.name, kind, row["名称"], hours)


def hold(stage: Stage, vote: Round, key: RoundKey) -> None:
    """Enter the boxes of a round with their seals and registers, and close the polling."""
    if vote.state != "open":
        return
    marks = {row.integer("票箱号"): row for row in stage.folder.of_round("participants.csv", key)}
    rows = stage.folder.of_round("boxes.csv", key)
    if not rows:
        return
    with reading(rows[0], "票箱号"):
        boxes = [_box(row, marks.get(row.integer("票箱号"))) for row in rows]
        services.record_boxes(round=vote, boxes=boxes, actor=stage.actor(key[0], Role.CREW))
        services.close_polling(round=vote, actor=stage.actor(key[0], Role.COMMITTEE))


def _box(row: TableRow, marks: TableRow | None) -> BoxData:
    if marks is None:
        raise SourceRefused([row.error("R126", "票箱号", found=row["票箱号"])])
    return BoxData(
        number=row.integer("票箱号"),
        kind=BOX_KINDS[row["类型"]],
        name=row["名称"],
        scrutineers=row.integer("监票人数"),
        ballots_received=row.integer("领票"),
        seal_closed=row["出发封签"],
        seal_opened=row["启封封签"],
        own=marks.integer("本人"),
        proxy=marks.integer("委托"),
    )
