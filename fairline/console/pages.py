"""Pages that belong to no part: the way in, one's own settings, and what is shown when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairline.console import clock
from fairline.console.people import tokens
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right


@needs(Right.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to where their work is."""
    person = person_of(request)
    return redirect("own" if person.is_customer else "overview")


@needs(Right.SIGNED_IN)
def you(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, and where to change language, password and second factor."""
    person = person_of(request)
    key = None
    if request.method == "POST" and request.POST.get("language") in ("en", "fr"):
        person.language = request.POST["language"]
        person.save(update_fields=["language"])
        return redirect("you")
    if request.method == "POST" and request.POST.get("revoke"):
        tokens.revoke(person, request.POST["revoke"][:16], clock.now())
        return redirect("you")
    if request.method == "POST" and request.POST.get("key", "").strip():
        key = tokens.made(person, request.POST["key"].strip()[:80], clock.now())
    own = person.tokens.filter(revoked_at=None, expires_at__gt=clock.now()).order_by("made_at")
    return render(request, "console/you.html", {"key": key, "keys": own})


@needs(Right.OPEN)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or none that this person may know of."""
    return render(request, "console/404.html", status=404)


@needs(Right.OPEN)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this person may not see it."""
    return render(request, "console/403.html", status=403)


@needs(Right.OPEN)
def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a request was too large, or of a kind that no browser sends from our pages."""
    return render(request, "console/400.html", status=400)


@needs(Right.OPEN)
def failed(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault."""
    return render(request, "console/500.html", status=500)
