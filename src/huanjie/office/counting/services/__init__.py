"""The acts of the count: opening boxes, typing, checking, determining, declaring."""

from huanjie.office.counting.services.entry import (
    claim,
    claim_unopened,
    discard_entry,
    enter_sheet,
    finish_entry,
    keep_entry,
    open_sheet,
    open_sheets,
    return_differences,
    return_fields,
    save_entry,
)
from huanjie.office.counting.services.opening import record_opening
from huanjie.office.counting.services.result import declare, determine, open_next_round
from huanjie.office.counting.services.sheet import explain, finalise, reopen_sheet

__all__ = [
    "claim",
    "claim_unopened",
    "declare",
    "determine",
    "discard_entry",
    "enter_sheet",
    "explain",
    "finalise",
    "finish_entry",
    "keep_entry",
    "open_next_round",
    "open_sheet",
    "open_sheets",
    "record_opening",
    "reopen_sheet",
    "return_differences",
    "return_fields",
    "save_entry",
]
