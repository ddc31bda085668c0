"""Typing a sheet: twice, by two different persons, and again where the two differ."""

import hashlib
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from huanjie.evidence.canonical import canonical_json
from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.procedure import IllegalMove
from huanjie.law.sheet import SHEET, check_second_typist
from huanjie.office.committee.models import Election
from huanjie.office.committee.services import begin
from huanjie.office.counting.events import (
    DifferencesReturned,
    EntryClaimed,
    EntryDiscarded,
    EntryFinished,
    EntryKept,
    EntrySaved,
    SheetOpened,
)
from huanjie.office.counting.models import SheetEntry, TallySheet
from huanjie.office.counting.paper import Value, Values, cleaned, differing, unknown_paths
from huanjie.office.counting.queries import Case, active_entries, heading_findings, opened_case
from huanjie.office.counting.words import MOVES, SHEET_STATES
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Account
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of
from huanjie.office.polling.models import Round
from huanjie.office.polling.words import facts_of

LEADING = (Role.SCRUTINEER, Role.OFFICE)
_ID_DIGITS = (15, 18)


def refusal(code: str, /, **facts: Fact) -> Refused:
    """A refusal of the office with one finding."""
    return Refused([Finding(code, PRACTICE["P-12"], Severity.ERROR, facts)])


@command(by=(*LEADING, Role.COMMITTEE, Role.CLERK))
def open_sheet(*, round: Round, actor: Actor) -> TallySheet:  # noqa: A002 - the word of the field
    """Open the sheet of a round whose polling is closed. Raises `Refused` when it is open."""
    _begin_determining(round.contest.constituency.election, actor)
    return _open(round, actor)


@command(by=(*LEADING, Role.COMMITTEE))
def open_sheets(*, election: Election, actor: Actor) -> int:
    """Open the sheet of every closed round that has none; how many there were."""
    waiting = Round.objects.filter(
        contest__constituency__election=election, state="closed", sheet__isnull=True
    )
    rounds = list(waiting.select_related("contest__constituency"))
    if not rounds:
        raise refusal("sheet-none-to-open")
    _begin_determining(election, actor)
    for held in rounds:
        _open(held, actor)
    return len(rounds)


@command(by=Role.CLERK)
def claim_unopened(*, round: Round, actor: Actor) -> SheetEntry:  # noqa: A002
    """Open the sheet of a closed round and take its first typing: the paper is on the desk."""
    return _claim(_open(round, actor), 1, actor)


def _begin_determining(election: Election, actor: Actor) -> None:
    if election.state == "polling" and actor.roles & {Role.COMMITTEE, Role.OFFICE}:
        begin(election=election, stage="determining", actor=actor)


def _open(held: Round, actor: Actor) -> TallySheet:
    if held.state == "open":
        raise refusal("sheet-poll-open", ordinal=held.ordinal)
    if hasattr(held, "sheet"):
        raise refusal("sheet-already-open", ordinal=held.ordinal)
    sheet = TallySheet.objects.create(round=held, state=SHEET.initial)
    event = SheetOpened(held.contest.constituency.number, held.ordinal)
    record(event, actor=actor, unit=held.unit_code, articles=[ELECTION_LAW[43, 1]])
    return sheet


@command(by=Role.CLERK)
def claim(*, sheet: TallySheet, ordinal: int, actor: Actor) -> SheetEntry:
    """Take the first or second typing of a sheet, or go on with the own one.

    Raises `Refused` when another clerk has it, when it is not its turn, or when the same person
    typed the other one: no role is exempt.
    """
    return _claim(sheet, ordinal, actor)


def _claim(sheet: TallySheet, ordinal: int, actor: Actor) -> SheetEntry:
    held = active_entries(sheet)
    mine = held.get(ordinal)
    if mine is not None:
        if mine.clerk_id != actor.account or mine.finished_at is not None:
            raise refusal("entry-taken", entry=ordinal)
        record(EntryClaimed(*_place(sheet), ordinal, actor.name), actor=actor, unit=sheet.unit_code)
        return mine
    if ordinal == 2 and 1 in held:
        _refuse_same_person(held[1], actor)
    sheet.state = _after(sheet, "start_first" if ordinal == 1 else "start_second")
    sheet.save(update_fields=["state"])
    try:
        with transaction.atomic():
            clerk = Account.objects.get(pk=actor.account or 0)
            entry = SheetEntry.objects.create(sheet=sheet, ordinal=ordinal, clerk=clerk)
    except IntegrityError:
        raise refusal("entry-taken", entry=ordinal) from None
    event = EntryClaimed(*_place(sheet), ordinal, actor.name)
    record(event, actor=actor, unit=sheet.unit_code, articles=[ELECTION_LAW[43, 1]])
    return entry


