"""Which calling plan an account had when."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Plans:
    """The plans that account records named, in their order of time. ``None``: the record named none."""

    def __init__(self, records: Iterable[tuple[str, int, str | None]], default: str) -> None:
        """Take (account, instant, plan) in order; ``default`` is the plan of accounts that name none."""
        self._default = default
        self._times: dict[object, list[int]] = {}
        self._plans: dict[object, list[str | None]] = {}
        for account, at, plan in records:
            self._times.setdefault(account, []).append(at)
            self._plans.setdefault(account, []).append(plan)

    def at(self, account: object, at: int) -> str:
        """Return the plan that holds at an instant: a record of that very instant does."""
        return self._of(account, bisect_right(self._times.get(account, ()), at))

    def before(self, account: object, end: int) -> str:
        """Return the plan that held just before ``end``, as when a period closes."""
        return self._of(account, bisect_left(self._times.get(account, ()), end))

    def _of(self, account: object, count: int) -> str:
        plan = self._plans[account][count - 1] if count else None
        return self._default if plan is None else plan
