"""A whole period at hand: every fact in a database, each once, and the policy's findings in all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from itertools import islice

import pyarrow as pa
from msgspec import Struct
from sqlglot import exp

from fairline.facts import EVENTS, KINDS, Account, Call, Event, Fact, OptOut
from fairline.findings import Finding
from fairline.history.comparing import Of, signals_of
from fairline.history.completed import (
    Completion,
    completed,
    gone_name,
    opt_outs_of_messages,
    place,
    raw_name,
)
from fairline.history.counting import Counting, Measured
from fairline.history.database import MEMORY, Database
from fairline.history.duplicates import without_duplicates
from fairline.history.files import FactFile
from fairline.history.judging import Found, Judging
from fairline.history.plans import Plans
from fairline.history.schema import batch, columns, moment_at, numbered
from fairline.law import LawBook
from fairline.policy import Clause, Mode
from fairline.signals import Signal
from fairline.signals.answers import AT
from fairline.signals.sql import spells
from fairline.signals.sql.expressions import OFFSET
from fairline.signals.sql.preparing import FOREVER, name_of
from fairline.signals.sql.writing import column, named, sql, table, within
from fairline.stores.sorted_facts import RANKS

ROWS = 50_000  # ours: facts that are made into rows at once


class History:
    """Facts of one period, and what a policy finds in them: the same as the engine, to the last number.

    First facts are added, then it is settled which of them count, then it may be asked, once.
    """

    def __init__(
        self, *, memory: str = MEMORY, threads: int | None = None, folder: str | None = None
    ) -> None:
        """Start empty. What does not fit in ``memory`` is in a temporary folder below ``folder``."""
        self.duplicates = 0
        self._database = Database(memory=memory, threads=threads, folder=folder)
        self._counts = dict.fromkeys(KINDS, 0)
        self._files: list[FactFile] = []
        for kind in KINDS:
            self._database.create(_added(kind), columns(kind))

    def __enter__(self) -> "History":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it and remove what it kept."""
        self._database.close()

    def add(self, facts: Iterable[Fact]) -> None:
        """Take facts in any order. Raises ``Unsuited`` for one that cannot be kept exactly."""
        left = iter(facts)
        while some := list(islice(left, ROWS)):
            for kind in KINDS:
                mine = [fact for fact in some if type(fact) is kind]
                if mine:
                    self._database.put(_added(kind), batch(kind, mine, self._counts[kind]))
                    self._counts[kind] += len(mine)

    def add_rows(self, kind: type[Struct], rows: pa.Table) -> None:
        """Take facts of one kind that are rows already, as ``schema.batch`` makes them; numbers are new."""
        first = self._counts[kind]
        self._database.put(_added(kind), numbered(rows, first))
        self._counts[kind] += rows.num_rows

    def read(self, path: str) -> None:
        """Take the facts of a file in our own schema: Parquet, NDJSON or CSV. They are read where they are.

        Raises ``FairlineError`` for a file that is none.
        """
        self._files.append(FactFile(path, self._database))

    def settle(self, completion: Completion | None = None, *, each_once: bool = False) -> None:
        """Drop duplicates, if not ``each_once`` already; then fill in what the source did not say."""
        completion = completion or Completion()
        for kind in KINDS:
            self._database.view(raw_name(kind), self._raw(kind))
        with self._database.passing():
            gone = {
                kind: without_duplicates(kind, raw_name(kind), gone_name(kind), self._database)
                for kind in KINDS
                if self._has(kind) and not each_once
            }
        self.duplicates = sum(gone.values())
        if completion.where is not None:
            place(completion.where, self._database)
        for kind in sorted(KINDS, key=lambda kind: kind is OptOut):  # which reads the messages
            query: exp.Query = completed(kind, completion, some_gone=gone.get(kind, 0) > 0)
            if kind is OptOut:
                query = exp.union(query, opt_outs_of_messages(), distinct=False)
            self._database.view(name_of(kind), query)

    def _has(self, kind: type[Struct]) -> bool:
        """Whether there may be facts of a kind."""
        return self._counts[kind] > 0 or any(kind in file.kinds for file in self._files)

    def findings(self, clauses: Iterable[Clause], *, law: LawBook, plan: str) -> Iterator[Finding]:
        """Yield every finding of ``clauses``, each once. Accounts that name no plan have ``plan``."""
        plans = self._plans(plan)
        judging = [
            Judging(clause, rule, plans, law)
            for clause in clauses
            for rule in clause.rules
            if rule.mode not in (Mode.MUTED, Mode.DRAFT)
        ]
        for kind in EVENTS:
            mine = [each for each in judging if each.rule.signal.kind is kind]
            if mine and self._has(kind):
                signals = [signal for each in mine for signal in each.rule.signals]
                yield from Counting(self._database, kind, signals, law).findings(mine, plan)

    def sums(self, clauses: Iterable[Clause], *, law: LawBook) -> dict[Of, pa.Table]:
        """Return what each key comes to by period, before keys are compared (``comparing.compared``)."""
        found: dict[Of, pa.Table] = {}
        for kind, signals in signals_of(clauses).items():
            if self._has(kind):
                with self._database.passing():
                    tables = Counting(self._database, kind, signals, law).sums()
                found |= {(name_of(kind), number): each for number, each in enumerate(tables)}
        return found

    def samples(
        self, clauses: Iterable[Clause], found: Mapping[str, Sequence[Found]], *, law: LawBook
    ) -> dict[str, list[tuple[Event, ...]]]:
        """Return by rule the facts that show each of what was found for accounts whose facts are here."""
        shown: dict[str, list[tuple[Event, ...]]] = {}
        clauses = tuple(clauses)
        for kind, signals in signals_of(clauses).items():
            if not self._has(kind):
                continue
            counting = Counting(self._database, kind, signals, law)
            rules = (rule for clause in clauses for rule in clause.rules if rule.signal.kind is kind)
            shown |= {rule.name: counting.samples(rule, found.get(rule.name, ())) for rule in rules}
        return shown

    def records(self, kind: type[Struct]) -> pa.Table:
        """Return the facts of a kind that count, as rows."""
        rows = exp.select(*map(column, columns(kind))).from_(table(name_of(kind)))
        return self._database.table(rows)

    def measures(self, signal: Signal, *, law: LawBook) -> Iterator[Measured]:
        """Yield what each key of ``signal`` measures: at each of its events in order, or in each period."""
        return Counting(self._database, signal.kind, [signal], law).measures(signal)

    def _raw(self, kind: type[Struct]) -> exp.Query:
        """Return the facts of a kind as they came, from wherever they came."""
        added = exp.select(*map(column, columns(kind))).from_(table(_added(kind)))
        parts: list[exp.Query] = [added] if self._counts[kind] else []
        first = self._counts[kind]
        for file in self._files:
            if kind in file.kinds:
                parts.append(file.facts(kind, first))
            first += file.rows
        return reduce(lambda one, other: exp.union(one, other, distinct=False), parts or [added])

    def seen(self, kind: type[Struct], fields: Sequence[str]) -> tuple[int, list[str]]:
        """Return how many facts of a kind count, and which of ``fields`` some of them fill."""
        counts = [sql("count(*)"), *(sql("count($field)", field=column(each)) for each in fields)]
        size, *filled = self._database.one(exp.select(*counts).from_(table(name_of(kind))))
        return size, [name for name, count in zip(fields, filled, strict=True) if count]

    def undirected(self) -> int:
        """Return how many calls count that nobody says the direction of."""
        calls = exp.select(sql("count(*)")).from_(table(name_of(Call))).where(sql("direction IS NULL"))
        (count,) = self._database.one(calls)
        return int(count)

    def implied(self) -> int:
        """Return how many opt-outs count that a message made known, and no record of its own."""
        (count,) = self._database.one(exp.select(sql("count(*)")).from_(within(opt_outs_of_messages(), "o")))
        return int(count)

    def plans_named(self) -> set[str]:
        """Return every plan that an account's record names."""
        plans = exp.select("plan").from_(table(name_of(Account))).where(sql("plan IS NOT NULL")).distinct()
        return {plan for (plan,) in self._database.rows(plans)}

    def first_and_last(self) -> list[datetime]:
        """Return the times of the first and the last fact in order; none if there is none."""
        ends = self.ends()
        return [min(ends)[1], max(ends)[1]] if ends else []

    def ends(self) -> list[tuple[tuple[int, int, str, str], datetime]]:
        """Return the first and the last fact of each kind: what orders it among all, and its time."""
        ends: list[tuple[tuple[int, int, str, str], datetime]] = []
        for kind in KINDS:
            at = AT[kind]
            account = sql("coalesce(account, '')") if kind is not Account else exp.convert("")
            order = [column(at), column("id"), column("account_")]
            facts = (
                exp.select(*order[:2], named(account, "account_"), column(at + OFFSET))
                .from_(table(name_of(kind)))
                .limit(1)
            )
            for ordered in (order, [exp.Ordered(this=each.copy(), desc=True) for each in order]):
                for at_, id_, account_, offset in self._database.rows(facts.order_by(*ordered)):
                    ends.append(((at_, RANKS[kind], id_, account_), moment_at(at_, offset)))
        return ends

    def _plans(self, default: str) -> Plans:
        """Return the accounts' plans, and make the table of them."""
        until = sql("coalesce(lead(at) OVER (PARTITION BY id ORDER BY at), $forever)", forever=FOREVER)
        spans = exp.select(column("id"), named(column("at"), "since"), named(until, "until"), column("plan"))
        self._database.make(spells.PLANS, spans.from_(table(name_of(Account))))
        records = exp.select("id", column("at"), "plan").from_(table(name_of(Account)))
        rows = self._database.rows(records.order_by(column("at")))
        return Plans(((account, at, plan) for account, at, plan in rows), default)


def _added(kind: type[Struct]) -> str:
    return f"{name_of(kind)}_added"
