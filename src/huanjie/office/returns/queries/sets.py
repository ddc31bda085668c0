"""Reading the return sets of an election: versions, staleness, findings, differences."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from huanjie.figures.changes import Change, changes
from huanjie.figures.checks import Around, check
from huanjie.figures.figure import Return
from huanjie.law.finding import Finding, Severity
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.committee.reading import Reading
from huanjie.office.face import clock
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.queries import check_readable
from huanjie.office.people.tokens import token_of
from huanjie.office.returns.models import LastTerm, ReturnSet
from huanjie.office.returns.packing import from_text
from huanjie.office.returns.procedure import SIGNED
from huanjie.office.returns.queries.progress import entries
from huanjie.office.returns.queries.surroundings import surroundings


def sets_of(election: Election) -> QuerySet[ReturnSet]:
    """The sets of an election, newest version first, without their figures."""
    return ReturnSet.objects.filter(election=election).defer("content").order_by("-version")


def readable_set(pk: int, actor: Actor) -> ReturnSet:
    """A set in the reader's scope. Raises `OutOfScope`, `DoesNotExist`."""
    found = ReturnSet.objects.select_related("election__unit", "supersedes").get(pk=pk)
    check_readable(actor, found.unit_code)
    return found


def signed_set(election: Election, at: datetime | None = None) -> ReturnSet | None:
    """The newest signed set of an election; the newest of a time with `at`."""
    found = ReturnSet.objects.filter(election=election, state__in=SIGNED)
    if at is not None:
        found = ReturnSet.objects.filter(election=election, as_of__lte=at)
        found = found.filter(state__in=SIGNED | {"superseded"})
    return found.order_by("-version").first()


def content_of(kept: ReturnSet) -> Return:
    """The computed return that a set keeps."""
    return from_text(kept.content)


def last_entry(election: Election) -> int:
    """The newest entry of the ledger that made the records of an election."""
    newest: int = entries(election).aggregate(newest=Max("pk"))["newest"] or 0
    return newest


def is_stale(kept: ReturnSet) -> bool:
    """Has a record the set rests on changed since? Every change is an act in the ledger."""
    return last_entry(kept.election) != kept.ledger_at


def around(election: Election, *, today: date) -> Around:
    """What the checks compare the return of an election with."""
    last = LastTerm.objects.filter(election=election).first()
    return Around(
        today=today,
        now=clock.now(),
        election_day=election.polling_day,
        pack=pack_of(election) if election.polling_day else None,
        last_term=from_text(last.content) if last else None,
        **surroundings(Reading(election, clock.now(), token_of(b""))),
    )


def findings_of(kept: ReturnSet, *, today: date) -> list[Finding]:
    """All cross-checks of a set."""
    content = content_of(kept)
    return list(check(content, around(kept.election, today=today)))


def explanation_key(finding: Finding) -> tuple[str, str]:
    """By what an explanation belongs to a warning."""
    return finding.code, ",".join(finding.paths)[:400]


def explanations_of(kept: ReturnSet) -> dict[tuple[str, str], str]:
    """(code, paths) → the words of the explanation."""
    rows = kept.explanations.values_list("code", "paths", "text")
    return {(code, paths): text for code, paths, text in rows}


def unexplained(kept: ReturnSet, found: list[Finding]) -> list[Finding]:
    """The warnings that nobody has explained."""
    known = explanations_of(kept)
    warnings = [finding for finding in found if finding.severity is Severity.WARN]
    return [finding for finding in warnings if explanation_key(finding) not in known]


def differences(before: ReturnSet, after: ReturnSet) -> list[Change]:
    """Figure by figure, what a later version changed."""
    return list(changes(content_of(before), content_of(after)))


def figures_of(kept: ReturnSet) -> Mapping[str, Any]:
    """The figures of a set by their keys."""
    return content_of(kept).figures
