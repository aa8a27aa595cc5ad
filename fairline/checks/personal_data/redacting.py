"""Personal data found and made unreadable. This comes before everything that stores or sends.

It takes a bare text, not a look: it tells nothing of the content to anybody, and it must be called on what
no look opens as well (a log line, a complaint's own words), so that the gate is never a reason to store more.
"""

from collections import Counter

from fairline.checks.personal_data.digits import runs
from fairline.checks.personal_data.kinds import Kind, Redacted, Span
from fairline.checks.personal_data.written import written


def found(text: str) -> tuple[Span, ...]:
    """Return where personal data stands, from left to right, no span over another. Never raises."""
    spans: list[Span] = []
    for span in sorted((_with_all_digits(text, each) for each in written(text)), key=_by_place):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    kept: list[Span] = []
    at = 0
    for span in [*spans, Span(kind=Kind.NUMBER, start=len(text), end=len(text))]:
        part = text[at : span.start]
        kept += (Span(kind=each.kind, start=at + each.start, end=at + each.end) for each in runs(part))
        if span.start < span.end:
            kept.append(span)
        at = span.end
    return tuple(kept)


def redacted(text: str) -> Redacted:
    """Return ``text`` with each span replaced by its kind in brackets. Redacting it again changes nothing."""
    spans = found(text)
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], f"[{span.kind.value}]"]
        at = span.end
    return Redacted(text="".join([*parts, text[at:]]), counts=dict(Counter(span.kind for span in spans)))


def has_card(text: str) -> bool:
    """Tell whether a text (a transcript, keys pressed) has a payment card's number: PCI DSS 3.3.1."""
    return any(span.kind is Kind.CARD for span in found(text))


def _with_all_digits(text: str, span: Span) -> Span:
    """Return a span that does not begin or end within a number."""
    start, end = span.start, span.end
    while start > 0 and text[start].isdecimal() and text[start - 1].isdecimal():
        start -= 1
    while end < len(text) and text[end - 1].isdecimal() and text[end].isdecimal():
        end += 1
    return span if (start, end) == (span.start, span.end) else Span(kind=span.kind, start=start, end=end)


def _by_place(span: Span) -> tuple[int, int]:
    return span.start, -span.end
