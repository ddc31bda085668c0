"""Drafting, editing, approving and issuing; study material; receipts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Max

from huanjie.evidence.canonical import digest
from huanjie.law.article import PRACTICE
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.office.briefing import queries
from huanjie.office.briefing.drafting import Drafted
from huanjie.office.briefing.events import (
    IssueDrafted,
    IssueDropped,
    IssueEdited,
    IssueIssued,
    IssueSentBack,
    IssueSubmitted,
    MaterialSent,
    MaterialWithdrawn,
    ReadingRecorded,
)
from huanjie.office.briefing.models import Delivery, Issue, Item, Material, Reading
from huanjie.office.briefing.paper import body_of
from huanjie.office.briefing.procedure import ISSUE
from huanjie.office.briefing.queries import EDITORS, SIGNERS
from huanjie.office.documents.models import Document
from huanjie.office.face import clock
from huanjie.office.inbox.services import note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.library import services as library
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import THREE_ADMINISTRATORS, Role

READERS = tuple(sorted(frozenset(Role) - THREE_ADMINISTRATORS))
SENDERS = (Role.OFFICE, Role.LIAISON)


def _refused(code: str, /, **facts: Fact) -> Refused:
    return Refused([Finding(code, PRACTICE["K36"], Severity.ERROR, facts)])


@command(by=EDITORS)
def draft_issue(
    *,
    unit: Unit,
    kind: str,
    title: str,
    start: date,
    end: date,
    sections: Sequence[str],
    drafts: Iterable[Drafted],
    corrects: Issue | None = None,
    on: date,
    actor: Actor,
) -> Issue:
    """Make a draft from what the records of a period said. Delivered by default to all below.

    Raises `Refused` for a period that ends before it begins, and for a correction of an issue
    that was not issued.
    """
    if end < start:
        raise _refused("briefing-period", start=start, end=end)
    if corrects is not None and corrects.state != "issued":
        raise _refused("briefing-corrects-draft", title=corrects.title)
    issue = Issue.objects.create(
        unit=unit, kind=kind, year=on.year, title=title, issuer=f"{unit.name}选举工作办公室",
        from_on=start, to_on=end, sections=list(sections), editors=[actor.account],
        drafted_by=actor.name, corrects=corrects,
    )  # fmt: skip
    rows = [
        Item(
            issue=issue, section=each.section, position=position, heading=each.heading,
            text=each.text, table=dict(each.table), bars=dict(each.bars), facts=dict(each.facts),
            key=each.key, source_digest=each.digest, link=each.link,
        )
        for position, each in enumerate(drafts, 1)
    ]  # fmt: skip
    Item.objects.bulk_create(rows)
    below = queries.deliverable(unit.code).filter(parent=unit)
    Delivery.objects.bulk_create(Delivery(issue=issue, unit=each) for each in below)
    event = IssueDrafted(
        issue.pk, kind, title, start, end, len(rows), str(corrects) if corrects else ""
    )
    record(event, actor=actor, unit=unit.code)
    return issue


@command(by=EDITORS)
def edit_head(
    *, issue: Issue, title: str, issuer: str, copied_to: str, units: Iterable[str], actor: Actor
) -> None:
    """Change the title, the issuing office and the distribution list of a draft."""
    _edit(issue, actor)
    issue.title, issue.issuer, issue.copied_to = title, issuer, copied_to
    issue.save(update_fields=["title", "issuer", "copied_to"])
    wanted = queries.deliverable(issue.unit_id).filter(code__in=list(units))
    issue.deliveries.exclude(unit__in=wanted).delete()
    held = set(issue.deliveries.values_list("unit_id", flat=True))
    Delivery.objects.bulk_create(
        Delivery(issue=issue, unit=each) for each in wanted if each.code not in held
    )
    _edited(issue, None, "head", [title, issuer, copied_to, [u.code for u in wanted]], actor)


@command(by=EDITORS)
def edit_item(*, item: Item, heading: str, text: str, revision: int, actor: Actor) -> Item:
    """Change the words of an item. Raises `Refused` when somebody else has changed it since."""
    _edit(item.issue, actor)
    if item.revision != revision:
        raise _refused("briefing-edited-elsewhere", heading=item.heading or "—")
    item.heading, item.text, item.revision = heading, text, revision + 1
    item.save(update_fields=["heading", "text", "revision"])
    _edited(item.issue, item, "words", [heading, text], actor)
    return item


@command(by=EDITORS)
def add_item(*, issue: Issue, section: str, heading: str, text: str, actor: Actor) -> Item:
    """Add an item of one's own at the end."""
    _edit(issue, actor)
    last = issue.items.aggregate(last=Max("position"))["last"] or 0
    item = Item.objects.create(
        issue=issue, section=section, position=last + 1, heading=heading, text=text
    )
    _edited(issue, item, "added", [section, heading, text], actor)
    return item


