"""The statutes by name, a place in one of them, and the register of the rules that implement it.

`ELECTION_LAW[45, 3]` is the third paragraph of article 45 and prints 《选举法》第四十五条第三款.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., object])

_DIGITS: Final = "零一二三四五六七八九"
_CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True, order=True)
class Text:
    """A text that can be cited: a law, a regulation, or recorded practice.

    `unit` is the word that follows its numbers: 条 for articles, 项 for the items of a decision,
    empty where a place is named by a code instead of a number.
    """

    code: str
    title: str
    title_en: str
    short: str
    unit: str = "条"

    def __getitem__(self, place: int | str | tuple[int, ...]) -> "Article":
        return Article(self, place if isinstance(place, tuple) else (place,))


@dataclass(frozen=True, order=True)
class Article:
    """A place in a text: (article,), (article, paragraph) or (article, paragraph, item)."""

    text: Text
    place: tuple[int | str, ...]

    def __str__(self) -> str:
        return f"《{self.text.title}》{self._words()}"

    def _words(self) -> str:
        if not self.text.unit:
            return str(self.place[0])
        numbers = [chinese_number(int(number)) for number in self.place]
        forms = (f"第{{}}{self.text.unit}", "第{}款", "第（{}）项")
        return "".join(form.format(n) for form, n in zip(forms, numbers, strict=False))

    @property
    def english(self) -> str:
        """The place in English words: `Election Law, Art. 45 para. 3`."""
        marks = ("Art." if self.text.unit == "条" else "item", "para.", "item")
        if not self.text.unit:
            return f"{self.text.title_en} {self.place[0]}"
        parts = (f"{mark} {n}" for mark, n in zip(marks, self.place, strict=False))
        return f"{self.text.title_en}, {' '.join(parts)}"

    @property
    def chip(self) -> str:
        """The shortest form, for the edge of a card: 选45③."""
        tail = "".join(_CIRCLED[int(n)] for n in self.place[1:2])
        return f"{self.text.short}{self.place[0]}{tail}"

    @property
    def key(self) -> str:
        """The form used in `rules.md`, in packs and in the ledger: `EL 45¶3`, `EL 12¶1(3)`."""
        paragraph = "".join(f"¶{n}" for n in self.place[1:2])
        item = "".join(f"({n})" for n in self.place[2:3])
        return f"{self.text.code} {self.place[0]}{paragraph}{item}"


def chinese_number(number: int) -> str:
    """A number from 0 to 99 in Chinese numerals: 45 is 四十五, 10 is 十."""
    if not 0 <= number <= 99:
        raise ValueError(f"no statute has article {number}")
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    head = "" if tens == 1 else _DIGITS[tens]
    return f"{head}十{_DIGITS[ones] if ones else ''}"


ELECTION_LAW: Final = Text("EL", "选举法", "Election Law", "选")
DIRECT_ELECTION: Final = Text(
    "DP", "直接选举若干规定", "Provisions on Direct Election", "直选", unit="项"
)
LOCAL_ORGANIZATION_LAW: Final = Text("LOL", "地方组织法", "Local Organization Law", "地组")
DEPUTIES_LAW: Final = Text("DL", "代表法", "Deputies Law", "代")
PLA_MEASURES: Final = Text("PLA", "军队选举办法", "PLA Election Measures", "军")
PRACTICE: Final = Text("P", "工作规程", "working practice", "规程", unit="")

TEXTS: Final = {
    text.code: text
    for text in (
        ELECTION_LAW,
        DIRECT_ELECTION,
        LOCAL_ORGANIZATION_LAW,
        DEPUTIES_LAW,
        PLA_MEASURES,
        PRACTICE,
    )
}

REGISTER: Final[dict[Article, list[str]]] = {}


def implements(*articles: Article) -> Callable[[Rule], Rule]:
    """Enter a rule in the register under each article it carries out."""

    def enter(rule: Rule) -> Rule:
        name = f"{rule.__module__}.{rule.__qualname__}"
        for article in articles:
            REGISTER.setdefault(article, []).append(name)
        return rule

    return enter
