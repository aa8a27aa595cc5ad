"""Which period an instant is in, as arithmetic on whole microseconds.

Zones are asked in Python, once for each period at hand: equally long periods in a row become one division.
"""

from dataclasses import dataclass, replace

from fairline.signals.sql.writing import Sql, case, floor_div, sql
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive, Window


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last instant at hand; whatever is outside counts nowhere."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Periods of one length, one after another, and the number of the first."""

    start: int
    length: int
    first: int
    count: int


def calendar_period(at: Sql, of: Calendar, span: Span) -> Sql:
    """Return the number of the period that ``at`` is in, as ``Calendar.index`` numbers them.

    A day that a zone never had, as when it moved across the date line, has no length and is left out.
    """
    runs: list[_Run] = []
    for number in range(of.index(span.first), of.index(span.last) + 2):
        start, end = of.start(number), of.start(number + 1)
        if start == end:
            continue
        last = runs[-1] if runs else None
        if last is not None and last.length == end - start and last.first + last.count == number:
            runs[-1] = replace(last, count=last.count + 1)
        else:
            runs.append(_Run(start=start, length=end - start, first=number, count=1))
    pairs = []
    for run in runs:
        passed = floor_div(sql("$at - $start", at=at, start=run.start), run.length)
        before = sql("$at < $end", at=at, end=run.start + run.count * run.length)
        pairs.append((before, sql("$first + $passed", first=run.first, passed=passed)))
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
"""The column that has the period."""
