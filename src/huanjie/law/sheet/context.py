"""What the checks must know beside the sheet, and how they read both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from huanjie.law.article import Article
from huanjie.law.finding import Fact, Severity
from huanjie.law.pack.words import Mode
from huanjie.law.sheet.record import Bundle, Heading, Sheet, fields


@dataclass(frozen=True, slots=True)
class MobileCrew:
    """Who went with a mobile box, and how many voters used it without a recorded ground."""

    scrutineers: int
    without_ground: int


@dataclass(frozen=True, slots=True)
class RegisterMarks:
    """Marks in the voter register for one box, by manner."""

    own: int
    proxy: int


@dataclass(frozen=True, slots=True)
class OtherLevel:
    """The same place at the other level: its T, and the persons entitled at one level only."""

    participants: int
    entitled_at_one: int


@dataclass(frozen=True, slots=True)
class Determination:
    """What counting found, as far as the checks ask.

    `open_point` is empty when nothing is left to decide; `names` are those it concerns.
    `otherwise` is the result over B where it differs from that over T, else None (O-18).
    `undecided` are persons whose eligibility matters; `margin` is the smallest that decides.
    """

    elected: tuple[str, ...]
    open_point: str = ""
    names: tuple[str, ...] = ()
    otherwise: tuple[str, ...] | None = None
    undecided: tuple[str, ...] = ()
    margin: int | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """What was declared, and the fingerprints of what it rested on."""

    elected: tuple[str, ...]
    sheet: str
    roll: str
    rulings: str


@dataclass(frozen=True)
class Context:
    """The facts about a contest that are kept elsewhere; None means that they are missing.

    A check whose fact is missing is not evaluated, which is J003. `barred` are candidates and
    their near relatives. Boxes go by their code, `second_counts` by the order of the bundles.
    `declaration` None means that nothing was declared yet. `raised` are severities of the pack,
    `articles` the province's own words for a check, both by its code.
    """

    mode: Mode
    seats: int
    opened: Heading | None = None
    other_entry: Sheet | None = None
    returned: tuple[str, ...] = ()
    barred: frozenset[str] | None = None
    crew_list: frozenset[str] | None = None
    dispatched: frozenset[str] | None = None
    crews: Mapping[str, MobileCrew] | None = None
    mobile_scrutineers_min: int | None = None
    register: Mapping[str, RegisterMarks] | None = None
    outside_proxies: bool | None = None
    eligibility: Mapping[str, bool | None] | None = None
    second_counts: tuple[Bundle, ...] | None = None
    box_voters: Mapping[str, int] | None = None
    other_levels: tuple[OtherLevel, ...] | None = None
    determination: Determination | None = None
    challenged_void: int | None = None
    declaration: Declaration | None = None
    roll_digest: str | None = None
    raised: Mapping[str, Severity] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)


class Missing(Exception):
    """An input of a check is missing; `path` says which."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


@dataclass(frozen=True)
class Hit:
    """A check that fires: both sides, the fields concerned, and further figures.

    `severity` stands only where it differs from that of the table.
    """

    left: int
    right: int
    paths: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True)
class Reading:
    """A sheet with its context, read by path. `rulings` is the fingerprint of all rulings."""

    sheet: Sheet
    context: Context
    rulings: str = ""

    @cached_property
    def values(self) -> Mapping[str, object]:
        """Every field of the sheet by its path."""
        return fields(self.sheet)

    @cached_property
    def other_values(self) -> Mapping[str, object]:
        """Every field of the other entry. Raises `Missing` when there is none."""
        return fields(cast("Sheet", self.fact("other_entry")))

    def __getitem__(self, path: str) -> int:
        """The figure at `path`. Raises `Missing` when it is empty or negative."""
        value = self.values.get(path)
        if not isinstance(value, int) or value < 0:
            raise Missing(path)
        return value

    def fact(self, name: str) -> object:
        """A fact of the context by its name. Raises `Missing` when it is not known."""
        value = getattr(self.context, name)
        if value is None:
            raise Missing(f"context.{name}")
        return value

    def paths(self, pattern: str) -> tuple[str, ...]:
        """The paths that fit `boxes[*].own`, `candidates[*].approve` or a plain path."""
        head, star, tail = pattern.partition("[*]")
        if not star:
            return (pattern,)
        return tuple(f"{head}[{key}]{tail}" for key in self._keys(head))

    def _keys(self, head: str) -> Iterator[str]:
        rows = getattr(self.sheet, head)
        return (str(key) for key in (rows if head == "candidates" else range(len(rows))))

    def total(self, *patterns: str) -> int:
        """The sum of all figures that fit the patterns."""
        return sum(self[path] for pattern in patterns for path in self.paths(pattern))

    def boxes(self, *kinds: str) -> tuple[int, ...]:
        """The positions of the boxes of these kinds."""
        return tuple(i for i, box in enumerate(self.sheet.boxes) if box.kind in kinds)

    @property
    def is_direct(self) -> bool:
        """True when voters elect."""
        return self.context.mode is Mode.DIRECT

    @cached_property
    def turnout_paths(self) -> tuple[str, ...]:
        """The fields whose sum is T."""
        manners = ("in_person", "proxy", "mobile") if self.is_direct else ("in_person",)
        return tuple(f"turnout.{manner}" for manner in manners)

    @property
    def participants(self) -> int:
        """T."""
        return self.total(*self.turnout_paths)

    @property
    def choosing(self) -> int:
        """The valid papers that choose somebody."""
        return self["count.valid"] - self["count.blank"]

    @property
    def vote_paths(self) -> tuple[str, ...]:
        """The fields of all votes for somebody."""
        return (*self.paths("candidates[*].approve"), *self.paths("write_ins[*].votes"))
