"""The formal list: settled by consultation or a primary, then published."""

from collections.abc import Mapping, Sequence
from datetime import date

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.nomination import (
    FormalList,
    Path,
    Settlement,
    candidate_range,
    check_formal_count,
    check_formal_list,
    check_order_after_primary,
    path,
    primary_outcome,
)
from huanjie.law.pack import Mode, NameOrder, Pack, keys
from huanjie.law.timetable import Kind, check_formal_publication
from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.services import publish
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import decisions_in, pack_of
from huanjie.office.committee.services import committee_name, reach
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.nomination.events import (
    FormalPublished,
    FormalSettled,
)
from huanjie.office.nomination.models import CandidateList, Nominee
from huanjie.office.nomination.notices import lists_body
from huanjie.office.nomination.papers import Findings, stroke_keys
from huanjie.office.nomination.rows import SettlementData
from huanjie.office.nomination.services.gate import (
    all_lists,
    listed_in,
    lists_of,
    move,
    refused,
    save_alike,
)
from huanjie.office.people.roles import Role

Lists = Mapping[int, CandidateList]
Listed = Mapping[int, list[Nominee]]
_SETTLED_BY = {
    "all": Settlement.ALL_NOMINEES,
    "consultation": Settlement.CONSULTATION,
    "primary": Settlement.PRIMARY,
}


@command(by=Role.COMMITTEE)
def settle_formal(
    *,
    candidates: CandidateList,
    count: int,
    method: str,
    names: Sequence[str],
    on: date,
    actor: Actor,
    votes: Mapping[str, int] | None = None,
) -> None:
    """Settle the formal list of one constituency: `method` all, consultation or primary.

    After a primary `names` stand in the order of votes; `votes` are checked when they are given.
    Raises `Refused` when the law does not let this list follow from the preliminary one.
    """
    number = candidates.constituency.number
    row = SettlementData(number, count, method, names, votes)
    _settle(candidates.constituency.election, {number: candidates}, [row], on, actor)


@command(by=Role.COMMITTEE)
def settle_formal_lists(
    *, election: Election, settlements: Sequence[SettlementData], on: date, actor: Actor
) -> int:
    """Settle the formal lists of many constituencies; none when one must be refused."""
    lists = all_lists(election, {row.constituency for row in settlements})
    _settle(election, lists, settlements, on, actor)
    return len(settlements)


def _settle(
    election: Election,
    lists: Lists,
    settlements: Sequence[SettlementData],
    on: date,
    actor: Actor,
) -> None:
    pack, listed = pack_of(election), listed_in(lists)
    answers = decisions_in(election, "stroke_order")
    ties = decisions_in(election, "primary_tie")
    found: list[Finding] = []
    settled: list[tuple[int, str, tuple[str, ...]]] = []
    changed: list[Nominee] = []
    for row in settlements:
        candidates, nominees = lists[row.constituency], listed[row.constituency]
        found += _check_settlement(row, candidates, nominees, pack, ties)
        if candidates.state == "preliminary":
            found.append(_unconsulted(row.constituency))
            continue
        order = _in_order(row, pack, answers)
        changed += _mark(nominees, order, row.votes or {})
        steps = ("hold_primary", "settle") if row.method == "primary" else ("settle",)
        move(candidates, *steps)
        candidates.formal_count, candidates.method = row.count, row.method
        settled.append((row.constituency, row.method, order))
    refuse_if(found)
    save_alike(lists.values(), "state", "formal_count", "method")
    save_alike(changed, "is_formal", "place", "primary_votes")
    warnings = tuple(sorted({finding.code for finding in found}))
    articles = [ELECTION_LAW[31, 2], ELECTION_LAW[32, 1]]
    event = FormalSettled(tuple(settled), on, warnings)
    record(event, actor=actor, unit=election.unit_code, articles=articles)


def _unconsulted(number: int) -> Finding:
    article = ELECTION_LAW[32, 1]
    return Finding("consultation-missing", article, Severity.ERROR, {"number": number})


def _check_settlement(
    row: SettlementData,
    candidates: CandidateList,
    nominees: Sequence[Nominee],
    pack: Pack,
    ties: Mapping[str, str],
) -> Findings:
    seats, names = candidates.constituency.seats, tuple(row.names)
    standing = [nominee.name for nominee in nominees]
    allowed = candidate_range(seats, Mode.DIRECT, pack)
    found = [
        *check_formal_list(
            FormalList(names, _SETTLED_BY[row.method]), standing, seats, Mode.DIRECT, pack
        )
    ]
    if path(len(standing), allowed) is Path.CUT:
        found += check_formal_count(row.count, allowed, pack)
    if row.count != len(set(names)):
        facts = {"number": row.constituency, "count": row.count, "listed": len(set(names))}
        article = ELECTION_LAW[31, 2]
        found.append(Finding("settled-count-differs", article, Severity.ERROR, facts))
    if row.method == "primary":
        found += check_order_after_primary(pack)
        found += _check_primary(row, standing, pack, seats, ties)
    where = (candidates.constituency.subject,)
    return tuple(Finding(f.code, f.article, f.severity, f.facts, where) for f in found)


