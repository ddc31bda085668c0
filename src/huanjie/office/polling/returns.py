"""What polling day says in the returns: contests and rounds of T5, milestone K26."""

from collections import Counter
from typing import Final

from django.db.models import QuerySet

from huanjie.figures.figure import Count, Figure
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.committee.returns import NOT_DUE
from huanjie.office.polling.models import Box, Contest, Round

KINDS: Final = {"T5.28a": "tie_revote", "T5.28b": "supplementary", "T5.28c": "rerun"}


def figures(reading: Reading) -> dict[str, Figure]:
    """T5.01 and T5.28: contests, and the further rounds that were held."""
    election = reading.election
    contests = Contest.objects.filter(constituency__election=election).count()
    if not contests:
        return dict.fromkeys(("T5.01", *KINDS), NOT_DUE)
    kinds = Counter(rounds_held(election).values_list("kind", flat=True))
    held = {code: kinds[kind] for code, kind in KINDS.items()}
    return {code: Count(number) for code, number in {"T5.01": contests, **held}.items()}


def rounds_held(election: Election) -> QuerySet[Round]:
    """The rounds whose poll is closed."""
    found = Round.objects.filter(contest__constituency__election=election)
    found = found.exclude(state="open").select_related("contest__constituency")
    return found.order_by("contest__constituency__number", "ordinal")


def milestones(reading: Reading) -> list[Milestone]:
    """K26: every contest was polled, and the register of each of its boxes is recorded."""
    contests = Contest.objects.filter(constituency__election=reading.election)
    begun = contests.exists()
    return [Milestone("K26", reading.days["K26"], begun and _is_polled(reading.election), begun)]


def _is_polled(election: Election) -> bool:
    first = Round.objects.filter(contest__constituency__election=election, ordinal=1)
    waiting = (
        election.constituencies.filter(contest__isnull=True),
        first.filter(state="open"),
        Box.objects.filter(round__in=first, own__isnull=True),
    )
    return not any(rows.exists() for rows in waiting)
