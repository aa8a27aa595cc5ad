"""When it is worth asking a judge: Python that is true whenever a rule may be broken, and mostly false."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fairline.signals.declared import Reading, Test
from fairline.signals.layout import Layout, base, hits
from fairline.signals.limits import Comparison


@dataclass(frozen=True, slots=True)
class Judged:
    """Who is asked when the measures of ``tests``, all of one frame, may have come to break a rule."""

    name: str
    tests: tuple[Test, ...]
    ask: Callable[[Any, int, Any], None]


def condition(judged: Judged, layout: Layout) -> str:
    """Return Python over the frame that is true if every test may be broken."""
    return " and ".join(each for test in judged.tests for each in _worth(test, layout)) or "True"


def _worth(test: Test, layout: Layout) -> list[str]:
    """What a breach of ``test`` takes at the least."""
    counted, found = base(layout, test.signal), hits(layout, test.signal)
    worth = []
    if test.comparison is not Comparison.BELOW and test.floor > 0:
        worth.append(f"{found} >= {test.floor!r}")
    if test.base_min > 0:
        worth.append(f"{counted} >= {test.base_min}")
    if test.comparison is not Comparison.BELOW and test.signal.reading is not Reading.HITS and test.slope:
        worth.append(f"{found} >= {test.slope!r} * {counted}")
    return worth
