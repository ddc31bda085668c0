"""What of registration stands already: for whoever goes on after an interruption."""

from huanjie.office.committee.models import Election
from huanjie.office.people.models import Person
from huanjie.office.registration.models import PersonStatus, Roll


def has_rolls(election: Election) -> bool:
    """True when the rolls of an election have been drafted."""
    return Roll.objects.filter(constituency__election=election).exists()


def has_published(election: Election) -> bool:
    """True when every constituency's roll has been published."""
    rolls = Roll.objects.filter(constituency__election=election)
    return rolls.exists() and not rolls.filter(published_on__isnull=True).exists()


def is_closed(election: Election) -> bool:
    """True when V stands fixed in every constituency."""
    rolls = Roll.objects.filter(constituency__election=election)
    return rolls.exists() and not rolls.filter(final_voters__isnull=True).exists()


def has_statuses(county: str) -> bool:
    """True when statuses found by other bodies have been recorded for a county's register."""
    found = PersonStatus.objects.filter(person__county=county)
    return found.exclude(kind="certificate_in").exists()


def has_arrivals(county: str) -> bool:
    """True when people with certificates from elsewhere have been registered."""
    return Person.objects.filter(county=county, source="arrival").exists()
