"""The pages themselves, as Markdown: an index, one page a chapter, one page for the packs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.catalogue import catalogue
from huanjie.law.pack import PARAMETERS, Pack, shipped_packs
from huanjie.law.pages.gather import Case, Entry, Rule, Status, cases, entries, rules, texts, uses

Uses = Mapping[str, tuple[str, ...]]
Place = tuple[str, int | str]

MADE: Final = "<!-- Made by `huanjie law pages`; change the source, not this page. -->"
SHOWN: Final = 12
"""Cases of one article that a page names; the files hold all."""


def pages(case_folder: Path, source: Path) -> dict[str, str]:
    """Every page of `docs/law` by its name. `source` is the package's own folder."""
    known, used = cases(case_folder), uses(source)
    chapters = sorted({rule.chapter for rule in rules()})
    found = {"README.md": _index(known), "packs.md": _packs()}
    for chapter in chapters:
        found[f"{chapter}.md"] = _chapter(chapter, known, used)
    return found


def _page(*lines: str) -> str:
    return "\n".join((*lines, ""))


def _index(known: Sequence[Case]) -> str:
    counts = Counter(entry.status for entry in entries().values())
    total = ", ".join(f"{status} {counts[status]}" for status in Status)
    return _page(
        MADE,
        "# The law, article by article",
        "",
        f"{len(rules())} rules carry out the national texts; {len(known)} cases say what they"
        " must answer. Provinces differ where [their packs](packs.md) say so.",
        "",
        "- **computed**: a rule answers from figures or facts.",
        "- **recorded**: somebody acts or decides; the record of it is checked.",
        "- **human**: left to people; nothing is checked.",
        "- **outside**: other elections, or other bodies' work.",
        "",
        f"Articles of the Election Law: {total}.",
        "",
        "| article | | our words | status | why | rules |",
        "|---|---|---|---|---|---|",
        *(_row(entry) for entry in entries().values()),
    )


def _row(entry: Entry) -> str:
    chapters = sorted(
        {
            rule.chapter
            for rule in rules()
            for article in rule.articles
            if article.text == ELECTION_LAW and article.place[0] == entry.number
        }
    )
    links = ", ".join(f"[{chapter}]({chapter}.md)" for chapter in chapters)
    cells = (entry.number, entry.zh, entry.words, entry.status, entry.reason, links)
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _chapter(chapter: str, known: Sequence[Case], used: Uses) -> str:
    own = [rule for rule in rules() if rule.chapter == chapter]
    places = {(a.text.code, a.place[0]) for rule in own for a in rule.articles}
    ordered = sorted(places, key=_order)
    sections = (line for place in ordered for line in _section(place, own, known, used))
    return _page(MADE, f"# {chapter}", "", *sections, *_findings(chapter))


def _order(place: Place) -> tuple[int, int, str]:
    codes = [text.code for text in texts()]
    number = place[1] if isinstance(place[1], int) else 0
    return codes.index(place[0]), number, str(place[1])


def _section(place: Place, own: Sequence[Rule], known: Sequence[Case], used: Uses) -> Iterator[str]:
    code, number = place
    text = {text.code: text for text in texts()}[code]
    entry = entries().get(int(number)) if text == ELECTION_LAW else None
    yield f"## {text.title if text == PRACTICE else text[number]} · {text[number].english}"
    yield ""
    if entry is not None:
        yield f"**{entry.zh}.** {entry.words} *{entry.status}*: {entry.reason}"
        yield ""
    for rule in own:
        cited = [a for a in rule.articles if (a.text.code, a.place[0]) == place]
        if cited:
            yield _rule(rule, ", ".join(a.key for a in cited), used)
    yield ""
    yield from _cases(place, known)


def _rule(rule: Rule, keys: str, used: Uses) -> str:
    users = used.get(f"{rule.chapter}.{rule.short}", ())
    where = f" Used in {', '.join(users)}." if users else ""
    ids = f" [{', '.join(rule.ids)}]" if rule.ids else ""
    return f"- `{rule.name.removeprefix('huanjie.law.')}` ({keys}){ids}: {rule.says}{where}"


def _cases(place: Place, known: Sequence[Case]) -> Iterator[str]:
    found = [case for case in known if place in case.articles]
    if not found:
        return
    yield f"Cases: {len(found)}"
    yield ""
    for case in found[:SHOWN]:
        pack = f" ({case.pack})" if case.pack else ""
        link = f"[{case.file}](../../tests/law/cases/{case.file})"
        yield f"- {case.title}{pack} — {', '.join(case.rules)}, {link}"
    if len(found) > SHOWN:
        files = Counter(case.file for case in found)
        yield f"- … and in all {', '.join(f'{name} {n}' for name, n in sorted(files.items()))}"
    yield ""


def _findings(chapter: str) -> Iterator[str]:
    yield "## Findings"
    yield ""
    for wording in catalogue().values():
        if wording.chapter == chapter:
            yield f"- `{wording.code}`: {wording.zh} / {wording.en}"


def _packs() -> str:
    lines = [MADE, "# What provinces fix", ""]
    for pack in shipped_packs().values():
        lines += [f"## {pack.title} (`{pack.id}`, {pack.amended.isoformat()})", ""]
        lines += ["| key | value | rests on | status |", "|---|---|---|---|"]
        lines += [_setting(pack, key) for key in PARAMETERS if _differs(pack, key)]
        lines.append("")
    return _page(*lines)


def _differs(pack: Pack, key: str) -> bool:
    """A province's page names what its own text says; the national page names everything."""
    article = pack.settings[key].article
    return pack.province is None or (article is not None and article.text.code not in _NATIONAL)


_NATIONAL: Final = frozenset(text.code for text in texts())


def _setting(pack: Pack, key: str) -> str:
    setting = pack.settings[key]
    value = setting.value
    shown = ", ".join(str(each) for each in value) if isinstance(value, tuple) else str(value)
    cite = setting.article.key if setting.article else "–"
    return f"| `{key}` | {shown} | {cite} | {setting.status} |"
