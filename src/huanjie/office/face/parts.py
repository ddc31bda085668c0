"""What views hand to the components: terms, steps, links."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One term of a balance: a figure with its name and the records behind it."""

    label: str
    figure: int
    href: str = ""


@dataclass(frozen=True)
class Balance:
    """Opening plus added minus struck makes closing."""

    opening: Term
    added: tuple[Term, ...]
    struck: tuple[Term, ...]
    closing: Term
    title: str = ""

    @property
    def difference(self) -> int:
        """What is missing from the sum; 0 when it comes out."""
        changes = sum(t.figure for t in self.added) - sum(t.figure for t in self.struck)
        return self.closing.figure - self.opening.figure - changes


@dataclass(frozen=True)
class Tab:
    """A page of the stage, shown beside its siblings."""

    label: str
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Step:
    """A step of an import or another walk: `state` is done, doing, todo, stopped."""

    label: str
    state: str = "todo"
    href: str = ""
    note: str = ""
