"""A town whose nominations are open."""

import pytest

from huanjie.office.committee.models import Election
from huanjie.office.nomination import services
from huanjie.office.people.roles import Role
from tests.office import builders as b


@pytest.fixture
def town() -> Election:
    """Four constituencies of two seats, forty voters each, lists open."""
    b.units()
    found = b.election()
    for constituency in b.with_constituencies(found):
        b.voters(constituency)
    services.open_lists(election=found, actor=b.actor(b.TOWN, Role.OFFICE))
    found.refresh_from_db()
    return found
