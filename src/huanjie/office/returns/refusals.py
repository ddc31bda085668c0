"""What the office answers when a return, a key or a bundle cannot go on."""

from huanjie.law.finding import Fact
from huanjie.office.ledger.commands import Refused
from huanjie.office.returns.faults import finding


def refused(code: str, /, **facts: Fact) -> Refused:
    """The refusal for one finding."""
    return Refused([finding(code, **facts)])