@command(by=EDITORS)
def move_item(*, item: Item, way: Literal["up", "down"], actor: Actor) -> None:
    """Let an item change places with the kept one before or after it; at the end it stays."""
    _edit(item.issue, actor)
    rows = list(item.issue.items.filter(is_dropped=False).order_by("position", "id"))
    here = next((n for n, each in enumerate(rows) if each.pk == item.pk), None)
    there = None if here is None else here + (-1 if way == "up" else 1)
    if here is not None and there is not None and 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for position, each in enumerate(rows, 1):
            each.position = position
        Item.objects.bulk_update(rows, ["position"])
    _edited(item.issue, item, way, [each.pk for each in rows], actor)


@command(by=EDITORS)
def drop_item(*, item: Item, is_dropped: bool, actor: Actor) -> None:
    """Leave an item out of the issue, or take it in again."""
    _edit(item.issue, actor)
    item.is_dropped = is_dropped
    item.save(update_fields=["is_dropped"])
    _edited(item.issue, item, "dropped" if is_dropped else "restored", [item.pk], actor)


@command(by=EDITORS)
def settle_item(
    *, item: Item, choice: Literal["renew", "keep"], at: datetime, actor: Actor
) -> None:
    """Answer that the source has moved: take its words and figures anew, or keep the item as it is.

    An item whose source is gone can only be kept; it then counts as one of our own.
    """
    _edit(item.issue, actor)
    source = queries.current(item.issue, at).get(item.key)
    if source is None:
        item.key = item.source_digest = ""
    else:
        item.source_digest = source.digest
        if choice == "renew":
            item.heading, item.text, item.link = source.heading, source.text, source.link
            item.table, item.bars = dict(source.table), dict(source.bars)
            item.facts = dict(source.facts)
            item.revision += 1
    item.save()
    _edited(item.issue, item, choice, [item.key, item.source_digest], actor)


