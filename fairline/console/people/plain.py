"""What no request of ours holds: the character NUL, which PostgreSQL keeps in no text.

It is refused for all pages at once, so that none stores on one database what fails on another.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

NUL = "\x00"
IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""As JSON writes it (RFC 8259, section 7): an odd number of backslashes before."""
API = "/api/"


class Plain:
    """Answers 400 to a request with a NUL in its path, its query, its fields or the names of its files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the address before anybody does."""
        if NUL in request.path or _has(request.GET.lists()):
            return _refused(request)
        return self._next(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Look at the fields, once it is known where they go."""
        if request.method not in ("POST", "PUT", "PATCH"):
            return None
        if request.content_type == "application/json":
            return _refused(request) if IN_JSON.search(request.body) else None
        names = [(name, [each.name or "" for each in held]) for name, held in request.FILES.lists()]
        return _refused(request) if _has(request.POST.lists()) or _has(names) else None


def _has(fields: Iterable[tuple[str, list[Any]]]) -> bool:
    return any(NUL in name or any(NUL in str(each) for each in values) for name, values in fields)


def _refused(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        problem = {"title": "found the character NUL, wanted text without it", "status": 400, "reasons": []}
        return JsonResponse(problem, status=400, content_type="application/problem+json")
    return render(request, "console/400.html", status=400)
