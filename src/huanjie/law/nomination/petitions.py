"""Who may nominate whom, and how many: petitions of organisations and of ten (N-01 to N-05)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from huanjie.law.arithmetic import floor_share
from huanjie.law.article import ELECTION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Pack, keys

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class JointNomination:
    """A petition of voters (or deputies) of one constituency (or electoral unit)."""

    number: str
    nominees: tuple[str, ...]
    signatories: tuple[str, ...]
    is_written: bool


@dataclass(frozen=True)
class OrganizationNomination:
    """A nomination by parties or people's organisations, one alone or several jointly."""

    number: str
    nominees: tuple[str, ...]
    organizations: tuple[str, ...]


Nomination = JointNomination | OrganizationNomination
Rulings = Mapping[str, frozenset[str]]
"""The body's rulings on over-signing: signatory to the numbers of the petitions he falls from."""


@dataclass(frozen=True)
class Signatures:
    """The valid signatures of each petition by its number, and what stands against them."""

    valid: Mapping[str, int]
    findings: Findings = field(hash=False)

    def lawful(self, pack: Pack) -> tuple[str, ...]:
        """The numbers of the petitions with enough valid signatures."""
        least = pack[keys.NOM_JOINT_MIN]
        return tuple(number for number, count in self.valid.items() if count >= least)


@implements(ELECTION_LAW[30, 2], ELECTION_LAW[30, 3], PRACTICE["O-41"])
def check_signatures(
    petitions: Sequence[JointNomination],
    *,
    roll: Collection[str],
    seats: int,
    rulings: Rulings,
    pack: Pack,
) -> Signatures:
    """How many valid signatures has each petition, in the order received?

    Source: 选举法 30¶2, ¶3; N-01, N-02. Valid is a person on the roll of the constituency, once a
    petition, and not struck by a ruling. Who supports more nominees than seats waits for a ruling
    (O-41); until then the signatures count and the finding blocks.
    """
    _refuse_repeated(petitions)
    standing = {petition.number: _standing(petition, roll, rulings) for petition in petitions}
    found = [f for petition in petitions for f in _foreign_signatures(petition, roll)]
    found += _over_signing(petitions, standing, seats)
    valid = {number: len(persons) for number, persons in standing.items()}
    for petition in petitions:
        found += _check_petition(petition, valid[petition.number], seats, pack)
    return Signatures(valid, tuple(found))


def _standing(petition: JointNomination, roll: Collection[str], rulings: Rulings) -> frozenset[str]:
    return frozenset(
        person
        for person in petition.signatories
        if person in roll and petition.number not in rulings.get(person, frozenset())
    )


def _refuse_repeated(petitions: Sequence[JointNomination]) -> None:
    numbers = [petition.number for petition in petitions]
    for number in numbers:
        if numbers.count(number) > 1:
            raise WrongInput("petitions", f"number {number} stands twice")


def _foreign_signatures(petition: JointNomination, roll: Collection[str]) -> Findings:
    outside = tuple(person for person in petition.signatories if person not in roll)
    repeated = tuple(
        dict.fromkeys(p for p in petition.signatories if petition.signatories.count(p) > 1)
    )
    found = []
    if outside:
        facts: Mapping[str, Fact] = {"number": petition.number, "persons": outside}
        found.append(Finding("signature-not-on-roll", ELECTION_LAW[30, 2], Severity.WARN, facts))
    if repeated:
        facts = {"number": petition.number, "persons": repeated}
        found.append(Finding("signature-repeated", ELECTION_LAW[30, 2], Severity.WARN, facts))
    return tuple(found)


def _over_signing(
    petitions: Sequence[JointNomination], standing: Mapping[str, frozenset[str]], seats: int
) -> Findings:
    found = []
    persons = dict.fromkeys(p for petition in petitions for p in petition.signatories)
    for person in persons:
        signed = [petition for petition in petitions if person in standing[petition.number]]
        supported = {nominee for petition in signed for nominee in petition.nominees}
        if len(supported) > seats:
            facts: Mapping[str, Fact] = {
                "person": person,
                "supported": len(supported),
                "seats": seats,
                "later": suggested_strikes(signed, seats),
            }
            article = ELECTION_LAW[30, 3]
            found.append(Finding("signatory-over-limit", article, Severity.MANUAL, facts))
    return tuple(found)


@implements(ELECTION_LAW[30, 3], PRACTICE["O-41"])
def suggested_strikes(signed: Sequence[JointNomination], seats: int) -> tuple[str, ...]:
    """The later petitions that carry one person's support over the limit (O-41), as advice."""
    supported: set[str] = set()
    later = []
    for petition in signed:
        together = supported | set(petition.nominees)
        if len(together) > seats:
            later.append(petition.number)
        else:
            supported = together
    return tuple(later)


def _check_petition(petition: JointNomination, valid: int, seats: int, pack: Pack) -> Findings:
    least = pack[keys.NOM_JOINT_MIN]
    facts: Mapping[str, Fact] = {
        "number": petition.number,
        "valid": valid,
        "least": least,
        "nominees": len(petition.nominees),
        "seats": seats,
    }
    found = []
    if valid < least:
        found.append(Finding("petition-short", ELECTION_LAW[30, 2], Severity.ERROR, facts))
    if len(set(petition.nominees)) > seats:
        found.append(Finding("petition-over-seats", ELECTION_LAW[30, 3], Severity.ERROR, facts))
    if pack[keys.NOM_WRITTEN] and not petition.is_written:
        article = pack.article(keys.NOM_WRITTEN, ELECTION_LAW[30, 2])
        severity = pack.severity(keys.NOM_WRITTEN)
        found.append(Finding("petition-not-written", article, severity, facts))
    return tuple(found)


@implements(ELECTION_LAW[30, 3], PRACTICE["O-31"])
def check_organizations(nominations: Sequence[OrganizationNomination], seats: int) -> Findings:
    """Does any organisation support more nominees than seats, alone and jointly together?

    Source: 选举法 30¶3; N-02. Counted per organisation, its share in joint nominations included
    (O-31).
    """
    supported: dict[str, set[str]] = {}
    for nomination in nominations:
        for organization in nomination.organizations:
            supported.setdefault(organization, set()).update(nomination.nominees)
    return tuple(
        Finding(
            "organization-over-seats",
            ELECTION_LAW[30, 3],
            Severity.ERROR,
            {"organization": organization, "supported": len(nominees), "seats": seats},
        )
        for organization, nominees in supported.items()
        if len(nominees) > seats
    )


def check_organization_total(nominees: int, total_seats: int, pack: Pack) -> Findings:
    """Do organisations nominate more of the whole congress than the province advises? N-03."""
    advised = pack[keys.NOM_ORG_SOFT_CAP]
    if advised is None or nominees <= floor_share(total_seats, advised):
        return ()
    article = pack.article(keys.NOM_ORG_SOFT_CAP, ELECTION_LAW[30, 2])
    facts: Mapping[str, Fact] = {
        "nominees": nominees,
        "advised": floor_share(total_seats, advised),
        "total": total_seats,
    }
    return (Finding("organizations-above-advice", article, Severity.WARN, facts),)


def check_briefing(*, is_briefed: bool, pack: Pack) -> Findings:
    """Did the committee explain the method before nominations, where the province asks? N-01."""
    if is_briefed or not pack[keys.NOM_BRIEFING]:
        return ()
    article = pack.article(keys.NOM_BRIEFING, ELECTION_LAW[30, 2])
    severity = pack.severity(keys.NOM_BRIEFING)
    return (Finding("nomination-unbriefed", article, severity),)