def _refuse_same_person(other: SheetEntry, actor: Actor) -> None:
    findings = check_second_typist(str(other.clerk_id), str(actor.account))
    if findings:
        raise Refused(
            Finding(f.code, f.article, f.severity, {**f.facts, "typist": actor.name})
            for f in findings
        )


def _after(sheet: TallySheet, move: str) -> str:
    """The state of a sheet after a move of `SHEET`, its only gate. Raises `Refused`."""
    try:
        return SHEET.after(sheet.state, move)
    except IllegalMove:
        raise _wrong_move(sheet, move) from None


def _wrong_move(sheet: TallySheet, move: str) -> Refused:
    words = facts_of(SHEET_STATES, "state", sheet.state)
    return refusal("sheet-move", **words, **facts_of(MOVES, "move", move))


def _place(sheet: TallySheet) -> tuple[int, int]:
    return sheet.round.contest.constituency.number, sheet.round.ordinal


@command(by=Role.CLERK, shared=("entry",))
def save_entry(*, entry: SheetEntry, values: Mapping[str, object], actor: Actor) -> SheetEntry:
    """Keep what was typed so far, so that a reload loses nothing. Empty fields are cleared."""
    sheet, entry = _locked(entry)
    _refuse_other_hand(entry, actor)
    _keep(entry, opened_case(sheet), values)
    entry.save(update_fields=["values"])
    event = EntrySaved(*_place(sheet), entry.ordinal, len(entry.values), _digest(entry.values))
    record(event, actor=actor, unit=sheet.unit_code)
    return entry


@command(by=Role.CLERK, shared=("entry",))
def finish_entry(*, entry: SheetEntry, values: Mapping[str, object], actor: Actor) -> str:
    """Finish a typing, errors and all, so that every fault is found in one go.

    Returns the state of the sheet: agreed or differing once both typings are there.
    """
    sheet, entry = _locked(entry)
    _refuse_other_hand(entry, actor)
    return _finish(sheet, entry, values, actor)


@command(by=Role.CLERK)
def enter_sheet(
    *, sheet: TallySheet, ordinal: int, values: Mapping[str, object], actor: Actor
) -> str:
    """Take and finish a typing in one act: for a whole sheet posted at once."""
    return _finish(sheet, _claim(sheet, ordinal, actor), values, actor)


def _locked(entry: SheetEntry) -> tuple[TallySheet, SheetEntry]:
    """The sheet under its lock, then the entry: every act on a sheet queues for the sheet."""
    sheet = TallySheet.objects.select_for_update().get(pk=entry.sheet_id)
    return sheet, SheetEntry.objects.get(pk=entry.pk)


def _refuse_other_hand(entry: SheetEntry, actor: Actor) -> None:
    if entry.clerk_id != actor.account:
        raise NotAllowed(f"{actor.name}: entry {entry.pk} is typed by another clerk")
    if not entry.is_active or entry.finished_at is not None:
        raise refusal("entry-not-open", entry=entry.ordinal)


def _keep(entry: SheetEntry, case: Case, typed: Mapping[str, object]) -> None:
    """Merge what was typed into the entry. Raises `Refused` for another paper's fields."""
    values = _sealed(cleaned(typed))
    strange = unknown_paths(values)
    if strange:
        raise refusal("sheet-field-unknown", paths=strange[:10])
    kept: dict[str, Value] = {
        path: value for path, value in entry.values.items() if path not in typed
    }
    if entry.returned:
        _refuse_unreturned(entry, values)
        kept = dict(entry.values)
        values = {path: value for path, value in values.items() if path in entry.returned}
    merged = {**kept, **values}
    findings = heading_findings(case, merged)
    if findings:
        raise Refused(findings)
    entry.values = merged


def _refuse_unreturned(entry: SheetEntry, values: Values) -> None:
    """Only what came back may change."""
    changed = tuple(
        path
        for path, value in values.items()
        if path not in entry.returned and entry.values.get(path) != value
    )
    if changed:
        raise refusal("entry-field-not-returned", paths=changed[:10])


