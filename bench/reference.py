"""The reference that every figure is a ratio to: twelve plain comparisons in one generated function.

The comparisons are declared once and written out for each contestant, so that all of them do the same work
on the same facts: over twelve different fields of a call, as a policy of rules alone would have them. Numbers
and durations that are compared are always told in the bench's traffic; what may lack is asked by ``None``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Literal

from bench.timing import Contestant
from fairline.facts import Call, Direction, EndReason, Purpose, Side

Value = str | int | bool | timedelta | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of a call against one value."""

    field: str
    operator: Literal["==", "!=", "<", "<=", ">="]
    value: Value


COMPARISONS = (
    Comparison("direction", "==", Direction.OUTBOUND),
    Comparison("purpose", "==", Purpose.MARKETING),
    Comparison("caller", "==", None),
    Comparison("called_country", "!=", "US"),
    Comparison("ring", "<", timedelta(seconds=5)),
    Comparison("talk", "<=", timedelta(seconds=6)),
    Comparison("answered", "==", False),
    Comparison("answered_live", "==", None),
    Comparison("end_reason", "==", EndReason.UNALLOCATED),
    Comparison("released_by", "==", Side.CALLER),
    Comparison("sip_status", ">=", 500),
    Comparison("q850", "==", 1),
)
LEAST = 60_000  # ours: facts that take some twenty milliseconds
FUNCTION = "def reference(fact):\n    hits = 0\n{tests}\n    return hits\n"


def compiled(comparisons: Sequence[Comparison] = COMPARISONS) -> Callable[[Call], int]:
    """Return the function that counts how many of ``comparisons`` hold of a call."""
    names: dict[str, object] = {}
    tests = "\n".join(f"    if {_test(each, names)}: hits += 1" for each in comparisons)
    exec(FUNCTION.format(tests=tests), names)
    function = names["reference"]
    assert callable(function)
    return function


def reference(facts: Sequence[Call]) -> Contestant:
    """Return the reference loop over ``facts``, more than once if they are few: a short time is all noise."""
    function, passes = compiled(), -(-LEAST // len(facts))

    def work() -> int:
        hits = 0
        for _ in range(passes):
            for fact in facts:
                hits += function(fact)
        return hits // passes

    return Contestant(name="reference loop", facts=passes * len(facts), start=lambda: work)


def _test(each: Comparison, names: dict[str, object]) -> str:
    """Return a condition as a person would write it: ``is`` for what there is one of, else the operator."""
    value = each.value
    if isinstance(value, Enum | timedelta):
        name = f"{each.field}_value"
        names[name] = value
        code = name
    else:
        code = repr(value)
    operator = each.operator
    if operator == "==" and (value is None or isinstance(value, bool | Enum)):
        return f"fact.{each.field} is {code}"
    return f"fact.{each.field} {operator} {code}"
