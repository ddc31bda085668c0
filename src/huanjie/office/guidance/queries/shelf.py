"""What the library finds for a question before it is asked, and for an answer being written."""

from huanjie.office.ledger.actor import Actor
from huanjie.office.library.queries import Hit, search

MOST = 5


def similar_answers(words: str, actor: Actor) -> list[Hit]:
    """Answered questions that sound like the words."""
    return search(words, unit=actor.unit, sources=("answer",), limit=MOST) if words else []


def articles_found(words: str, actor: Actor, *, more: str = "") -> list[Hit]:
    """Articles and pages of our rules that sound like the words, then those like `more`."""
    sources = ("statute", "rule", "material")
    asked = (each for each in (words, more) if each)
    hits = [
        hit for each in asked for hit in search(each, unit=actor.unit, sources=sources, limit=MOST)
    ]
    return list({(hit.source, hit.key): hit for hit in reversed(hits)}.values())[::-1]
