"""Recording the quota, and making and publishing the table of constituencies."""

from collections.abc import Sequence
from datetime import date

from huanjie.evidence.canonical import digest
from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, Severity, blocking
from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.services import publish
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import level_of, pack_of
from huanjie.office.committee.services import committee_name, reach
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, Scope, command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role
from huanjie.office.seats import queries
from huanjie.office.seats.events import (
    ConstituenciesLoaded,
    ConstituenciesPublished,
    QuotaRecorded,
)
from huanjie.office.seats.models import Constituency, ConstituencyPart, QuotaDecision
from huanjie.office.seats.queries import QuotaFigures
from huanjie.office.seats.table import ConstituencyRow, Part, check_rows, scope_words
from huanjie.office.seats.words import BASES, GROUNDS, KINDS, UNIT_KINDS, word_of

__all__ = [
    "ConstituencyRow",
    "Part",
    "edit_constituency",
    "load_constituencies",
    "publish_constituencies",
    "record_quota",
    "remove_constituency",
]


@command(by=Role.STANDING_COMMITTEE, scope=Scope.WITHIN)
def record_quota(
    *,
    election: Election,
    population: int,
    basis: str,
    basis_date: date,
    source: str,
    unit_kind: str,
    total: int,
    supplement: int,
    garrison: int,
    last_total: int,
    ground: str,
    body: str,
    document_no: str,
    decided_on: date,
    actor: Actor,
) -> QuotaDecision:
    """Record the determined quota. Kind, basis and ground are words of `quota.csv` or their codes.

    Raises `Refused` when the law forbids the figures or constituencies are published already.
    """
    _refuse_published(election)
    figures = QuotaFigures(
        population=population,
        basis=BASES.get(basis, basis),
        basis_date=basis_date,
        source=source.strip(),
        unit_kind=UNIT_KINDS.get(unit_kind, unit_kind),
        total=total,
        supplement=supplement,
        garrison=garrison,
        last_total=last_total,
        ground=GROUNDS.get(ground, ground),
        body=body.strip(),
        document_no=document_no.strip(),
    )
    found = queries.check_quota(figures, election)
    refuse_if(found)
    quota, _ = QuotaDecision.objects.update_or_create(
        election=election, defaults={**vars(figures), "decided_on": decided_on}
    )
    reach(election, "quota_determined", decided_on)
    formula = queries.formula(population, figures.unit_kind, level_of(election), pack_of(election))
    event = QuotaRecorded(
        population=population,
        total=total,
        formula=formula.total,
        supplement=supplement,
        garrison=garrison,
        ground=figures.ground,
        body=figures.body,
        document_no=figures.document_no,
        decided_on=decided_on,
        warnings=tuple(finding.code for finding in found),
    )
    articles = [ELECTION_LAW[12], ELECTION_LAW[13], ELECTION_LAW[14, 1]]
    record(event, actor=actor, unit=election.unit_code, articles=articles)
    return quota


@command(by=Role.OFFICE)
def load_constituencies(
    *, election: Election, rows: Sequence[ConstituencyRow], actor: Actor
) -> int:
    """Replace the unpublished table of constituencies by a whole one; answers how many.

    Raises `Refused` with a finding per fault, each naming the line of its row.
    """
    _refuse_published(election)
    found = queries.check_for(election, rows)
    refuse_if(found)
    Constituency.objects.filter(election=election).delete()
    _write(election, rows)
    _record_table(election, rows, found, actor)
    return len(rows)


def _write(election: Election, rows: Sequence[ConstituencyRow]) -> None:
    made = Constituency.objects.bulk_create(
        Constituency(
            election=election,
            number=row.number,
            name=row.name,
            kind=KINDS.get(row.kind, row.kind),
            population=row.population,
            seats=row.seats,
            is_urban=row.is_urban,
        )
        for row in rows
    )
    ConstituencyPart.objects.bulk_create(
        (
            ConstituencyPart(
                constituency=constituency,
                election=election,
                village=part.village,
                group=part.group,
                work_unit=part.work_unit,
            )
            for constituency, row in zip(made, rows, strict=True)
            for part in row.parts
        ),
        batch_size=500,
    )


