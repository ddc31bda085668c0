"""A passage before it is entered: its words, what it weighs, and the digest of both."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Final

from huanjie.office.library.tokens import counted

INDEX: Final = "2"
"""The version of the index; another one makes every passage be indexed anew."""
TITLE_WEIGHT: Final = 3
_MOST: Final = 30_000


@dataclass(frozen=True)
class Page:
    """What a passage says. `articles` are keys such as `EL 45¶3`; `keywords` are not shown."""

    key: str
    title: str
    text: str
    articles: tuple[str, ...] = ()
    link: str = ""
    keywords: str = ""
    text_code: str = ""
    ordinal: int = 0

    @property
    def digest(self) -> str:
        """What tells a passage that is the same from one that has changed."""
        parts = (
            INDEX, self.key, self.title, self.text, "\x1f".join(self.articles), self.link,
            self.keywords, self.text_code, str(self.ordinal),
        )  # fmt: skip
        return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()

    def frequencies(self) -> Counter[str]:
        """How much each term weighs: a word of the title counts as several."""
        found = self._shown() + counted(self.keywords)
        return Counter({term: min(times, _MOST) for term, times in found.items()})

    @property
    def length(self) -> int:
        """How long the passage is to a reader; keywords do not make it longer."""
        return self._shown().total()

    def _shown(self) -> Counter[str]:
        title = Counter({term: TITLE_WEIGHT * n for term, n in counted(self.title).items()})
        return counted(self.text) + title
