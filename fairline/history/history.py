"""A whole period at hand: every fact in a database, each once, and the policy's findings in all of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa
from msgspec import Struct
from sqlglot import exp

from fairline.facts import Account, Call, Campaign, Fact, Message
from fairline.findings import SAMPLES_MAX, Finding
from fairline.history.answering import answer
from fairline.history.database import MEMORY, Database
from fairline.history.duplicates import without_duplicates
from fairline.history.grains import GRAINS
from fairline.history.judging import Found, Judging
from fairline.history.plans import Plans
from fairline.history.schema import ARROW, KINDS, NUMBER, batch, columns, fact_of
from fairline.law import LawBook
from fairline.policy import Clause, Mode, Rule
from fairline.signals import Signal
from fairline.signals.expressions import Expression
from fairline.signals.sql import period_measures, sliding_measures, spells
from fairline.signals.sql.contributions import LEASES
from fairline.signals.sql.expressions import translated
from fairline.signals.sql.periods import PERIOD, Span
from fairline.signals.sql.prepared import AT, FOREVER, Asked, name_of, prepared, ready_name
from fairline.signals.sql.streams import Group, Stream, grouped
from fairline.signals.sql.types import encoded, sql_type, type_of
from fairline.signals.sql.writing import Sql, column, named, sql, table, within
from fairline.signals.windows import Sliding

ROWS = 50_000  # ours: facts that are made into rows at once
COUNTED: tuple[type[Struct], ...] = (Call, Message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What is filled in where the source did not say: where a called number is, and the purpose.

    ``where`` gives country, places and zones of a number. A campaign's own purpose goes before ``purpose``.
    """

    where: Callable[[str], tuple[str | None, tuple[str, ...] | None, tuple[str, ...] | None]] | None = None
    purpose: str | None = None


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
        for kind in KINDS:
            self._database.create(_raw(kind), columns(kind))

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
                    self._database.put(_raw(kind), batch(kind, mine, self._counts[kind]))
                    self._counts[kind] += len(mine)

    def settle(self, completion: Completion | None = None) -> None:
        """Drop duplicates, then fill in what the source did not say."""
        completion = completion or Completion()
        gone = {}
        for kind in KINDS:
            gone[kind] = without_duplicates(kind, _raw(kind), f"{name_of(kind)}_gone", self._database)
            self.duplicates += gone[kind]
        if completion.where is not None:
            self._place(completion.where)
        for kind in KINDS:
            self._database.view(name_of(kind), self._completed(kind, completion, without=gone[kind] > 0))

    def findings(self, clauses: Iterable[Clause], *, law: LawBook, plan: str) -> Iterator[Finding]:
        """Yield every finding of ``clauses``, each once it is over. ``plan`` is that of accounts that name none."""
        rules = [
            (clause, rule)
            for clause in clauses
            for rule in clause.rules
            if rule.mode not in (Mode.MUTED, Mode.DRAFT)
        ]
        self._make_plans()
        plans = Plans(self._plan_records(), plan)
        for kind in COUNTED:
            judging = [
                Judging(clause, rule, plans, law) for clause, rule in rules if rule.signal.kind is kind
            ]
            if judging:
                yield from Counting(self._database, kind, judging, law, plan).findings()

    def _place(self, where: Callable[[str], tuple[Any, Any, Any]]) -> None:
        """Make the table of where each called number is."""
        names = ("called", "country", "places", "zones")
        self._database.create("located", dict.fromkeys(names, "VARCHAR"))
        numbers = exp.select("called").from_(_raw(Call)).where(sql("called IS NOT NULL")).distinct()
        rows = [(number, *where(number)) for (number,) in list(self._database.rows(numbers))]
        values = [[encoded(each) for each in found] for found in zip(*rows, strict=True)] or [[], [], [], []]
        made = (pa.array(each, pa.string()) for each in values)
        self._database.put("located", pa.table(dict(zip(names, made, strict=True))))

    def _completed(self, kind: type[Struct], completion: Completion, *, without: bool) -> exp.Select:
        """Return the facts of a kind as they count."""
        filled: dict[str, Sql] = {}
        query = exp.select().from_(table(_raw(kind), "r"))
        if kind is Call and completion.where is not None:
            query = query.join(table("located"), on=sql("r.called = located.called"), join_type="left")
            for name in ("country", "places", "zones"):
                filled[f"called_{name}"] = sql(
                    "coalesce($said, $found)",
                    said=column(f"called_{name}", "r"),
                    found=column(name, "located"),
                )
        if kind in COUNTED and completion.purpose is not None:
            query = query.join(within(_declared(), "declared"), on=_DECLARED_FOR[kind], join_type="left")
            filled["purpose"] = sql(
                "coalesce(r.purpose, declared.purpose, $purpose)", purpose=str(completion.purpose)
            )
        for name in columns(kind):
            query = query.select(named(filled.get(name, column(name, "r")), name))
        if without:
            query = query.join(
                table(f"{name_of(kind)}_gone", "gone"), on=sql("r.number = gone.number"), join_type="anti"
            )
        return query

    def _make_plans(self) -> None:
        until = sql("coalesce(lead(at) OVER (PARTITION BY id ORDER BY at), $forever)", forever=FOREVER)
        spans = exp.select(column("id"), named(column("at"), "since"), named(until, "until"), column("plan"))
        self._database.make(spells.PLANS, spans.from_(name_of(Account)))

    def _plan_records(self) -> list[tuple[str, int, str | None]]:
        records = exp.select("id", column("at"), "plan").from_(name_of(Account)).order_by(column("at"), "id")
        return [(account, at, plan) for account, at, plan in self._database.rows(records)]


