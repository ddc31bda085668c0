"""What the voter groups said of the preliminary list."""

from collections.abc import Mapping, Sequence

from huanjie.evidence.canonical import digest
from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Fact
from huanjie.office.committee.models import Election
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command
from huanjie.office.ledger.services import record
from huanjie.office.nomination.events import (
    ConsultationRecorded,
)
from huanjie.office.nomination.models import CandidateList, Consultation, Nominee, Opinion
from huanjie.office.nomination.rows import ConsultationData, OpinionData
from huanjie.office.nomination.services.gate import (
    LISTS,
    all_lists,
    listed_in,
    move,
    refused,
    save_alike,
)
from huanjie.office.people.roles import Role

Lists = Mapping[int, CandidateList]
Listed = Mapping[int, list[Nominee]]
_BEFORE = ("preliminary", "consulting")


@command(by=Role.OFFICE)
def record_consultation(
    *,
    candidates: CandidateList,
    round: int,  # noqa: A002 - the word of the trade
    group: str,
    present: int,
    absent: int,
    opinions: Sequence[OpinionData],
    actor: Actor,
) -> None:
    """Enter what one voter group said in one round."""
    number = candidates.constituency.number
    row = ConsultationData(number, round, group, present, absent, opinions)
    _consult(candidates.constituency.election, {number: candidates}, [row], actor)


@command(by=Role.OFFICE)
def record_consultations(
    *, election: Election, records: Sequence[ConsultationData], actor: Actor
) -> int:
    """Enter many records of one election; nothing is entered when one must be refused."""
    lists = all_lists(election, {row.constituency for row in records})
    _consult(election, lists, records, actor)
    return len(records)


def _consult(
    election: Election, lists: Lists, records: Sequence[ConsultationData], actor: Actor
) -> None:
    listed = listed_in(lists)
    _check_records(lists, listed, records)
    made = Consultation.objects.bulk_create(
        (
            Consultation(
                candidates=lists[row.constituency],
                round=row.round,
                group=row.group.strip(),
                present=row.present,
                absent=row.absent,
            )
            for row in records
        ),
        batch_size=500,
    )
    people = {
        (number, nominee.name): nominee for number, found in listed.items() for nominee in found
    }
    Opinion.objects.bulk_create(
        (
            Opinion(
                consultation=consultation,
                nominee=people[row.constituency, said.name],
                for_count=said.for_count,
                against_count=said.against_count,
                none_count=said.none_count,
            )
            for consultation, row in zip(made, records, strict=True)
            for said in row.opinions
        ),
        batch_size=1000,
    )
    opened = [found for found in lists.values() if found.state == "preliminary"]
    for found in opened:
        move(found, "open_consultation")
    save_alike(opened, "state")
    _record_consultation(election, records, actor)


def _record_consultation(
    election: Election, records: Sequence[ConsultationData], actor: Actor
) -> None:
    counted: dict[int, int] = {}
    for row in records:
        counted[row.constituency] = counted.get(row.constituency, 0) + 1
    content = [
        [row.constituency, row.round, row.group, row.present, row.absent,
         [[o.name, o.for_count, o.against_count, o.none_count] for o in row.opinions]]
        for row in records
    ]  # fmt: skip
    present = sum(row.present for row in records)
    event = ConsultationRecorded(tuple(sorted(counted.items())), present, digest(content))
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[32, 1]])


def _check_records(lists: Lists, listed: Listed, records: Sequence[ConsultationData]) -> None:
    rows = Consultation.objects.filter(candidates__in=list(lists.values()))
    seen = set(rows.values_list("candidates__constituency__number", "round", "group"))
    for row in records:
        if lists[row.constituency].state not in _BEFORE:
            move(lists[row.constituency], "open_consultation")
        key = (row.constituency, row.round, row.group.strip())
        facts: dict[str, Fact] = {"number": row.constituency, "group": row.group}
        if key in seen:
            raise refused("consultation-repeated", LISTS, round=row.round, **facts)
        seen.add(key)
        known = {nominee.name for nominee in listed[row.constituency]}
        unknown = tuple(said.name for said in row.opinions if said.name not in known)
        if unknown:
            raise refused("nominee-unknown", number=row.constituency, names=unknown)
        for said in row.opinions:
            total = said.for_count + said.against_count + said.none_count
            if total > row.present:
                more: dict[str, Fact] = {"name": said.name, "total": total, "present": row.present}
                raise refused("opinions-exceed-present", LISTS, **facts, **more)
