"""A document as PDF, set by Typst from one template. Its words are data: none of them is read as markup."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from fairline.console.speech import lang
from fairline.console.tracing.sections import Section

TEMPLATE = Path(__file__).parent / "documents" / "document.typ"


def pdf(
    title: str,
    sections: Iterable[Section],
    *,
    provider: str,
    made_at: datetime,
    foot: str,
    charts: Mapping[str, str] | None = None,
) -> bytes:
    """Return a document in the language of the page. ``charts``: SVG by name; ``foot``: below every page."""
    told = {
        "lang": str(lang()),
        "title": title,
        "provider": provider,
        "made": [made_at.year, made_at.month, made_at.day],
        "page": _("Page"),
        "foot": foot,
        "sections": [_section(each, charts or {}) for each in sections],
    }
    typst: Any = import_module("typst")
    made: bytes = typst.compile(
        TEMPLATE.read_bytes(), format="pdf", sys_inputs={"data": msgspec.json.encode(told).decode()}
    )
    return made


def _section(of: Section, charts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": of.title,
        "note": of.note,
        "facts": of.facts,
        "headings": of.headings,
        "rows": of.rows,
        "counts": of.counts,
        "chart": charts.get(of.chart, ""),
        "label": of.chart_label,
    }
