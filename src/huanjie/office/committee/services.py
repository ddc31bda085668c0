"""Setting up an election, its committee, its day and timetable, and the decisions of bodies."""

from collections.abc import Mapping
from datetime import date

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PRACTICE
from huanjie.law.committee import ELECTION, Appointer, check_appointment
from huanjie.law.finding import Finding, Severity
from huanjie.law.procedure import IllegalMove
from huanjie.law.timetable import DayNotice, check_election_day, offset_label, stale_papers
from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.queries import notices_on
from huanjie.office.bulletin.services import publish, supersede
from huanjie.office.committee import queries
from huanjie.office.committee.acts import ACTS, MOVES, STATES
from huanjie.office.committee.events import (
    ActDone,
    DecisionRecorded,
    ElectionAdvanced,
    ElectionDayFixed,
    ElectionOpened,
    MemberAppointed,
    MemberReleased,
    TimetablePlanned,
)
from huanjie.office.committee.models import CommitteeMember, Decision, Election, PlannedAct
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, Scope, command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role

STAGES = ("preparing", "registering", "nominating", "polling", "determining", "declared")
_OPENS = {
    "registering": "open_registration",
    "nominating": "open_nomination",
    "polling": "open_polling",
    "determining": "close_polling",
    "declared": "declare",
}


@command(by=Role.OFFICE, shared=("county",))
def open_election(
    *,
    unit: Unit,
    county: Unit,
    level: str,
    title: str,
    province: str,
    is_synthetic: bool,
    actor: Actor,
) -> Election:
    """Set up the election of a unit's congress, by that unit's own office.

    Raises `Refused` when the unit has an election, or its congress is not elected directly.
    """
    facts = {"unit": unit.name, "level": level}
    if unit.level != level or level not in dict(Election.LEVELS):
        article = DIRECT_ELECTION[1]
        raise Refused([Finding("election-level", article, Severity.ERROR, facts)])
    if Election.objects.filter(unit=unit).exists():
        article = PRACTICE["C-05"]
        raise Refused([Finding("election-exists", article, Severity.ERROR, facts)])
    election = Election.objects.create(
        unit=unit,
        county=county,
        level=level,
        title=title.strip(),
        province=province,
        state=ELECTION.initial,
        is_synthetic=is_synthetic,
    )
    event = ElectionOpened(unit.code, election.title, level, province, is_synthetic)
    record(event, actor=actor, unit=unit.code, articles=[ELECTION_LAW[9, 2]])
    return election


@command(by=Role.STANDING_COMMITTEE, scope=Scope.WITHIN)
def appoint_member(
    *,
    election: Election,
    post: str,
    name: str,
    sex: str,
    position: str,
    body: str,
    document_no: str,
    appointed_on: date,
    actor: Actor,
) -> CommitteeMember:
    """Record an appointment to the committee. `body` is the appointing body as the paper has it."""
    by = appointer_of(body, election.county.name)
    refuse_if(check_appointment(queries.level_of(election), by))
    refuse_if(_check_post(election, post, name))
    member = CommitteeMember.objects.create(
        election=election,
        post=post,
        name=name.strip(),
        sex=sex,
        position=position.strip(),
        body=body.strip(),
        document_no=document_no.strip(),
        appointed_on=appointed_on,
    )
    reach(election, "committee_appointed", appointed_on)
    event = MemberAppointed(post, member.name, member.body, member.document_no, appointed_on)
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[10, 1]])
    return member


def appointer_of(body: str, county: str) -> Appointer:
    """Which kind of body the words on an appointment name."""
    if "主席团" in body:
        return Appointer.TOWNSHIP_PRESIDIUM
    if "常务委员会" in body or "常委会" in body:
        return Appointer.COUNTY_SC if body.strip().startswith(county) else Appointer.CITY_SC
    return Appointer.TOWNSHIP_CONGRESS if "人民代表大会" in body else Appointer.GOVERNMENT


