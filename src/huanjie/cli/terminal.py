"""What the terminal shows of long work and of refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from huanjie.roll.errors import RowError

console = Console()
complaints = Console(stderr=True, soft_wrap=True)
"""A complaint is one line, however narrow the window: scripts and people search it."""
MOST_SHOWN = 20


class ProgressBars:
    """One bar per step of a long work, each with its count and its time."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show that `done` of `total` are done in a step."""
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)


@contextmanager
def progress_bars() -> Iterator[ProgressBars]:
    """Bars while the work inside goes on."""
    columns = (
        SpinnerColumn(finished_text="●"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, refresh_per_second=4) as progress:
        yield ProgressBars(progress)


def place_words(file: str, line: int, column: str) -> str:
    """A place in a file: `quota.csv:3 〔人口〕`."""
    place = f"{file}:{line}" if line else file
    return f"{place} 〔{column}〕" if column else place


def show_row_errors(errors: tuple[RowError, ...]) -> None:
    """The faults of files: file, line, column, code, what is wrong, what to do."""
    for error in errors[:MOST_SHOWN]:
        place = place_words(error.file, error.line, error.column)
        complaints.print(f"■ {error.code} {place} {error.message_zh}", markup=False)
        complaints.print(f"  → {error.next_zh}", markup=False)
    if len(errors) > MOST_SHOWN:
        complaints.print(f"  …… 另有 {len(errors) - MOST_SHOWN} 处 · more", markup=False)
