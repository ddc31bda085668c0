"""What the ledger keeps about bulletins, circulars and study material."""

from datetime import date

from huanjie.office.ledger.events import event


@event("起草简报通报", "Bulletin drafted")
class IssueDrafted:
    """A draft was made from the records of a period."""

    issue: int
    kind: str
    title: str
    from_on: date
    to_on: date
    items: int
    corrects: str


@event("修改简报通报", "Bulletin edited")
class IssueEdited:
    """Words, order, recipients or head of a draft changed; `what` says which."""

    issue: int
    item: int | None
    what: str
    digest: str


@event("送审简报通报", "Bulletin submitted")
class IssueSubmitted:
    """A draft waits for a second person."""

    issue: int
    title: str
    items: int


@event("退回简报通报", "Bulletin sent back")
class IssueSentBack:
    """The second person wants it changed."""

    issue: int
    remark: str


@event("作废简报通报草稿", "Bulletin draft dropped")
class IssueDropped:
    """A draft will not be issued; it never had a number."""

    issue: int
    title: str


@event("签发简报通报", "Bulletin issued")
class IssueIssued:
    """A second person approved it: numbered, printed, delivered; its words are fixed."""

    kind: str
    year: int
    number: int
    title: str
    digest: str
    units: tuple[str, ...]
    corrects: str


@event("下发辅导材料", "Study material sent down")
class MaterialSent:
    """Units below are to study something by a day."""

    title: str
    document: str
    due: date | None
    units: tuple[str, ...]


@event("撤回辅导材料", "Study material withdrawn")
class MaterialWithdrawn:
    """It need not be read any more."""

    title: str


@event("签收", "Receipt given")
class ReadingRecorded:
    """Somebody of the unit has read a bulletin, a circular or study material."""

    sender: str
    subject: str
