"""Who may sign in: accounts that have not expired; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from huanjie.office.people.models import Account


class UnexpiredBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in with a password until the account's last day."""

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """False for a closed account and for one whose last day is over."""
        if isinstance(user, Account) and user.expires_on:
            return user.is_active and timezone.localdate() <= user.expires_on
        return user.is_active


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by the system administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
