"""What every step of a rehearsal has at hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from huanjie.office.committee.acts import ACT_OF_WORD
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import election_of
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused
from huanjie.office.people.roles import Role
from huanjie.rehearsal.cast import Cast
from huanjie.rehearsal.folder import Folder
from huanjie.roll.tabular import TableRow

Progress = Callable[[str, int, int], None]


class RefusedAt(Refused):
    """A refusal, with the place in the folder that asked for the act; line 0 is the whole file."""

    def __init__(self, refused: Refused, file: str, line: int = 0, column: str = "") -> None:
        super().__init__(refused.findings)
        self.file = file
        self.line = line
        self.column = column


@contextmanager
def reading(row: TableRow, column: str) -> Iterator[None]:
    """What is refused inside was asked for by this cell."""
    try:
        yield
    except Refused as refused:
        raise RefusedAt(refused, row.file, row.line, column) from refused


@dataclass
class Stage:
    """The folder, the people, the elections as they stand, and where progress is shown."""

    folder: Folder
    cast: Cast
    progress: Progress
    elections: dict[str, Election] = field(default_factory=dict)

    def actor(self, unit: str, role: Role) -> Actor:
        """Who holds a role in a unit."""
        return self.cast.actor(unit, role)

    @property
    def county(self) -> str:
        """The county's code."""
        return self.folder.manifest.county

    def election(self, code: str) -> Election:
        """The election of a congress, read once."""
        if code not in self.elections:
            self.elections[code] = election_of(code)
        return self.elections[code]

    def refresh(self, code: str) -> Election:
        """The election read again after an act has changed it."""
        self.elections.pop(code, None)
        return self.election(code)

    def day(self, code: str, act: str) -> date:
        """The day on which the schedule has an act of an election."""
        for row in self.folder.rows("schedule.csv", code):
            if ACT_OF_WORD[row["事项"]] == act:
                return row.day("日期")
        raise LookupError(f"schedule.csv: {code} has no {act}")
