"""Cells of the tables that people open in a spreadsheet, which takes some texts for commands."""

STARTS = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet computes (OWASP, CSV injection)."""


def cell(of: object) -> str:
    """Return a value as a cell's text; one that would be computed is led by an apostrophe."""
    text = "" if of is None else str(of)
    return f"'{text}" if text.startswith(STARTS) else text
