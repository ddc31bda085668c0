"""The preliminary list as it follows from the forms: derived each time, never edited."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from huanjie.law.article import PRACTICE
from huanjie.law.finding import Finding, Severity
from huanjie.law.nomination import (
    JointNomination,
    Nomination,
    OrganizationNomination,
    Removal,
    RemovalGround,
    Rulings,
    Signatures,
    check_nominee,
    check_nominee_count,
    check_organizations,
    check_signatures,
    in_order,
    preliminary_list,
)
from huanjie.law.nomination import Nominee as NomineeAtLaw
from huanjie.law.pack import Mode, NameOrder, Pack
from huanjie.office.committee.models import Election
from huanjie.office.nomination.models import CandidateList, Nominee, Petition, Signature
from huanjie.office.registration.models import RollEntry
from huanjie.roll.strokes import MissingStrokes, stroke_key

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class Derived:
    """What the forms of one constituency come to.

    `names` are the nominees of the preliminary list in stroke order (in the order of nomination
    while `missing` names characters without known strokes). `valid` counts the valid signatures
    of each joint form. `findings` are all, grave or not.
    """

    names: tuple[str, ...]
    tied: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]
    sources: Mapping[str, tuple[str, ...]]
    valid: Mapping[str, int]
    findings: Findings


def with_papers(lists: Iterable[int]) -> list[CandidateList]:
    """Lists by their ids with everything that bears on them, in seven queries."""
    signatures = Prefetch("signatures", Signature.objects.select_related("entry"))
    petitions = Prefetch(
        "petitions",
        Petition.objects.order_by("received_on", "id").prefetch_related(
            signatures, "recommendations"
        ),
    )
    found = CandidateList.objects.filter(pk__in=list(lists))
    return list(
        found.select_related("constituency__election__unit")
        .prefetch_related("nominees", petitions)
        .order_by("constituency__number")
    )


def voters_among_nominees(election: Election) -> frozenset[int]:
    """The persons among an election's nominees who stand on one of its rolls."""
    persons = Nominee.objects.filter(
        candidates__constituency__election=election, person__isnull=False
    ).values("person")
    entries = RollEntry.objects.filter(election=election, is_live=True, person__in=persons)
    return frozenset(entries.values_list("person_id", flat=True))


def derive(
    candidates: CandidateList, *, voters: frozenset[int], answers: Mapping[str, str], pack: Pack
) -> Derived:
    """The preliminary list of one constituency with everything the law says to it."""
    seats = candidates.constituency.seats
    standing = [form for form in candidates.petitions.all() if form.state != "refused"]
    nominees = {nominee.pk: nominee for nominee in candidates.nominees.all()}
    joint = [_joint(form, nominees) for form in standing if form.kind == "joint"]
    organized = [_organized(form, nominees) for form in standing if form.kind == "organization"]
    signed = check_signatures(
        joint, roll=_on_roll(standing), seats=seats, rulings=_rulings(standing), pack=pack
    )
    lawful = set(signed.lawful(pack))
    order = {form.form_no: place for place, form in enumerate(standing)}
    nominations: list[Nomination] = sorted(
        [*organized, *(form for form in joint if form.number in lawful)],
        key=lambda form: order[form.number],
    )
    named = {name for form in nominations for name in form.nominees}
    removed = [nominee for nominee in nominees.values() if nominee.left_reason]
    listed = preliminary_list(
        nominations, [_removal(nominee) for nominee in removed if nominee.name in named]
    )
    missing, names, tied = _ordered(listed.names, answers)
    findings = (
        *signed.findings,
        *check_organizations(organized, seats),
        *(f for nominee in nominees.values() for f in _nominee(nominee, named, standing, voters)),
        *listed.findings,
        *check_nominee_count(len(listed.names), seats, Mode.DIRECT, pack),
        *_stroke_question(missing),
    )
    return Derived(names, tied, missing, listed.sources, signed.valid, findings)


