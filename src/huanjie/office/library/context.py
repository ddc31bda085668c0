"""The statute behind an article chip, for the page of the face that shows our words for it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from huanjie.office.library.models import Passage
from huanjie.office.library.queries import article_passage


def statute(request: HttpRequest) -> dict[str, Any]:
    """`statute`: the passage of the article whose page is asked for, when the library holds it."""
    return {"statute_passage": SimpleLazyObject(lambda: _passage(request))}


def _passage(request: HttpRequest) -> Passage | None:
    match = request.resolver_match
    if match is None or match.view_name != "face:article":
        return None
    return article_passage(match.kwargs["text"], match.kwargs["place"].split(".")[0])
