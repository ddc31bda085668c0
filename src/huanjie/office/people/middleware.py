"""Puts the actor on the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from huanjie.office.people.models import Account
from huanjie.office.people.queries import member


class MemberMiddleware:
    """`request.member` is the signed-in account as the actor of a command, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if isinstance(account, Account) or account.is_authenticated:
            real = Account.objects.select_related("unit").get(pk=account.pk)
            request.member = member(real)  # type: ignore[attr-defined]
        else:
            request.member = None  # type: ignore[attr-defined]
        return self.get_response(request)
