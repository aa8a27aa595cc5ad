"""Findings over time and by clause, drawn by Vega-Lite on this machine: no script and no other host."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import vl_convert
from markupsafe import Markup

from fairline.findings import Finding
from fairline.policy import Lang, Severity

VERSION = "6.1"  # of Vega-Lite: the same chart whatever the library's newest
DAYS_MAX, WEEKS_MAX, MONTHS_MAX = 92, 730, 7300  # ours, in days: past them a bar is a week, month, year
WIDTH, NARROW = 640, 380
COLORS = {
    Severity.NOTICE: "#6b7785",
    Severity.MINOR: "#2f6db5",
    Severity.MAJOR: "#c2680a",
    Severity.CRITICAL: "#9d1b32",
}  # also in page.css; each at least 4.5 to 1 on white but MAJOR, 4.1, which is never text
LOCALE: dict[Lang, Literal["en-US", "fr-FR"]] = {Lang.EN: "en-US", Lang.FR: "fr-FR"}
SETTINGS = {
    "aria": False,  # the picture has one label of ours, in the language of the page
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "labelColor": "#333", "gridColor": "#e3e6ea", "domainColor": "#888",
             "tickColor": "#888"},
}  # fmt: skip
Counts = Mapping[Severity, int]


@dataclass(frozen=True, slots=True)
class OverTime:
    """Findings by when they began. ``unit`` is day, week, month or year; each row is its first day."""

    unit: str
    rows: tuple[tuple[date, Counts], ...]


def over_time(findings: Iterable[Finding], zone: ZoneInfo) -> OverTime:
    """Count findings by day, week, month or year of ``zone``, as the span allows. Empty ones have no row."""
    began = [(finding.since.astimezone(zone).date(), finding.severity) for finding in findings]
    if not began:
        return OverTime("day", ())
    days = (max(day for day, _ in began) - min(day for day, _ in began)).days
    longest = {"day": DAYS_MAX, "week": WEEKS_MAX, "month": MONTHS_MAX}
    unit = next((name for name, most in longest.items() if days <= most), "year")
    rows: dict[date, Counter[Severity]] = {}
    for day, severity in began:
        rows.setdefault(_start(day, unit), Counter())[severity] += 1
    return OverTime(unit, tuple(sorted(rows.items())))


def _start(day: date, unit: str) -> date:
    match unit:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def _next(day: date, unit: str) -> date:
    """Return the first day of the unit after the one that starts on ``day``."""
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}
    return _start(day + timedelta(days=longest[unit]), unit)


def draw_over_time(counted: OverTime, lang: Lang, label: str) -> Markup:
    """Draw the bars of each day, week, month or year, stacked by severity, the empty ones too."""
    shown = {"day": "%-d %b", "week": "%-d %b %y", "month": "%b %Y", "year": "%Y"}
    spec = {
        "width": WIDTH,
        "height": 150,
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "day",
                "type": "ordinal",
                "timeUnit": "utcyearmonthdate",
                "title": None,
                "axis": {"format": shown[counted.unit], "labelAngle": 0, "grid": False,
                         "labelOverlap": "greedy", "labelSeparation": 10},
            },
            "y": _amount(),
        },
    }  # fmt: skip
    values: list[dict[str, object]] = []
    found = dict(counted.rows)
    day, last = counted.rows[0][0], counted.rows[-1][0]
    while day <= last:
        nothing: list[dict[str, object]] = [{"severity": Severity.NOTICE.name, "order": 0, "count": 0}]
        values += ({"day": day.isoformat(), **each} for each in _severities(found.get(day, {})) or nothing)
        if day == last:
            break  # the calendar itself ends in 9999
        day = _next(day, counted.unit)
    return _drawn(spec, values, lang, label)


def draw_by_clause(rows: Sequence[tuple[str, Counts]], lang: Lang, label: str) -> Markup:
    """Draw one bar for each clause, by its letter."""
    spec = {
        "width": NARROW,
        "height": {"step": 26},
        "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": "clause", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelFontSize": 13, "labelFontWeight": "bold"}},
            "x": _amount(),
        },
    }  # fmt: skip
    values = [{"clause": clause, **each} for clause, counts in rows for each in _severities(counts)]
    return _drawn(spec, values, lang, label)


def _amount() -> dict[str, object]:
    return {"field": "count", "type": "quantitative", "aggregate": "sum", "title": None,
            "axis": {"tickMinStep": 1, "format": ",d", "tickCount": 4}}  # fmt: skip


def _severities(counts: Counts) -> list[dict[str, object]]:
    return [
        {"severity": severity.name, "order": -severity, "count": counts[severity]}
        for severity in reversed(Severity)
        if counts.get(severity)
    ]


def _drawn(
    spec: Mapping[str, object], values: Sequence[Mapping[str, object]], lang: Lang, label: str
) -> Markup:
    """Draw ``spec`` and make the picture part of the page: its fonts, its label, and nothing from outside."""
    encoding = spec["encoding"]
    assert isinstance(encoding, dict)
    color = {
        "field": "severity",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": [each.name for each in Severity], "range": [COLORS[each] for each in Severity]},
    }
    encoding = encoding | {"color": color, "order": {"field": "order", "type": "quantitative"}}
    whole = {
        **spec,
        "data": {"values": list(values)},
        "encoding": encoding,
        "config": SETTINGS,
    }
    drawn: str = vl_convert.vegalite_to_svg(
        whole,
        vl_version=VERSION,
        allowed_base_urls=[],
        format_locale=LOCALE[lang],
        time_format_locale=LOCALE[lang],
    )
    return _inline(drawn, label)


def _inline(drawn: str, label: str) -> Markup:
    """Return an SVG file as a part of a page: as wide as the page allows, without names of namespaces."""
    opening = re.search(r'viewBox="([^"]*)"', drawn)
    assert opening is not None
    body = drawn[drawn.index(">") + 1 :]
    body = re.sub(r' font-family="[^"]*"', "", body)
    return Markup('<svg class="chart" role="img" aria-label="{}" viewBox="{}">').format(
        label, opening[1]
    ) + Markup(body)
