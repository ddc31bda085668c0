"""Nominating: forms, rulings, withdrawals, the preliminary and the formal list."""

from huanjie.office.nomination.rows import (
    ConsultationData,
    NomineeData,
    OpinionData,
    PetitionData,
    SettlementData,
    SignatureData,
)
from huanjie.office.nomination.services.consultation import (
    record_consultation,
    record_consultations,
)
from huanjie.office.nomination.services.formal import (
    publish_formal,
    publish_formal_lists,
    settle_formal,
    settle_formal_lists,
)
from huanjie.office.nomination.services.petitions import (
    open_lists,
    receive_petition,
    receive_petitions,
)
from huanjie.office.nomination.services.preliminary import (
    publish_preliminary,
    publish_preliminary_lists,
)
from huanjie.office.nomination.services.rulings import (
    rule_petition,
    rule_signature,
    withdraw_nominee,
)

__all__ = [
    "ConsultationData",
    "NomineeData",
    "OpinionData",
    "PetitionData",
    "SettlementData",
    "SignatureData",
    "open_lists",
    "publish_formal",
    "publish_formal_lists",
    "publish_preliminary",
    "publish_preliminary_lists",
    "receive_petition",
    "receive_petitions",
    "record_consultation",
    "record_consultations",
    "rule_petition",
    "rule_signature",
    "settle_formal",
    "settle_formal_lists",
    "withdraw_nominee",
]
