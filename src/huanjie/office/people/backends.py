"""Who may sign in: accounts that have not expired; nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import clear_login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from huanjie.office.people.models import Account


class UnexpiredBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in with a password until the account's last day."""

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """False for a closed account and for one whose last day is over."""
        return may_sign_in(user)


def may_sign_in(user: AbstractBaseUser) -> bool:
    """Is the account open, and its last day not over?"""
    if isinstance(user, Account) and user.expires_on:
        return user.is_active and timezone.localdate() <= user.expires_on
    return user.is_active


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by the system administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        """Turn away whoever may not sign in: allauth by itself looks only at `is_active`."""
        if not may_sign_in(user):
            clear_login(request)
            refused: HttpResponse = self.respond_user_inactive(request, user)
            return refused
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer
