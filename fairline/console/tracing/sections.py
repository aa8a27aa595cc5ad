"""A document in parts, as a page, a PDF and a CSV file show it: facts, and tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairline.console.tables import cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part. ``facts``: names and what they are; ``rows`` below ``headings``; ``chart``: name of one.

    ``counts``: whether all of a row but its first cell is numbers.
    """

    title: str
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    counts: bool = True
    chart: str = ""
    chart_label: str = ""

    @property
    def cells(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows, each cell with its heading."""
        return tuple(tuple(zip(row, self.headings, strict=True)) for row in self.rows)


def lines(sections: Iterable[Section]) -> list[list[str]]:
    """Return a document as lines of a CSV file: the section, then what stands in a row of it."""
    made: list[list[str]] = []
    for section in sections:
        made += [[section.title, name, value] for name, value in section.facts]
        if section.headings:
            made.append([section.title, *section.headings])
        made += [[section.title, *row] for row in section.rows]
    return [[cell(each) for each in line] for line in made]
