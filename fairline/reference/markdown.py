"""Markdown, as little of it as the reference needs."""

from collections.abc import Iterable, Sequence

SIGNS = str.maketrans({"<": "&lt;", "*": "\\*", "|": "\\|"})


def text(words: str) -> str:
    """Return words as they stand, on one line, with the signs that Markdown would take for its own."""
    return words.replace("\n", " ").translate(SIGNS)


def code(words: str) -> str:
    """Return words as code, in a table too."""
    return f"`{words}`".replace("|", "\\|")


def link(words: str, to: str) -> str:
    """Return a link; ``words`` are escaped."""
    return f"[{text(words)}]({to})"


def bullets(lines: Iterable[str]) -> str:
    """Return a list, one line each."""
    return "\n".join(f"- {line}" for line in lines)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table. Cells are Markdown already."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def page(title: str, parts: Iterable[str]) -> str:
    """Return a page of the reference: the mark by which it is known, its title, its parts."""
    return "\n\n".join([MARK, f"# {title}", *(part for part in parts if part)]) + "\n"


MARK = "<!-- Made by make docs from the program itself. Do not edit. -->"
"""The first line of every page that is made; a page without it was written by hand and is left alone."""
