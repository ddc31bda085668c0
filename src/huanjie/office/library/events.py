"""What the ledger keeps about the library."""

from huanjie.office.ledger.events import event


@event("导入法规文本", "Statute imported")
class StatuteImported:
    """A text was imported whole; `replaced` is the version that it took the place of."""

    text: str
    title: str
    version: str
    replaced: str
    articles: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    digest: str


@event("移除法规文本", "Statute removed")
class StatuteRemoved:
    """The text in force here was taken out of the search; its file is kept."""

    text: str
    version: str
    articles: int


@event("法规库收录", "Passage entered in the library")
class PassageEntered:
    """A passage was added, or replaced by new words."""

    source: str
    key: str
    title: str
    digest: str


@event("法规库撤下", "Passage withdrawn from the library")
class PassageWithdrawn:
    """A passage is found no more."""

    source: str
    key: str
    title: str