def _check_post(election: Election, post: str, name: str) -> list[Finding]:
    members = queries.members_in_force(election)
    facts = {"name": name}
    found = []
    if members.filter(name=name.strip()).exists():
        found.append(Finding("member-twice", ELECTION_LAW[10, 1], Severity.ERROR, facts))
    if post == "chair" and members.filter(post="chair").exists():
        found.append(Finding("second-chair", PRACTICE["C-06"], Severity.ERROR, facts))
    return found


@command(by=Role.STANDING_COMMITTEE, scope=Scope.WITHIN)
def release_member(
    *, member: CommitteeMember, left_on: date, reason: str, actor: Actor
) -> CommitteeMember:
    """Record that a member left the committee, for instance because he became a candidate."""
    facts = {"name": member.name}
    if member.left_on is not None:
        raise Refused([Finding("member-left", ELECTION_LAW[10, 2], Severity.ERROR, facts)])
    member.left_on, member.left_reason = left_on, reason
    member.save(update_fields=["left_on", "left_reason"])
    event = MemberReleased(member.name, left_on, reason)
    record(event, actor=actor, unit=member.unit_code, articles=[ELECTION_LAW[10, 2]])
    return member


@command(by=Role.COMMITTEE)
def fix_election_day(
    *, election: Election, day: date, decided_on: date, actor: Actor
) -> Publication:
    """Fix or move election day and publish it. Papers that name the old day become stale.

    Raises `Refused` when the day is too near, or when polling has begun (CAL-30).
    """
    before = election.polling_day
    if before is not None:
        _gate(election, "move_election_day")
    notice = DayNotice(
        day,
        decided=decided_on,
        published=decided_on,
        registration_starts=queries.act_done_on(election, "registration_opened"),
        roll_published=queries.act_done_on(election, "roll_published"),
    )
    election.polling_day = day
    found = check_election_day(notice, queries.pack_of(election))
    refuse_if(found)
    election.save(update_fields=["polling_day"])
    reach(election, "election_day_fixed", decided_on)
    PlannedAct.objects.update_or_create(
        election=election, act="polling", defaults={"planned_on": day}
    )
    published = Publication.objects.filter(unit=election.unit_id, superseded_by=None)
    stale = stale_papers(dict.fromkeys(published.values_list("kind", flat=True)))
    former = notices_on(election.unit_code, "election_day_notice").first()
    publication = _publish_day(election, day, decided_on, actor)
    if former is not None:
        supersede(publication=former, by=publication, actor=actor)
    event = ElectionDayFixed(
        day, decided_on, before, publication.number, stale if before else (), _codes(found)
    )
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[11, 1, 3]])
    return publication


def _publish_day(election: Election, day: date, on: date, actor: Actor) -> Publication:
    weekday = "一二三四五六日"[day.weekday()]
    words = (
        f"根据《中华人民共和国全国人民代表大会和地方各级人民代表大会选举法》第十一条的规定，"
        f"{committee_name(election)}决定：{election.title}的选举日为"
        f"{day.year}年{day.month}月{day.day}日（星期{weekday}）。"
    )
    return publish(
        unit=election.unit,
        kind="election_day_notice",
        subject="",
        title="关于选举日的公告",
        issuer=committee_name(election),
        published_on=on,
        body={"paragraphs": [words, "特此公告。"], "tables": []},
        is_public=True,
        actor=actor,
    )


def committee_name(election: Election) -> str:
    """The committee as it signs: 湘水县选举委员会."""
    return f"{election.unit.name}选举委员会"


@command(by=(Role.OFFICE, Role.COMMITTEE))
def plan_act(*, election: Election, act: str, planned_on: date, actor: Actor) -> None:
    """Plan one act of the timetable."""
    _plan(election, {act: planned_on}, actor)


@command(by=(Role.OFFICE, Role.COMMITTEE))
def plan_all(*, election: Election, plan: Mapping[str, date], actor: Actor) -> None:
    """Plan many acts at once. The findings of the law are kept, and only unknown acts refused."""
    _plan(election, plan, actor)


