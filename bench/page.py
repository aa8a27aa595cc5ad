"""The generated part of the page on performance, and its chart. Whatever stands outside the marks is kept."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import vl_convert

from bench import machine
from bench.sections import Measured, Scale, Table

VERSION = "6.1"  # of Vega-Lite: the same chart whatever the library's newest
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PAGE, CHART = Path("explanation/performance.md"), Path("images/performance.svg")
OURS, THEIRS, REFERENCE = "#2f6db5", "#8a94a0", "#c2680a"


def write(docs: Path, measured: Iterable[Measured], scale: Scale) -> None:
    """Replace what stands between the marks of the page, and draw the chart anew."""
    measured = tuple(measured)
    page = docs / PAGE
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    assert end, f"{page}: found no marks, wanted {BEGIN} and {END}"
    middle = generated((table for part in measured for table in part.tables), scale)
    page.write_text(f"{before}{BEGIN}\n\n{middle}\n{END}{after}", encoding="utf-8")
    ratios = dict(pair for part in measured for pair in part.ratios)
    if ratios:
        (docs / CHART).write_text(drawn(ratios), encoding="utf-8")


def generated(tables: Iterable[Table], scale: Scale) -> str:
    """Return the tables as Markdown, after the machine they were measured on."""
    option = "" if scale.name == "usual" else f" OPTIONS=--{scale.name}"
    told = f"Measured by `make bench{option}` on: {machine.described()}.\n"
    return "\n".join([told, *map(markdown, tables)])


def markdown(table: Table) -> str:
    """Return one table with its heading and note."""
    rule = ["---", *("---:" for _ in table.headings[1:])]
    lines = [f"| {' | '.join(row)} |" for row in (table.headings, rule, *table.rows)]
    note = ["", table.note] if table.note else []
    return "\n".join([f"### {table.title}", "", *lines, *note, ""])


def drawn(ratios: dict[str, float]) -> str:
    """Return an SVG of costs in reference loops, one bar each, on a logarithmic scale."""
    values = [{"who": name, "cost": cost, "whose": _whose(name)} for name, cost in ratios.items()]
    who = {
        "field": "who",
        "type": "nominal",
        "sort": {"field": "cost"},
        "title": None,
        "axis": {"labelLimit": 420},
    }
    cost = {
        "field": "cost",
        "type": "quantitative",
        "scale": {"type": "log", "domainMin": 0.8},
        "title": "cost of a fact, in reference loops (logarithmic; shorter is faster)",
    }
    color = {
        "field": "whose",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": ["reference", "ours", "theirs"], "range": [REFERENCE, OURS, THEIRS]},
    }
    number = {"field": "cost", "type": "quantitative", "format": ".3~r"}
    spec: dict[str, Any] = {
        "width": 460,
        "height": {"step": 24},
        "data": {"values": values},
        "encoding": {"y": who, "x": cost},
        "layer": [
            {"mark": "bar", "encoding": {"x2": {"datum": 0.8}, "color": color}},
            {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": number}},
        ],
        "config": {"background": "white", "view": {"stroke": None}, "font": "sans-serif"},
    }
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[]))


def _whose(name: str) -> str:
    if name == "reference loop":
        return "reference"
    return "ours" if name.startswith(("fairline", "30 signals", "whole catalogue")) else "theirs"
