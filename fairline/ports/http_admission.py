"""What a key may send: how much a second, for which accounts, of which kinds, and from which time."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from msgspec.structs import replace

from fairline.facts import Account, Agreement, Fact, Number, Unreadable
from fairline.ports.http_keys import ApiKey, Scope
from fairline.readers.rows import unreadable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
GRANTED = (Account, Agreement, Number)
"""What the provider grants an account. A key of some accounts only may not write it without ``registry``."""

F = TypeVar("F", bound=Fact)


class Bucket:
    """How much a key may still send. It may fall below nothing, so that no request is too large to pass; the
    next one then waits until it is above."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate_per_s: float, burst: float) -> None:
        """Start full."""
        self._rate, self._burst = rate_per_s, burst
        self._left, self._at = burst, time.monotonic()

    def wait_s(self) -> float:
        """Return after how many seconds something may be sent; 0 if now."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        return 0.0 if self._left > 0 else (1.0 - self._left) / self._rate

    def spend(self, count: int) -> None:
        """Take ``count`` out of it."""
        self._left -= count


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A fact that a key may not send, and why."""

    why: Unreadable


def account_of(fact: Fact) -> str | None:
    """Return whose a fact is."""
    return fact.id if isinstance(fact, Account) else fact.account


def owned(fact: F, key: ApiKey) -> F | Forbidden:
    """Return ``fact`` as the key may send it, or why it may not. A key of one account need not name it."""
    if not key.accounts:
        return fact
    if isinstance(fact, GRANTED) and Scope.REGISTRY not in key.scopes:
        kind = str(type(fact).__struct_config__.tag)
        return Forbidden(unreadable(fact.line or 0, "kind", kind, "a kind that needs no scope registry"))
    account = account_of(fact)
    if account is None and len(key.accounts) == 1:
        return replace(fact, account=key.accounts[0])
    if not key.speaks_for(account):
        # Which accounts there are is nobody else's business, so only the key's own are named.
        wanted = f"one of {', '.join(key.accounts)}"
        return Forbidden(unreadable(fact.line or 0, "account", account or "", wanted))
    return fact


def timely(fact: Fact, now: int, *, ahead_s: float, behind_s: float | None = None) -> Unreadable | None:
    """Return why a fact's time cannot be: too far after ``now`` (microseconds), or too far before it."""
    ahead = fact.at.timestamp() - now / 1e6
    if ahead > ahead_s:
        return unreadable(fact.line or 0, "at", fact.at.isoformat(), f"at most {ahead_s:g} s after now")
    if behind_s is not None and -ahead > behind_s:
        return unreadable(fact.line or 0, "at", fact.at.isoformat(), f"at most {behind_s:g} s before now")
    return None
