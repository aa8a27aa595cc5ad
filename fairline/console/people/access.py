"""What stands before every page: who may see it. A page without it does not pass the tests."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from fairline.console.people.models import Person
from fairline.console.people.rights import Right

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs(right: Right) -> Callable[[View[P]], View[P]]:
    """Let in who has ``right``. Others are sent to sign in, or told that they may not."""

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if right is not Right.OPEN:
                person = request.user
                if not isinstance(person, Person):
                    return redirect_to_login(request.get_full_path())
                if not person.may(right):
                    raise PermissionDenied
            return view(request, *args, **kwargs)

        asked.right = right  # type: ignore[attr-defined]
        return cast(View[P], asked)

    return guarded


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in, behind ``needs``."""
    return cast(Person, request.user)
