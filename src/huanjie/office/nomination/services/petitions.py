"""Opening the lists and receiving nomination forms, one or many."""

from collections.abc import Mapping, Sequence
from datetime import date

from huanjie.evidence.canonical import digest
from huanjie.law.article import ELECTION_LAW
from huanjie.law.nomination import CANDIDATE_LIST
from huanjie.law.timetable import check_nominations_open
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.committee.services import begin
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.nomination.events import NominationsOpened, PetitionsReceived
from huanjie.office.nomination.lookup import Lookup, look_up
from huanjie.office.nomination.models import (
    CandidateList,
    Nominee,
    Petition,
    Recommendation,
    Signature,
)
from huanjie.office.nomination.rows import NomineeData, PetitionData, SignatureData
from huanjie.office.nomination.services.gate import all_lists, move, refused
from huanjie.office.people.roles import Role
from huanjie.office.registration.models import Roll
from huanjie.office.seats.queries import constituencies

NOMINATION = ELECTION_LAW[30, 2]


@command(by=Role.OFFICE)
def open_lists(*, election: Election, actor: Actor) -> int:
    """Open the list of every constituency that has none yet; how many there were."""
    if constituencies(election).filter(published_on__isnull=True).exists() or not (
        constituencies(election).exists()
    ):
        raise refused("constituencies-unpublished", ELECTION_LAW[11, 1, 1])
    begin(election=election, stage="nominating", actor=actor)
    waiting = constituencies(election).filter(candidate_list__isnull=True)
    made = CandidateList.objects.bulk_create(
        CandidateList(constituency=found, state=CANDIDATE_LIST.initial) for found in waiting
    )
    record(NominationsOpened(len(made)), actor=actor, unit=election.unit_code)
    return len(made)


@command(by=Role.OFFICE)
def receive_petition(
    *,
    candidates: CandidateList,
    form_no: str,
    kind: str,
    organizations: Sequence[str],
    received_on: date,
    nominees: Sequence[NomineeData],
    signatures: Sequence[SignatureData],
    actor: Actor,
) -> Petition:
    """Enter a nomination form; each signature is looked up on this constituency's roll.

    What the law says to it is computed afterwards (`queries.findings_of`), never in its way:
    a form with faults is a form received, and waits for a ruling.
    """
    number = candidates.constituency.number
    form = PetitionData(
        constituency=number,
        form_no=form_no,
        kind=kind,
        received_on=received_on,
        nominees=nominees,
        signatures=signatures,
        organizations=organizations,
    )
    return _receive(candidates.constituency.election, {number: candidates}, [form], actor)[0]


@command(by=Role.OFFICE)
def receive_petitions(
    *, election: Election, forms: Sequence[PetitionData], actor: Actor
) -> list[Petition]:
    """Enter many forms of one election at once; nothing is entered when one must be refused."""
    lists = all_lists(election, {form.constituency for form in forms})
    return _receive(election, lists, forms, actor)


def _receive(
    election: Election,
    lists: Mapping[int, CandidateList],
    forms: Sequence[PetitionData],
    actor: Actor,
) -> list[Petition]:
    for form in forms:
        _check_form(form, lists[form.constituency])
    _check_days(election, lists, forms)
    _check_numbers(lists, forms)
    places = {number: found.constituency_id for number, found in lists.items()}
    known = look_up(election, places, forms)
    nominees = _nominees(lists, forms, known)
    petitions = Petition.objects.bulk_create(
        Petition(
            candidates=lists[form.constituency],
            form_no=form.form_no.strip(),
            kind=form.kind,
            organizations=[name.strip() for name in form.organizations if name.strip()],
            received_on=form.received_on,
        )
        for form in forms
    )
    Recommendation.objects.bulk_create(
        (
            Recommendation(
                petition=petition,
                nominee=nominees[lists[form.constituency].pk, one.name.strip()],
                reason=one.reason.strip(),
            )
            for petition, form in zip(petitions, forms, strict=True)
            for one in {one.name.strip(): one for one in form.nominees}.values()
        ),
        batch_size=500,
    )
    signatures = [
        Signature(
            petition=petition,
            position=line.position,
            name=line.name.strip(),
            entry_id=found.entry if found else None,
        )
        for petition, form in zip(petitions, forms, strict=True)
        for line in form.signatures
        for found in [known.signatory(places[form.constituency], line)]
    ]
    Signature.objects.bulk_create(signatures, batch_size=1000)
    _record(election, forms, signatures, actor)
    return petitions


