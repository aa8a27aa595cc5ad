"""Pages of a list by position, not by number: what is new on the first page moves nothing on the next.

A position is what the last row has in the fields that the list is ordered by, and the last of them tells rows
apart: ``230,2026-11-24T10:00:00+00:00,17``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

PAGE = 50  # ours: rows of one page
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows, and the position of the last; ``after`` is empty on the last page."""

    rows: list[Row]
    after: str

    def more(self, asked: QueryDict) -> str:
        """Return the query of the next page of what was asked, empty if there is none."""
        if not self.after:
            return ""
        next_ = asked.copy()
        next_["after"] = self.after
        return next_.urlencode()


def page(found: QuerySet[Row], after: str) -> Page[Row]:
    """Return the rows behind a position; the first ones if it is none. ``found`` has an order."""
    order = [str(each) for each in found.query.order_by]
    values = _read(found, order, after)
    if values is not None:
        found = found.filter(_behind(order, values))
    rows = list(found[: PAGE + 1])
    if len(rows) <= PAGE:
        return Page(rows=rows, after="")
    return Page(rows=rows[:PAGE], after=position(rows[PAGE - 1], order))


def position(row: Model, order: list[str]) -> str:
    """Return where ``row`` stands in a list of this order."""
    values = (getattr(row, each.lstrip("-")) for each in order)
    return ",".join(each.isoformat() if isinstance(each, datetime) else str(each) for each in values)


def _read(found: QuerySet[Row], order: list[str], after: str) -> list[Any] | None:
    texts = after.split(",", len(order) - 1)
    if len(texts) != len(order) or not after.isprintable():
        return None
    try:
        values = [
            found.model._meta.get_field(name.lstrip("-")).clean(text, None)  # type: ignore[union-attr]
            for name, text in zip(order, texts, strict=True)
        ]
    except ValidationError:
        return None
    naive = any(isinstance(each, datetime) and each.tzinfo is None for each in values)
    return None if naive else values


def _behind(order: list[str], values: list[Any]) -> Q:
    """Return what comes later: by the first field, or as far by it and later by those behind it."""
    behind, so_far = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field, way = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        behind |= so_far & Q((f"{field}__{way}", value))
        so_far &= Q((field, value))
    return behind
