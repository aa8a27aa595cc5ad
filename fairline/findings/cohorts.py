"""How far the accounts of each plan reach toward a rule's limit: what is usual, beside what broke it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from math import isfinite

from msgspec import Struct

from fairline.findings.gathered import reached
from fairline.findings.judging import Judge

KEYS_MAX = (
    2_000  # ours: keys of a rule that are looked at, a second for all rules; of more, every second and so on
)
ACCOUNTS_MIN = 5  # ours: of fewer, one could tell whose the numbers are


class Cohort(Struct, frozen=True, kw_only=True):
    """The accounts of one plan by one rule: how many, and of how much of the limit (1.0 is the limit) half of
    them and nine in ten stay below."""

    rule: str
    plan: str
    accounts: int
    median: float
    ninth: float


def cohorts(judges: Iterable[Judge], at: int) -> Iterator[Cohort]:
    """Yield the cohorts of each rule at ``at`` (microseconds since 1970-01-01 UTC), not before the last fact.

    Of an account with several keys the one counts that reaches furthest. Who has counted nothing is in none.
    """
    for judge in judges:
        for plan, worst in _by_plan(judge, at).items():
            if len(worst) >= ACCOUNTS_MIN:
                ranked = sorted(worst.values())
                yield Cohort(
                    rule=judge.rule.name,
                    plan=plan,
                    accounts=len(ranked),
                    median=_rank(ranked, 0.5),
                    ninth=_rank(ranked, 0.9),
                )


def _by_plan(judge: Judge, at: int) -> dict[str, dict[object, float]]:
    frames, test = judge.frames, judge.rule.when[0]
    step = 1 + len(frames.now) // KEYS_MAX
    found: dict[str, dict[object, float]] = {}
    for held in list(islice(frames.now, 0, None, step)):
        key = frames.key(held)
        limits = judge.limits(key, at)
        if limits is None:
            continue
        share = reached(test, frames.measure(test.signal, key, at), limits[0])
        if isfinite(share):
            of_plan = found.setdefault(judge.plan_of(key[0]), {})
            of_plan[key[0]] = max(share, of_plan.get(key[0], share))
    return found


def _rank(ranked: list[float], share: float) -> float:
    """Return the value that ``share`` of all do not pass (nearest rank)."""
    return round(ranked[max(0, -int(-share * len(ranked) // 1) - 1)], 4)
