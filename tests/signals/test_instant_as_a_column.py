"""A fact's own instant can be compared and be a key, beside being what the fact is counted by."""

from datetime import UTC, datetime, timedelta

from fairline.engine import Engine
from fairline.facts import Change
from fairline.policy import DEFAULT_PLAN, Answer
from fairline.signals import at_most, columns, count, elapsed, first_known, sliding
from tests.clauses.traffic import law_book
from tests.signals.made_up import clause_of

change = columns(Change)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_what_is_elapsed_at_a_fact_is_held_against_a_span() -> None:
    soon = at_most(elapsed(change.labeled_at, change.at), HOUR)
    by = (change.account, first_known(change.labeled_at, change.at))
    signal = count(soon, of=soon, by=by, over=sliding(hours=1))
    engine = Engine([clause_of(signal, "soon", Answer.HOLD)], law=law_book(), plan=DEFAULT_PLAN)
    for after in (HOUR, HOUR + timedelta(microseconds=1)):
        engine.observe(Change(id=str(after), at=NOW + after, account="acme", labeled_at=NOW))
    now = int((NOW + 2 * HOUR - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * 10**6
    assert engine.measure(signal, ("acme", NOW), now - 10**9).hits == 1
