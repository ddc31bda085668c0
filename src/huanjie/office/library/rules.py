"""Our own words as pages: articles with their rules, findings, settings of the packs, calendar.

Made from what the package carries, so that the search works before anything is imported.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, cast

import huanjie.law
from huanjie.law.article import PRACTICE, Article
from huanjie.law.catalogue import Wording, catalogue, in_words
from huanjie.law.finding import Fact
from huanjie.law.pack import OPEN_POINTS, PARAMETERS, known_texts, shipped_packs
from huanjie.law.pages import entries, rules
from huanjie.law.timetable import DEADLINES
from huanjie.office.library.pages import Page
from huanjie.office.library.topics import everyday_words

_FIGURE: Final = re.compile(r"\{\w*\}")
Place = tuple[str, str]
"""The code of a text and the number of an article in it."""


@cache
def pages() -> tuple[Page, ...]:
    """Every page of our own words."""
    made = (_articles(), _findings(), _settings(), _calendar(), _points())
    return tuple(page for some in made for page in some)


def article_key(place: Place) -> str:
    """The key of a whole article: `EL 45`."""
    return f"{place[0]} {place[1]}"


def place_of(article: Article) -> Place:
    """The text and the number of the article that a place lies in."""
    return article.text.code, str(article.place[0])


def heading(place: Place) -> str:
    """What we call an article; empty where we have no name for it."""
    entry = entries().get(int(place[1])) if place[0] == "EL" and place[1].isdigit() else None
    return entry.zh if entry else ""


def words_for(place: Place) -> str:
    """All that we say of an article: our words, its rules, the findings that cite it."""
    return _words().get(place, "")


@cache
def _words() -> Mapping[Place, str]:
    found: dict[Place, list[str]] = defaultdict(list)
    for entry in entries().values():
        found[place_of(entry.article)] += [f"{entry.zh}。", entry.words]
    for rule in rules():
        for place in dict.fromkeys(place_of(article) for article in rule.articles):
            found[place].append(rule.says)
    for code, cited in citing().items():
        for place in dict.fromkeys(place_of(article) for article in cited):
            found[place].append(_said(catalogue()[code]))
    return {place: "\n".join(lines) for place, lines in found.items()}


def _said(words: Wording) -> str:
    return f"{_plain(words.zh)} {_plain(words.en)}"


def _plain(words: str) -> str:
    return _FIGURE.sub("…", words)


def _articles() -> Iterator[Page]:
    order = {code: at for at, code in enumerate(known_texts())}
    for place, text in sorted(_words().items(), key=lambda row: (order[row[0][0]], row[0][1])):
        source = known_texts()[place[0]]
        if source == PRACTICE:
            continue
        article = source[int(place[1])]
        title = " · ".join(filter(None, (str(article), heading(place))))
        keywords = everyday_words("", [article_key(place)])
        cited = (article.key,)
        yield Page(article_key(place), title, text, cited, keywords=keywords, text_code=place[0])


def _findings() -> Iterator[Page]:
    for code, words in catalogue().items():
        cited = tuple(article.key for article in citing().get(code, ()))
        text = f"{_plain(words.next_zh)}\n{_plain(words.en)}\n{_plain(words.next_en)}"
        yield Page(f"finding:{code}", _plain(words.zh), text, cited, keywords=code)


@cache
def citing() -> Mapping[str, tuple[Article, ...]]:
    """The articles that each kind of finding rests on, read from the rules that make it."""
    found: dict[str, dict[Article, None]] = defaultdict(dict)
    for info in pkgutil.walk_packages(huanjie.law.__path__, "huanjie.law."):
        module = importlib.import_module(info.name)
        for code, article in _made_in(module):
            found[code][article] = None
    known = catalogue()
    return {code: tuple(cited) for code, cited in found.items() if code in known}


def _made_in(module: object) -> Iterator[tuple[str, Article]]:
    """The calls of a module that name a finding and a constant article."""
    tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        codes = [a.value for a in node.args if isinstance(a, ast.Constant)]
        cited = [_constant(argument, vars(module)) for argument in node.args]
        for code in codes:
            yield from ((str(code), each) for each in cited if isinstance(each, Article))


def _constant(node: ast.expr, names: Mapping[str, object]) -> object:
    """The value of a name or of a text with numbers in brackets; None for anything else."""
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Subscript(value=ast.Name(id=name), slice=place):
            text = names.get(name)
            try:
                return text[ast.literal_eval(place)]  # type: ignore[index]
            except (ValueError, TypeError, KeyError):
                return None
    return None


def _settings() -> Iterator[Page]:
    """One page a setting: what it is, and what each text says."""
    names = tomllib.loads(files(__package__ or "").joinpath("settings.toml").read_text("utf-8"))
    for key in PARAMETERS:
        said, cited = [], []
        for pack in shipped_packs().values():
            setting = pack.settings[key]
            place = f"（{setting.article}）" if setting.article else ""
            value = in_words(cast(Fact, setting.value), "zh")
            said.append(f"{pack.title}：{value}{place}")
            cited += [setting.article.key] if setting.article else []
        title = " · ".join(names.get(key, [key]))
        yield Page(
            f"setting:{key}", title, "\n".join(said), tuple(dict.fromkeys(cited)), keywords=key
        )


def _calendar() -> Iterator[Page]:
    for row in DEADLINES.values():
        title = f"法定日程：{row.zh} · {row.en}"
        figure = row.figure if isinstance(row.figure, int) else f"{{{row.figure.key}}}"
        text = f"{row.zh}（{row.article}）\n{row.en}"
        keywords = f"{row.id} 期限 最迟 什么时候 几天 deadline {figure}"
        yield Page(f"calendar:{row.id}", title, text, (row.article.key,), keywords=keywords)


def _points() -> Iterator[Page]:
    """What the law leaves open, by the sentences that say so."""
    for point in OPEN_POINTS.values():
        words = [catalogue()[code] for code in point.codes]
        title = f"{point.id} 法律未定之处：{point.setting.replace('_', ' ')}"
        text = "\n".join(f"{_said(w)} {_plain(w.next_zh)}" for w in words) or point.default
        cited = [a.key for code in point.codes for a in citing().get(code, ())]
        yield Page(f"point:{point.id}", title, text, tuple(dict.fromkeys(cited)))
