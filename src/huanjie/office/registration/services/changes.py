"""Corrections of a published roll by two people, and appeals against it.

Nothing is edited in place: an entry is struck off with its reason and stays, or a new one is added.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from huanjie.law.article import ELECTION_LAW, PRACTICE, Article
from huanjie.law.finding import Finding
from huanjie.law.pack import Pack
from huanjie.law.registration import (
    GROUNDS,
    ROLL,
    ROLL_APPEAL,
    Act,
    Change,
    Entry,
    Reason,
    check_change,
    check_correction,
    check_one_place,
)
from huanjie.law.timetable import check_appeal_decided, check_appeal_received
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import level_of, pack_of
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries
from huanjie.office.registration.events import (
    RollAppealDecided,
    RollAppealReceived,
    RollChangeDecided,
    RollChangeProposed,
)
from huanjie.office.registration.models import (
    NonVoter,
    Roll,
    RollAppeal,
    RollChange,
    RollEntry,
)
from huanjie.office.registration.refusals import (
    APPEAL_MOVES,
    APPEAL_STATES,
    CHANGE_STATES,
    in_both,
    refusal,
)
from huanjie.office.registration.services.holding import check_held
from huanjie.office.registration.services.persons import register_missed

ACT_OF_KIND: Mapping[str, Act] = {"late": Act.ADD, "strike": Act.STRIKE_OFF}
CORRECTABLE = ("name", "sex", "ethnicity", "household", "work_unit")
MOVE_OF_RESULT: Mapping[str, str] = {"changed": "uphold", "upheld": "reject"}
"""A roll that is changed upholds the appeal; a roll that is upheld rejects it."""


@command(by=(Role.OFFICE, Role.REGISTRAR, Role.COMMITTEE), shared=("person",))
def propose_change(
    *,
    roll: Roll,
    kind: str,
    person: Person,
    reason: str,
    evidence: str,
    actor: Actor,
    changes: Mapping[str, str] | None = None,
) -> RollChange:
    """Propose a late registration, a strike-off or a correction of somebody's data.

    `reason` is a `Reason` of the law. `changes` names fields of the person with their new values.
    """
    if changes:
        check_held(person.county, [person.village])
    refuse_if(
        (
            *_state_findings(roll),
            *_reason_findings(kind, person, reason, evidence),
            *_place_findings(roll, kind, person),
        )
    )
    change = RollChange.objects.create(
        roll=roll,
        kind=kind,
        person=person,
        reason=Reason(reason).value,
        evidence=evidence,
        changes=_old_and_new(person, changes or {}),
        proposed_by=actor.name,
        proposer=actor.account,
    )
    event = RollChangeProposed(roll.pk, kind, person.pk, change.reason, evidence)
    record(event, actor=actor, unit=roll.unit_code, articles=[_article(change.reason)])
    return change


def propose_late(
    *, roll: Roll, name: str, id_number: str, reason: str, evidence: str, actor: Actor
) -> RollChange:
    """Propose the late registration of somebody by his ID number, known so far or not."""
    with transaction.atomic():
        person = register_missed(
            roll=roll, name=name, id_number=id_number, evidence=evidence, actor=actor
        )
        return propose_change(
            roll=roll, kind="late", person=person, reason=reason, evidence=evidence, actor=actor
        )


def _article(reason: str) -> Article:
    return GROUNDS[Reason(reason)].article


def _state_findings(roll: Roll) -> list[Finding]:
    return [] if ROLL.may(roll.state, "correct") else [queries.wrong_state(roll, "correct")]


def _reason_findings(kind: str, person: Person, reason: str, evidence: str) -> tuple[Finding, ...]:
    """The law asks for a reason that carries the act, and for evidence; a correction of data only
    for evidence."""
    act = ACT_OF_KIND.get(kind)
    found = check_change(Change(str(person), act or Act.STRIKE_OFF, Reason(reason), evidence))
    return tuple(f for f in found if act is not None or f.code != "roll-change-reason")


def _place_findings(roll: Roll, kind: str, person: Person) -> list[Finding]:
    """Who is added stands on no other roll of this election; who is struck stands on this one."""
    election = roll.constituency.election
    entry = queries.live_entry(election, person)
    if kind == "late":
        return [] if entry is None else _listed_twice(election, person, entry.roll, roll)
    if entry is not None and entry.roll_id == roll.pk:
        return []
    where = str(roll.constituency)
    return [refusal("person-not-on-roll", ELECTION_LAW[27, 1], person=str(person), roll=where)]


def _listed_twice(election: Election, person: Person, *rolls: Roll) -> list[Finding]:
    level = level_of(election)
    entries = [Entry(str(person), level, str(roll.constituency)) for roll in rolls]
    return list(check_one_place(entries))


def _old_and_new(person: Person, changes: Mapping[str, str]) -> dict[str, list[str]]:
    """Field → old and new value, for the fields that a correction may touch."""
    return {
        name: [str(getattr(person, name)), value]
        for name, value in changes.items()
        if name in CORRECTABLE and str(getattr(person, name)) != value
    }


@command(by=Role.COMMITTEE)
def approve_change(*, change: RollChange, decided_on: date, actor: Actor) -> RollChange:
    """Approve a change proposed by somebody else, and carry it out.

    Raises `Refused` when the proposer approves, when it is too late to correct the roll, or when
    the law keeps the person off it.
    """
    _check_open(change)
    _check_second_person(change, actor)
    roll = change.roll
    refuse_if(
        (
            *_state_findings(roll),
            *_place_findings(roll, change.kind, change.person),
            *_law_findings(roll, change, decided_on),
        )
    )
    _carry_out(roll, change.kind, change.person, change.reason, decided_on)
    if change.changes:
        _correct_person(change)
    return _decided(change, "approved", decided_on, actor)


@command(by=Role.COMMITTEE)
def decline_change(*, change: RollChange, decided_on: date, actor: Actor) -> RollChange:
    """Decline a proposed change; the roll stays as it is."""
    _check_open(change)
    return _decided(change, "declined", decided_on, actor)


def _check_open(change: RollChange) -> None:
    if change.state != "proposed":
        state = in_both(CHANGE_STATES, "state", change.state)
        raise Refused([refusal("change-decided", PRACTICE["K14"], **state)])


def _check_second_person(change: RollChange, actor: Actor) -> None:
    """Two accounts, or two names where somebody acts without an account."""
    both = change.proposer is not None and actor.account is not None
    is_same = change.proposer == actor.account if both else change.proposed_by == actor.name
    if is_same:
        raise Refused([refusal("same-person-approves", PRACTICE["K14"], name=actor.name)])


def _law_findings(roll: Roll, change: RollChange, on: date) -> list[Finding]:
    election = roll.constituency.election
    found: list[Finding] = []
    if election.polling_day is not None:
        pack: Pack = pack_of(election)
        found += check_correction(election_day=election.polling_day, on=on, pack=pack)
    if change.kind == "late":
        found += queries.why_excluded(election, change.person)
    return found


def _carry_out(roll: Roll, kind: str, person: Person, reason: str, on: date) -> None:
    election = roll.constituency.election
    if kind == "late":
        _add(roll, election, person, reason, on)
    elif kind == "strike":
        _strike(roll, election, person, reason, on)
    roll.state = ROLL.after(roll.state, "correct")
    roll.save(update_fields=["state"])


def _add(roll: Roll, election: Election, person: Person, reason: str, on: date) -> None:
    last = RollEntry.objects.filter(roll=roll).aggregate(last=Max("serial"))["last"] or 0
    is_local = person.source != "arrival" and queries.Area(election).holds(person.village)
    RollEntry.objects.create(
        roll=roll,
        election=election,
        person=person,
        serial=last + 1,
        basis="hukou" if is_local else "certificate",
        added_reason=reason,
        added_on=on,
        is_late=True,
    )
    NonVoter.objects.filter(election=election, person=person).update(is_live=False)


def _strike(roll: Roll, election: Election, person: Person, reason: str, on: date) -> None:
    RollEntry.objects.filter(roll=roll, person=person, is_live=True).update(
        is_live=False, struck_reason=reason, struck_on=on
    )
    rule = GROUNDS[Reason(reason)].rule
    NonVoter.objects.create(
        election=election, person=person, reason=reason, rule=rule, is_late=True
    )


def _correct_person(change: RollChange) -> None:
    """The register takes the new values; the old ones stay in the change."""
    person = Person.objects.select_for_update().get(pk=change.person_id)
    check_held(person.county, [person.village])
    for name, (_, value) in change.changes.items():
        setattr(person, name, value)
    person.save(update_fields=list(change.changes))


def _decided(change: RollChange, state: str, on: date, actor: Actor) -> RollChange:
    change.state, change.approved_by, change.decided_on = state, actor.name, on
    change.save(update_fields=["state", "approved_by", "decided_on"])
    voters = queries.voter_count(change.roll.constituency)
    event = RollChangeDecided(change.pk, change.roll_id, change.kind, state, on, voters)
    record(event, actor=actor, unit=change.unit_code, articles=[_article(change.reason)])
    return change


@command(by=(Role.OFFICE, Role.COMMITTEE), shared=("person",))
def receive_appeal(
    *, roll: Roll, appellant: str, person: Person, claim: str, received_on: date, actor: Actor
) -> RollAppeal:
    """Take in an objection: `register` or `strike` somebody, or `correct` his data.

    Raises `Refused` when it comes later than five days after publication.
    """
    refuse_if(_state_findings(roll))
    election = roll.constituency.election
    published = roll.published_on or received_on
    refuse_if(
        check_appeal_received(published=published, received=received_on, pack=pack_of(election))
    )
    appeal = RollAppeal.objects.create(
        roll=roll,
        appellant=appellant,
        person=person,
        claim=claim,
        received_on=received_on,
        state=ROLL_APPEAL.initial,
    )
    event = RollAppealReceived(roll.pk, person.pk, claim, received_on)
    record(event, actor=actor, unit=roll.unit_code, articles=[ELECTION_LAW[29]])
    return appeal


def take_in_appeal(
    *,
    roll: Roll,
    appellant: str,
    name: str,
    id_number: str,
    claim: str,
    evidence: str,
    received_on: date,
    actor: Actor,
) -> RollAppeal:
    """Take in an appeal about somebody by his ID number, known so far or not."""
    with transaction.atomic():
        person = register_missed(
            roll=roll, name=name, id_number=id_number, evidence=evidence, actor=actor
        )
        return receive_appeal(
            roll=roll,
            appellant=appellant,
            person=person,
            claim=claim,
            received_on=received_on,
            actor=actor,
        )


@command(by=Role.COMMITTEE)
def decide_appeal(
    *, appeal: RollAppeal, result: str, reasons: str, decided_on: date, actor: Actor
) -> RollAppeal:
    """Decide: the roll is `changed` as asked, or `upheld`.

    A decision after the third day is contrary to law and is taken all the same: refusing it would
    only make it later. The finding stays in the ledger.
    """
    move = MOVE_OF_RESULT[result]
    _check_appeal(appeal, move)
    roll = appeal.roll
    late = check_appeal_decided(
        received=appeal.received_on,
        decided=decided_on,
        pack=pack_of(roll.constituency.election),
    )
    if result == "changed" and appeal.claim in {"register", "strike"}:
        _change_on_appeal(roll, appeal, decided_on)
    appeal.state = ROLL_APPEAL.after(appeal.state, move)
    appeal.result, appeal.reasons, appeal.decided_on = result, reasons, decided_on
    appeal.save()
    event = RollAppealDecided(
        appeal.pk,
        roll.pk,
        result,
        decided_on,
        queries.voter_count(roll.constituency),
        tuple(finding.code for finding in late),
    )
    record(event, actor=actor, unit=appeal.unit_code, articles=[ELECTION_LAW[29]])
    return appeal


def _check_appeal(appeal: RollAppeal, move: str) -> None:
    if not ROLL_APPEAL.may(appeal.state, move):
        words = in_both(APPEAL_STATES, "state", appeal.state)
        words |= in_both(APPEAL_MOVES, "move", move)
        raise Refused([refusal("appeal-decided", ELECTION_LAW[29], **words)])


def _change_on_appeal(roll: Roll, appeal: RollAppeal, on: date) -> None:
    kind = "late" if appeal.claim == "register" else "strike"
    found = [*_state_findings(roll), *_place_findings(roll, kind, appeal.person)]
    if kind == "late":
        found += queries.why_excluded(roll.constituency.election, appeal.person)
    refuse_if(found)
    _carry_out(roll, kind, appeal.person, Reason.ON_APPEAL.value, on)
