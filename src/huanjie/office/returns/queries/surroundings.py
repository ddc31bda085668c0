"""What the checks of a return ask of the records beside its figures."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q

from huanjie.law.pack import keys
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.nomination import returns as nomination
from huanjie.office.registration.models import RollEntry
from huanjie.office.registration.queries import latest_switched
from huanjie.office.registration.queries.standing import has_published
from huanjie.office.returns.queries import progress


def surroundings(reading: Reading) -> dict[str, Any]:
    """Arguments of `Around` that only the records can give, by name."""
    election = reading.election
    return {
        "tolerance": reading.pack[keys.CONSTITUENCY_TOLERANCE],
        "last_change": progress.entries(election).aggregate(last=Max("at"))["last"],
        "population_day": _population_day(election),
        "signatures_over_cap": _over_cap(election),
        "left_after_preliminary": sum(
            one.left_after_preliminary and bool(one.kinds)
            for one in reading.once(nomination.nominees)
        ),
        **_after_publication(reading),
        **_milestones(reading),
    }


def _population_day(election: Election) -> date | None:
    source = latest_switched(election.county_id)
    return source.people_as_of if source else None


def _after_publication(reading: Reading) -> dict[str, int]:
    """Additions and strike-offs since the rolls were published (X3.7)."""
    if not reading.once(has_published):
        return {}
    found = RollEntry.objects.filter(election=reading.election).aggregate(
        added=Count("pk", filter=Q(is_late=True)), struck=Count("pk", filter=Q(is_live=False))
    )
    return {f"{what}_after_publication": number for what, number in found.items()}


def _over_cap(election: Election) -> int:
    """Voters who support more nominees than there are seats, with valid signatures (N-02)."""
    rows = nomination.signatures(election).filter(
        nomination.VALID, petition__state__in=nomination.STANDING
    )
    supported = rows.order_by().values("entry").annotate(
        n=Count("petition__recommendations__nominee", distinct=True),
        seats=F("petition__candidates__constituency__seats"),
    )  # fmt: skip
    return supported.filter(n__gt=F("seats")).count()


def _milestones(reading: Reading) -> dict[str, tuple[str, ...]]:
    found = progress.milestones(reading)
    return {
        "done_without_paper": tuple(each.code for each in found if each.lacks_paper),
        "done_after_limit": tuple(each.code for each in found if each.is_late),
    }