def _joint(form: Petition, nominees: Mapping[int, Nominee]) -> JointNomination:
    names = tuple(nominees[found.nominee_id].name for found in form.recommendations.all())
    signatories = tuple(signatory(line) for line in form.signatures.all())
    return JointNomination(form.form_no, names, signatories, is_written=True)


def _organized(form: Petition, nominees: Mapping[int, Nominee]) -> OrganizationNomination:
    names = tuple(nominees[found.nominee_id].name for found in form.recommendations.all())
    return OrganizationNomination(form.form_no, names, tuple(form.organizations))


def signatory(line: Signature) -> str:
    """Who signed, told apart from namesakes by the place on the roll."""
    if line.entry is None:
        return line.name
    return f"{line.name}（{line.entry.serial or f'#{line.entry.pk}'}）"


def _on_roll(forms: Iterable[Petition]) -> frozenset[str]:
    """The signatories found on the roll of the constituency and not struck from it since."""
    return frozenset(
        signatory(line)
        for form in forms
        for line in form.signatures.all()
        if line.entry is not None and line.entry.is_live
    )


def _rulings(forms: Iterable[Petition]) -> Rulings:
    struck: dict[str, frozenset[str]] = {}
    for form in forms:
        for line in form.signatures.all():
            if line.struck_reason:
                who = signatory(line)
                struck[who] = struck.get(who, frozenset()) | {form.form_no}
    return struck


def _removal(nominee: Nominee) -> Removal:
    return Removal(nominee.name, RemovalGround(nominee.left_reason), nominee.left_basis)


def _nominee(
    nominee: Nominee, named: set[str], standing: Iterable[Petition], voters: frozenset[int]
) -> Iterator[Finding]:
    """Only a nominee whom a standing form still names is asked about."""
    if nominee.left_reason or nominee.name not in named:
        return
    reasons = [
        found.reason
        for form in standing
        for found in form.recommendations.all()
        if found.nominee_id == nominee.pk
    ]
    yield from check_nominee(
        NomineeAtLaw(
            nominee.name,
            is_voter=nominee.person_id in voters,
            is_introduced=any(reason.strip() for reason in reasons),
            has_true_data=True,
        )
    )


def _ordered(
    names: tuple[str, ...], answers: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Characters without strokes, the names in order, and those that strokes cannot part."""
    try:
        keys = stroke_keys(names, answers)
    except MissingStrokes as question:
        return question.characters, names, ()
    found = in_order(names, order=NameOrder.STROKES, strokes=keys, votes={})
    return (), found.names, found.tied


def stroke_keys(names: Iterable[str], answers: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Name → what the law sorts it by. Raises `MissingStrokes` with all unknown characters."""
    keys: dict[str, tuple[str, ...]] = {}
    missing: list[str] = []
    for name in names:
        try:
            keys[name] = tuple(f"{count:03d}{line}" for count, line in stroke_key(name, answers))
        except MissingStrokes as question:
            missing.extend(question.characters)
    if missing:
        raise MissingStrokes(missing)
    return keys


def _stroke_question(missing: tuple[str, ...]) -> Findings:
    if not missing:
        return ()
    facts = {"characters": missing}
    return (Finding("stroke-unknown", PRACTICE["O-32"], Severity.MANUAL, facts),)


def signatures_of(candidates: CandidateList, pack: Pack) -> Signatures:
    """The signatures of one constituency's joint forms, without the rest of the list."""
    standing = [form for form in candidates.petitions.all() if form.state != "refused"]
    nominees = {nominee.pk: nominee for nominee in candidates.nominees.all()}
    joint = [_joint(form, nominees) for form in standing if form.kind == "joint"]
    return check_signatures(
        joint,
        roll=_on_roll(standing),
        seats=candidates.constituency.seats,
        rulings=_rulings(standing),
        pack=pack,
    )
