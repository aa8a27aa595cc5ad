"""The journals of guards in PostgreSQL: what they took and decided, guard by guard, in the order of each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from fairline.facts import Fact, FairlineError
from fairline.guard.course import ATTEMPT, FACT
from fairline.guard.records import AttemptBody, DecisionRecord, FactBody
from fairline.signals.book import Taken
from fairline.spark.sources.source import Offset, Part, Tally, balanced
from fairline.stores.shared_log import with_password
from fairline.stream.rows import EXAMPLES_MAX

GUARDS = "SELECT guard, max(sequence) FROM journal GROUP BY guard ORDER BY guard"
READ = """
SELECT sequence, kind, id, body FROM journal WHERE guard = %s AND sequence > %s AND sequence <= %s
AND kind IN ('fact', 'attempt') ORDER BY sequence
"""
WITHIN_S = 10
PAGE = 5_000  # ours: rows that are fetched at once
FACTS = msgspec.json.Decoder(FactBody)
ATTEMPTS = msgspec.json.Decoder(AttemptBody)
DECISIONS = msgspec.json.Decoder(DecisionRecord)


class Journal:
    """What guards wrote. An attempt counts as the guard counted it; its record takes its place later.

    ``guard``: one guard's only. A call for help that was let pass uncounted counts when its record comes.
    """

    def __init__(self, database: str, password_file: str | None, guard: str | None) -> None:
        self._database, self._secret, self._guard = database, password_file, guard
        told = psycopg.conninfo.conninfo_to_dict(database)
        self.name = f"journal {told.get('dbname', '')}".strip()

    def first(self) -> Offset:
        """Return the offset before every entry."""
        return {}

    def latest(self, start: Offset, facts_max: int) -> Offset:
        """Return a number of entries further at each guard, so many in all."""
        heads = self._heads()
        waiting = {guard: last - start.get(guard, 0) for guard, last in heads.items()}
        whole = sum(waiting.values())
        if whole <= 0:
            return start
        share = min(1.0, facts_max / whole)
        found = dict(start)
        for guard, number in waiting.items():
            if number > 0:
                found[guard] = start.get(guard, 0) + max(1, min(number, round(number * share)))
        return found

    def parts(self, start: Offset, end: Offset, tasks: int) -> Sequence[Part]:
        """Return stretches of each guard's entries."""
        found: list[Part] = []
        for guard, last in sorted(end.items()):
            after = start.get(guard, 0)
            if last > after:
                stretches = balanced([1] * (last - after), tasks)
                found += [(guard, after + each.start, after + each.stop) for each in stretches]
        return found

    def read(self, part: Part, tallies: list[Tally]) -> Iterator[tuple[str, Fact]]:
        """Yield the facts and attempts of a stretch."""
        guard, after, last = part
        tally = Tally(f"{guard} {after + 1}-{last}")
        tallies.append(tally)
        with self._connected() as connection, connection.cursor(name="fairline_watch") as rows:
            rows.itersize = PAGE
            rows.execute(READ, (guard, after, last))
            for sequence, kind, id, body in rows:
                try:
                    fact = fact_of(kind, bytes(body))
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    tally.unreadable += 1
                    if len(tally.examples) < EXAMPLES_MAX:
                        tally.examples.append(f"{sequence}: {kind} {id}: {error}")
                    continue
                if fact is not None:
                    tally.facts += 1
                    yield guard, fact

    def behind(self, offset: Offset) -> int:
        """Return how many entries there are past ``offset``."""
        return sum(max(0, last - offset.get(guard, 0)) for guard, last in self._heads().items())

    def _heads(self) -> dict[str, int]:
        with self._connected() as connection:
            found = connection.execute(GUARDS).fetchall()
        return {guard: last for guard, last in found if self._guard in (None, guard)}

    @contextmanager
    def _connected(self) -> Iterator["psycopg.Connection[Any]"]:
        database = with_password(self._database, None if self._secret is None else Path(self._secret))
        try:
            with psycopg.connect(database, connect_timeout=WITHIN_S) as connection:
                yield connection
        except psycopg.Error as error:
            raise FairlineError(f"journal: {str(error).strip()}") from error


def fact_of(kind: str, body: bytes) -> Fact | None:
    """Return the fact of an entry; ``None`` for an attempt that was let pass before it was counted."""
    if kind == FACT:
        return FACTS.decode(body).fact
    assert kind == ATTEMPT
    read = ATTEMPTS.decode(body)
    passed = DECISIONS.decode(bytes(read.decision)).taken == Taken.PASSED
    return None if passed else read.attempt
