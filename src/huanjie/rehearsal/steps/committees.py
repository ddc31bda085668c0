"""Setting up the elections, their committees, their days and their plans."""

from huanjie.office.committee import queries, services
from huanjie.office.committee.acts import ACT_OF_WORD
from huanjie.office.people.queries import unit
from huanjie.office.people.roles import Role
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.tables import COMMITTEE_POSTS, SEXES


def committee(stage: Stage) -> None:
    """Open every election, appoint its committee, fix its day, plan its acts."""
    codes = stage.folder.elections
    for number, code in enumerate(codes, 1):
        if not queries.elections_within(code).filter(unit_id=code).exists():
            _open(stage, code)
        _appoint(stage, code)
        _fix_day(stage, code)
        stage.progress("选举委员会、选举日", number, len(codes))


def _open(stage: Stage, code: str) -> None:
    own = unit(code)
    services.open_election(
        unit=own,
        county=unit(stage.county),
        level=own.level,
        title=f"{own.name}人民代表大会换届选举",
        province=stage.folder.manifest.province,
        is_synthetic=stage.folder.manifest.is_synthetic,
        actor=stage.actor(code, Role.OFFICE),
    )


def _appoint(stage: Stage, code: str) -> None:
    """Members are appointed by the county's standing committee, also for townships (EL 10)."""
    election = stage.election(code)
    appointed = {(m.post, m.name) for m in election.members.all()}
    for row in stage.folder.rows("committee.csv", code):
        post = COMMITTEE_POSTS[row["职务"]]
        if (post, row["姓名"]) in appointed:
            continue
        services.appoint_member(
            election=election,
            post=post,
            name=row["姓名"],
            sex=SEXES[row["性别"]],
            position=row["单位及职务"],
            body=row["任命机关"],
            document_no=row["文号"],
            appointed_on=row.day("任命日期"),
            actor=stage.actor(stage.county, Role.STANDING_COMMITTEE),
        )


def _fix_day(stage: Stage, code: str) -> None:
    election = stage.refresh(code)
    if election.polling_day is not None:
        return
    services.fix_election_day(
        election=election,
        day=stage.day(code, "polling"),
        decided_on=stage.day(code, "election_day_fixed"),
        actor=stage.actor(code, Role.COMMITTEE),
    )
    plan = {
        ACT_OF_WORD[row["事项"]]: row.day("日期") for row in stage.folder.rows("schedule.csv", code)
    }
    services.plan_all(election=election, plan=plan, actor=stage.actor(code, Role.OFFICE))
    stage.refresh(code)
