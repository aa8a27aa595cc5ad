"""The overview's page and its charts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fairline.app.status import Status, read_status
from fairline.console import clock
from fairline.console.charts import drawn
from fairline.console.overview import figures
from fairline.console.people.access import needs
from fairline.console.people.rights import Right
from fairline.facts import FairlineError
from fairline.policy import Severity
from fairline.report.charts import COLORS

AGES = {
    "4h": _("up to 4 hours"),
    "1d": _("up to a day"),
    "7d": _("up to a week"),
    "more": _("longer"),
}
COUNTED = {
    "decisions": _("attempts decided"),
    "facts": _("records taken"),
    "findings": _("findings"),
    "emergency": _("calls for help let through"),
    "undecided": _("attempts nobody could decide in time"),
    "throttled": _("attempts slowed down"),
}
"""What the guard counts that everybody understands; the rest is shown by its own names."""


@needs(Right.OVERVIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """Everything at a glance."""
    now = clock.now()
    status = guard_status()
    counted = [] if status is None else [(COUNTED[name], status.counts.get(name, 0)) for name in COUNTED]
    return render(
        request,
        "overview/overview.html",
        {
            "status": status,
            "counted": counted,
            "waiting": figures.waiting(now),
            "ages": [(AGES[name], counts) for name, counts in figures.open_cases(now)],
            "days": figures.by_day(now),
            "rules": figures.by_rule(now),
            "severities": list(reversed(Severity)),
            "looked_back": figures.DAYS,
        },
    )


@needs(Right.OVERVIEW)
def days_chart(request: HttpRequest) -> HttpResponse:
    """Draw the findings of the last days."""
    values = [
        {"day": day.isoformat(), "severity": severity.name, "order": -severity, "count": count}
        for day, counts in figures.by_day(clock.now())
        for severity, count in counts.items()
    ]
    spec = {
        "width": 640,
        "height": 150,
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "day", "type": "ordinal", "timeUnit": "utcyearmonthdate", "title": None,
                  "axis": {"format": "%-d %b", "labelAngle": 0, "labelOverlap": "greedy"}},
            "y": {"field": "count", "type": "quantitative", "aggregate": "sum", "title": None,
                  "axis": {"tickMinStep": 1, "format": ",d", "tickCount": 4}},
            "color": {"field": "severity", "type": "nominal", "legend": None,
                      "scale": {"domain": [each.name for each in Severity],
                                "range": [COLORS[each] for each in Severity]}},
            "order": {"field": "order", "type": "quantitative"},
        },
    }  # fmt: skip
    return drawn(spec, values)


def guard_status() -> Status | None:
    """Return how the guard of this folder stands, ``None`` if none runs or nothing can be read."""
    try:
        return read_status(settings.FOLDER)
    except FairlineError:
        return None
