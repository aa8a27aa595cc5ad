"""Which period an instant is in, as arithmetic on whole microseconds.

Zones are asked in Python, once for each period at hand: equally long periods in a row become one division.
"""

from dataclasses import dataclass

from fairline.signals.sql.writing import Sql, case, column, floor_div, sql
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive, Window


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last instant at hand; whatever is outside counts nowhere."""

    first: int
    last: int


def calendar_period(at: Sql, of: Calendar, span: Span) -> Sql:
    """Return the number of the period that ``at`` is in, as ``Calendar.index`` numbers them."""
    index, last = of.index(span.first), of.index(span.last) + 1
    runs: list[tuple[int, int, int, int]] = []  # start, end, length of a period, its first number
    for number in range(index, last + 1):
        start, end = of.start(number), of.start(number + 1)
        if runs and runs[-1][2] == end - start:
            runs[-1] = (runs[-1][0], end, end - start, runs[-1][3])
        else:
            runs.append((start, end, end - start, number))
    pairs = [
        (
            sql("$at < $end", at=at, end=end),
            sql(
                "$first + $passed",
                first=first,
                passed=floor_div(sql("$at - $start", at=at, start=start), length),
            ),
        )
        for start, end, length, first in runs
    ]
    return pairs[0][1] if len(pairs) == 1 else case(*pairs)


def period(at: Sql, over: Window, anchor: Sql, span: Span) -> Sql:
    """Return what tells one period of a window from another: a hop's, day's or month's number, or a start.

    For a sliding window it is the hop, counted from that of the first instant at hand.
    """
    match over:
        case Sliding(_, hop):
            size = hop // MICROSECOND
            return sql("$hop - $first", hop=floor_div(at, size), first=span.first // size)
        case Calendar():
            return calendar_period(at, over, span)
        case Successive(length, _):
            size = length // MICROSECOND
            passed = floor_div(sql("$at - $anchor", at=at, anchor=anchor), size)
            return sql("$anchor + $passed * $size", anchor=anchor, passed=passed, size=size)


def bounds(over: Calendar | Successive, number: int) -> tuple[int, int]:
    """Return when a period starts and when the next does."""
    if isinstance(over, Calendar):
        return over.start(number), over.start(number + 1)
    return number, number + over.length // MICROSECOND


PERIOD = "p"


def of_period(name: str | None = None) -> Sql:
    """Return the column that has the period."""
    return column(PERIOD, name)
