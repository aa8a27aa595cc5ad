"""Days of the journal that open cases rest on: held, so that evidence outlasts the time it is kept for.

A case holds the days of its findings from its opening until half a year after it was closed, which is how
long a ruling can be appealed. Without a time after which the guard removes days, nothing need be held.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db.models import Max, Min, Q

from fairline.console.cases.models import Case, Finding, State
from fairline.stores.holds import hold, holds, release

NAME = "console-case-{id}"
AFTER = timedelta(days=184)  # Regulation (EU) 2022/2065 article 20(1): six months to complain of a decision
DAYS_MAX = 62  # ours: the newest days of a case that goes on for months
OVERLAP = timedelta(minutes=5)  # ours: what was changed while it was looked at is looked at again


class Holding:
    """Keeps holds in step with cases: all of them the first time, then those that were changed since."""

    def __init__(self, folder: Path, now: Callable[[], datetime], *, keep_days: int) -> None:
        self._folder, self._now, self._keep_days = folder, now, keep_days
        self._since: datetime | None = None

    def __call__(self) -> int:
        """Hold and release what has to be; return how many holds were changed. ``FairlineError``."""
        if not self._keep_days:
            return 0
        now, changed = self._now(), 0
        known = {name: each.days for name, each in holds(self._folder).items()}
        for case_id, days in self._wanted(now):
            name = NAME.format(id=case_id)
            if days and known.get(name) != days:
                hold(self._folder, name, days, f"case #{case_id}")
                changed += 1
            elif not days and name in known:
                release(self._folder, name)
                changed += 1
        self._since = now
        return changed

    def _wanted(self, now: datetime) -> Iterator[tuple[int, tuple[date, ...]]]:
        """Yield cases with the days that each holds; none: nothing any more."""
        cases = Case.objects.all()
        if self._since is not None:
            since = self._since - OVERLAP
            ending = Q(closed_at__gte=since - AFTER, closed_at__lt=now - AFTER)
            cases = cases.filter(Q(changed_at__gte=since) | Q(closed_at__gte=since) | ending)
        spans = (
            Finding.objects.filter(case__in=cases.values("pk"))
            .values("case", "case__state", "case__closed_at")
            .annotate(first=Min("since"), last=Max("until"))
            .order_by("case")
        )
        for each in spans.iterator():
            closed_at = each["case__closed_at"] if each["case__state"] == State.CLOSED else None
            over = closed_at is not None and closed_at <= now - AFTER
            yield each["case"], () if over else _days(each["first"].date(), each["last"].date())


def _days(first: date, last: date) -> tuple[date, ...]:
    """Return the days from the first to the last, the newest if they are too many."""
    count = min((last - first).days + 1, DAYS_MAX)
    return tuple(last - timedelta(days=back) for back in reversed(range(count)))
