"""Drawing up a return set, explaining its warnings, signing it by two persons."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from huanjie.figures.figure import Return
from huanjie.law.finding import Finding, blocking
from huanjie.office.committee.models import CommitteeMember, Election
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role
from huanjie.office.returns.events import (
    LastTermEntered,
    ReturnSetDrawnUp,
    ReturnSetFilled,
    ReturnSetReviewed,
    ReturnWarningExplained,
)
from huanjie.office.returns.models import Explanation, LastTerm, ReturnSet
from huanjie.office.returns.packing import as_text
from huanjie.office.returns.procedure import RETURN_SET, SENT
from huanjie.office.returns.queries.compute import compute
from huanjie.office.returns.queries.sets import (
    explanation_key,
    findings_of,
    is_stale,
    last_entry,
    unexplained,
)
from huanjie.office.returns.refusals import refused
from huanjie.office.returns.words import FILLER_POSTS

TEMPORARY = frozenset({Role.REGISTRAR, Role.CREW, Role.CLERK, Role.SCRUTINEER})
"""Roles of those borrowed for the weeks of the election, who cannot sign a return."""


def draw_up(
    *, election: Election, at: datetime, reason: str = "", remarks: str = "", actor: Actor
) -> ReturnSet:
    """Compute T1–T9 from the records: the first set, anew in place, or the next version.

    Once a version may lie with the superior the next one needs a reason. Nothing is locked while
    it computes; what was recorded meanwhile shows as a stale set. Raises `Refused`.
    """
    newest = last_entry(election)
    content = compute(election, at=at)
    return keep_set(
        election=election,
        content=content,
        ledger_at=newest,
        reason=reason,
        remarks=remarks,
        actor=actor,
    )


@command(by=Role.OFFICE)
def keep_set(
    *, election: Election, content: Return, ledger_at: int, reason: str, remarks: str, actor: Actor
) -> ReturnSet:
    """Keep what was computed as the set in hand or as the next version. Raises `Refused`."""
    before = ReturnSet.objects.filter(election=election).order_by("-version").first()
    if before is not None and before.state not in SENT:
        kept = _anew(before)
    else:
        if before is not None and not reason.strip():
            raise refused("returns-correction-without-reason", version=before.version)
        version = before.version + 1 if before else 1
        kept = ReturnSet(election=election, version=version, supersedes=before)
    kept.reason = reason.strip() or kept.reason
    kept.as_of, kept.digest, kept.ledger_at = content.as_of, content.digest, ledger_at
    kept.content = as_text(content)
    kept.remarks = remarks.strip() or kept.remarks
    kept.save()
    superseded = kept.supersedes.version if kept.supersedes else None
    event = ReturnSetDrawnUp(kept.version, kept.as_of, kept.digest, superseded, kept.reason)
    record(event, actor=actor, unit=election.unit_id)
    return kept


def _anew(kept: ReturnSet) -> ReturnSet:
    """The set without its signatures, to be computed in its place."""
    kept.state = RETURN_SET.after(kept.state, "compute")
    kept.filler_name = kept.filler_post = kept.reviewer_name = kept.reviewer_post = ""
    kept.filler_account = kept.reviewer_account = None
    kept.filled_on = kept.reviewed_on = None
    return kept


@command(by=Role.OFFICE)
def explain(
    *, return_set: ReturnSet, code: str, paths: str, text: str, today: date, actor: Actor
) -> Explanation:
    """Explain a warning; the words go along in the bundle and print. Raises `Refused`."""
    RETURN_SET.after(return_set.state, "compute")
    warnings = {explanation_key(each) for each in _warnings(return_set, today)}
    if (code, paths) not in warnings:
        raise refused("returns-no-such-warning", code=code)
    if len(text.strip()) < 4:
        raise refused("returns-explanation-empty", code=code)
    kept, _ = Explanation.objects.update_or_create(
        return_set=return_set,
        code=code,
        paths=paths,
        defaults={"text": text.strip(), "by": actor.name},
    )
    event = ReturnWarningExplained(return_set.version, code, tuple(paths.split(",")), kept.text)
    record(event, actor=actor, unit=return_set.unit_code)
    return kept


def explain_all(
    *,
    return_set: ReturnSet,
    texts: Mapping[tuple[str, str], str],
    today: date,
    actor: Actor,
) -> list[Explanation]:
    """Explain several warnings by (code, paths), all or none. Raises `Refused`."""
    with transaction.atomic():
        return [
            explain(
                return_set=return_set, code=code, paths=paths, text=text, today=today, actor=actor
            )
            for (code, paths), text in texts.items()
        ]  # fmt: skip


def _warnings(return_set: ReturnSet, today: date) -> list[Finding]:
    found = findings_of(return_set, today=today)
    return [finding for finding in found if finding.severity == "warn"]


@command(by=Role.OFFICE)
def fill(
    *,
    return_set: ReturnSet,
    name: str,
    post: str,
    phone: str,
    remarks: str,
    today: date,
    actor: Actor,
) -> None:
    """The head or secretary of the office signs for the set.

    Raises `Refused` for a stale set, an ERROR, an unexplained WARN, or temporary staff.
    """
    state = RETURN_SET.after(return_set.state, "fill")
    _check_staff(actor)
    if post not in FILLER_POSTS:
        raise refused("returns-filler-post")
    _check_fit(return_set, today)
    return_set.state = state
    return_set.filler_name, return_set.filler_post = name.strip(), post
    return_set.filler_account, return_set.filled_on = actor.account, today
    return_set.phone, return_set.remarks = phone.strip(), remarks.strip()
    return_set.save()
    event = ReturnSetFilled(return_set.version, return_set.digest, return_set.filler_name, post)
    record(event, actor=actor, unit=return_set.unit_code)


@command(by=Role.COMMITTEE)
def review(*, return_set: ReturnSet, member: CommitteeMember, today: date, actor: Actor) -> None:
    """The chair or a vice chair of the committee signs, who is not the filler.

    Raises `Refused` as `fill` does, and when one person would sign twice.
    """
    state = RETURN_SET.after(return_set.state, "review")
    _check_staff(actor)
    is_chair = member.post in ("chair", "vice_chair") and member.left_on is None
    if not is_chair or member.election_id != return_set.election_id:
        raise refused("returns-reviewer-not-chair", name=member.name)
    same_account = actor.account is not None and actor.account == return_set.filler_account
    if same_account or _bare(member.name) == _bare(return_set.filler_name):
        raise refused("returns-one-person", name=return_set.filler_name)
    _check_fit(return_set, today)
    return_set.state = state
    return_set.reviewer_name, return_set.reviewer_post = member.name, member.post
    return_set.reviewer_account, return_set.reviewed_on = actor.account, today
    return_set.save()
    event = ReturnSetReviewed(return_set.version, return_set.digest, member.name, member.post)
    record(event, actor=actor, unit=return_set.unit_code)


def _bare(name: str) -> str:
    """A name as it is compared: `赵 杰` and `赵　杰` are one person."""
    return "".join(name.split())


def _check_staff(actor: Actor) -> None:
    if TEMPORARY & actor.roles:
        raise refused("returns-temporary-staff", name=actor.name)


def _check_fit(return_set: ReturnSet, today: date) -> None:
    """May the set be signed: not stale, no ERROR, every WARN explained?"""
    check_fresh(return_set)
    found = findings_of(return_set, today=today)
    stopping = blocking(found)
    if stopping:
        raise Refused(stopping)
    silent = unexplained(return_set, found)
    if silent:
        codes = tuple(dict.fromkeys(each.code for each in silent))
        raise refused("returns-warnings-unexplained", count=len(silent), codes=codes)


def check_fresh(return_set: ReturnSet) -> None:
    """Raise `Refused` when the records have changed since the set was computed."""
    if is_stale(return_set):
        as_of = timezone.localtime(return_set.as_of)
        raise refused("returns-stale", as_of=f"{as_of:%Y-%m-%d %H:%M}")


@command(by=Role.OFFICE)
def enter_last_term(*, election: Election, content: Return, source: str, actor: Actor) -> LastTerm:
    """Keep the figures of the last term for comparison. Raises `Refused` for another unit's."""
    if content.unit != election.unit_id or not content.figures:
        raise refused("returns-last-term-of-another", unit=content.unit or "—")
    kept, _ = LastTerm.objects.update_or_create(
        election=election,
        defaults={
            "content": as_text(content), "source": source[:160], "digest": content.digest,
            "entered_by": actor.name,
        },
    )  # fmt: skip
    event = LastTermEntered(content.election, len(content.figures), content.digest)
    record(event, actor=actor, unit=election.unit_id)
    return kept
