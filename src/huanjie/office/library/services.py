"""Entering passages, importing statutes whole, and keeping the index in step with the rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from huanjie.law.finding import Finding, Severity
from huanjie.office.documents.services import receive
from huanjie.office.jobs.services.rows import count_anew, insert_rows
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, Refused, command, refuse_if
from huanjie.office.ledger.scope import covers
from huanjie.office.ledger.services import record
from huanjie.office.library.events import (
    PassageEntered,
    PassageWithdrawn,
    StatuteImported,
    StatuteRemoved,
)
from huanjie.office.library.models import Passage, Posting, Statute
from huanjie.office.library.pages import Page
from huanjie.office.library.queries import SHARED
from huanjie.office.library.rules import Place, article_key, heading, pages, words_for
from huanjie.office.library.statutes import (
    SHELVES,
    Section,
    StatuteText,
    decoded,
    read_statute,
    title_of,
)
from huanjie.office.library.texts import guessed, shelves
from huanjie.office.library.topics import everyday_words
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import THREE_ADMINISTRATORS, Role

LIBRARIANS = (Role.OFFICE, Role.STANDING_COMMITTEE, Role.LIAISON)
AUTHORS = frozenset(Role) - THREE_ADMINISTRATORS
KIND = "statute"


@command(by=AUTHORS)
def put(
    *,
    source: str,
    key: str,
    title: str,
    text: str,
    link: str,
    articles: Sequence[str],
    unit: str = "",
    actor: Actor,
) -> Passage:
    """Add or replace one passage. An answer or material belongs to `unit`, or to the actor's own.

    Raises `NotAllowed` for a unit that is not the actor's nor within it.
    """
    keeper = None if source in SHARED else unit or actor.unit
    held = Passage.objects.select_for_update().filter(source=source, key=key).first()
    for code in filter(None, (keeper, held.unit_code if held else "")):
        if not covers(actor.unit, code):
            raise NotAllowed(f"{actor.name} ({actor.unit}): library.put for {code}")
    page = Page(key, title, text, tuple(articles), link)
    passage = _entered(source, [page], {key: held} if held else {}, keeper)[0]
    event = PassageEntered(source, key, title, page.digest)
    record(event, actor=actor, unit=keeper or actor.unit)
    return passage


@command(by=AUTHORS)
def remove(*, source: str, key: str, actor: Actor) -> None:
    """Withdraw a passage from the search. Raises `Passage.DoesNotExist` when there is none."""
    held = Passage.objects.select_for_update().get(source=source, key=key)
    if held.unit_code and not covers(actor.unit, held.unit_code):
        raise NotAllowed(f"{actor.name} ({actor.unit}): library.remove of {held.unit_code}")
    event = PassageWithdrawn(source, key, held.title)
    record(event, actor=actor, unit=held.unit_code or actor.unit)
    held.delete()


@command(by=LIBRARIANS)
def import_statute(
    *, unit: Unit, name: str, content: bytes, text_code: str = "", actor: Actor
) -> Statute:
    """Import a text whole: its articles take the place of those of the version held before.

    Without `text_code` the title says which text it is. Raises `Refused` with every fault of the
    file, or when the library holds a newer version or the very same words.
    """
    text = decoded(content, name)
    code = text_code or guessed(title_of(text))
    refuse_if(_unknown(code, text, name))
    read = read_statute(text, unit=shelves()[code].text.unit, file=name)
    earlier = Statute.objects.select_for_update().filter(text_code=code, is_current=True).first()
    refuse_if(_not_older(read.version, earlier, name))
    made = [_page(code, ordinal, section) for ordinal, section in enumerate(read.sections, 1)]
    changes = _changes(code, made)
    if earlier and not any(changes.values()):
        raise Refused([_fault("statute-unchanged", file=name, title=shelves()[code].text.title)])
    document = receive(unit=unit, kind=KIND, name=name, content=content, actor=actor)
    if earlier:
        Statute.objects.filter(pk=earlier.pk).update(is_current=False)
    statute = Statute.objects.create(
        unit=unit, text_code=code, title=read.title or shelves()[code].text.title,
        version=read.version, document=document, contents=_contents(read),
        articles=len(read.sections), gaps=list(read.gaps), changes=changes, imported_by=actor.name,
    )  # fmt: skip
    _exchange("statute", made, Passage.objects.filter(source="statute", text_code=code))
    event = StatuteImported(
        code, statute.title, _day(read.version), _day(earlier.version) if earlier else "",
        len(read.sections), **{key: tuple(keys) for key, keys in changes.items()},
        digest=document.digest,
    )  # fmt: skip
    record(event, actor=actor, unit=unit.code)
    return statute


@command(by=LIBRARIANS)
def remove_statute(*, statute: Statute, actor: Actor) -> None:
    """Take a text out of the search, so that an older version may be imported."""
    Passage.objects.filter(source="statute", text_code=statute.text_code).delete()
    Statute.objects.filter(pk=statute.pk).update(is_current=False)
    event = StatuteRemoved(statute.text_code, _day(statute.version), statute.articles)
    record(event, actor=actor, unit=statute.unit_id)


@transaction.atomic
def index_rules() -> int:
    """Bring our own pages into the search; returns how many passages changed.

    What others entered is indexed anew where the program's words or its index have changed. No
    command and no entry in the ledger: nobody decides here, it all follows from the program.
    """
    changed = _exchange("rule", pages(), Passage.objects.filter(source="rule"))
    for passage in Passage.objects.exclude(source="rule").iterator(500):
        page = _as_page(passage)
        if page.digest != passage.digest:
            _entered(passage.source, [page], {page.key: passage}, passage.unit_id)
            changed += 1
    return changed


def _unknown(code: str, text: str, file: str) -> list[Finding]:
    if code in shelves():
        return []
    known = tuple(shelf.text.title for shelf in shelves().values())
    return [_fault("statute-unknown", file=file, title=title_of(text)[:60], known=known)]


def _not_older(version: date | None, held: Statute | None, file: str) -> list[Finding]:
    if held is None or held.version is None or version is None or version >= held.version:
        return []
    return [_fault("statute-older", file=file, version=version, current=held.version)]


def _fault(code: str, **facts: object) -> Finding:
    return Finding(code, SHELVES, Severity.ERROR, facts)  # type: ignore[arg-type]


def _page(code: str, ordinal: int, section: Section) -> Page:
    """The passage of an article; our words for it are indexed and not shown."""
    place = (code, section.place)
    name = heading(place) or section.chapter
    article = shelves()[code].text[section.number]
    suffix = f"之{section.suffix}" if section.suffix else ""
    return Page(
        key=f"{code} {section.place}",
        title=" · ".join(filter(None, (f"{article}{suffix}", name))),
        text="\n".join(section.paragraphs),
        articles=(article.key,),
        keywords=_keywords(section.chapter, place, section.paragraphs),
        text_code=code,
        ordinal=ordinal,
    )


def _as_page(passage: Passage) -> Page:
    """What a passage says, an article of a statute with our words for it as they are now."""
    held = Page(
        passage.key, passage.title, passage.text, tuple(passage.articles), passage.link,
        passage.keywords, passage.text_code, passage.ordinal,
    )  # fmt: skip
    if passage.source != "statute" or not passage.text_code:
        return held
    chapter = passage.keywords.partition("\n")[0]
    code, _, place = passage.key.partition(" ")
    return replace(held, keywords=_keywords(chapter, (code, place), passage.text.split("\n")))


def _keywords(chapter: str, place: Place, paragraphs: Iterable[str]) -> str:
    """What is indexed besides the words of an article; the first line is its chapter."""
    everyday = everyday_words("\n".join(paragraphs), [article_key(place)])
    return f"{chapter}\n{words_for(place)}\n{everyday}"


def _changes(code: str, made: Sequence[Page]) -> dict[str, list[str]]:
    """Which articles are new, have other words, or are gone, by their keys."""
    rows = Passage.objects.filter(source="statute", text_code=code).order_by("ordinal")
    held = dict(rows.values_list("key", "text"))
    keys = {page.key for page in made}
    return {
        "added": [page.key for page in made if page.key not in held],
        "changed": [page.key for page in made if held.get(page.key, page.text) != page.text],
        "removed": [key for key in held if key not in keys],
    }


def _contents(read: StatuteText) -> list[list[str]]:
    """The chapters in their order, each with the place of its first article."""
    first: dict[str, str] = {}
    for section in read.sections:
        first.setdefault(section.chapter, section.place)
    return [[chapter, place] for chapter, place in first.items() if chapter]


def _day(version: date | None) -> str:
    return version.isoformat() if version else ""


def _exchange(source: str, made: Iterable[Page], rows: QuerySet[Passage]) -> int:
    """Let pages take the place of rows; returns how many were written or went."""
    wanted = {page.key: page for page in made}
    held = {passage.key: passage for passage in rows.select_for_update()}
    gone = [held[key].pk for key in held.keys() - wanted.keys()]
    for some in _batches(gone, 500):
        Passage.objects.filter(pk__in=some).delete()
    fresh = [p for p in wanted.values() if p.key not in held or held[p.key].digest != p.digest]
    _entered(source, fresh, held, None)
    if fresh:
        count_anew(Posting)
    return len(fresh) + len(gone)


def _entered(
    source: str, made: Sequence[Page], held: Mapping[str, Passage], keeper: str | None
) -> list[Passage]:
    """Write pages as passages of a unit and index them; those held keep their key and place."""
    counted = [page.frequencies() for page in made]
    rows = [
        Passage(
            id=held[page.key].pk if page.key in held else None,
            source=source, key=page.key, title=page.title, text=page.text, keywords=page.keywords,
            link=page.link, articles=list(page.articles), text_code=page.text_code,
            ordinal=page.ordinal, unit_id=keeper, length=page.length, digest=page.digest,
        )
        for page in made
    ]  # fmt: skip
    old = [row for row in rows if row.key in held]
    new = [row for row in rows if row.key not in held]
    fields = [f.name for f in Passage._meta.fields if f.name not in ("id", "source", "key")]
    Passage.objects.bulk_update(old, fields, batch_size=100)
    for some in _batches([row.pk for row in old], 500):
        Posting.objects.filter(passage_id__in=some).delete()
    Passage.objects.bulk_create(new, batch_size=200)
    postings = (
        (term, row.pk, times)
        for row, frequencies in zip(rows, counted, strict=True)
        for term, times in frequencies.items()
    )
    insert_rows(Posting, ("term", "passage", "frequency"), postings)
    return rows


def _batches(keys: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (keys[at : at + size] for at in range(0, len(keys), size))
