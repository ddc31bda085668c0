"""The course of a contest, from the first vote to the declared result."""

from collections.abc import Mapping
from typing import Final

from huanjie.law.counting.outcome import (
    Decide,
    Done,
    Mend,
    Outcome,
    Rerun,
    Supplementary,
    TieRevote,
)
from huanjie.law.procedure import Procedure

CONTEST: Final = Procedure(
    name="contest",
    initial="first_vote",
    moves={
        ("first_vote", "settle"): "decided",
        ("first_vote", "tie"): "tie_revote",
        ("first_vote", "fall_short"): "supplementary",
        ("first_vote", "void"): "rerun",
        ("first_vote", "refer"): "committee",
        ("rerun", "settle"): "decided",
        ("rerun", "tie"): "tie_revote",
        ("rerun", "fall_short"): "supplementary",
        ("rerun", "void"): "rerun",
        ("rerun", "refer"): "committee",
        ("tie_revote", "settle"): "decided",
        ("tie_revote", "fall_short"): "supplementary",
        ("tie_revote", "void"): "tie_revote",
        ("tie_revote", "refer"): "committee",
        ("supplementary", "settle"): "decided",
        ("supplementary", "tie"): "tie_revote",
        ("supplementary", "void"): "supplementary",
        ("supplementary", "refer"): "committee",
        ("committee", "order_tie_revote"): "tie_revote",
        ("committee", "order_supplementary"): "supplementary",
        ("committee", "order_rerun"): "rerun",
        ("committee", "settle"): "decided",
        ("tie_revote", "reopen"): "committee",
        ("supplementary", "reopen"): "committee",
        ("rerun", "reopen"): "committee",
        ("decided", "reopen"): "committee",
    },
)
"""Every outcome is a move; `refer` waits for the body's recorded decision. `reopen` comes of
itself when a sheet or the roll under an earlier step changed: the committee orders what follows."""


_MOVES: Final[Mapping[type, str | None]] = {
    Done: "settle",
    TieRevote: "tie",
    Supplementary: "fall_short",
    Rerun: "void",
    Decide: "refer",
    Mend: None,
}


def contest_move(outcome: Outcome) -> str | None:
    """The move that an outcome makes in `CONTEST`; None while the record has to be mended."""
    return _MOVES[type(outcome.next)]
