"""The one gate in front of every write to a register: is it kept here?"""

from collections.abc import Iterable

from huanjie.office.ledger.commands import refuse_if
from huanjie.office.people.models import Unit
from huanjie.office.registration import queries


def check_held(county: str, places: Iterable[str]) -> None:
    """Let pass only what concerns places whose register this installation keeps.

    Raises `Refused`. Waits for a handover that is under way in the county, and holds the next one
    up until this write is done: nobody writes into a register that is just being sealed.
    """
    lock_register(county)
    refuse_if(queries.why_not_held(county, places))


def lock_register(county: str) -> None:
    """One at a time: writes to a county's register, and its handovers."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=county))
