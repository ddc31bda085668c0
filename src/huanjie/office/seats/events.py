"""What the ledger keeps about quotas and constituencies."""

from datetime import date

from huanjie.office.ledger.events import event


@event("记录代表名额", "Quota recorded")
class QuotaRecorded:
    """The determined quota was recorded. `warnings` are codes of findings that did not stop it."""

    population: int
    total: int
    formula: int
    supplement: int
    garrison: int
    ground: str
    body: str
    document_no: str
    decided_on: date
    warnings: tuple[str, ...]


@event("载入选区划分", "Constituencies loaded")
class ConstituenciesLoaded:
    """A whole table of constituencies replaced the unpublished one."""

    constituencies: int
    seats: int
    population: int
    digest: str
    warnings: tuple[str, ...]


@event("公布选区划分", "Constituencies published")
class ConstituenciesPublished:
    """The table of constituencies was published."""

    constituencies: int
    seats: int
    on: date
    notice: int
