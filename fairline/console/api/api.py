"""The API itself: its parts, who may call, and how it is described."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI

from fairline.console import clock
from fairline.console.api import appeals, cases, own, registers, rulings, tracing
from fairline.console.api.access import Key, Signed, allowed
from fairline.console.api.problems import answer_with_problems
from fairline.console.overview import figures
from fairline.console.overview.pages import guard_status
from fairline.console.people.rights import Right

api = NinjaAPI(
    title="fairline console",
    version="1",
    description="What people do in the console, for programs. Times are RFC 3339 with their zone.",
    auth=[Signed(csrf=True), Key()],
    docs_url=None,
    urls_namespace="api",
)
answer_with_problems(api)
api.add_router("/cases", cases.router)
api.add_router("/rulings", rulings.router)
api.add_router("/appeals", appeals.router)
api.add_router("/own", own.router)
api.add_router("", registers.router)
api.add_router("", tracing.router)


@api.get("/overview")
@allowed(Right.OVERVIEW)
def overview(request: HttpRequest) -> dict[str, Any]:
    """Return what waits, and how the guard stands."""
    status = guard_status()
    return {
        "waiting": figures.waiting(clock.now()),
        "guard": None
        if status is None
        else {
            "since": status.since,
            "policy": status.policy,
            "trouble": status.trouble,
            "behind": status.behind,
            "counts": status.counts,
            "gaps": len(status.gaps),
        },
    }
