"""The way of a return set from its draft to its acceptance, as a table of states and moves."""

from typing import Final

from huanjie.law.procedure import Procedure

RETURN_SET: Final = Procedure(
    name="return_set",
    initial="drafted",
    moves={
        ("drafted", "fill"): "filled",
        ("filled", "review"): "signed",
        ("signed", "export"): "exported",
        ("exported", "export"): "exported",
        ("exported", "arrive"): "received",
        ("received", "arrive"): "received",
        ("exported", "accept"): "accepted",
        ("received", "accept"): "accepted",
        ("accepted", "accept"): "accepted",
        ("exported", "remark"): "remarked",
        ("received", "remark"): "remarked",
        ("accepted", "remark"): "remarked",
        ("remarked", "remark"): "remarked",
        ("filled", "compute"): "drafted",
        ("drafted", "compute"): "drafted",
        ("signed", "compute"): "drafted",
        ("signed", "supersede"): "superseded",
        ("exported", "supersede"): "superseded",
        ("received", "supersede"): "superseded",
        ("accepted", "supersede"): "superseded",
        ("remarked", "supersede"): "superseded",
        ("superseded", "arrive"): "superseded",
        ("superseded", "accept"): "superseded",
        ("superseded", "remark"): "superseded",
    },
)
"""A set that was never sent is computed anew in its place; one that was is superseded."""

SENT: Final = frozenset({"exported", "received", "accepted", "remarked", "superseded"})
"""The states in which the superior may hold the set."""
SIGNED: Final = frozenset({"signed", "exported", "received", "accepted", "remarked"})
"""The states in which the newest signed set of an election stands."""