def _plan(election: Election, plan: Mapping[str, date], actor: Actor) -> None:
    for act in plan:
        _refuse_unknown(act)
    rows = [PlannedAct(election=election, act=act, planned_on=on) for act, on in plan.items()]
    PlannedAct.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["election", "act"],
        update_fields=["planned_on"],
    )
    pack = queries.pack_of(election)
    known = dict(PlannedAct.objects.filter(election=election).values_list("act", "planned_on"))
    found = queries.check_plan(known, polling_day=election.polling_day, pack=pack)
    warnings = tuple(f"{act}:{code}" for act in plan for code in _codes(found.get(act, ())))
    event = TimetablePlanned(tuple(sorted(plan.items())), warnings)
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[11, 2]])


def _refuse_unknown(act: str) -> None:
    if act not in ACTS:
        facts = {"act": act}
        raise Refused([Finding("act-unknown", PRACTICE["K"], Severity.ERROR, facts)])


@command(by=(Role.OFFICE, Role.COMMITTEE))
def mark_done(*, election: Election, act: str, done_on: date, actor: Actor) -> None:
    """Report an act done on a day."""
    _refuse_unknown(act)
    reach(election, act, done_on)
    record(ActDone(act, done_on), actor=actor, unit=election.unit_code)


def reach(election: Election, act: str, on: date) -> None:
    """Enter the day an act was done, inside the command that did it; the first day stays."""
    row, _ = PlannedAct.objects.get_or_create(
        election=election, act=act, defaults={"planned_on": on}
    )
    if row.done_on is None:
        row.done_on = on
        row.save(update_fields=["done_on"])


@command(by=(Role.COMMITTEE, Role.STANDING_COMMITTEE))
def decide(
    *,
    election: Election,
    matter: str,
    subject: str,
    value: str,
    body: str,
    document_no: str,
    decided_on: date,
    reason: str,
    actor: Actor,
) -> Decision:
    """Record what a body decided. A later decision on the same subject goes before."""
    found = Decision.objects.create(
        election=election,
        matter=matter,
        subject=subject,
        value=value.strip(),
        body=body.strip(),
        document_no=document_no.strip(),
        decided_on=decided_on,
        reason=reason.strip(),
    )
    event = DecisionRecorded(
        matter, subject, found.value, found.body, found.document_no, decided_on, found.reason
    )
    record(event, actor=actor, unit=election.unit_code)
    return found


@command(by=(Role.COMMITTEE, Role.OFFICE))
def advance(*, election: Election, move: str, actor: Actor) -> Election:
    """Take the election to its next state. Raises `Refused` when the procedure knows no such move,
    or election day is not fixed yet."""
    _move(election, move, actor)
    return election


@command(by=(Role.COMMITTEE, Role.OFFICE))
def begin(*, election: Election, stage: str, actor: Actor) -> Election:
    """Take the election forward until it has reached a stage, for a later stage's own command.

    An election that is further on already is refused only where it cannot come back.
    """
    steps = STAGES[STAGES.index(election.state) + 1 : STAGES.index(stage) + 1]
    for step in steps:
        _move(election, _OPENS[step], actor)
    if not steps:
        record(
            ElectionAdvanced("", election.state, election.state),
            actor=actor,
            unit=election.unit_code,
        )
    return election


def _move(election: Election, move: str, actor: Actor) -> None:
    before = election.state
    election.state = _gate(election, move)
    if election.polling_day is None:
        facts = {"election": election.title}
        finding = Finding("election-day-missing", ELECTION_LAW[11, 1, 3], Severity.ERROR, facts)
        raise Refused([finding])
    election.save(update_fields=["state"])
    event = ElectionAdvanced(move, before, election.state)
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[11]])


def _gate(election: Election, move: str) -> str:
    """The state a move leads to. Raises `Refused` for a move that the procedure does not know."""
    try:
        return ELECTION.after(election.state, move)
    except IllegalMove:
        (state, state_en), (words, words_en) = STATES[election.state], MOVES.get(move, (move, move))
        facts = {"state": state, "state_en": state_en, "move": words, "move_en": words_en}
        finding = Finding("election-move", ELECTION_LAW[11], Severity.ERROR, facts)
        raise Refused([finding]) from None


def _codes(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(finding.code for finding in findings)


def day_label(election: Election, day: date) -> str:
    """A day beside election day: E−30."""
    return offset_label(day, election.polling_day) if election.polling_day else ""
