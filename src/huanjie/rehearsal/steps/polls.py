"""Polling: contests opened, boxes sent out, seals and participants recorded."""

from huanjie.office.people.roles import Role
from huanjie.office.polling import queries, services
from huanjie.office.polling.models import Box, Round
from huanjie.office.seats.models import Constituency
from huanjie.office.seats.queries import constituencies
from huanjie.rehearsal.folder import RoundKey
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.tables import BOX_KINDS
from huanjie.roll.tabular import TableRow


def polling(stage: Stage) -> None:
    """Hold the first vote of every contest, up to the boxes brought in."""
    total = sum(election_size(stage, code) for code in stage.folder.elections)
    number = 0
    for code in stage.folder.elections:
        election = stage.election(code)
        for constituency in constituencies(election):
            number += 1
            _first_round(stage, code, constituency)
            stage.progress("投票", number, total)
        stage.refresh(code)


def election_size(stage: Stage, code: str) -> int:
    """How many contests an election has."""
    return constituencies(stage.election(code)).count()


def _first_round(stage: Stage, code: str, constituency: Constituency) -> None:
    vote = queries.rounds(constituency).filter(ordinal=1).first()
    if vote is None:
        vote = services.open_contest(
            constituency=constituency,
            held_on=stage.day(code, "polling"),
            actor=stage.actor(code, Role.COMMITTEE),
        )
    hold(stage, vote, (code, constituency.number, 1))


def hold(stage: Stage, vote: Round, key: RoundKey) -> None:
    """Send out the boxes of a round, take their seals and registers, close the polling."""
    if vote.state != "open":
        return
    standing = {box.number: box for box in vote.boxes.all()}
    participants = {r.integer("票箱号"): r for r in stage.folder.of_round("participants.csv", key)}
    crew = stage.actor(key[0], Role.CREW)
    for row in stage.folder.of_round("boxes.csv", key):
        box = standing.get(row.integer("票箱号")) or _send_out(stage, vote, row)
        if box.own is None:
            marks = participants[box.number]
            services.record_seals(
                box=box, seal_closed=row["出发封签"], seal_opened=row["启封封签"], actor=crew
            )
            services.record_participants(
                box=box, own=marks.integer("本人"), proxy=marks.integer("委托"), actor=crew
            )
    services.close_polling(round=vote, actor=stage.actor(key[0], Role.COMMITTEE))


def _send_out(stage: Stage, vote: Round, row: TableRow) -> Box:
    return services.add_box(
        round=vote,
        number=row.integer("票箱号"),
        kind=BOX_KINDS[row["类型"]],
        name=row["名称"],
        scrutineers=row.integer("监票人数"),
        ballots_received=row.integer("领票"),
        actor=stage.actor(row["选举代码"], Role.OFFICE),
    )
