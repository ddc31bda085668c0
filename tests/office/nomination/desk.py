"""What lies on the desk of a nomination: forms, rulings, records, and how they are handed in."""

from datetime import date

import pytest

from huanjie.law.finding import Finding
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.nomination import queries, services
from huanjie.office.nomination.models import CandidateList, Nominee, Petition
from huanjie.office.nomination.rows import (
    NomineeData,
    OpinionData,
    PetitionData,
    SignatureData,
)
from huanjie.office.people.roles import Role
from tests.office import builders as b

RECEIVED, LISTED, FORMAL = date(2026, 11, 25), date(2026, 12, 4), date(2026, 12, 12)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def stopping(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings if finding.is_blocking]


def nominee(serial: int, **changed: object) -> NomineeData:
    facts: dict[str, object] = {
        "name": b.name_of(serial),
        "id_number": b.id_number(serial),
        "sex": "1",
        "birth": date(1980, 1, 1),
        "reason": "办事公道",
    }
    return NomineeData(**(facts | changed))  # type: ignore[arg-type]


def signed(*serials: int) -> list[SignatureData]:
    return [
        SignatureData(line, b.name_of(serial), b.id_number(serial))
        for line, serial in enumerate(serials, 1)
    ]


def joint(number: str, serial: int, signers: range, constituency: int = 1) -> PetitionData:
    return PetitionData(
        constituency, number, "joint", RECEIVED, [nominee(serial)], signed(*signers)
    )


def organized(number: str, *serials: int, constituency: int = 1) -> PetitionData:
    people = [nominee(serial) for serial in serials]
    return PetitionData(
        constituency, number, "organization", RECEIVED, people, (), ["中共白岩镇委员会"]
    )


def receive(election: Election, *forms: PetitionData) -> list[Petition]:
    return services.receive_petitions(
        election=election, forms=forms, actor=b.actor(b.TOWN, Role.OFFICE)
    )


def the_list(election: Election, number: int = 1) -> CandidateList:
    return queries.candidate_list(election, number)


def publish(election: Election, on: date = LISTED, number: int = 1) -> Publication:
    return services.publish_preliminary(
        candidates=the_list(election, number), on=on, actor=b.actor(b.TOWN, Role.COMMITTEE)
    )


def ready(election: Election, number: int = 1) -> None:
    """Three nominees for two seats: two of the party's and one of ten voters'."""
    first = (number - 1) * 100
    receive(
        election,
        organized(f"Z{number}", first + 30, first + 31, constituency=number),
        joint(f"L{number}", first + 32, range(first, first + 10), number),
    )


def three_forms(town: Election) -> list[Petition]:
    """Voters 0 to 9 support three nominees for two seats."""
    return receive(
        town,
        *(joint(f"L{n}", 29 + n, range(10)) for n in (1, 2, 3)),
        joint("L4", 33, range(10, 20)),
    )


def rule(petition: Petition, reason: str) -> None:
    services.rule_petition(
        petition=petition,
        reason=reason,
        ruled_on=RECEIVED,
        actor=b.actor(b.TOWN, Role.COMMITTEE),
    )


def withdraw(town: Election, serial: int, basis: str = "本人书面声明") -> Nominee:
    return services.withdraw_nominee(
        nominee=queries.nominee_of(town, 1, b.name_of(serial)),
        reason="declined",
        basis=basis,
        on=LISTED,
        actor=b.actor(b.TOWN, Role.COMMITTEE),
    )


def consult(town: Election, *serials: int, present: int = 20, group: str = "第一组") -> None:
    services.record_consultation(
        candidates=the_list(town),
        round=1,
        group=group,
        present=present,
        absent=5,
        opinions=[OpinionData(b.name_of(serial), 15, 3, 2) for serial in serials],
        actor=b.actor(b.TOWN, Role.OFFICE),
    )


def settle(
    town: Election, *serials: int, method: str = "all", votes: dict[str, int] | None = None
) -> None:
    services.settle_formal(
        candidates=the_list(town),
        count=len(serials),
        method=method,
        names=[b.name_of(serial) for serial in serials],
        on=date(2026, 12, 11),
        votes=votes,
        actor=b.actor(b.TOWN, Role.COMMITTEE),
    )


def five(town: Election) -> None:
    """Five nominees for two seats: one more than the range of three to four allows."""
    ready(town)
    receive(town, joint("L2", 33, range(10, 20)), joint("L3", 34, range(20, 30)))
    publish(town)
    consult(town, 30, 31, 32, 33, 34)
