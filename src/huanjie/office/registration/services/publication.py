"""Publishing rolls, publishing their corrections, and closing them on election day."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Finding
from huanjie.law.registration import ROLL, Publication, check_publication
from huanjie.law.timetable import Kind
from huanjie.office.bulletin.services import publish
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.committee.services import committee_name, reach
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries
from huanjie.office.registration.events import (
    RollCorrectionsPublished,
    RollsClosed,
    RollsPublished,
)
from huanjie.office.registration.models import Roll, RollChange
from huanjie.office.registration.refusals import refusal
from huanjie.office.registration.services.holding import check_held

Findings = tuple[Finding, ...]
WORDS = (
    "根据《中华人民共和国全国人民代表大会和地方各级人民代表大会选举法》第二十八条的规定，"
    "{issuer}审查确认的选民名单于{day}在各选区张榜公布，并发给选民证。"
)
OBJECTIONS = (
    "对于公布的选民名单有不同意见的，可以在选民名单公布之日起五日内向选举委员会提出申诉。"
    "选举委员会对申诉意见，应在三日内作出处理决定。"
)


@command(by=Role.COMMITTEE)
def publish_rolls(*, election: Election, on: date, actor: Actor) -> int:
    """Publish every drafted roll of an election; the number of voters on them.

    Raises `Refused` when it is too late, when persons of age are undecided, or when the draft no
    longer agrees with the register.
    """
    rolls = list(queries.rolls_of(election).filter(state=ROLL.initial))
    if not rolls:
        raise Refused([refusal("rolls-not-drafted", PRACTICE["K13"], unit=election.unit.name)])
    return _publish(election, rolls, on, actor)


@command(by=Role.COMMITTEE)
def publish_roll(*, roll: Roll, on: date, actor: Actor) -> int:
    """Publish the roll of one constituency."""
    if not ROLL.may(roll.state, "publish"):
        raise Refused([queries.wrong_state(roll, "publish")])
    return _publish(roll.constituency.election, [roll], on, actor)


def check_rolls(election: Election, on: date) -> Findings:
    """What the law and the record say to publishing an election's rolls on a day."""
    if election.polling_day is None:
        return (refusal("no-election-day", PRACTICE["K13"]),)
    source = queries.latest_switched(election.county_id)
    if source is None:
        return (refusal("register-empty", PRACTICE["K13"]),)
    publication = Publication(
        election_day=election.polling_day,
        on=on,
        kind=Kind.GENERAL,
        undecided=queries.undecided(election).count(),
        population_counted_on=source.people_as_of,
    )
    return check_publication(publication, pack_of(election)) + _staleness(election)


def _staleness(election: Election) -> Findings:
    drafted = queries.rolls_of(election).filter(state=ROLL.initial).first()
    if drafted is None or drafted.digest == queries.register_digest(election):
        return ()
    return (refusal("roll-draft-stale", PRACTICE["K13"]),)


def _publish(election: Election, rolls: Sequence[Roll], on: date, actor: Actor) -> int:
    check_held(election.county_id, [election.unit_id])
    found = check_rolls(election, on)
    refuse_if(found)
    counts = queries.voter_counts(election)
    digests = queries.entry_digests(election)
    for roll in rolls:
        roll.state = ROLL.after(roll.state, "publish")
        roll.published_on = on
        roll.published_voters = counts.get(roll.constituency_id, 0)
        roll.digest = digests.get(roll.pk, hashlib.sha256().hexdigest())
    fields = ["state", "published_on", "published_voters", "digest"]
    Roll.objects.bulk_update(rolls, fields, batch_size=100)
    voters = sum(roll.published_voters or 0 for roll in rolls)
    reach(election, "roll_published", on)
    _post(election, rolls, on, actor)
    digest = hashlib.sha256("".join(roll.digest for roll in rolls).encode()).hexdigest()
    event = RollsPublished(on, len(rolls), voters, digest, tuple(f.code for f in found))
    record(event, actor=actor, unit=election.unit_id, articles=[ELECTION_LAW[28]])
    return voters


