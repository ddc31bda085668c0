"""Reading the library: the search, the passages, the statutes with their versions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.safestring import SafeString

from huanjie.law.article import Article
from huanjie.office.ledger.scope import covers, significant
from huanjie.office.library.excerpts import excerpt
from huanjie.office.library.models import Passage, Posting, Statute
from huanjie.office.library.question import Citation, Question, question
from huanjie.office.library.ranking import Collection, Posted, Scores, text_weight
from huanjie.office.library.rules import article_key, place_of

BUDGET: Final = 3_000
"""Postings read for the rarest terms of a question; the commoner ones judge among the best."""
CANDIDATES: Final = 120
SHARED: Final = frozenset({"statute", "rule"})
_ORDER: Final = {"statute": 0, "answer": 1, "material": 2, "rule": 3}


@dataclass(frozen=True)
class Hit:
    """One passage found. `excerpt` is HTML with `<mark>`; `articles` are keys such as `EL 42`."""

    source: str
    key: str
    title: str
    excerpt: SafeString
    link: str
    articles: tuple[str, ...]
    score: float


def search(text: str, *, unit: str, sources: Sequence[str] = (), limit: int = 10) -> list[Hit]:
    """What answers a question best, for a reader of `unit`: first the articles that it cites.

    The same on every database.
    """
    asked = question(text)
    if asked.is_empty:
        return []
    open_to = visible_to(unit, sources)
    cited = list(_cited(asked, open_to, unit[:2]))
    scored = _scored(asked, Reader(unit, tuple(sources)), limit * 3) if asked.weights else []
    keys = {key for key, _ in scored}
    passages = {p.pk: p for p in Passage.objects.filter(pk__in=keys)}
    ranked = sorted(
        ((passages[key], score) for key, score in scored),
        key=lambda row: (-row[1], _ORDER[row[0].source], row[0].key),
    )
    top = ranked[0][1] if ranked else 0.0
    named = [(each, top + len(cited) - place) for place, each in enumerate(cited)]
    rows = [*named, *ranked]
    seen: dict[int, Hit] = {}
    for passage, score in rows:
        if passage.pk not in seen and len(seen) < limit:
            seen[passage.pk] = _hit(passage, asked, score)
    return list(seen.values())


def _hit(passage: Passage, asked: Question, score: float) -> Hit:
    return Hit(
        passage.source,
        passage.key,
        passage.title,
        excerpt(passage.text, asked.shown),
        link_of(passage),
        tuple(passage.articles),
        score,
    )


def visible_to(unit: str, sources: Sequence[str] = ()) -> QuerySet[Passage]:
    """What a reader of a unit may find: what all share, and what units above or below keep.

    An article of a statute that the library holds stands for our own page about it.
    """
    shared = Q(unit=None)
    below = Q(unit__code__startswith=significant(unit))
    found = Passage.objects.filter(shared | below | Q(unit_id__in=superiors(unit)))
    if sources:
        return found.filter(source__in=tuple(sources))
    return found.exclude(source="rule", text_code__in=_held())


def superiors(unit: str) -> list[str]:
    """The codes of the units that a unit lies within."""
    codes = [unit[:digits].ljust(len(unit), "0") for digits in (2, 4, 6, 9)]
    return [code for code in dict.fromkeys(codes) if code != unit and covers(code, unit)]


def _cited(asked: Question, open_to: QuerySet[Passage], province: str) -> Iterator[Passage]:
    """The articles that the question names: the statute's words, else our page about them."""
    for citation in asked.citations:
        found = open_to.filter(source__in=SHARED).filter(_named(citation))
        rows = sorted(
            found,
            key=lambda p: (
                -text_weight(p.text_code, asked.named, province), p.text_code, _ORDER[p.source],
            ),
        )  # fmt: skip
        yield from rows


def _named(citation: Citation) -> Q:
    if citation.code:
        return Q(key=article_key((citation.code, str(citation.number))))
    return Q(text_code__gt="", key__endswith=f" {citation.number}")


class Reader:
    """Who searches, and where: `visible_to` for postings, asked row by row in Python.

    A join with its conditions makes the databases read far more than the postings.
    """

    def __init__(self, unit: str, sources: Sequence[str]) -> None:
        self.unit = unit
        self._sources = frozenset(sources)
        self._above = frozenset(superiors(unit))
        self._held = frozenset() if sources else frozenset(_held())
        self._known: dict[tuple[str, str, str | None], bool] = {}

    def sees(self, source: str, text_code: str, keeper: str | None) -> bool:
        """May a passage of this source, text and unit be found?"""
        asked = (source, text_code, keeper)
        if asked not in self._known:
            self._known[asked] = self._sees(*asked)
        return self._known[asked]

    def _sees(self, source: str, text_code: str, keeper: str | None) -> bool:
        if self._sources and source not in self._sources:
            return False
        if source == "rule" and text_code in self._held:
            return False
        return keeper is None or keeper in self._above or covers(self.unit, keeper)


