"""What was typed into a form whose session had ended, sealed until its writer has signed in."""

from typing import Final

from django.http import HttpRequest, QueryDict

from huanjie.office.people.secrets import seal, unseal

LONGEST: Final = 100_000
_KEY: Final = "typed"
_UNTYPED: Final = ("csrfmiddlewaretoken", "once")


def keep_typed(request: HttpRequest) -> None:
    """Keep in the session what was posted without one; passwords are never kept."""
    fields = request.POST.copy()
    for name in [each for each in fields if each in _UNTYPED or "password" in each]:
        del fields[name]
    text = fields.urlencode()
    if len(text) <= LONGEST:
        request.session[_KEY] = {"at": request.get_full_path(), "sealed": seal(text).hex()}


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once; None when nothing was."""
    kept = request.session.get(_KEY)
    if kept is None or kept["at"] != request.get_full_path():
        return None
    del request.session[_KEY]
    return QueryDict(unseal(bytes.fromhex(kept["sealed"])))
