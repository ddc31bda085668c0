"""What stops a list before the law is asked about it."""

import pytest

from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from tests.office.nomination.desk import codes, consult, publish, ready, settle

pytestmark = pytest.mark.django_db


def test_as_many_names_are_settled_as_are_announced(town: Election) -> None:
    ready(town)
    publish(town)
    consult(town, 30, 31, 32)
    with pytest.raises(Refused) as refused:
        settle(town, 30, 31, 32, 32)
    assert "settled-count-differs" in codes(refused)


def test_no_list_is_published_without_an_election_day(town: Election) -> None:
    ready(town)
    Election.objects.update(polling_day=None)
    town.refresh_from_db()
    with pytest.raises(Refused) as refused:
        publish(town)
    assert codes(refused) == ["decision-day-missing"]
