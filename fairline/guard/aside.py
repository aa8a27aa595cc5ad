"""What was answered without being decided, written down in sums: an entry a second for each way it went.

One entry each would fill the journal just when there is too much to do. Of a sum the first ids are named.
"""

from collections.abc import Callable

from fairline.decision import Decision
from fairline.facts import Event
from fairline.guard.course import THROTTLED, UNDECIDED
from fairline.guard.records import ENCODE, DoubtRecord, ThrottledBody, UndecidedBody, doubt_records, word
from fairline.standing import Subject

IDS_MAX = 100  # ours: of one sum; the rest is only counted
SUMS_MAX = 1_000  # ours: sums of each kind that are made at once; the rest goes into one without a subject
Way = tuple[str, str, tuple[DoubtRecord, ...]]


class Aside:
    """Sums until they are written. What cannot be written yet goes on being added to: nothing grows but the
    numbers."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._undecided: dict[Way, _Sum] = {}
        self._throttled: dict[Subject | None, _Sum] = {}
        self._ruled_by: dict[Subject | None, str | None] = {}

    def undecided(self, attempt: Event, decision: Decision) -> None:
        """Add an attempt that was answered in doubt."""
        cause = str(decision.doubts[0].cause) if decision.doubts else ""
        way = (cause, word(decision.act), doubt_records(decision))
        self._undecided.setdefault(way, _Sum()).add(attempt.id)

    def throttled(self, attempt: Event, decision: Decision) -> None:
        """Add an attempt of what is restricted, which has gone too fast."""
        held = decision.standing
        subject = held.subject
        if subject not in self._throttled and len(self._throttled) >= SUMS_MAX:
            subject = None
        self._throttled.setdefault(subject, _Sum()).add(attempt.id)
        self._ruled_by[subject] = held.ruling if subject is not None else None

    def write(self, at: int, append: Callable[[int, str, str, bytes], None]) -> None:
        """Write what there is, by ``append(at, kind, id, body)``, and begin anew."""
        if not self._undecided and not self._throttled:
            return
        for (cause, act, doubts), some in self._undecided.items():
            body = UndecidedBody(cause=cause, act=act, doubts=doubts, count=some.count, ids=tuple(some.ids))
            append(at, UNDECIDED, "", ENCODE(body))
        for subject, some in self._throttled.items():
            ruling = self._ruled_by[subject]
            told = ThrottledBody(subject=subject, ruling=ruling, count=some.count, ids=tuple(some.ids))
            append(at, THROTTLED, "", ENCODE(told))
        self._undecided, self._throttled, self._ruled_by = {}, {}, {}


class _Sum:
    """How many, and the ids of the first of them."""

    __slots__ = ("count", "ids")

    def __init__(self) -> None:
        self.count = 0
        self.ids: list[str] = []

    def add(self, id: str) -> None:
        self.count += 1
        if len(self.ids) < IDS_MAX:
            # An id may be no text that can be written; the count is what matters.
            self.ids.append(id.encode("utf-8", "replace").decode())
