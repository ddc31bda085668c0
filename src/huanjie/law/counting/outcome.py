"""What a round yields: who is elected, who is tied, and the next step as a value."""

from dataclasses import dataclass

from huanjie.law.counting.tally import Round
from huanjie.law.finding import Finding


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more is voted on; `vacant` seats stay open (O-26)."""

    vacant: int = 0


@dataclass(frozen=True, slots=True)
class TieRevote:
    """The persons in `Outcome.tied` are voted on again for so many seats. Source: 选举法 45¶3."""

    seats: int


@dataclass(frozen=True, slots=True)
class Supplementary:
    """The open seats are voted on anew. Source: 选举法 45¶4.

    `pool` is everybody who could stand, in the order of the first vote; a list of size k is its
    first k. `sizes` are the lawful ones, `suggested` is the smallest.
    """

    seats: int
    pool: tuple[str, ...]
    sizes: tuple[int, ...]
    suggested: int

    def candidates(self, size: int) -> tuple[str, ...]:
        """The list of a lawful size. Raises `ValueError` for another size."""
        if size not in self.sizes:
            raise ValueError(f"{size} is not a lawful size here; lawful are {self.sizes}")
        return self.pool[:size]


@dataclass(frozen=True, slots=True)
class Rerun:
    """This vote was invalid and is held anew with the same names. Source: 选举法 44¶1, 45¶1.

    After an invalid `round` other than the first, only that round is void.
    """

    reason: str
    round: Round


@dataclass(frozen=True, slots=True)
class Mend:
    """The record cannot be true; it is mended and read again, nothing is decided."""

    reason: str


@dataclass(frozen=True, slots=True)
class Decide:
    """The law is silent or leaves it to the body, whose decision is recorded.

    `open_point` is the O-nn of `rules.md`; `names` are the persons concerned, `options` what the
    body may decide, `suggested` the one of them that is ours, if any. `pool` as in
    `Supplementary` where a list has to be made.
    """

    open_point: str
    names: tuple[str, ...]
    seats: int
    options: tuple[str, ...]
    suggested: str = ""
    pool: tuple[str, ...] = ()


Next = Done | TieRevote | Supplementary | Rerun | Mend | Decide


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one round yields. Names stand in the order of `ranked`: votes descending, then name.

    Nothing is declared while the next step is a `Decide` or a finding blocks. Under O-44 nobody is
    named yet; under O-43 `elected` are the others who met the line themselves.
    """

    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    next: Next = Done()
    findings: tuple[Finding, ...] = ()