def _post(election: Election, rolls: Sequence[Roll], on: date, actor: Actor) -> None:
    """The notice of the rolls. The names are posted on paper and are not on the web (§10)."""
    issuer = committee_name(election)
    words = [
        WORDS.format(issuer=issuer, day=f"{on.year}年{on.month}月{on.day}日"),
        OBJECTIONS,
    ]
    rows = [
        [str(roll.constituency.number), roll.constituency.name, str(roll.published_voters)]
        for roll in rolls
    ]
    table = {"title": "各选区选民人数", "head": ["选区号", "选区名称", "选民人数"], "rows": rows}
    publish(
        unit=election.unit,
        kind="voter_roll_notice",
        subject="" if len(rolls) > 1 else rolls[0].constituency.subject,
        title="选民名单公告",
        issuer=issuer,
        published_on=on,
        body={"paragraphs": words, "tables": [table]},
        is_public=False,
        actor=actor,
    )


@command(by=Role.COMMITTEE)
def publish_corrections(*, election: Election, on: date, actor: Actor) -> int:
    """Publish the corrections approved and not yet published, as one notice; how many.

    The notice counts them by constituency and kind; names and reasons are posted on paper.
    """
    changes = RollChange.objects.filter(
        roll__constituency__election=election, state="approved", is_posted=False
    )
    rows = [
        [str(number), name, dict(RollChange.KINDS)[kind], str(count)]
        for number, name, kind, count in changes.values_list(
            "roll__constituency__number", "roll__constituency__name", "kind"
        )
        .annotate(n=Count("id"))
        .order_by("roll__constituency__number", "kind")
    ]
    total = changes.update(is_posted=True)
    if total:
        head = ["选区号", "选区名称", "类型", "人数"]
        publish(
            unit=election.unit,
            kind="roll_correction_notice",
            subject="",
            title="选民名单补正公告",
            issuer=committee_name(election),
            published_on=on,
            body={
                "paragraphs": [f"选民名单公布后，经选举委员会决定，补正 {total} 处，现予公布。"],
                "tables": [{"title": "补正情况", "head": head, "rows": rows}],
            },
            is_public=False,
            actor=actor,
        )
    event = RollCorrectionsPublished(on, total)
    record(event, actor=actor, unit=election.unit_id, articles=[ELECTION_LAW[27, 1]])
    return total


@command(by=Role.COMMITTEE)
def close_rolls(*, election: Election, on: date, actor: Actor) -> int:
    """Freeze every roll of an election: its live entries are V. The sum of V.

    Raises `Refused` before election day, or while changes or appeals are undecided.
    """
    rolls = list(queries.rolls_of(election))
    refuse_if(_why_not_close(election, rolls, on))
    counts = queries.voter_counts(election)
    for roll in rolls:
        roll.state = ROLL.after(roll.state, "close")
        roll.final_voters = counts.get(roll.constituency_id, 0)
    Roll.objects.bulk_update(rolls, ["state", "final_voters"], batch_size=100)
    voters = sum(roll.final_voters or 0 for roll in rolls)
    record(
        RollsClosed(on, len(rolls), voters),
        actor=actor,
        unit=election.unit_id,
        articles=[ELECTION_LAW[27, 1]],
    )
    return voters


def _why_not_close(election: Election, rolls: Sequence[Roll], on: date) -> list[Finding]:
    found = [
        queries.wrong_state(roll, "close") for roll in rolls if not ROLL.may(roll.state, "close")
    ]
    if not rolls:
        found.append(refusal("rolls-not-drafted", PRACTICE["K13"], unit=election.unit.name))
    day = election.polling_day
    if day is not None and on < day:
        found.append(refusal("roll-closed-early", PRACTICE["K13"], day=day, on=on))
    changes = queries.open_changes(election).count()
    appeals = queries.open_appeals(election).count()
    if changes or appeals:
        found.append(
            refusal("roll-matters-open", PRACTICE["K13"], changes=changes, appeals=appeals)
        )
    return found
