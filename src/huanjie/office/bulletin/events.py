"""What the ledger keeps about notices."""

from huanjie.office.ledger.events import event


@event("发布公告", "Notices published")
class NoticesPublished:
    """Notices were published under numbers of the unit; `digests` are those of their bodies."""

    kind: str
    first: int
    titles: tuple[str, ...]
    digests: tuple[str, ...]


@event("公告被更正", "Notice superseded")
class NoticeSuperseded:
    """A later notice took the place of an earlier one; both stay."""

    number: int
    by: int
