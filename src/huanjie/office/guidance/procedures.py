"""The procedures between the levels: tables of states and moves, the only gates between them.

The law has no words for these; they are the practice of K36 in the plan of tasks.
"""

from collections.abc import Mapping
from typing import Final

from huanjie.law.procedure import Procedure

MEETING: Final = Procedure(
    name="meeting",
    initial="planned",
    moves={
        ("planned", "hold"): "held",
        ("planned", "cancel"): "cancelled",
    },
)
"""会议: planned with an agenda, then held with what was decided, or cancelled."""

REQUEST: Final = Procedure(
    name="request",
    initial="draft",
    moves={
        ("draft", "send"): "sent",
        ("draft", "withdraw"): "withdrawn",
        ("sent", "receive"): "received",
        ("sent", "send_back"): "draft",
        ("sent", "reply"): "answered",
        ("sent", "withdraw"): "withdrawn",
        ("received", "answer"): "answered",
        ("received", "send_back"): "draft",
        ("answered", "conclude"): "concluded",
    },
)
"""请示: needs an answer, and then a record of what was done and who was told.

`reply` records the answer of a body outside the installation, such as the Party committee.
"""

REPORT: Final = Procedure(
    name="report",
    initial="draft",
    moves={
        ("draft", "send"): "sent",
        ("draft", "withdraw"): "withdrawn",
        ("sent", "receive"): "received",
        ("sent", "send_back"): "draft",
        ("sent", "withdraw"): "withdrawn",
    },
)
"""报告: needs no answer, only a receipt."""

QUESTION: Final = Procedure(
    name="question",
    initial="asked",
    moves={
        ("asked", "refer"): "asked",
        ("asked", "draft"): "drafted",
        ("asked", "withdraw"): "withdrawn",
        ("drafted", "draft"): "drafted",
        ("drafted", "send_back"): "asked",
        ("drafted", "approve"): "published",
        ("published", "draft"): "revising",
        ("published", "confirm"): "published",
        ("published", "retract"): "retracted",
        ("revising", "draft"): "revising",
        ("revising", "send_back"): "published",
        ("revising", "approve"): "published",
    },
)
"""法律政策问题: asked, an answer drafted, approved by a second person and thereby published.

A published answer stands while it is being revised. `confirm` says that it still holds although
what it rests on has changed.
"""

VISIT: Final = Procedure(
    name="visit",
    initial="planned",
    moves={
        ("planned", "hold"): "held",
        ("planned", "cancel"): "cancelled",
    },
)
"""督导: planned, then held with findings, or cancelled."""

SLIP: Final = Procedure(
    name="slip",
    initial="issued",
    moves={
        ("issued", "answer"): "answered",
        ("issued", "withdraw"): "withdrawn",
        ("answered", "accept"): "closed",
        ("answered", "send_back"): "issued",
    },
)
"""工作提示、督办单: issued, answered by the unit, accepted or sent back by the issuer."""

URGENCY_DAYS: Final[Mapping[str, int]] = {"now": 1, "soon": 3, "normal": 7}
"""Within how many days a question is to be answered; a default of ours."""


def course_of(kind: str) -> Procedure:
    """The procedure of a request (`request`) or of a report (`report`)."""
    return REQUEST if kind == "request" else REPORT
