"""Measure what fairline costs here, and print it. ``--write docs`` also puts it into the documentation.

Figures of one machine differ from those of another, and on a shared machine from those of an hour ago; the
ratios to the reference loop, measured in the same run, are what can be compared.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table as Shown

from bench import (
    audits,
    carrying,
    console,
    engine,
    files,
    http,
    journal,
    kamailio,
    machine,
    memory,
    overload,
    page,
    peers,
    readers,
    sip,
    stir,
    texts,
    traceback,
    words,
)
from bench.sections import LARGE, QUICK, USUAL, Measured, Scale, Table

PARTS: dict[str, Callable[[Scale], Measured]] = {
    "engine": engine.measure,
    "memory": memory.measure,
    "carrying": carrying.measure,
    "peers": peers.measure,
    "readers": readers.measure,
    "audits": audits.measure,
    "sip": sip.measure,
    "stir": stir.measure,
    "http": http.measure,
    "kamailio": kamailio.measure,
    "journal": journal.measure,
    "overload": overload.measure,
    "console": console.measure,
    "files": files.measure,
    "traceback": traceback.measure,
    "texts": texts.measure,
    "words": words.measure,
}
"""Every part of the bench by name, in the order of the page. A new part is one line here."""


def main() -> None:
    """Measure, print, and write where asked."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none is named"
    )
    size = options.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="a short form, to see that everything runs")
    size.add_argument("--large", action="store_true", help="a million numbers and ten million calls too")
    options.add_argument("--write", metavar="DOCS", type=Path, help="the folder of documents to write to")
    asked = options.parse_args()
    unknown = [name for name in asked.parts if name not in PARTS]
    if unknown:
        options.error(f"found {', '.join(unknown)}, wanted some of {', '.join(PARTS)}")
    if asked.write is not None and asked.parts:
        options.error("--write: found some parts, wanted all: they replace what the page has")
    scale = QUICK if asked.quick else LARGE if asked.large else USUAL
    screen = Console()
    screen.print(machine.described(), highlight=False)
    found = []
    for name in asked.parts or PARTS:
        measured = PARTS[name](scale)
        found.append(measured)
        for table in measured.tables:
            screen.print(shown(table))
    if asked.write is not None:
        page.write(asked.write, found, scale)


def shown(table: Table) -> Shown:
    """Return ``table`` as the terminal shows it."""
    made = Shown(title=table.title, title_justify="left", caption=table.note or None, caption_justify="left")
    for number, heading in enumerate(table.headings):
        made.add_column(heading, justify="right" if number else "left", overflow="fold")
    for row in table.rows:
        made.add_row(*row)
    return made


if __name__ == "__main__":
    main()
