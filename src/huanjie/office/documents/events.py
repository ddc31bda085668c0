"""What the ledger keeps about files."""

from huanjie.office.ledger.events import event


@event("收到文件", "Document received")
class DocumentReceived:
    """A file was received and kept under its digest."""

    kind: str
    name: str
    digest: str
    size: int
