"""Who acts, as plain values: what the ledger keeps must outlive the account."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """A person at work for one unit in some roles. `unit` is a twelve-digit code."""

    name: str
    unit: str
    roles: frozenset[str]
    account: int | None = None
    unit_name: str = field(default="", compare=False)
