"""Everything made for one county, before it is written."""

from dataclasses import dataclass, field
from datetime import date

from huanjie.samples.bodies import Committee, Quota
from huanjie.samples.constituencies import Constituency
from huanjie.samples.decisions import Story
from huanjie.samples.dirt import Register
from huanjie.samples.electorate import Electorate, RollChange
from huanjie.samples.people import Census
from huanjie.samples.petitions import Contest
from huanjie.samples.places import County
from huanjie.samples.rolls import Rolls
from huanjie.samples.sheets import Entry

__all__ = ["Sample"]


@dataclass(slots=True)
class Sample:
    """Everything made so far."""

    county: County
    seed: int
    day: date
    quotas: dict[str, Quota]
    committees: dict[str, Committee]
    census: Census
    electorate: Electorate
    drawn: dict[str, list[Constituency]]
    register: Register
    rolls: Rolls = field(default_factory=dict)
    changes: list[RollChange] = field(default_factory=list)
    voters: dict[tuple[str, int], int] = field(default_factory=dict)
    contests: list[Contest] = field(default_factory=list)
    stories: dict[tuple[str, int], Story] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
