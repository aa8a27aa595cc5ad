"""Pages of rows by their number: a customer has few."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

ROWS = 50  # ours
PAGES_MAX = 10_000
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[M]):
    """Some rows, and the number of the page before and after, ``None`` if there is none."""

    rows: list[M]
    before: int | None
    after: int | None


def page(found: QuerySet[M], told: str) -> Page[M]:
    """Return the page that an address asks for; the first where it asks for none."""
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 1
    number = min(max(number, 1), PAGES_MAX)
    start = (number - 1) * ROWS
    rows = list(found[start : start + ROWS + 1])
    return Page(
        rows=rows[:ROWS],
        before=number - 1 if number > 1 else None,
        after=number + 1 if len(rows) > ROWS else None,
    )
