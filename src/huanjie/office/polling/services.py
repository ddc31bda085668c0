"""Acts of polling day: contests, rounds, boxes, seals, participants, closing, notices."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import date

from huanjie.evidence.canonical import canonical_json
from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.counting import CONTEST
from huanjie.law.finding import Fact, Finding, Severity, blocking
from huanjie.law.pack import keys
from huanjie.law.polling import BoxCrew, check_box, polling_rules
from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.services import publish
from huanjie.office.committee.models import Election
from huanjie.office.committee.services import begin, committee_name, reach
from huanjie.office.committee.timetables import pack_of
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.nomination.models import Nominee
from huanjie.office.people.roles import Role
from huanjie.office.polling import queries
from huanjie.office.polling.events import (
    BoxAdded,
    BoxesRecorded,
    ContestMoved,
    ContestOpened,
    ContestsOpened,
    ParticipantsRecorded,
    PollingAnnounced,
    PollingClosed,
    RoundOpened,
    SealsRecorded,
)
from huanjie.office.polling.models import Box, Contest, Round
from huanjie.office.polling.notices import polling_body, round_body
from huanjie.office.polling.rows import BoxData, Place
from huanjie.office.polling.words import CONTEST_STATES, KINDS, facts_of
from huanjie.office.seats.models import Constituency

LEADING = (Role.COMMITTEE, Role.OFFICE)
AT_THE_POLL = (Role.OFFICE, Role.CREW)


def _refused(code: str, /, **facts: Fact) -> Refused:
    return Refused([Finding(code, PRACTICE["P-12"], Severity.ERROR, facts)])


@command(by=LEADING)
def open_contest(*, constituency: Constituency, held_on: date, actor: Actor) -> Round:
    """Open the first vote of a constituency. Raises `Refused` before roll and list are final."""
    held = _open_all(constituency.election, [constituency], held_on)
    first = held[0]
    _begin(constituency.election, held_on, actor)
    event = ContestOpened(
        constituency.number, first.seats, tuple(first.candidates), first.voters, held_on
    )
    record(event, actor=actor, unit=constituency.unit_code, articles=[ELECTION_LAW[11, 1, 5]])
    return first


@command(by=LEADING)
def open_contests(*, election: Election, held_on: date, actor: Actor) -> int:
    """Open the first vote of every constituency that has none yet; how many there were.

    Raises `Refused` naming every constituency whose roll or list is not final.
    """
    waiting = list(election.constituencies.filter(contest__isnull=True))
    held = _open_all(election, waiting, held_on)
    ballots = [[r.contest.constituency.number, r.voters, *r.candidates] for r in held]
    digest = hashlib.sha256(canonical_json(ballots)).hexdigest()
    _begin(election, held_on, actor)
    event = ContestsOpened(held_on, len(held), sum(r.voters for r in held), digest)
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[11, 1, 5]])
    return len(held)


def _begin(election: Election, held_on: date, actor: Actor) -> None:
    """Take the election to its polling day, when it is not there yet."""
    if election.state in ("preparing", "registering", "nominating"):
        begin(election=election, stage="polling", actor=actor)
    reach(election, "polling", held_on)


def _open_all(
    election: Election, constituencies: Sequence[Constituency], held_on: date
) -> list[Round]:
    if election.polling_day != held_on:
        raise _refused("contest-wrong-day", held_on=held_on, day=election.polling_day)
    names = _ballots(constituencies)
    voters = _final_voters(constituencies)
    held = Contest.objects.filter(constituency__in=constituencies)
    taken = set(held.values_list("constituency_id", flat=True))
    _refuse_unready(constituencies, names, voters, taken)
    contests = Contest.objects.bulk_create(
        Contest(constituency=row, state=CONTEST.initial) for row in constituencies
    )
    return Round.objects.bulk_create(
        Round(
            contest=contest,
            ordinal=1,
            kind="first",
            seats=contest.constituency.seats,
            candidates=names[contest.constituency_id],
            voters=voters[contest.constituency_id],
            held_on=held_on,
        )
        for contest in contests
    )


def _ballots(constituencies: Sequence[Constituency]) -> dict[int, list[str]]:
    """The names on each ballot in their order, by constituency."""
    rows = Nominee.objects.filter(
        candidates__constituency__in=constituencies,
        candidates__formal_on__isnull=False,
        is_formal=True,
        left_reason="",
    ).order_by("place", "id")
    found: dict[int, list[str]] = {}
    for constituency, name in rows.values_list("candidates__constituency_id", "name"):
        found.setdefault(constituency, []).append(name)
    return found


def _final_voters(constituencies: Sequence[Constituency]) -> dict[int, int]:
    """V by constituency, where the roll has been closed on election day."""
    rows = Constituency.objects.filter(pk__in=[row.pk for row in constituencies])
    pairs = rows.values_list("pk", "roll__final_voters")
    return {pk: voters for pk, voters in pairs if voters is not None}


def _refuse_unready(
    constituencies: Sequence[Constituency],
    names: dict[int, list[str]],
    voters: dict[int, int],
    taken: set[int],
) -> None:
    causes = {
        "contest-already-open": [row for row in constituencies if row.pk in taken],
        "contest-roll-open": [row for row in constituencies if row.pk not in voters],
        "contest-no-candidates": [row for row in constituencies if row.pk not in names],
    }
    findings = []
    for code, rows in causes.items():
        if rows:
            found = tuple(f"{row.number} {row.name}" for row in rows[:20])
            facts: dict[str, Fact] = {"constituencies": found, "count": len(rows)}
            findings.append(Finding(code, PRACTICE["P-12"], Severity.ERROR, facts))
    if findings:
        raise Refused(findings)


@command(by=LEADING)
def open_round(
    *,
    contest: Contest,
    kind: str,
    seats: int,
    candidates: Sequence[str],
    held_on: date,
    actor: Actor,
) -> Round:
    """Open the tie re-vote, supplementary round or rerun that the contest waits for, with notice.

    Raises `Refused` for another kind, or while an earlier round is not determined.
    """
    earlier = list(contest.rounds.all())
    if queries.awaited_kind(contest) != kind or kind == "first":
        words = {
            **facts_of(KINDS, "kind", kind),
            **facts_of(CONTEST_STATES, "state", contest.state),
        }
        raise _refused("round-not-awaited", **words)
    if any(held.state != "determined" for held in earlier):
        raise _refused("round-not-determined", ordinal=earlier[-1].ordinal)
    if held_on < earlier[-1].held_on:
        raise _refused("round-before-last", held_on=held_on, last=earlier[-1].held_on)
    held = Round.objects.create(
        contest=contest,
        ordinal=earlier[-1].ordinal + 1,
        kind=kind,
        seats=seats,
        candidates=list(candidates),
        voters=_final_voters([contest.constituency])[contest.constituency_id],
        held_on=held_on,
    )
    number = contest.constituency.number
    event = RoundOpened(number, held.ordinal, kind, seats, tuple(candidates), held.voters, held_on)
    articles = [ELECTION_LAW[45, 3] if kind == "tie_revote" else ELECTION_LAW[45, 4]]
    record(event, actor=actor, unit=contest.unit_code, articles=articles)
    _publish_round(held, actor)
    return held


def _publish_round(held: Round, actor: Actor) -> None:
    constituency = held.contest.constituency
    election = constituency.election
    words = held.get_kind_display()
    publish(
        unit=election.unit,
        kind="round_notice",
        subject=f"{constituency.subject}:round:{held.ordinal}",
        title=f"关于第{constituency.number}选区{words}的公告",
        issuer=committee_name(election),
        published_on=held.held_on,
        body=round_body(held),
        is_public=True,
        actor=actor,
    )


@command(by=(*AT_THE_POLL, Role.COMMITTEE))
def add_box(
    *,
    round: Round,  # noqa: A002 - the word of the field
    number: int,
    kind: str,
    name: str,
    scrutineers: int,
    ballots_received: int,
    actor: Actor,
) -> Box:
    """Enter a box of a round that is still open; its number is the number on the paper."""
    _refuse_closed(round)
    row = BoxData(number, kind, name, scrutineers, ballots_received)
    warnings = _checked(round, [row])
    if round.boxes.filter(number=number).exists():
        raise _refused("box-number-taken", box=number)
    box = Box.objects.create(
        round=round,
        number=number,
        kind=kind,
        name=name,
        scrutineers=scrutineers,
        ballots_received=ballots_received,
    )
    event = BoxAdded(*_place_of(round), number, kind, name, scrutineers, ballots_received, warnings)
    record(event, actor=actor, unit=round.unit_code, articles=[PRACTICE["P-10"]])
    return box


def _place_of(held: Round) -> tuple[int, int]:
    return held.contest.constituency.number, held.ordinal


def _refuse_closed(held: Round) -> None:
    if held.state != "open":
        raise _refused("polling-closed", ordinal=held.ordinal)


def _checked(held: Round, rows: Iterable[BoxData]) -> tuple[str, ...]:
    """The codes of what is odd about boxes, for the ledger. Raises `Refused` where it is unlawful.

    A short crew binds as the province's text binds (P-03): without a text it is a warning, which
    J106 takes up on the sheet.
    """
    pack = pack_of(held.contest.constituency.election)
    rules = polling_rules(pack)
    bound = pack.severity(keys.POLL_MOBILE_SCRUTINEERS) is Severity.ERROR
    crews = [
        BoxCrew(str(r.number), r.kind == "mobile", r.scrutineers, has_register=True) for r in rows
    ]
    found = [finding for crew in crews for finding in check_box(crew, rules)]
    if bound and blocking(found):
        raise Refused(blocking(found))
    return tuple(f"{finding.code}:{finding.facts['box']}" for finding in found)


@command(by=(*AT_THE_POLL, Role.COMMITTEE))
def record_seals(*, box: Box, seal_closed: str, seal_opened: str, actor: Actor) -> None:
    """Record the seal set on a box and the one found on it. They may differ: J104 then stops."""
    box.seal_closed, box.seal_opened = seal_closed.strip(), seal_opened.strip()
    box.save(update_fields=["seal_closed", "seal_opened"])
    event = SealsRecorded(*_place_of(box.round), box.number, box.seal_closed, box.seal_opened)
    record(event, actor=actor, unit=box.unit_code, articles=[PRACTICE["P-10"]])


@command(by=(*AT_THE_POLL, Role.COMMITTEE))
def record_participants(
    *, box: Box, own: int, proxy: int, actor: Actor, without_ground: int = 0
) -> None:
    """Record how many voted at a box for themselves and how many through a proxy (P-11)."""
    _refuse_closed(box.round)
    if min(own, proxy, without_ground) < 0:
        raise _refused("participants-negative", box=box.number)
    box.own, box.proxy, box.without_ground = own, proxy, without_ground
    box.save(update_fields=["own", "proxy", "without_ground"])
    event = ParticipantsRecorded(*_place_of(box.round), box.number, own, proxy, without_ground)
    record(event, actor=actor, unit=box.unit_code, articles=[ELECTION_LAW[43, 1]])


@command(by=(*AT_THE_POLL, Role.COMMITTEE))
def record_boxes(
    *,
    round: Round,  # noqa: A002 - the word of the field
    boxes: Sequence[BoxData],
    actor: Actor,
) -> int:
    """Record all boxes of a round at once, replacing those with the same numbers; how many."""
    _refuse_closed(round)
    warnings = _checked(round, boxes)
    if any(min(row.own or 0, row.proxy or 0, row.without_ground) < 0 for row in boxes):
        raise _refused("participants-negative", box=boxes[0].number)
    fields = list(BoxData.__dataclass_fields__)
    Box.objects.bulk_create(
        [Box(round=round, **{name: getattr(row, name) for name in fields}) for row in boxes],
        update_conflicts=True,
        unique_fields=["round", "number"],
        update_fields=[name for name in fields if name != "number"],
    )
    event = BoxesRecorded(*_place_of(round), tuple(astuple(row) for row in boxes), warnings)
    record(event, actor=actor, unit=round.unit_code, articles=[ELECTION_LAW[43, 1]])
    return len(boxes)


@command(by=(*AT_THE_POLL, Role.COMMITTEE))
def close_polling(*, round: Round, actor: Actor) -> None:  # noqa: A002 - the word of the field
    """Close the poll of a round. Raises `Refused` while a box lacks its register."""
    _refuse_closed(round)
    sums = queries.turnout(round)
    if not sums.boxes:
        raise _refused("polling-without-box", ordinal=round.ordinal)
    if sums.missing:
        missing = round.boxes.filter(own__isnull=True).values_list("number", flat=True)
        raise _refused("polling-incomplete", boxes=tuple(str(number) for number in missing))
    round.state = "closed"
    round.save(update_fields=["state"])
    event = PollingClosed(*_place_of(round), sums.boxes, sums.participants)
    record(event, actor=actor, unit=round.unit_code, articles=[ELECTION_LAW[43, 1]])


@command(by=Role.COMMITTEE)
def announce_polling(
    *, election: Election, places: Sequence[Place], hours: str, on: date, actor: Actor
) -> Publication:
    """Publish when and where every constituency votes. Raises `Refused` when one is left out."""
    named = {place.constituency for place in places}
    known = set(election.constituencies.values_list("number", flat=True))
    if named != known:
        missing = tuple(str(number) for number in sorted(known ^ named))[:20]
        raise _refused("polling-places-incomplete", constituencies=missing)
    if election.polling_day is None or on > election.polling_day:
        raise _refused("polling-announced-late", on=on)
    notice = publish(
        unit=election.unit,
        kind="polling_notice",
        subject="polling",
        title=f"{election.unit.name}关于投票时间、地点的公告",
        issuer=committee_name(election),
        published_on=on,
        body=polling_body(election.polling_day, places, hours),
        is_public=True,
        actor=actor,
    )
    reach(election, "polling_announced", on)
    event = PollingAnnounced(len(places), hours, on, notice.number)
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[38]])
    return notice


def settle_round(*, held: Round, move: str | None, actor: Actor) -> None:
    """Mark a round as determined and move its contest. Only for the commands of counting.

    Raises `IllegalMove` when the contest does not know the move in its state.
    """
    held.state = "determined"
    held.save(update_fields=["state"])
    if move is not None:
        move_contest(contest=held.contest, moves=[move], actor=actor)


def move_contest(*, contest: Contest, moves: Iterable[str], actor: Actor) -> None:
    """Take a contest through moves of `CONTEST`, its only gate. Only for commands above."""
    for move in moves:
        before, contest.state = contest.state, CONTEST.after(contest.state, move)
        contest.save(update_fields=["state"])
        event = ContestMoved(contest.constituency.number, move, before, contest.state)
        record(event, actor=actor, unit=contest.unit_code, articles=[ELECTION_LAW[45]])
