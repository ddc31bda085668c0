"""Where the reader is: which election, how far each stage, which rooms are open."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from huanjie.office.board.place import place_of


def place(request: HttpRequest) -> dict[str, Any]:
    """`place` for the frame; looked up only when a template asks."""
    return {"place": SimpleLazyObject(lambda: place_of(request))}