def _edit(issue: Issue, actor: Actor) -> None:
    """Only a draft is edited; who edits it cannot approve it."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    ISSUE.after(issue.state, "edit")
    if actor.account not in issue.editors:
        issue.editors = [*issue.editors, actor.account]
        issue.save(update_fields=["editors"])


def _edited(issue: Issue, item: Item | None, what: str, words: list[Any], actor: Actor) -> None:
    event = IssueEdited(issue.pk, item.pk if item else None, what, digest(words))
    record(event, actor=actor, unit=issue.unit_id)


@command(by=EDITORS)
def submit_issue(*, issue: Issue, at: datetime, actor: Actor) -> None:
    """Lay a draft before a second person. Raises `Refused` while it is empty or out of step."""
    state = ISSUE.after(issue.state, "submit")
    _check_ready(issue, at)
    issue.state, issue.remark = state, ""
    issue.save(update_fields=["state", "remark"])
    items = len(queries.kept_items(issue))
    record(IssueSubmitted(issue.pk, issue.title, items), actor=actor, unit=issue.unit_id)


def _check_ready(issue: Issue, at: datetime) -> None:
    if not queries.kept_items(issue):
        raise _refused("briefing-empty")
    moved = queries.moved_items(issue, at)
    if moved:
        headings = issue.items.filter(pk__in=moved).values_list("heading", flat=True)
        raise _refused("briefing-stale", items=tuple(headings), count=len(moved))


@command(by=SIGNERS)
def send_back(*, issue: Issue, remark: str, actor: Actor) -> None:
    """Give a submitted issue back to its editors with what is to be changed."""
    issue.state = ISSUE.after(issue.state, "send_back")
    issue.remark = remark
    issue.save(update_fields=["state", "remark"])
    record(IssueSentBack(issue.pk, remark), actor=actor, unit=issue.unit_id)


@command(by=EDITORS)
def drop_issue(*, issue: Issue, actor: Actor) -> None:
    """Give a draft up. It never had a number, so none is missing."""
    issue.state = ISSUE.after(issue.state, "drop")
    issue.save(update_fields=["state"])
    record(IssueDropped(issue.pk, issue.title), actor=actor, unit=issue.unit_id)


@command(by=SIGNERS)
def approve_issue(*, issue: Issue, on: date, at: datetime, actor: Actor) -> Issue:
    """Approve what others wrote: it gets the next number, its words are fixed, and it goes out.

    The unit's row is locked until the commit, so numbers have neither gaps nor doubles. Raises
    `Refused` for one of its editors, and while it is empty or out of step with its sources.
    """
    state = ISSUE.after(issue.state, "approve")
    if actor.account in issue.editors:
        raise _refused("briefing-own-words", name=actor.name)
    _check_ready(issue, at)
    Unit.objects.select_for_update().get(pk=issue.unit_id)
    issue.state, issue.year, issue.issued_on, issue.approved_by = state, on.year, on, actor.name
    issue.number = queries.next_number(issue, on.year)
    issue.body = body_of(issue)
    issue.digest = digest(issue.body)
    issue.save()
    deliveries = list(issue.deliveries.select_related("unit"))
    for each in deliveries:
        note(
            unit=each.unit,
            role=Role.OFFICE,
            subject_zh=f"收到{issue.unit.name}印发的{issue}，请阅读签收",
            subject_en=f"{issue.unit.name} has issued its {issue.kind} no. {issue.number}: "
            "read it and give a receipt",
            link=f"/briefing/{issue.pk}/",
            actor=actor,
        )
    event = IssueIssued(
        issue.kind, issue.year, issue.number, issue.title, issue.digest,
        tuple(each.unit_id for each in deliveries), str(issue.corrects or ""),
    )  # fmt: skip
    record(event, actor=actor, unit=issue.unit_id)
    return issue


@command(by=SENDERS)
def send_material(
    *,
    unit: Unit,
    title: str,
    text: str,
    document: Document | None,
    due: date | None,
    units: Iterable[str],
    on: date,
    actor: Actor,
) -> Material:
    """Send study material down; its words go into the library of the unit and those within it.

    Raises `Refused` without a receiver, and with neither words nor a file.
    """
    receivers = list(queries.deliverable(unit.code).filter(code__in=list(units)))
    if not receivers:
        raise _refused("briefing-no-receiver")
    if not text.strip() and document is None:
        raise _refused("briefing-material-empty")
    sent = Material.objects.create(
        unit=unit, title=title, text=text, document=document, due=due, sent_on=on,
        sent_by=actor.name,
    )  # fmt: skip
    Delivery.objects.bulk_create(Delivery(material=sent, unit=each) for each in receivers)
    if text.strip():
        library.put(
            source="material", key=f"material:{sent.pk}", title=title, text=text,
            link=f"/briefing/materials/{sent.pk}/", articles=(), unit=unit.code, actor=actor,
        )  # fmt: skip
    codes = tuple(each.code for each in receivers)
    name = document.digest if document else ""
    record(MaterialSent(title, name, due, codes), actor=actor, unit=unit.code)
    return sent


@command(by=SENDERS)
def withdraw_material(*, material: Material, on: date, actor: Actor) -> None:
    """Take study material back: nobody has to read it any more, and it leaves the library."""
    material.withdrawn_on = material.withdrawn_on or on
    material.save(update_fields=["withdrawn_on"])
    if material.text.strip():
        library.remove(source="material", key=f"material:{material.pk}", actor=actor)
    record(MaterialWithdrawn(material.title), actor=actor, unit=material.unit_id)


@command(by=READERS)
def give_receipt(*, delivery: Delivery, actor: Actor) -> None:
    """Say that one has read it. A second time changes nothing."""
    subject = delivery.issue or delivery.material
    if delivery.issue is not None and delivery.issue.state != "issued":
        raise _refused("briefing-not-issued")
    if not queries.has_read(delivery, actor):
        Reading.objects.create(
            delivery=delivery, account_id=actor.account, name=actor.name, read_at=clock.now()
        )
    sender = subject.unit_id if subject else ""
    record(ReadingRecorded(sender, str(subject)), actor=actor, unit=delivery.unit_id)
