"""How citations and their changes are shown."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huanjie.office.face.cards import article_url
from huanjie.office.face.words import citation
from huanjie.office.guidance.queries.citations import article_cited


def cited_links(keys: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each citation as key, words and address; a pack parameter has no address."""
    found = []
    for key in keys:
        cited = article_cited(key)
        if cited is None:
            found.append((key, _("参数 %(key)s") % {"key": key}, ""))
        else:
            found.append((key, citation(cited), article_url(cited)))
    return found


def in_words(changes: Iterable[str]) -> list[str]:
    """What has changed under an answer, in words."""
    found = []
    for change in changes:
        kind, _colon, name = change.partition(":")
        if kind == "rule":
            found.append(_("规则 %(name)s") % {"name": name.removeprefix("huanjie.law.")})
        elif kind == "pack":
            found.append(_("参数 %(key)s") % {"key": name})
        else:
            found.append(_("条文说明 %(name)s") % {"name": name})
    return found
