"""Rows that the acts of polling day take: boxes as the crew records them, places of a notice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BoxData:
    """A box of one round with all that is known of it; None and "" where not yet known."""

    number: int
    kind: str
    name: str
    scrutineers: int
    ballots_received: int
    seal_closed: str = ""
    seal_opened: str = ""
    own: int | None = None
    proxy: int | None = None
    without_ground: int = 0


@dataclass(frozen=True)
class Place:
    """Where a constituency votes, as the polling notice says it."""

    constituency: int
    name: str
    kind: str
    place: str
    hours: str = ""
