"""Statuses, arrivals, last term's roll, the rolls published, corrected and closed."""

from huanjie.office.people.queries import person_with_id, unit
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import Roll
from huanjie.office.seats.queries import constituency
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.tables import APPEAL_RESULTS, ROLL_CHANGES, SEXES, STATUSES
from huanjie.roll.codes import ETHNICITY, by_word
from huanjie.roll.tabular import TableRow


def roll(stage: Stage) -> None:
    """Record what bears on eligibility, then draft and publish every roll."""
    codes = stage.folder.elections
    if not queries.has_published(stage.election(stage.county)):
        _record_statuses(stage)
        _register_arrivals(stage)
        services.load_last_roll(
            election=stage.election(stage.county),
            path=stage.folder.file("last-roll.csv"),
            actor=stage.actor(stage.county, Role.OFFICE),
        )
    for number, code in enumerate(codes, 1):
        election = stage.election(code)
        on = stage.day(code, "roll_published")
        if not queries.has_published(election):
            services.draft_rolls(election=election, on=on, actor=stage.actor(code, Role.OFFICE))
            services.publish_rolls(
                election=election, on=on, actor=stage.actor(code, Role.COMMITTEE)
            )
        stage.refresh(code)
        stage.progress("选民名单", number, len(codes))


def _record_statuses(stage: Stage) -> None:
    rows = stage.folder.rows("status.csv")
    for number, row in enumerate(rows, 1):
        person = person_with_id(stage.county, row["公民身份号码"])
        kind = STATUSES[row["情况"]]
        if person is not None and not queries.has_status(person, kind):
            services.record_status(
                person=person,
                kind=kind,
                body=row["作出机关"],
                document_no=row["文号"],
                decided_on=row.day("日期"),
                ends_on=row.day_or_none("期限"),
                destination=row["目的地代码"],
                remark=row["备注"],
                actor=stage.actor(stage.county, Role.OFFICE),
            )
        stage.progress("资格情况", number, len(rows))


def _register_arrivals(stage: Stage) -> None:
    rows = stage.folder.rows("arrivals.csv")
    county = unit(stage.county)
    for number, row in enumerate(rows, 1):
        if person_with_id(stage.county, row["公民身份号码"]) is None:
            services.register_arrival(
                county=county,
                name=row["姓名"],
                sex=SEXES[row["性别"]],
                birth=row.day("出生日期"),
                id_number=row["公民身份号码"],
                ethnicity=by_word(ETHNICITY)[row["民族"]],
                origin=row["原户籍地"],
                village=row["登记地代码"],
                group=row.integer_or_none("村民小组"),
                certificate_no=row["证明编号"],
                issuer=row["出具机关"],
                issued_on=row.day("出具日期"),
                actor=stage.actor(stage.county, Role.OFFICE),
            )
        stage.progress("持证明登记", number, len(rows))


def correction(stage: Stage) -> None:
    """Play the corrections and appeals that the files hold, then close the rolls."""
    rows = stage.folder.rows("roll-changes.csv")
    for number, row in enumerate(rows, 1):
        _correct(stage, row)
        stage.progress("补正、申诉", number, len(rows))
    for code in stage.folder.elections:
        election = stage.election(code)
        if not queries.is_closed(election):
            services.close_rolls(
                election=election,
                on=stage.day(code, "polling"),
                actor=stage.actor(code, Role.COMMITTEE),
            )


def _correct(stage: Stage, row: TableRow) -> None:
    code = row["选举代码"]
    held = queries.roll_of(constituency(stage.election(code), row.integer("选区号")))
    person = person_with_id(stage.county, row["公民身份号码"])
    if person is None:
        raise LookupError(str(row.error("R125", "公民身份号码")))
    kind = ROLL_CHANGES[row["类型"]]
    if kind == "appeal":
        _appeal(stage, row, held)
        return
    if held.changes.filter(kind=kind, person=person).exists():
        return
    change = services.propose_change(
        roll=held,
        kind=kind,
        person=person,
        reason=row["原因"],
        evidence=row["证据"],
        actor=stage.actor(code, Role.OFFICE),
    )
    services.approve_change(
        change=change,
        decided_on=row.day("决定日期"),
        actor=stage.actor(code, Role.COMMITTEE),
    )


def _appeal(stage: Stage, row: TableRow, held: Roll) -> None:
    code = row["选举代码"]
    person = person_with_id(stage.county, row["公民身份号码"])
    appeal = held.appeals.filter(person=person, appellant=row["申诉人"]).first()
    if appeal is None:
        appeal = services.receive_appeal(
            roll=held,
            appellant=row["申诉人"],
            person=person,
            claim=row["原因"],
            received_on=row.day("提出日期"),
            actor=stage.actor(code, Role.OFFICE),
        )
    if appeal.decided_on is None:
        services.decide_appeal(
            appeal=appeal,
            result=APPEAL_RESULTS[row["决定"]],
            reasons=row["证据"],
            decided_on=row.day("决定日期"),
            actor=stage.actor(code, Role.COMMITTEE),
        )