@command(by=Role.OFFICE)
def edit_constituency(*, election: Election, row: ConstituencyRow, actor: Actor) -> None:
    """Write one row of the unpublished table: the constituency of that number, changed or new.

    The table may be out of balance until it is published. Raises `Refused` for a fault of this
    row, such as a village that another constituency holds.
    """
    _refuse_published(election)
    others = [other for other in queries.rows_of(election) if other.number != row.number]
    whole = [*others, row]
    refuse_if(check_rows(whole, queries.villages_of(election), pack_of(election)))
    Constituency.objects.filter(election=election, number=row.number).delete()
    _write(election, [row])
    _record_table(election, whole, (), actor)


@command(by=Role.OFFICE)
def remove_constituency(*, election: Election, number: int, actor: Actor) -> None:
    """Take one row out of the unpublished table."""
    _refuse_published(election)
    queries.constituency(election, number)
    Constituency.objects.filter(election=election, number=number).delete()
    _record_table(election, queries.rows_of(election), (), actor)


def _record_table(
    election: Election,
    rows: Sequence[ConstituencyRow],
    found: Sequence[Finding],
    actor: Actor,
) -> None:
    content = [
        [r.number, r.name, r.kind, [p.label for p in r.parts], r.population, r.seats, r.is_urban]
        for r in sorted(rows, key=lambda row: row.number)
    ]
    event = ConstituenciesLoaded(
        constituencies=len(rows),
        seats=sum(row.seats for row in rows),
        population=sum(row.population for row in rows),
        digest=digest(content),
        warnings=tuple(finding.code for finding in found if finding not in blocking(found)),
    )
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[25]])


@command(by=Role.COMMITTEE)
def publish_constituencies(*, election: Election, on: date, actor: Actor) -> Publication:
    """Publish the table of constituencies and seats. From here on it does not change any more.

    Raises `Refused` while the table is out of balance or leaves a village out.
    """
    _refuse_published(election)
    rows = queries.rows_of(election)
    refuse_if(queries.check_for(election, rows))
    Constituency.objects.filter(election=election).update(published_on=on)
    reach(election, "constituencies_published", on)
    publication = _notice(election, rows, on, actor)
    event = ConstituenciesPublished(
        len(rows), sum(row.seats for row in rows), on, publication.number
    )
    articles = [ELECTION_LAW[11, 1, 1], ELECTION_LAW[25], ELECTION_LAW[26]]
    record(event, actor=actor, unit=election.unit_code, articles=articles)
    return publication


def _notice(
    election: Election, rows: Sequence[ConstituencyRow], on: date, actor: Actor
) -> Publication:
    villages = queries.villages_of(election)
    lines = [
        [str(row.number), row.name, word_of(KINDS, row.kind), scope_words(row.parts, villages),
         str(row.seats)]
        for row in rows
    ]  # fmt: skip
    head = ["选区号", "选区名称", "类型", "范围", "应选代表名额"]
    words = (
        f"根据《中华人民共和国全国人民代表大会和地方各级人民代表大会选举法》的规定，"
        f"{committee_name(election)}划分选区{len(rows)}个，"
        f"应选代表{sum(row.seats for row in rows)}名。现予公布。"
    )
    return publish(
        unit=election.unit,
        kind="constituency_notice",
        subject="",
        title="关于选区划分和代表名额分配的公告",
        issuer=committee_name(election),
        published_on=on,
        body={"paragraphs": [words], "tables": [{"head": head, "rows": lines}]},
        is_public=True,
        actor=actor,
    )


def _refuse_published(election: Election) -> None:
    published = queries.constituencies(election).filter(published_on__isnull=False).first()
    if published is not None:
        facts = {"on": published.published_on}
        article = ELECTION_LAW[11, 1, 1]
        raise Refused([Finding("constituencies-published", article, Severity.ERROR, facts)])
