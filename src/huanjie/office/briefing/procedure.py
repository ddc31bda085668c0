"""The way of an issue: drafted, submitted, approved by a second person and thereby issued."""

from typing import Final

from huanjie.law.procedure import Procedure

ISSUE: Final = Procedure(
    name="briefing_issue",
    initial="drafting",
    moves={
        ("drafting", "edit"): "drafting",
        ("drafting", "submit"): "submitted",
        ("drafting", "drop"): "dropped",
        ("submitted", "send_back"): "drafting",
        ("submitted", "approve"): "issued",
    },
)
"""简报、通报: nothing leads on from `issued`; an error is corrected by a later issue."""
