"""Who may open a page: the decorators of every screen."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed
from huanjie.office.people.models import Account
from huanjie.office.people.queries import OutOfScope
from huanjie.office.people.roles import Role
from huanjie.office.people.typed import keep_typed

P = ParamSpec("P")
SAFE = frozenset({"GET", "HEAD"})


class MemberRequest(HttpRequest):
    """A request of somebody signed in."""

    member: Actor
    user: Account
    htmx: Any


Screen = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def for_roles(*roles: Role) -> Callable[[Screen[P]], View[P]]:
    """Open a page to the holders of any of the roles, or, none named, to all who are signed in.

    Guides read what any role reads. Without sign-in: to the sign-in page and back. Wrong role: 403.
    A record out of the reader's scope (`OutOfScope`): 404, as if it were not there.
    """
    allowed = frozenset(roles)

    def make(screen: Screen[P]) -> View[P]:
        def view(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            member: Actor | None = getattr(request, "member", None)
            if member is None:
                if request.method == "POST":
                    keep_typed(request)
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            if not may_open(member, allowed, is_reading=request.method in SAFE):
                raise PermissionDenied(f"{member.name}: {screen.__name__}")
            try:
                return screen(request, *args, **kwargs)  # type: ignore[arg-type]
            except OutOfScope as outside:
                raise Http404(str(outside)) from outside
            except NotAllowed as refusal:
                raise PermissionDenied(str(refusal)) from refusal

        return cast(View[P], update_wrapper(view, screen))

    return make


def signed_in(screen: Screen[P]) -> View[P]:
    """Open a page to everybody with an account."""
    return for_roles()(screen)


def may_open(member: Actor, allowed: frozenset[Role], *, is_reading: bool) -> bool:
    """Does one of the member's roles open the page?"""
    if not allowed or allowed & member.roles:
        return True
    return is_reading and Role.GUIDE in member.roles
