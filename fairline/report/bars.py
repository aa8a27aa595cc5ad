"""The small picture of one measure: what was counted, its 95 % interval, and the limit."""

from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup

from fairline.signals import Comparison, Limit, Measure, Reading, Test
from fairline.signals.limits import in_unit

WIDTH, HEIGHT, PAD = 200, 22, 3
ROOM = 1.12  # ours: how far past the largest number the scale goes


@dataclass(frozen=True, slots=True)
class Scale:
    """From a number to a place on the bar."""

    top: float

    def x(self, value: float) -> str:
        """Return where ``value`` stands, in user units, at most the right end."""
        share = min(1.0, max(0.0, value / self.top)) if self.top > 0 else 0.0
        return f"{PAD + share * (WIDTH - 2 * PAD):.1f}".removesuffix(".0")


def bar(test: Test, measure: Measure, limit: Limit, label: str) -> Markup:
    """Return the picture as inline SVG, with ``label`` for whoever does not see it."""
    bound = float(in_unit(limit.value, test.signal.unit))
    found = test.estimate(measure)
    value = float(found) if found is not None else 0.0
    lower, upper = _interval(test, measure)
    known = [each for each in (bound, value, upper) if each is not None and isfinite(each)]
    top = max(known) * ROOM
    if test.signal.reading is Reading.SHARE:
        top = min(1.0, top) if max(known) <= 1 else top
    scale = Scale(top)
    side = "under" if test.comparison is Comparison.BELOW else "over"
    parts = [f'<path class="axis" d="M{PAD} 11H{WIDTH - PAD}"/>']
    if lower is not None and upper is not None:
        start, end = scale.x(lower), scale.x(upper)
        parts.append(
            f'<rect class="interval" x="{start}" y="6" width="{float(end) - float(start):.1f}" height="10"/>'
        )
    else:
        width = float(scale.x(value)) - PAD
        parts.append(f'<rect class="amount" x="{PAD}" y="7" width="{width:.1f}" height="8"/>')
    parts.append(f'<path class="found" d="M{scale.x(value)} 3V19"/>')
    parts.append(f'<path class="limit {side}" d="M{scale.x(bound)} 1V21"/>')
    picture = Markup("".join(parts))
    return Markup(
        '<svg class="bar" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>'
    ).format(label, WIDTH, HEIGHT, WIDTH, HEIGHT, picture)


def _interval(test: Test, measure: Measure) -> tuple[float | None, float | None]:
    """Return the Wilson interval of a share, nothing for what is no share."""
    if test.signal.reading is not Reading.SHARE or not 0 <= measure.hits <= measure.base or measure.base == 0:
        return None, None
    return measure.bounds.lower, measure.bounds.upper
