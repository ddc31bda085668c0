"""The records of one election while its return is computed: each read once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from django.utils import timezone

from huanjie.law.pack import Pack
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.milestones import Plan, plans
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.people.tokens import Token

T = TypeVar("T")


@dataclass
class Reading:
    """An election, the time its figures are said to be of, and how persons become tokens."""

    election: Election
    as_of: datetime
    token: Token
    _known: dict[Callable[[Election], Any], Any] = field(default_factory=dict)

    def once(self, read: Callable[[Election], T]) -> T:
        """What a query of the election answers, asked at most once."""
        if read not in self._known:
            self._known[read] = read(self.election)
        return cast(T, self._known[read])

    @property
    def day(self) -> date:
        """The day of the figures, as the office's calendar has it."""
        return timezone.localdate(self.as_of)

    @cached_property
    def pack(self) -> Pack:
        """The rules that govern the election."""
        return pack_of(self.election)

    @cached_property
    def days(self) -> dict[str, Plan]:
        """The days of every milestone."""
        return plans(self.election)

    @cached_property
    def notices(self) -> frozenset[str]:
        """The kinds of notices that the unit has published."""
        found = Publication.objects.filter(unit=self.election.unit_id).order_by()
        return frozenset(found.values_list("kind", flat=True).distinct())
