"""Declaring contests, so that mandates come to be, and publishing the results."""

from datetime import date

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding
from huanjie.law.sheet import Sheet
from huanjie.law.tenure import MANDATE, Announcement, check_announcement, check_completion
from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.services import publish
from huanjie.office.committee.models import Election
from huanjie.office.committee.services import begin, committee_name, reach
from huanjie.office.counting.models import TallySheet
from huanjie.office.counting.queries import ContestResult, case_of, contest_result, persons_of
from huanjie.office.counting.services import declare
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Contest, Round
from huanjie.office.tenure import queries
from huanjie.office.tenure.events import MandatesDeclared, ResultsPublished
from huanjie.office.tenure.models import Mandate
from huanjie.office.tenure.notices import elected_body


@command(by=Role.COMMITTEE)
def declare_contest(*, contest: Contest, on: date, actor: Actor) -> list[Mandate]:
    """Declare the result of a constituency; the mandates that come of it.

    Raises `Refused` while the contest is not decided, a determination is stale, or a warning of
    the count is not explained. Declared anew after a correction, mandates that no longer rest on
    a result are withdrawn.
    """
    declare(contest=contest, on=on, actor=actor)
    result = contest_result(contest)
    if result is None:
        raise RuntimeError("a declared contest has a determination")
    withdrawn = _withdraw_others(contest, result, on)
    mandates = _mandates(contest, result, on)
    names = tuple(name for name, _, _ in result.elected)
    event = MandatesDeclared(contest.constituency.number, names, withdrawn, result.vacant, on)
    record(event, actor=actor, unit=contest.unit_code, articles=[ELECTION_LAW[46, 2]])
    return mandates


def _withdraw_others(contest: Contest, result: ContestResult, on: date) -> tuple[str, ...]:
    """Mandates of an earlier declaration of persons who are not elected after all."""
    names = [name for name, _, _ in result.elected]
    rows = contest.constituency.mandates.exclude(name__in=names).exclude(state__in=queries.GONE)
    gone = tuple(rows.values_list("name", flat=True))
    for mandate in rows:
        mandate.state = MANDATE.after(mandate.state, "withdraw")
        mandate.state_on, mandate.state_basis = on, "结果重新认定"
        mandate.save(update_fields=["state", "state_on", "state_basis"])
    return gone


def _mandates(contest: Contest, result: ContestResult, on: date) -> list[Mandate]:
    constituency = contest.constituency
    state = MANDATE.after(MANDATE.initial, "declare")
    found = []
    for held, names in _by_round(result).items():
        case = case_of(held.pk)
        behind = persons_of(case, _final(held), names)
        found += [
            Mandate(
                election=constituency.election,
                constituency=constituency,
                round=held,
                person=behind[name][0],
                nominee=behind[name][1],
                name=name,
                votes=votes,
                declared_on=on,
                state=state,
            )
            for name, votes in names.items()
        ]
    return Mandate.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["constituency", "name"],
        update_fields=["round", "votes", "declared_on", "state"],
    )


def _by_round(result: ContestResult) -> dict[Round, dict[str, int]]:
    found: dict[Round, dict[str, int]] = {}
    for name, votes, held in result.elected:
        found.setdefault(held, {})[name] = votes
    return found


def _final(held: Round) -> Sheet:
    return Sheet.from_json(TallySheet.objects.get(round=held).final or {})


@command(by=Role.COMMITTEE)
def publish_results(*, election: Election, on: date, actor: Actor) -> Publication:
    """Publish the elected of a whole election with the table of results.

    Raises `Refused` while a contest is not declared, or a person would hold two mandates that
    the law does not let one person hold and no decision says which stays.
    """
    refuse_if(check_completion(queries.undeclared(election)))
    refuse_if(queries.double_mandates(election))
    rows = queries.result_rows(election)
    refuse_if(_announcement(election, rows))
    body = elected_body(election, rows, on)
    notice = publish(
        unit=election.unit,
        kind="elected_notice",
        subject="elected",
        title=f"{committee_name(election)}关于当选代表名单的公告",
        issuer=committee_name(election),
        published_on=on,
        body=body,
        is_public=True,
        actor=actor,
    )
    if election.state in ("polling", "determining"):
        begin(election=election, stage="declared", actor=actor)
    reach(election, "declared", on)
    elected = sum(len(row.result.elected) for row in rows if row.result)
    vacant = sum(row.vacant for row in rows)
    event = ResultsPublished(len(rows), elected, vacant, notice.number, on)
    record(event, actor=actor, unit=election.unit_code, articles=[ELECTION_LAW[46, 2]])
    return notice


def _announcement(election: Election, rows: list[queries.ResultRow]) -> tuple[Finding, ...]:
    """The list to be published is that of the elected. Source: 选举法 46."""
    elected = [
        f"{r.constituency.number} {n}" for r in rows if r.result for n, _, _ in r.result.elected
    ]
    held = queries.deputies(election).values_list("constituency__number", "name")
    made = Announcement(
        valid=True,
        announced_by_body=True,
        elected=tuple(elected),
        published=tuple(f"{number} {name}" for number, name in held),
        open_points=(),
    )
    return check_announcement(made)
