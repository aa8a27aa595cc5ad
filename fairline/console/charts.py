"""Charts as SVG files, drawn here. A page shows them as pictures, each with its numbers in a table below."""

from collections.abc import Mapping, Sequence

import vl_convert
from django.http import HttpResponse

from fairline.console.speech import lang
from fairline.report.charts import LOCALE, SETTINGS, VERSION


def drawn(spec: Mapping[str, object], values: Sequence[Mapping[str, object]]) -> HttpResponse:
    """Draw ``values`` by a Vega-Lite specification, in the language of the page."""
    whole = {**spec, "data": {"values": list(values)}, "config": SETTINGS}
    svg: str = vl_convert.vegalite_to_svg(
        whole,
        vl_version=VERSION,
        allowed_base_urls=[],
        format_locale=LOCALE[lang()],
        time_format_locale=LOCALE[lang()],
    )
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer["Cache-Control"] = "private, max-age=60"
    return answer
