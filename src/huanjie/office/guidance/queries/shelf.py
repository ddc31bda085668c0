"""What the library finds for a question before it is asked, and for an answer being written."""

from huanjie.office.ledger.actor import Actor
from huanjie.office.library.queries import Hit, search

MOST = 5
LOOKED_THROUGH = 20


def similar_answers(words: str, actor: Actor) -> list[Hit]:
    """Answered questions that sound like the words."""
    return search(words, unit=actor.unit, sources=("answer",), limit=MOST) if words else []


def articles_found(words: str, actor: Actor, *, more: str = "") -> list[Hit]:
    """Articles and pages of our rules that sound like the words, then those like `more`.

    What rests on an article stands first: an answer must cite one.
    """
    found: dict[tuple[str, str], Hit] = {}
    for asked in filter(None, (words, more)):
        sources = ("statute", "rule", "material")
        hits = search(asked, unit=actor.unit, sources=sources, limit=LOOKED_THROUGH)
        for hit in sorted(hits, key=lambda each: not each.articles)[:MOST]:
            found.setdefault((hit.source, hit.key), hit)
    return list(found.values())
