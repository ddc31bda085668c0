"""What polling day says in the returns: contests and rounds of T5, milestone K26."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from huanjie.figures.figure import Count, Figure
from huanjie.office.committee.milestones import Milestone, milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.returns import NOT_DUE
from huanjie.office.people.tokens import Token
from huanjie.office.polling.models import Box, Contest, Round

KINDS: Final = {"T5.28a": "tie_revote", "T5.28b": "supplementary", "T5.28c": "rerun"}


def figures(election: Election, as_of: datetime, token: Token) -> dict[str, Figure]:
    """T5.01 and T5.28: contests, and the further rounds that were held."""
    contests = Contest.objects.filter(constituency__election=election).count()
    if not contests:
        return dict.fromkeys(("T5.01", *KINDS), NOT_DUE)
    held = {code: rounds_held(election, kind).count() for code, kind in KINDS.items()}
    return {code: Count(number) for code, number in {"T5.01": contests, **held}.items()}


def rounds_held(election: Election, kind: str) -> QuerySet[Round]:
    """The rounds of one kind whose poll is closed."""
    found = Round.objects.filter(contest__constituency__election=election, kind=kind)
    found = found.exclude(state="open").select_related("contest__constituency")
    return found.order_by("contest__constituency__number", "ordinal")


def milestones(election: Election) -> list[Milestone]:
    """K26: every contest was polled, and the register of each of its boxes is recorded."""
    contests = Contest.objects.filter(constituency__election=election)
    unopened = election.constituencies.filter(contest__isnull=True)
    first = Round.objects.filter(contest__in=contests, ordinal=1)
    waiting = first.filter(state="open")
    boxes = Box.objects.filter(round__in=first)
    proven = contests.exists() and not unopened.exists() and not waiting.exists()
    return [
        milestone(
            election,
            "K26",
            "polling",
            has_proof=proven and not boxes.filter(own__isnull=True).exists(),
            has_started=contests.exists(),
        )
    ]
