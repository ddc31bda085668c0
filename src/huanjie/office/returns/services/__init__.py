"""The acts of the returns: drawing up, signing, sending, receiving, reporting."""

from huanjie.office.returns.services.keys import (
    enrolment,
    make_key,
    register_key,
    register_peer,
    withdraw_peer,
)
from huanjie.office.returns.services.receiving import Delivery, accept, receive, send_back
from huanjie.office.returns.services.registers import (
    enter_register_receipt,
    hand_over_register,
    take_over_register,
)
from huanjie.office.returns.services.sending import keep_receipt, note_delivery, send_up
from huanjie.office.returns.services.sets import (
    draw_up,
    enter_last_term,
    explain,
    explain_all,
    fill,
    review,
)
from huanjie.office.returns.services.situations import (
    answer_report,
    demand,
    draft_report,
    edit_report,
    send_report,
    withdraw_demand,
)

__all__ = [
    "Delivery",
    "accept",
    "answer_report",
    "demand",
    "draft_report",
    "draw_up",
    "edit_report",
    "enrolment",
    "enter_last_term",
    "enter_register_receipt",
    "explain",
    "explain_all",
    "fill",
    "hand_over_register",
    "keep_receipt",
    "make_key",
    "note_delivery",
    "receive",
    "register_key",
    "register_peer",
    "review",
    "send_back",
    "send_report",
    "send_up",
    "take_over_register",
    "withdraw_demand",
    "withdraw_peer",
]
