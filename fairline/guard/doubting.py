"""Answers without a rule: in doubt, by standing alone, or because what is restricted went too fast."""

from collections import Counter
from collections.abc import Callable, Iterable

from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Event
from fairline.guard.aside import Aside
from fairline.guard.throttle import Throttle
from fairline.policy import Act, Cause
from fairline.standing import Change, Effective, Standing


class Doubting:
    """Answers, counts and notes. ``standing_of`` tells what an attempt hangs on."""

    def __init__(
        self,
        engine: Callable[[], Engine],
        standing_of: Callable[[Event], Effective],
        throttle: Throttle | None,
        counts: Counter[str],
    ) -> None:
        """``throttle``: how fast what is restricted may go on; ``None``: as fast as it comes."""
        self._engine = engine
        self._standing_of = standing_of
        self._throttle = throttle
        self._counts = counts
        self._aside = Aside()

    def answer(self, attempt: Event, cause: Cause, *, closed: bool = False) -> Decision:
        """Answer by standing, and by the way out of each class of rules."""
        decision = self._engine().in_doubt(attempt, self._standing_of(attempt), cause, closed=closed)
        if not decision.emergency:
            self._note(attempt, decision)
        return decision

    def refusal(self, attempt: Event, cause: Cause) -> Decision | None:
        """Refuse what hangs on something suspended, whether or not that can be written down."""
        held = self._standing_of(attempt)
        if held.standing < Standing.SUSPENDED:
            return None
        decision = self._engine().in_doubt(attempt, held, cause)
        if decision.act is Act.ALLOW:
            return None
        self._note(attempt, decision)
        return decision

    def slowed(self, attempt: Event, held: Effective, at: int) -> Decision | None:
        """Refuse an attempt of what is restricted that comes too soon."""
        if self._throttle is None or held.standing is not Standing.RESTRICTED:
            return None
        wait_s = self._throttle.wait_s(held, at)
        if not wait_s:
            return None
        decision = self._engine().slowed(held, wait_s)
        self._counts["throttled"] += 1
        self._aside.throttled(attempt, decision)
        return decision

    def moved(self, changes: Iterable[Change]) -> None:
        """What moved begins anew."""
        if self._throttle is not None:
            for each in changes:
                self._throttle.forget(each.subject)

    def write(self, at: int, append: Callable[[int, str, str, bytes], None]) -> None:
        """Write down what there is, by ``append(at, kind, id, body)``."""
        self._aside.write(at, append)

    def _note(self, attempt: Event, decision: Decision) -> None:
        self._counts["undecided"] += 1
        for each in decision.doubts:
            self._counts[f"in doubt: {each.rules} {each.way}"] += 1
        self._aside.undecided(attempt, decision)
