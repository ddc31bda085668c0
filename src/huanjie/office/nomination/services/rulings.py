"""Rulings on signatures and forms, and nominees who leave."""

from datetime import date

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PRACTICE
from huanjie.law.nomination import RemovalGround
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command
from huanjie.office.ledger.services import record
from huanjie.office.nomination.events import NomineeLeft, PetitionRefused, SignatureRuled
from huanjie.office.nomination.models import Nominee, Petition, Signature
from huanjie.office.nomination.services.gate import locked, move, refused
from huanjie.office.people.roles import Role

_OPEN = ("collecting", "collected")


@command(by=(Role.COMMITTEE, Role.OFFICE))
def rule_signature(
    *, signature: Signature, strike: bool, reason: str, ruled_on: date, actor: Actor
) -> Signature:
    """Strike a signature from its form, or keep it. Which one falls is the body's to say (O-41)."""
    _check_open(signature.petition, reason)
    signature.struck_reason = reason.strip() if strike else ""
    signature.kept_reason = "" if strike else reason.strip()
    signature.save(update_fields=["struck_reason", "kept_reason"])
    event = SignatureRuled(
        signature.petition.form_no, signature.position, strike, reason.strip(), ruled_on
    )
    articles = [ELECTION_LAW[30, 2], ELECTION_LAW[30, 3], PRACTICE["O-41"]]
    record(event, actor=actor, unit=signature.unit_code, articles=articles)
    return signature


@command(by=(Role.COMMITTEE, Role.OFFICE))
def rule_petition(*, petition: Petition, reason: str, ruled_on: date, actor: Actor) -> Petition:
    """Do not accept a whole form, for a stated reason."""
    _check_open(petition, reason)
    petition.state, petition.ruling = "refused", reason.strip()
    petition.save(update_fields=["state", "ruling"])
    number = petition.candidates.constituency.number
    event = PetitionRefused(number, petition.form_no, petition.ruling, ruled_on)
    record(event, actor=actor, unit=petition.unit_code, articles=[ELECTION_LAW[30, 2]])
    return petition


def _check_open(petition: Petition, reason: str) -> None:
    if locked(petition.candidates_id).state not in _OPEN:
        raise refused("petition-decided", form_no=petition.form_no)
    if not reason.strip():
        raise refused("ruling-without-reason", ELECTION_LAW[30, 2])


@command(by=(Role.COMMITTEE, Role.OFFICE))
def withdraw_nominee(
    *, nominee: Nominee, reason: str, basis: str, on: date, actor: Actor
) -> Nominee:
    """Record that a nominee leaves, on one of the four legal grounds, with its paper.

    Raises `Refused` without evidence, or when the list is settled but not published: then the
    list is settled anew.
    """
    candidates = locked(nominee.candidates_id)
    ground = RemovalGround(reason)
    if nominee.left_reason:
        raise refused("nominee-gone", DIRECT_ELECTION[10, 2], name=nominee.name)
    if not basis.strip():
        article = DIRECT_ELECTION[10, 2]
        facts = {"name": nominee.name, "ground": ground.value}
        raise refused("removal-without-evidence", article, **facts)
    if candidates.state == "settled":
        move(candidates, "unsettle")
        candidates.save(update_fields=["state"])
    if candidates.state not in _OPEN:
        move(candidates, "remove")
    nominee.left_reason, nominee.left_on, nominee.left_basis = ground.value, on, basis.strip()
    nominee.is_formal = False
    nominee.save(update_fields=["left_reason", "left_on", "left_basis", "is_formal"])
    event = NomineeLeft(
        candidates.constituency.number, nominee.name, ground.value, nominee.left_basis, on
    )
    articles = [DIRECT_ELECTION[10, 2]]
    if ground is RemovalGround.FOREIGN_FUNDING:
        articles.append(ELECTION_LAW[35])
    record(event, actor=actor, unit=nominee.unit_code, articles=articles)
    return nominee
