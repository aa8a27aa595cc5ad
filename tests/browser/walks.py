"""Walking through the console as somebody would: from link to link, each kind of page once."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.browser.visits import Visit

PEOPLE = {
    "rosa": "reviewer", "sami": "senior", "lea": "legal", "noor": "engineer", "ada": "auditor",
    "customer-acme": "customer", "": "nobody",
}  # fmt: skip
"""Who signs in, and what for."""
OPEN = ("/accounts/login/", "/redress/", "/redress/sent/", "/interpretations/public/")
"""Where whoever has not signed in can go."""
OWN = ("/you/", "/accounts/2fa/", "/accounts/password/change/", "/accounts/sessions/", "/no-such-page/")
NO_PAGES = (".pdf", ".json", ".svg", ".csv", ".atom", ".zip", ".jsonl", "/export/", "/openapi.json")
NO_SINGLE = ("own-file", "account_logout", "records-export")


def pages(visit: Visit, name: str) -> Iterator[str]:
    """Yield the names of pages with this person on each of them: of each kind the first that is linked."""
    starts = OWN if name else OPEN
    waiting = ["/", *starts] if name else list(starts)
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        visit.page.goto(path)
        yield kind
        links = visit.page.locator("a[href]").evaluate_all("links => links.map(each => each.href)")
        waiting += [each.removeprefix(visit.url) for each in links if each.startswith(f"{visit.url}/")]


def kind_of(path: str) -> str | None:
    """Return what kind of page an address is: its name and what narrows it, ``None`` for what is no page."""
    parts = urlsplit(path)
    if parts.path.endswith(NO_PAGES):
        return None
    try:
        found = resolve(parts.path)
    except Resolver404:
        return "not-found"
    if found.url_name in NO_SINGLE or "api" in found.namespaces:
        return None
    return f"{found.url_name}{'-lift' if 'lift=' in parts.query else ''}"
