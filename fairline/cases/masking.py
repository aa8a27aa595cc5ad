"""Numbers and addresses of third parties, made unreadable before they can get into a record."""

import re
from collections.abc import Iterable

DOT = "•"
SHOWN_FIRST, SHOWN_LAST = 3, 2  # ours: enough to find the record with, too little to call
NUMBER = re.compile(r"\+?\(?\d(?:[\s\u00a0\u202f.()/-]{0,2}\d){6,}")
"""Seven digits or more, which is ours: no number with its area code is shorter, few counts are longer."""
ADDRESS = re.compile(r"[^\s@<>,;:()]+@[^\s@<>,;:()]+")
CLEAR = re.compile(
    r"(?<![\d+])(?:"
    r"(?:\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?"  # a day, perhaps with a time
    r"|\d{1,3}(?:[,\u202f]\d{3})+"  # an amount with its thousands set apart
    r")(?!\d)"
)
EITHER = re.compile(f"(?P<clear>{CLEAR.pattern})|{NUMBER.pattern}")


def masked(words: str, own: Iterable[str] = ()) -> str:
    """Return ``words`` with every phone number and mail address masked, but for those in ``own``.

    Days and amounts with their thousands set apart stay as they are.
    """
    known = {_digits(each) for each in own if _digits(each)} | {each.lower() for each in own}
    words = ADDRESS.sub(lambda found: _address(found[0], known), words)
    return EITHER.sub(lambda found: found[0] if found["clear"] else _number(found[0], known), words)


def masked_number(number: str, own: Iterable[str] = ()) -> str:
    """Return a number or any other name of a third party masked, as far as it is not in ``own``."""
    if number in own:
        return number
    kept = masked(number, own)
    if kept != number or DOT in number:
        return kept
    return _covered(number)


def _number(found: str, known: set[str]) -> str:
    digits = _digits(found)
    if digits in known:
        return found
    return ("+" if found.startswith("+") else "") + _covered(digits)


def _address(found: str, known: set[str]) -> str:
    return found if found.lower() in known else f"{found[0]}{DOT * 3}@{DOT * 3}"


def _covered(digits: str) -> str:
    if len(digits) <= SHOWN_FIRST + SHOWN_LAST:
        return DOT * len(digits)
    hidden = len(digits) - SHOWN_FIRST - SHOWN_LAST
    return digits[:SHOWN_FIRST] + DOT * hidden + digits[-SHOWN_LAST:]


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)