def _check_primary(
    row: SettlementData, standing: Sequence[str], pack: Pack, seats: int, ties: Mapping[str, str]
) -> Findings:
    """Do the names follow from the votes, where the votes are on record?

    Who is taken of those tied at the cut is a recorded decision `primary_tie` (O-16).
    """
    allowed = candidate_range(seats, Mode.DIRECT, pack)
    if row.votes is None or row.count not in allowed or len(standing) <= row.count:
        return ()
    votes = {name: row.votes.get(name, 0) for name in standing}
    outcome = primary_outcome(votes, row.count, allowed)
    sure, tied, names = set(outcome.taken), set(outcome.tied), set(row.names)
    if not sure <= names <= sure | tied:
        facts: dict[str, Fact] = {
            "number": row.constituency,
            "names": (*outcome.taken, *outcome.tied),
        }
        return (Finding("primary-names-differ", ELECTION_LAW[32, 1], Severity.ERROR, facts),)
    decided = ties.get(f"constituency:{row.constituency}", "")
    return () if names - sure == set(decided.split("、")) else outcome.findings


def _in_order(row: SettlementData, pack: Pack, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The names as the ballot shows them: by strokes, after a primary by votes (N-15)."""
    by_votes = pack[keys.NOM_ORDER_PRIMARY] is NameOrder.VOTES
    if row.method == "primary" and by_votes:
        if row.votes is None:
            return tuple(row.names)
        votes, strokes = row.votes, stroke_keys(row.names, answers)
        return tuple(sorted(row.names, key=lambda name: (-votes.get(name, 0), strokes[name])))
    strokes = stroke_keys(row.names, answers)
    return tuple(sorted(row.names, key=strokes.__getitem__))


def _mark(
    nominees: Sequence[Nominee], order: Sequence[str], votes: Mapping[str, int]
) -> Sequence[Nominee]:
    places = {name: place for place, name in enumerate(order, 1)}
    for nominee in nominees:
        nominee.is_formal = nominee.name in places
        nominee.place = places.get(nominee.name)
        nominee.primary_votes = votes.get(nominee.name)
    return nominees


@command(by=Role.COMMITTEE)
def publish_formal(*, candidates: CandidateList, on: date, actor: Actor) -> Publication:
    """Publish the settled list of one constituency. Raises `Refused` when it is late."""
    election = candidates.constituency.election
    number = candidates.constituency.number
    subject = candidates.constituency.subject
    return _publish(election, {number: candidates}, on, actor, subject=subject)


@command(by=Role.COMMITTEE)
def publish_formal_lists(*, election: Election, on: date, actor: Actor) -> Publication:
    """Publish every settled list in one notice.

    Raises `Refused` naming the constituencies whose preliminary list is not settled yet.
    """
    lists = lists_of(election)
    unsettled = [number for number, row in lists.items() if row.state in _NOT_SETTLED]
    if unsettled:
        raise refused("lists-not-settled", numbers=tuple(str(number) for number in unsettled))
    ready = {number: row for number, row in lists.items() if row.state == "settled"}
    return _publish(election, ready, on, actor, subject="")


_NOT_SETTLED = ("collecting", "collected", "preliminary", "consulting", "primary")


def _publish(
    election: Election, lists: Lists, on: date, actor: Actor, *, subject: str
) -> Publication:
    if not lists:
        raise refused("nothing-to-publish")
    if election.polling_day is None:
        raise refused("decision-day-missing", ELECTION_LAW[11, 1, 3])
    found = check_formal_publication(
        election_day=election.polling_day, on=on, pack=pack_of(election), kind=Kind.GENERAL
    )
    refuse_if(found)
    for row in lists.values():
        move(row, "publish_formal")
        row.formal_on = on
    save_alike(lists.values(), "state", "formal_on")
    listed = {
        number: sorted((n for n in names if n.is_formal), key=lambda n: n.place or 0)
        for number, names in listed_in(lists).items()
    }
    waiting = CandidateList.objects.filter(constituency__election=election, formal_on=None)
    if not waiting.exists():
        reach(election, "formal_published", on)
    publication = _notice(election, lists, listed, on, actor, subject)
    event = FormalPublished(
        tuple((number, tuple(n.name for n in names)) for number, names in listed.items()),
        on,
        publication.number,
        tuple(finding.code for finding in found),
    )
    articles = [ELECTION_LAW[31, 2], ELECTION_LAW[32, 1], DIRECT_ELECTION[10, 3]]
    record(event, actor=actor, unit=election.unit_code, articles=articles)
    return publication


def _notice(
    election: Election,
    lists: Lists,
    listed: Listed,
    on: date,
    actor: Actor,
    subject: str,
) -> Publication:
    words = (
        f"经选民讨论、协商或者预选，{election.title}各选区正式代表候选人名单已经确定，"
        f"现予公布。经协商确定的按姓名笔画为序，经预选确定的按得票多少为序。"
    )
    return publish(
        unit=election.unit,
        kind="formal_list_notice",
        subject=subject,
        title="关于公布正式代表候选人名单的公告",
        issuer=committee_name(election),
        published_on=on,
        body=lists_body(((lists[number], names) for number, names in listed.items()), words),
        is_public=True,
        actor=actor,
    )
