"""Reading returns: own sets, what came from below, sums, reporting, situation reports, keys."""

from huanjie.office.returns.queries.keys import key_of, merge_key, peers_of, superior_of, token
from huanjie.office.returns.queries.parts import (
    Part,
    history,
    latest,
    levels_below,
    parts_of,
    rolled_up,
)
from huanjie.office.returns.queries.reporting import Report, Reporting, own_reporting, reporting
from huanjie.office.returns.queries.situations import situation_reports

__all__ = [
    "Part",
    "Report",
    "Reporting",
    "history",
    "key_of",
    "latest",
    "levels_below",
    "merge_key",
    "own_reporting",
    "parts_of",
    "peers_of",
    "reporting",
    "rolled_up",
    "situation_reports",
    "superior_of",
    "token",
]
