"""Publishing the preliminary lists: all lawful nominees, derived and never edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, blocking
from huanjie.law.pack import Pack
from huanjie.law.timetable import Kind, check_preliminary_publication
from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.services import publish
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import (
    check_members_as_candidates,
    decisions_in,
    pack_of,
)
from huanjie.office.committee.services import committee_name, reach
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.nomination.events import PreliminaryPublished
from huanjie.office.nomination.models import CandidateList, Nominee, Petition
from huanjie.office.nomination.notices import lists_body
from huanjie.office.nomination.papers import (
    Derived,
    Findings,
    derive,
    voters_among_nominees,
    with_papers,
)
from huanjie.office.nomination.services.gate import lists_of, move, refused, save_alike
from huanjie.office.people.roles import Role

OPEN = ("collecting", "collected")
ARTICLES = (ELECTION_LAW[31], ELECTION_LAW[32, 1])


@dataclass(frozen=True)
class Ready:
    """A list with its derived names, ready to be published."""

    candidates: CandidateList
    derived: Derived


@command(by=Role.COMMITTEE)
def publish_preliminary(*, candidates: CandidateList, on: date, actor: Actor) -> Publication:
    """Publish the preliminary list of one constituency.

    Raises `Refused` when it is late, an over-signer or a faulty form still waits for a ruling,
    nominees are too few, one sits on the committee, or a character's strokes are unknown.
    """
    election = candidates.constituency.election
    return _publish(election, [candidates.pk], on, actor, subject=candidates.constituency.subject)


@command(by=Role.COMMITTEE)
def publish_preliminary_lists(*, election: Election, on: date, actor: Actor) -> Publication:
    """Publish all preliminary lists that are not published yet, in one notice.

    Raises `Refused` naming every constituency that is not ready; then none is published.
    """
    waiting = [row.pk for row in lists_of(election).values() if row.state in OPEN]
    return _publish(election, waiting, on, actor, subject="")


def _publish(
    election: Election, lists: Sequence[int], on: date, actor: Actor, *, subject: str
) -> Publication:
    if not lists:
        raise refused("nothing-to-publish")
    pack = pack_of(election)
    dated = _check_day(election, on, pack)
    ready = [Ready(*pair) for pair in _derived(election, lists, pack)]
    for one in ready:
        move(one.candidates, *_MOVES[one.candidates.state])
    found = (*dated, *_check_all(election, ready, on))
    refuse_if(found)
    listed = [(one.candidates, _list(one, on)) for one in ready]
    _save(listed)
    _reach(election, on)
    publication = _notice(election, listed, on, actor, subject)
    event = PreliminaryPublished(
        tuple((c.constituency.number, tuple(n.name for n in names)) for c, names in listed),
        on,
        publication.number,
        tuple(sorted({finding.code for finding in found})),
    )
    record(event, actor=actor, unit=election.unit_code, articles=ARTICLES)
    return publication


_MOVES = {
    "collecting": ("close_nomination", "publish_preliminary"),
    "collected": ("publish_preliminary",),
}


def _check_day(election: Election, on: date, pack: Pack) -> Findings:
    if election.polling_day is None:
        raise refused("decision-day-missing", ELECTION_LAW[11, 1, 3])
    found = check_preliminary_publication(
        election_day=election.polling_day, on=on, pack=pack, kind=Kind.GENERAL
    )
    refuse_if(found)
    return found


def _derived(
    election: Election, lists: Sequence[int], pack: Pack
) -> list[tuple[CandidateList, Derived]]:
    voters = voters_among_nominees(election)
    answers = decisions_in(election, "stroke_order")
    found = with_papers(lists)
    return [(row, derive(row, voters=voters, answers=answers, pack=pack)) for row in found]


def _check_all(election: Election, ready: Sequence[Ready], on: date) -> tuple[Finding, ...]:
    """What stops the publication; of many lists one finding for each that is not ready."""
    names = [name for one in ready for name in one.derived.names]
    members = check_members_as_candidates(election, names, on)
    if len(ready) == 1:
        return (*ready[0].derived.findings, *members)
    found: list[Finding] = list(members)
    for one in ready:
        stopping = blocking(one.derived.findings)
        found += [_within(finding, one.candidates) for finding in stopping]
        found += [f for f in one.derived.findings if f not in stopping]
    return tuple(found)


def _within(finding: Finding, candidates: CandidateList) -> Finding:
    """The finding with its constituency as the record concerned."""
    path = candidates.constituency.subject
    return Finding(finding.code, finding.article, finding.severity, finding.facts, (path,))


def _list(one: Ready, on: date) -> list[Nominee]:
    nominees = {nominee.name: nominee for nominee in one.candidates.nominees.all()}
    listed = [nominees[name] for name in one.derived.names]
    for place, nominee in enumerate(listed, 1):
        nominee.is_listed, nominee.place = True, place
    one.candidates.preliminary_on = on
    return listed


def _save(listed: Sequence[tuple[CandidateList, list[Nominee]]]) -> None:
    lists = [candidates for candidates, _ in listed]
    save_alike(lists, "state", "preliminary_on")
    save_alike((nominee for _, names in listed for nominee in names), "is_listed", "place")
    Petition.objects.filter(candidates__in=lists, state="received").update(state="accepted")


def _reach(election: Election, on: date) -> None:
    """The act is done when the last constituency has its list."""
    waiting = CandidateList.objects.filter(
        constituency__election=election, preliminary_on__isnull=True
    )
    if not waiting.exists():
        reach(election, "preliminary_published", on)


def _notice(
    election: Election,
    listed: Sequence[tuple[CandidateList, Sequence[Nominee]]],
    on: date,
    actor: Actor,
    subject: str,
) -> Publication:
    words = (
        f"根据选民和政党、人民团体的提名推荐，现将{election.title}各选区代表候选人名单"
        f"（按姓名笔画为序）公布如下，交各选区选民小组讨论、协商。"
    )
    return publish(
        unit=election.unit,
        kind="preliminary_list_notice",
        subject=subject,
        title="关于公布初步代表候选人名单的公告",
        issuer=committee_name(election),
        published_on=on,
        body=lists_body(listed, words),
        is_public=True,
        actor=actor,
    )
