"""Last term's roll, statuses and arrivals; the rolls published, corrected and closed."""

from huanjie.office.people.models import Person
from huanjie.office.people.queries import person_with_id, persons_with_ids, unit
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import Roll
from huanjie.office.registration.queries import standing
from huanjie.office.registration.services import ArrivalRow, StatusRow
from huanjie.office.seats.queries import constituency
from huanjie.rehearsal.stage import Stage
from huanjie.rehearsal.tables import (
    APPEAL_CLAIMS,
    APPEAL_RESULTS,
    CHANGE_REASONS,
    ROLL_CHANGES,
    SEXES,
    STATUSES,
)
from huanjie.roll.tabular import TableRow


def roll(stage: Stage) -> None:
    """Record what bears on eligibility, then draft and publish every roll."""
    codes = stage.folder.elections
    if not standing.has_rolls(stage.election(stage.county)):
        _load_last_roll(stage)
        _record_statuses(stage)
        _register_arrivals(stage)
    for number, code in enumerate(codes, 1):
        election = stage.election(code)
        on = stage.day(code, "roll_published")
        if not standing.has_published(election):
            services.draft_rolls(election=election, on=on, actor=stage.actor(code, Role.OFFICE))
            services.publish_rolls(
                election=stage.refresh(code), on=on, actor=stage.actor(code, Role.COMMITTEE)
            )
        stage.refresh(code)
        stage.progress("选民名单", number, len(codes))


def _load_last_roll(stage: Stage) -> None:
    services.load_last_roll(
        election=stage.election(stage.county),
        path=stage.folder.file("last-roll.csv"),
        actor=stage.actor(stage.county, Role.OFFICE),
        progress=lambda done, total: stage.progress("上届选民名单", done, total),
    )


def _record_statuses(stage: Stage) -> None:
    """The whole list at once; a list that stands already is not entered twice.

    Who is neither in the population file nor on the last roll needs no status: he is on no roll.
    """
    listed = stage.folder.rows("status.csv")
    known = persons_with_ids(stage.county, (row["公民身份号码"] for row in listed))
    rows = [
        StatusRow(
            name=row["姓名"],
            id_number=row["公民身份号码"],
            kind=STATUSES[row["情况"]],
            body=row["作出机关"],
            document_no=row["文号"],
            decided_on=row.day("日期"),
            ends_on=row.day_or_none("期限"),
            destination=row["目的地代码"],
            remark=row["备注"],
        )
        for row in listed
        if row["公民身份号码"] in known
    ]
    if rows and not standing.has_statuses(stage.county):
        services.record_statuses(
            county=unit(stage.county), rows=rows, actor=stage.actor(stage.county, Role.OFFICE)
        )


def _register_arrivals(stage: Stage) -> None:
    rows = [
        ArrivalRow(
            name=row["姓名"],
            sex=SEXES[row["性别"]],
            birth=row.day("出生日期"),
            id_number=row["公民身份号码"],
            ethnicity=row["民族"],
            origin=row["原户籍地"],
            village=row["登记地代码"],
            group=row.integer_or_none("村民小组"),
            certificate_no=row["证明编号"],
            issuer=row["出具机关"],
            issued_on=row.day("出具日期"),
        )
        for row in stage.folder.rows("arrivals.csv")
    ]
    if rows and not standing.has_arrivals(stage.county):
        services.register_arrivals(
            county=unit(stage.county), rows=rows, actor=stage.actor(stage.county, Role.OFFICE)
        )


def correction(stage: Stage) -> None:
    """Play the corrections and appeals that the files hold, then close the rolls."""
    rows = stage.folder.rows("roll-changes.csv")
    for number, row in enumerate(rows, 1):
        _correct(stage, row)
        stage.progress("补正、申诉", number, len(rows))
    for code in stage.folder.elections:
        election = stage.election(code)
        if not standing.is_closed(election):
            services.close_rolls(
                election=election,
                on=stage.day(code, "polling"),
                actor=stage.actor(code, Role.COMMITTEE),
            )


def _correct(stage: Stage, row: TableRow) -> None:
    code = row["选举代码"]
    held = queries.roll_of(constituency(stage.election(code), row.integer("选区号")))
    person = _person(stage, row, held)
    kind = ROLL_CHANGES[row["类型"]]
    if kind == "appeal":
        _appeal(stage, row, held, person)
        return
    change = held.changes.filter(kind=kind, person=person).first()
    if change is None:
        change = services.propose_change(
            roll=held,
            kind=kind,
            person=person,
            reason=CHANGE_REASONS[row["原因"]],
            evidence=row["证据"],
            actor=stage.actor(code, Role.OFFICE),
        )
    if change.decided_on is None:
        services.approve_change(
            change=change,
            decided_on=row.day("决定日期"),
            actor=stage.actor(code, Role.COMMITTEE),
        )


def _person(stage: Stage, row: TableRow, held: Roll) -> Person:
    """Whom the row is about; somebody whom no file knows is entered first."""
    found = person_with_id(stage.county, row["公民身份号码"])
    if found is not None:
        return found
    return services.register_missed(
        roll=held,
        name=row["姓名"],
        id_number=row["公民身份号码"],
        evidence=row["证据"],
        actor=stage.actor(row["选举代码"], Role.OFFICE),
    )


def _appeal(stage: Stage, row: TableRow, held: Roll, person: Person) -> None:
    code = row["选举代码"]
    appeal = held.appeals.filter(person=person, appellant=row["申诉人"]).first()
    if appeal is None:
        appeal = services.receive_appeal(
            roll=held,
            appellant=row["申诉人"],
            person=person,
            claim=APPEAL_CLAIMS[row["原因"]],
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
