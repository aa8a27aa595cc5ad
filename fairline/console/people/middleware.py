"""What holds for every request of somebody who is signed in."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from fairline.console.people.models import Person

Next = Callable[[HttpRequest], HttpResponse]
WITHOUT = ("/accounts/", "/static/", "/i18n/")
"""Where whoever has no second factor yet may go: to get one, and to sign out."""


class OwnLanguage:
    """Speaks the language that a person chose, until they choose another for this browser."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on in the person's language."""
        person = request.user
        if isinstance(person, Person) and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(person.language)
            request.LANGUAGE_CODE = person.language
        return self._next(request)


class SecondFactor:
    """Sends the provider's people to get a second factor before anything else, if one is wanted."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, or to where a second factor is set up."""
        person = request.user
        if (
            settings.CONSOLE.second_factor
            and isinstance(person, Person)
            and not person.is_customer
            and not request.path.startswith(WITHOUT)
            and not is_mfa_enabled(person)
        ):
            return redirect("mfa_index")
        return self._next(request)
