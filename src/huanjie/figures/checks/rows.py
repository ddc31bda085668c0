"""The rows of a return that a check goes through."""

from huanjie.figures.checks.case import NOT_GIVEN, Case, Unknown
from huanjie.figures.figure import Row


def constituencies(case: Case) -> tuple[Row, ...]:
    """The rows of every constituency. Raises `Unknown` when the return has none."""
    return _rows(case, "constituency", "rows")


def winners(case: Case) -> tuple[Row, ...]:
    """The rows of those elected by the session; their code is the office. Raises `Unknown`."""
    return _rows(case, "winner", "winners")


def _rows(case: Case, kind: str, name: str) -> tuple[Row, ...]:
    found = tuple(row for row in case.ret.rows if row.kind == kind)
    if not found:
        raise Unknown({NOT_GIVEN: (name,)})
    return found
