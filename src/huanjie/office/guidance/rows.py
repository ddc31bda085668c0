"""What screens and files hand to the services: plain rows."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GroupRow:
    """A constituency working group or a voter group with its leader, as a line gives it."""

    constituency: int
    name: str
    leader: str
    phone: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyRow:
    """Who is on duty on a day."""

    day: date
    name: str
    phone: str


@dataclass(frozen=True)
class ResolutionRow:
    """What a meeting decided: the code of the unit and the role that carry it out."""

    text: str
    unit: str
    role: str
    due: date
    person: str = ""


@dataclass(frozen=True)
class ObservationRow:
    """What a visit found about one item."""

    item: str
    kind: str
    text: str