def _raw(kind: type[Struct]) -> str:
    return f"{name_of(kind)}_raw"


def _declared() -> exp.Select:
    """Return what purpose each campaign's own record declares, from its time to that of the next."""
    until = sql(
        "coalesce(lead(at) OVER (PARTITION BY account, id ORDER BY at, id), $forever)", forever=FOREVER
    )
    return exp.select("account", "id", "purpose", named(column("at"), "since"), named(until, "until")).from_(
        name_of(Campaign)
    )


_DECLARED_FOR = {
    kind: sql(
        "r.account IS NOT DISTINCT FROM declared.account AND r.campaign = declared.id"
        " AND $at >= declared.since AND $at < declared.until",
        at=column(AT[kind], "r"),
    )
    for kind in COUNTED
}


class Counting:
    """All that is counted of one kind of fact."""

    def __init__(
        self, database: Database, kind: type[Struct], judging: Sequence[Judging], law: LawBook, plan: str
    ) -> None:
        """Count for these rules, which are all of this kind."""
        self._database = database
        self._kind = kind
        self._judging = judging
        self._law = law
        self._plan = plan

    def findings(self) -> Iterator[Finding]:
        """Yield what was found, with samples."""
        signals = [signal for each in self._judging for signal in each.rule.signals]
        steps, known = prepared(self._kind, [e for s in signals for e in s.expressions], GRAINS)
        for step in steps:
            if isinstance(step, Asked):
                answer(step, self._database, self._law)
            else:
                self._database.make(step.name, step.query)
        span = self._span(signals, known)
        if span is None:
            return
        found: list[tuple[Found, Sequence[int]]] = []
        for number, group in enumerate(grouped(signals)):
            found += self._group(f"{name_of(self._kind)}{number}", group, Stream(group, known, span))
        facts = self._facts({number for _, numbers in found for number in numbers})
        for each, numbers in found:
            yield each.finding(tuple(facts[number] for number in numbers))

    def _span(self, signals: Sequence[Signal], known: dict[Expression, Sql]) -> Span | None:
        """Return the first instant and the last at which anything counts: leases may open after their fact."""
        lasts: list[Sql] = [column("at")]
        lasts += [translated(signal.value, known) for signal in signals if signal.counting in LEASES]
        last = exp.func("greatest", *(sql("max($each)", each=each) for each in lasts))
        row = self._database.one(exp.select(sql("min(at)"), last).from_(ready_name(self._kind)))
        return None if row[0] is None else Span(*row)

    def _group(self, name: str, group: Group, stream: Stream) -> list[tuple[Found, Sequence[int]]]:
        events = f"{name}_events"
        if any(signal.counting in LEASES for signal in group.signals):
            self._database.make(events, stream.query())
        else:
            self._database.view(events, stream.query())
        mine = [each for each in self._judging if each.rule.signal in group.signals]
        judged = self._sliding if isinstance(group.over, Sliding) else self._periods
        return list(judged(name, group, events, mine))

    def _sliding(
        self, name: str, group: Group, events: str, mine: Sequence[Judging]
    ) -> Iterator[tuple[Found, Sequence[int]]]:
        keys = sliding_measures.worth(group, [each.rule.when for each in mine], events)
        keys_name = f"{name}_keys"
        if keys is not None:
            self._database.make(keys_name, keys)
        measures = f"{name}_measures"
        query = sliding_measures.measured(group, events, None if keys is None else keys_name)
        self._database.make(measures, query)
        for each in mine:
            query = spells.spells(each.rule.when, group, measures, plan=self._plan, samples=SAMPLES_MAX)
            for found in each.spells(self._database.rows(query)):
                yield found, found.samples

    def _periods(
        self, name: str, group: Group, events: str, mine: Sequence[Judging]
    ) -> Iterator[tuple[Found, Sequence[int]]]:
        measures = f"{name}_measures"
        self._database.make(measures, period_measures.measured(group, events))
        for rule_number, each in enumerate(mine):
            query = spells.periods(each.rule.when, group, measures).order_by(PERIOD)
            found = list(each.periods(self._database.rows(query)))
            samples = self._samples(f"{name}_found{rule_number}", group, events, each.rule, found)
            for number, one in enumerate(found):
                yield one, samples.get(number, ())

    def _samples(
        self, name: str, group: Group, events: str, rule: Rule, found: Sequence[Found]
    ) -> dict[int, Sequence[int]]:
        """Return the numbers of the facts that show each finding."""
        if not found:
            return {}
        types = [ARROW[sql_type(type_of(part))] for part in group.by] + [pa.int64()]
        values = zip(*(each.raw for each in found), strict=True)
        rows = {
            key: pa.array(each, of)
            for key, each, of in zip((*group.keys, PERIOD), values, types, strict=True)
        }
        numbers = pa.array(range(len(found)), pa.int64())
        self._database.make_of(name, pa.table({"finding": numbers, **rows}))
        query = spells.period_samples(rule.signal, group, events, name, SAMPLES_MAX)
        return {number: samples for number, samples in self._database.rows(query)}

    def _facts(self, numbers: set[int]) -> dict[int, Any]:
        """Return facts by their numbers."""
        wanted = f"{name_of(self._kind)}_wanted"
        self._database.make_of(wanted, pa.table({NUMBER: pa.array(sorted(numbers), pa.int64())}))
        names = list(columns(self._kind))
        query = (
            exp.select(*(column(each, "r") for each in names))
            .from_(table(name_of(self._kind), "r"))
            .join(table(wanted), using=[NUMBER], join_type="semi")
        )
        rows = (dict(zip(names, row, strict=True)) for row in self._database.rows(query))
        return {row[NUMBER]: fact_of(self._kind, row) for row in rows}
