"""What is measured: columns, windows, measures, and the limits they are held against."""

from fairline.signals.counting import (
    cohort,
    concurrent,
    count,
    distinct,
    highest,
    longest_run,
    mean,
    occasions,
    overdue,
    ratio,
    share,
    share_distinct,
    total,
)
from fairline.signals.declared import Against, Counting, Reading, Signal, Test
from fairline.signals.errors import DeclarationError
from fairline.signals.expressions import (
    at_least,
    at_most,
    both,
    by_law,
    choose,
    columns,
    derived,
    either,
    elapsed,
    equal,
    first_known,
    known,
    less_than,
    more_than,
    negated,
    newly_seen,
    one_of,
)
from fairline.signals.limits import (
    Comparison,
    Dated,
    Limit,
    Origin,
    PerPlan,
    Unit,
    contract,
    dated,
    industry,
    law,
    ours,
    peer,
    per_plan,
)
from fairline.signals.measures import Bounds, Measure, wilson
from fairline.signals.windows import calendar, sliding, successive

__all__ = [
    "Against", "Bounds", "Comparison", "Counting", "Dated", "DeclarationError", "Limit", "Measure", "Origin",
    "PerPlan", "Reading", "Signal", "Test", "Unit", "at_least", "at_most", "both", "by_law", "calendar",
    "choose", "cohort", "columns", "concurrent", "contract", "count", "dated", "derived", "distinct",
    "either", "elapsed", "equal", "first_known", "highest", "industry", "known", "law", "less_than",
    "longest_run", "mean", "more_than", "negated", "newly_seen", "occasions", "one_of", "ours",
    "overdue", "peer", "per_plan", "ratio", "share", "share_distinct", "sliding", "successive", "total",
    "wilson",
]  # fmt: skip