def _record(
    election: Election,
    forms: Sequence[PetitionData],
    signatures: Sequence[Signature],
    actor: Actor,
) -> None:
    on_roll: dict[str, int] = {}
    for line in signatures:
        number = line.petition.form_no
        on_roll[number] = on_roll.get(number, 0) + (line.entry_id is not None)
    rows = tuple(
        (form.constituency, form.form_no, len(form.nominees), on_roll.get(form.form_no.strip(), 0))
        for form in forms
    )
    content = [
        [form.constituency, form.form_no, form.kind, [one.name for one in form.nominees],
         [[line.position, line.name] for line in form.signatures]]
        for form in forms
    ]  # fmt: skip
    event = PetitionsReceived(rows, digest(content))
    record(event, actor=actor, unit=election.unit_code, articles=[NOMINATION])


def _check_form(form: PetitionData, candidates: CandidateList) -> None:
    if candidates.state != CANDIDATE_LIST.initial:
        move(candidates, "receive")
    if not [one for one in form.nominees if one.name.strip()]:
        raise refused("form-without-nominee", NOMINATION, form_no=form.form_no)
    if form.kind == "organization" and not any(name.strip() for name in form.organizations):
        raise refused("form-without-organization", NOMINATION, form_no=form.form_no)


def _check_days(
    election: Election, lists: Mapping[int, CandidateList], forms: Sequence[PetitionData]
) -> None:
    """Nominations wait for the roll where the province says so (CAL-07)."""
    pack = pack_of(election)
    first: dict[int, date] = {}
    for form in forms:
        place = lists[form.constituency].constituency_id
        first[place] = min(form.received_on, first.get(place, form.received_on))
    rolls = Roll.objects.filter(constituency__in=first, published_on__isnull=False)
    for place, published in rolls.values_list("constituency_id", "published_on"):
        if published is not None:
            refuse_if(
                check_nominations_open(roll_published=published, opens=first[place], pack=pack)
            )


def _check_numbers(lists: Mapping[int, CandidateList], forms: Sequence[PetitionData]) -> None:
    rows = Petition.objects.filter(candidates__in=list(lists.values()))
    taken = set(rows.values_list("candidates_id", "form_no"))
    for form in forms:
        key = (lists[form.constituency].pk, form.form_no.strip())
        if key in taken or not key[1]:
            raise refused("form-number-taken", NOMINATION, form_no=form.form_no)
        taken.add(key)


def _nominees(
    lists: Mapping[int, CandidateList], forms: Sequence[PetitionData], known: Lookup
) -> dict[tuple[int, str], Nominee]:
    """The nominee of each list and name; those not nominated before are entered."""
    rows = Nominee.objects.filter(candidates__in=list(lists.values()))
    found = {(row.candidates_id, row.name): row for row in rows}
    fresh: dict[tuple[int, str], Nominee] = {}
    for form in forms:
        candidates = lists[form.constituency]
        for one in form.nominees:
            key = (candidates.pk, one.name.strip())
            person = known.nominee(candidates.constituency_id, one)
            before = found.get(key) or fresh.get(key)
            if before is None:
                fresh[key] = _nominee(candidates, one, person)
            elif before.person_id != person:
                raise refused("nominee-namesake", NOMINATION, name=one.name)
    Nominee.objects.bulk_create(fresh.values(), batch_size=500)
    return {**found, **fresh}


def _nominee(candidates: CandidateList, one: NomineeData, person: int | None) -> Nominee:
    return Nominee(
        candidates=candidates,
        person_id=person,
        name=one.name.strip(),
        sex=one.sex,
        ethnicity=one.ethnicity,
        birth=one.birth,
        political=one.political,
        education=one.education,
        position=one.position.strip(),
    )
