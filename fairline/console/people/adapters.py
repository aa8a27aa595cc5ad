"""Nobody signs up here: people are made by an engineer, and come in as who they are."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Lets nobody make an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may."""
        return False


class KnownPeople(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in through OpenID only whom we know by the address that the server has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return that nobody may be made that way."""
        return False