def _sealed(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with ID numbers of written names as blind indexes: no sheet holds one in clear."""
    return {
        path: _index(str(value)) if path.endswith(".person") else value
        for path, value in values.items()
    }


def _index(text: str) -> str:
    return index_of(text.upper()) if len(text) in _ID_DIGITS else text


def _digest(values: Values) -> str:
    return hashlib.sha256(canonical_json(dict(values))).hexdigest()


def _finish(
    sheet: TallySheet, entry: SheetEntry, values: Mapping[str, object], actor: Actor
) -> str:
    _keep(entry, opened_case(sheet), values)
    entry.returned, entry.finished_at = [], timezone.now()
    entry.save(update_fields=["values", "returned", "finished_at"])
    held = active_entries(sheet)
    move, paths = _move_after(sheet, held)
    if move is not None:
        sheet.state = _after(sheet, move)
    sheet.version += 1
    sheet.save(update_fields=["state", "version"])
    event = EntryFinished(
        *_place(sheet),
        entry.ordinal,
        len(entry.values),
        _digest(entry.values),
        sheet.state,
        len(paths),
    )
    record(event, actor=actor, unit=sheet.unit_code, articles=[ELECTION_LAW[43, 1]])
    return sheet.state


def _move_after(
    sheet: TallySheet, held: Mapping[int, SheetEntry]
) -> tuple[str | None, tuple[str, ...]]:
    """The move that a finished typing makes; none while the other one is still open."""
    if 2 not in held:
        return "finish", ()
    if any(entry.finished_at is None for entry in held.values()):
        return None, ()
    paths = differing(held[1].values, held[2].values, opened_case(sheet).layout)
    return ("differ" if paths else "agree"), paths


@command(by=(*LEADING, Role.CLERK), shared=("entry",))
def discard_entry(*, entry: SheetEntry, actor: Actor) -> None:
    """Put a typing aside: by its clerk while it is open, by the leader at any time."""
    sheet, entry = _locked(entry)
    if not entry.is_active:
        raise refusal("entry-not-open", entry=entry.ordinal)
    if not actor.roles & {*LEADING}:
        _refuse_other_hand(entry, actor)
    held = active_entries(sheet)
    if sheet.state in ("differing", "agreed"):
        _drop(held.values())
    else:
        _drop([entry])
        _renumber(sheet)
    sheet.state = _after(sheet, "discard")
    sheet.version += 1
    sheet.save(update_fields=["state", "version"])
    event = EntryDiscarded(*_place(sheet), entry.ordinal, sheet.state)
    record(event, actor=actor, unit=sheet.unit_code)


def _drop(entries: Iterable[SheetEntry]) -> None:
    SheetEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(is_active=False)


def _renumber(sheet: TallySheet) -> None:
    """What is left becomes the first typing, with nothing returned any more."""
    sheet.entries.filter(is_active=True).update(ordinal=1, returned=[])


@command(by=LEADING)
def return_differences(*, sheet: TallySheet, ordinal: int, actor: Actor) -> tuple[str, ...]:
    """Blank the differing fields of one typing and give it back to the clerk who typed it.

    May be done for both typings. The clerk never sees the other's figure. Returns the paths.
    """
    held = active_entries(sheet)
    other = held.get(3 - ordinal)
    if sheet.state == "correction" and other is not None and other.returned:
        paths = tuple(other.returned)
    else:
        if sheet.state != "differing":
            raise _wrong_move(sheet, "return_fields")
        paths = differing(held[1].values, held[2].values, opened_case(sheet).layout)
        sheet.state = _after(sheet, "return_fields")
        sheet.save(update_fields=["state"])
    return _give_back(sheet, held[ordinal], paths, actor)


@command(by=LEADING)
def return_fields(
    *, sheet: TallySheet, ordinal: int, paths: Iterable[str], actor: Actor
) -> tuple[str, ...]:
    """Give named fields of an agreed sheet back: both typed them, the checks say otherwise."""
    held = active_entries(sheet)
    sheet.state = _after(sheet, "return_fields")
    sheet.save(update_fields=["state"])
    return _give_back(sheet, held[ordinal], tuple(paths), actor)


def _give_back(
    sheet: TallySheet, entry: SheetEntry, paths: tuple[str, ...], actor: Actor
) -> tuple[str, ...]:
    if entry.returned:
        raise refusal("entry-not-open", entry=entry.ordinal)
    entry.values = {path: value for path, value in entry.values.items() if path not in paths}
    entry.returned, entry.finished_at = list(paths), None
    entry.save(update_fields=["values", "returned", "finished_at"])
    event = DifferencesReturned(*_place(sheet), entry.ordinal, paths)
    record(event, actor=actor, unit=sheet.unit_code, articles=[ELECTION_LAW[43, 1]])
    return paths


@command(by=LEADING)
def keep_entry(*, sheet: TallySheet, ordinal: int, actor: Actor) -> None:
    """Keep one of two differing typings as the first; another person types it against anew."""
    held = active_entries(sheet)
    sheet.state = _after(sheet, "keep_first" if ordinal == 1 else "keep_second")
    _drop([held[3 - ordinal]])
    _renumber(sheet)
    sheet.version += 1
    sheet.save(update_fields=["state", "version"])
    record(EntryKept(*_place(sheet), ordinal), actor=actor, unit=sheet.unit_code)
