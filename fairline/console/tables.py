"""Cells of exported tables. What people wrote is text for whoever opens it, and never a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of one (OWASP, CSV injection)."""


def cell(value: object) -> str:
    """Return a value as a cell of CSV. What would begin a formula gets an apostrophe before it.

    Numbers stay numbers, also those below zero; nothing is an empty cell.
    """
    if value is None:
        return ""
    words = str(value)
    if isinstance(value, int | float):
        return words
    return f"'{words}" if words.startswith(FORMULA) else words
