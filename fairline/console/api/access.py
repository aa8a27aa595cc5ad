"""Who calls: somebody signed in, with the token of their form, or a program with a person's key."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from fairline.console import clock
from fairline.console.people.access import person_of
from fairline.console.people.models import Person
from fairline.console.people.rights import Right
from fairline.console.people.tokens import person_by

P = ParamSpec("P")
R = TypeVar("R")
Operation = Callable[Concatenate[HttpRequest, P], R]


class Signed(SessionAuth):
    """Somebody who is signed in. What changes something needs the token of a form."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any | None:
        """Return who it is."""
        return request.user if isinstance(request.user, Person) else None


class Key(HttpBearer):
    """A program with a key: it is the person whose key it is."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """Return whose key it is."""
        person = person_by(token, clock.now())
        if person is not None:
            request.user = person
        return person


def allowed(right: Right) -> Callable[[Operation[P, R]], Operation[P, R]]:
    """Let in who has ``right``; tell others that they may not."""

    def guarded(operation: Operation[P, R]) -> Operation[P, R]:
        @wraps(operation)
        def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            if not person_of(request).may(right):
                raise HttpError(403, f"needs the right {right.value}")
            return operation(request, *args, **kwargs)

        asked.right = right  # type: ignore[attr-defined]
        return cast(Operation[P, R], asked)

    return guarded
