"""Accounts that are compared with each other, where no place has the facts of all of them.

Wherever an account's facts are, they are summed by period (``History.sums``). The sums of all are compared
here, and the facts that show what was found are fetched where they are (``History.samples``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from msgspec import Struct
from sqlglot import exp

from fairline.facts import EVENTS
from fairline.history.database import Database
from fairline.history.judging import Found, Judging
from fairline.history.plans import Plans
from fairline.law import LawBook
from fairline.policy import Clause
from fairline.signals import Signal
from fairline.signals.sql import period_measures, spells
from fairline.signals.sql.periods import PERIOD
from fairline.signals.sql.preparing import name_of
from fairline.signals.sql.streams import Group, grouped
from fairline.signals.sql.writing import column, named, sql, table


@dataclass(frozen=True, slots=True)
class Compared:
    """A rule and what it found: the findings lack their samples."""

    judging: Judging
    found: list[Found]


def signals_of(clauses: Iterable[Clause]) -> dict[type[Struct], list[Signal]]:
    """Return the signals of all rules by the kind of fact that they count."""
    signals = [signal for clause in clauses for rule in clause.rules for signal in rule.signals]
    return {kind: mine for kind in EVENTS if (mine := [signal for signal in signals if signal.kind is kind])}


Of = tuple[str, int]
"""Which sums: the name of a kind of fact, and the number of the group among those of that kind."""


def compared(
    clauses: Sequence[Clause], sums: Mapping[Of, Sequence[pa.Table]], plans: Plans, law: LawBook
) -> Iterator[Compared]:
    """Yield what each rule of ``clauses`` finds in the sums of all accounts, as each place gave them."""
    database = Database(threads=1)
    try:
        for kind, signals in signals_of(clauses).items():
            for number, group in enumerate(grouped(signals)):
                tables = sums.get((name_of(kind), number), ())
                if tables:
                    with database.passing():
                        database.make_of("sums", pa.concat_tables(tables))
                        whole = _whole(group, "sums")
                        database.make("measures", period_measures.compared(group, whole))
                        yield from _judged(clauses, group, database, plans, law)
    finally:
        database.close()


def _judged(
    clauses: Sequence[Clause], group: Group, database: Database, plans: Plans, law: LawBook
) -> Iterator[Compared]:
    for clause in clauses:
        for rule in clause.rules:
            if rule.signal in group.signals:
                judging = Judging(clause, rule, plans, law)
                query = spells.periods(rule.when, group, "measures").order_by(PERIOD)
                yield Compared(judging, list(judging.periods(database.rows(query))))


def _whole(group: Group, sums: str) -> exp.Select:
    """Return sums as whole numbers again: on their way they were decimals."""
    query = exp.select(*map(column, [*group.keys, PERIOD])).from_(table(sums))
    for number, signal in enumerate(group.signals):
        for part in ("n", "hits", "base", "unknown"):
            whole = sql("CAST($sum AS HUGEINT)", sum=column(f"{part}{number}"))
            query = query.select(named(whole, f"{part}{number}"))
        for part in period_measures.beside(signal):
            query = query.select(column(f"{part}{number}"))
    return query