def _held() -> QuerySet[Statute, str]:
    return Statute.objects.filter(is_current=True).values_list("text_code", flat=True)


def _scored(asked: Question, reader: Reader, count: int) -> list[tuple[int, float]]:
    """Keys and scores of the best: the rarest terms find, all terms rank."""
    spread = _spread(asked.weights)
    if not spread:
        return []
    totals = Passage.objects.aggregate(number=Count("id"), length=Sum("length"))
    mean = max(totals["length"] or 0, 1) / max(totals["number"], 1)
    scores = Scores(asked, Collection(totals["number"], mean, spread), reader.unit[:2])
    rare, common = _parted(spread)
    postings = Posting.objects
    scores.add(_posted(postings.filter(term__in=rare), reader))
    if not rare:
        first, *common = common
        strongest = postings.filter(term=first).order_by("-frequency", "passage_id")
        scores.add(_posted(strongest[:BUDGET], reader))
    if common:
        best = [key for key, _ in scores.best(CANDIDATES)]
        scores.add(_posted(postings.filter(term__in=common, passage_id__in=best), reader))
    return scores.best(count)


def _spread(terms: Iterable[str]) -> dict[str, int]:
    """How many passages each term stands in; terms of none are left out."""
    rows = Posting.objects.filter(term__in=tuple(terms)).values_list("term")
    return dict(rows.annotate(passages=Count("id")).order_by())


def _parted(spread: dict[str, int]) -> tuple[list[str], list[str]]:
    """The rarest terms whose postings fit the budget, and the rest, rarest first."""
    rare: list[str] = []
    left = BUDGET
    ordered = sorted(spread, key=lambda term: (spread[term], term))
    for term in ordered:
        left -= spread[term]
        if left < 0:
            break
        rare.append(term)
    return rare, ordered[len(rare) :]


def _posted(postings: QuerySet[Posting], reader: Reader) -> Iterator[Posted]:
    rows = postings.values_list(
        "term", "frequency", "passage_id",
        "passage__length", "passage__source", "passage__text_code", "passage__unit_id",
    )  # fmt: skip
    return (
        Posted(term, frequency, passage, length, source, code)
        for term, frequency, passage, length, source, code, keeper in rows
        if reader.sees(source, code, keeper)
    )


def link_of(passage: Passage) -> str:
    """Where a passage is read: an article and a rule page here, the rest where they were made."""
    if passage.source == "statute":
        code, _, place = passage.key.partition(" ")
        return reverse("library:article", args=(code, place))
    return passage.link or reverse("library:passage", args=(passage.source, passage.key))


def article_passage(text_code: str, place: str) -> Passage | None:
    """The words of an article, when the library holds the text."""
    return Passage.objects.filter(source="statute", key=article_key((text_code, place))).first()


def passage_of(article: Article) -> Passage | None:
    """The words of the article that a citation lies in."""
    return article_passage(*place_of(article))


def neighbours(passage: Passage) -> tuple[Passage | None, Passage | None]:
    """The article before and the article after."""
    text = Passage.objects.filter(source="statute", text_code=passage.text_code)
    before = text.filter(ordinal__lt=passage.ordinal).order_by("-ordinal").first()
    after = text.filter(ordinal__gt=passage.ordinal).order_by("ordinal").first()
    return before, after


def citing_pages(passage: Passage, reader: str) -> list[Passage]:
    """Our rule pages, and the answers in reach, that rest on an article."""
    place = f"{passage.key}¶"
    found = (
        visible_to(reader, ("rule", "answer")).exclude(text_code__gt="").order_by("source", "key")
    )
    return [p for p in found if any(k == passage.key or k.startswith(place) for k in p.articles)]


def current_statutes() -> QuerySet[Statute]:
    """The texts in force here, one version each."""
    return Statute.objects.filter(is_current=True).select_related("unit").order_by("text_code")


def versions(text_code: str) -> QuerySet[Statute]:
    """Every version of a text that was imported, newest first."""
    found = Statute.objects.filter(text_code=text_code).select_related("unit", "document")
    return found.order_by("-is_current", "-id")


def statute_passages(text_code: str) -> QuerySet[Passage]:
    """The articles of a text in their order."""
    return Passage.objects.filter(source="statute", text_code=text_code).order_by("ordinal")


def counts() -> dict[str, int]:
    """How many passages of each source all units share."""
    rows = Passage.objects.filter(unit=None).values_list("source")
    return dict(rows.annotate(number=Count("id")).order_by())


@dataclass(frozen=True)
class Paragraph:
    """One 款 of an article: its number, its first line, its items 项."""

    number: int
    text: str
    items: tuple[str, ...]


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of an article; a line that begins with （一） is an item of the one before."""
    found: list[Paragraph] = []
    for line in text.split("\n"):
        if found and line.startswith(("（", "(")):
            last = found[-1]
            found[-1] = Paragraph(last.number, last.text, (*last.items, line))
        else:
            found.append(Paragraph(len(found) + 1, line, ()))
    return found
