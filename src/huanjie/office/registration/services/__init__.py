"""The only writes of registration."""

from huanjie.office.registration.services.changes import (
    approve_change,
    decide_appeal,
    decline_change,
    propose_change,
    propose_late,
    receive_appeal,
    take_in_appeal,
)
from huanjie.office.registration.services.draft import DraftSummary, draft_rolls
from huanjie.office.registration.services.duplicates import rule_duplicate
from huanjie.office.registration.services.handover import enter_receipt, hand_over
from huanjie.office.registration.services.imports import (
    discard_broken_imports,
    discard_import,
    receive_population,
    rule_row,
)
from huanjie.office.registration.services.last_roll import LastRollSummary, load_last_roll
from huanjie.office.registration.services.persons import (
    ArrivalRow,
    StatusRow,
    StatusSummary,
    record_status,
    record_statuses,
    register_arrival,
    register_arrivals,
    register_missed,
)
from huanjie.office.registration.services.publication import (
    check_rolls,
    close_rolls,
    publish_corrections,
    publish_roll,
    publish_rolls,
)
from huanjie.office.registration.services.switch import switch_import
from huanjie.office.registration.services.taking import take_over

__all__ = [
    "ArrivalRow",
    "DraftSummary",
    "LastRollSummary",
    "StatusRow",
    "StatusSummary",
    "approve_change",
    "check_rolls",
    "close_rolls",
    "decide_appeal",
    "decline_change",
    "discard_broken_imports",
    "discard_import",
    "draft_rolls",
    "enter_receipt",
    "hand_over",
    "load_last_roll",
    "propose_change",
    "propose_late",
    "publish_corrections",
    "publish_roll",
    "publish_rolls",
    "receive_appeal",
    "receive_population",
    "record_status",
    "record_statuses",
    "register_arrival",
    "register_arrivals",
    "register_missed",
    "rule_duplicate",
    "rule_row",
    "switch_import",
    "take_in_appeal",
    "take_over",
]
