"""What happens to the keys of a group of signals, one row an event: facts, leases that open, timers.

Signals of one kind of fact, key and window are a group: they share one pass. At one instant facts come
first, in their order (id, then account), and then leases open and timers are due, in that of their facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct
from sqlglot import exp

from fairline.signals.declared import Counting, Signal
from fairline.signals.expressions import Expression
from fairline.signals.layout import LEASES
from fairline.signals.sql.contributions import (
    Contribution,
    contribution,
    lease_end,
    lease_known,
    lease_start,
    missing,
)
from fairline.signals.sql.expressions import translated
from fairline.signals.sql.periods import PERIOD, Span, period
from fairline.signals.sql.preparing import ready_name
from fairline.signals.sql.writing import (
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Sql,
    all_of,
    any_of,
    case,
    column,
    named,
    shared,
    sql,
    table,
    within,
)
from fairline.signals.windows import Successive, Window


@dataclass(frozen=True, slots=True)
class Group:
    """Signals of one kind, key and window."""

    kind: type[Struct]
    by: tuple[Expression, ...]
    over: Window
    signals: tuple[Signal, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the key's columns."""
        return tuple(f"k{number}" for number in range(len(self.by)))

    @property
    def has_leases(self) -> bool:
        """Whether leases open, or timers are due, among the events."""
        return any(signal.counting in LEASES for signal in self.signals)

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that order the events of a key. Without leases every event is at its fact's time."""
        tail = ("id", "account_")
        return ("at", "phase", "fact_at", *tail) if self.has_leases else ("at", *tail)


def grouped(signals: Sequence[Signal]) -> list[Group]:
    """Return the groups of ``signals``, each signal once."""
    together: dict[tuple[type[Struct], tuple[Expression, ...], Window], list[Signal]] = {}
    for signal in dict.fromkeys(signals):
        together.setdefault((signal.kind, signal.by, signal.over), []).append(signal)
    return [Group(*key, tuple(found)) for key, found in together.items()]


@dataclass(frozen=True, slots=True)
class Stream:
    """How the events of a group are written."""

    group: Group
    known: Mapping[Expression, Sql]
    span: Span
    keys: str | None = None
    """The table of the keys that matter; ``None``: all do."""

    def query(self) -> exp.Query:
        """Return the events.

        Columns: the key, the period (``p``), what orders them, ``fact``, its number, and for signal ``i``
        whether it counts (``n0``), hits, base, unknown, value and whether it is judged (``h0`` to ``j0``).
        """
        query: exp.Query = self._of_keys(self._facts())
        for number, signal in enumerate(self.group.signals):
            if signal.counting in LEASES:
                later = self._timers if signal.counting is Counting.OVERDUE else self._openings
                query = exp.union(query, later(number, signal), distinct=False)
        return query

    def _facts(self) -> exp.Select:
        added = [contribution(signal, self.known) for signal in self.group.signals]
        at = column("at")
        fixed = (named(at, "at"), named(ZERO, "phase"), named(at, "fact_at"))
        return (
            exp.select(*self._key(), named(self._period(at), PERIOD), *fixed, *_who())
            .select(
                *(part for number, each in enumerate(added) for part in _contributed(number, each)),
                copy=False,
            )
            .from_(table(ready_name(self.group.kind)), copy=False)
            .where(all_of(self._has_key(at), any_of(*(each.counts for each in added))), copy=False)
        )

    def overlapping(self, signal: Signal) -> exp.Select:
        """Return the keys that ever have two leases of ``signal`` open at once: then a lease and the next."""
        of, keys = ", ".join(self.group.keys), [column(each) for each in self.group.keys]
        meets = named(sql(f'lead(since) OVER (PARTITION BY {of} ORDER BY since) < "end"'), "meets")
        leases = exp.select(*keys, meets).from_(within(self._leases(signal), "leases"))
        return exp.select(*keys).from_(within(leases, "met")).where(column("meets")).distinct()

    def _of_keys(self, query: exp.Select) -> exp.Select:
        """Return a query's rows, only those of the keys that matter."""
        if self.keys is None:
            return query
        every = exp.select("*").from_(within(query, "every"))
        return every.join(table(self.keys), using=shared(self.group.keys), join_type="semi")

    def _openings(self, number: int, signal: Signal) -> exp.Select:
        """Return the openings of a signal's leases, each with how many are then open."""
        level = column("level")
        if signal.counting is Counting.OCCASIONS:
            rises = sql("$level = $wanted", level=level, wanted=signal.level)
            opened = Contribution(TRUE, case((rises, ONE), otherwise=ZERO), ONE, ZERO, exp.null(), TRUE)
        else:
            opened = Contribution(TRUE, ZERO, ONE, ZERO, level, TRUE)
        return self._later(number, opened, self._levels(signal)).where(sql("opens = 1"))

    def _timers(self, number: int, signal: Signal) -> exp.Select:
        """Return when what a signal waits for is due, each with whether it has not come."""
        late = case((column("missing"), ONE), otherwise=ZERO)
        due = Contribution(TRUE, late, ONE, ZERO, exp.null(), TRUE)
        at = self._start(signal)
        timers = self._in_base(signal, at, named(at, "t"), named(missing(signal, self.known), "missing"))
        return self._later(number, due, self._of_keys(timers))

    def _later(self, number: int, adds: Contribution, events: exp.Select) -> exp.Select:
        """Return ``events``, which are at ``t``, after the facts of that instant: they add to one signal."""
        nothing = Contribution(FALSE, ZERO, ZERO, ZERO, exp.null(), FALSE)
        parts = (
            part
            for each in range(len(self.group.signals))
            for part in _contributed(each, adds if each == number else nothing)
        )
        fixed = (named(column("t"), "at"), named(ONE, "phase"), column("fact_at"))
        keys = (column(each) for each in self.group.keys)
        return exp.select(*keys, column(PERIOD), *fixed, *_who(), *parts).from_(within(events, "later"))

    def _levels(self, signal: Signal) -> exp.Select:
        keys = [column(each) for each in self.group.keys]
        fixed = [column("fact_at"), *_who(), column(PERIOD)]
        opening = exp.select(*keys, *fixed, named(column("since"), "t"), named(ONE, "opens"))
        ending = exp.select(*keys, *fixed, named(column("end"), "t"), named(ZERO, "opens"))
        leases = within(self._of_keys(self._leases(signal)), "leases")
        both = exp.union(opening.from_(leases), ending.from_(leases.copy()), distinct=False)
        open_ = sql(
            f"sum(CASE WHEN opens = 1 THEN 1 ELSE -1 END) OVER (PARTITION BY {', '.join(self.group.keys)}"
            " ORDER BY t, opens, fact_at, id, account_ ROWS UNBOUNDED PRECEDING)"
        )
        return exp.select("*", named(exp.cast(open_, "BIGINT"), "level")).from_(within(both, "moves"))

    def _leases(self, signal: Signal) -> exp.Select:
        since, end = self._start(signal), lease_end(signal, self.known)
        leases = self._in_base(signal, since, named(since, "since"), named(end, "end"))
        return leases.where(sql("$since < $end", since=since, end=end))

    def _start(self, signal: Signal) -> Sql:
        """Return when a lease opens or a timer is due: with its fact at the earliest."""
        return sql("greatest($start, $at)", start=lease_start(signal, self.known), at=column("at"))

    def _in_base(self, signal: Signal, start: Sql, *columns: Sql) -> exp.Select:
        """Return the facts of the base whose times are known, in the period of ``start``."""
        return (
            exp.select(*self._key(), named(column("at"), "fact_at"), *_who(), *columns)
            .select(named(self._period(start), PERIOD))
            .from_(table(ready_name(self.group.kind)))
            .where(
                all_of(
                    self._has_key(start),
                    translated(signal.of, self.known),
                    lease_known(signal, self.known),
                )
            )
        )

    def _key(self) -> list[Sql]:
        parts = (translated(part, self.known) for part in self.group.by)
        return [named(part, name) for part, name in zip(parts, self.group.keys, strict=True)]

    def _has_key(self, at: Sql) -> Sql:
        """Whether the key is known and, where each fact names the window's start, that it has come."""
        parts = [translated(part, self.known) for part in self.group.by]
        known = [sql("$part IS NOT NULL", part=part) for part in parts]
        if isinstance(self.group.over, Successive):
            known.append(sql("$at >= $anchor", at=at, anchor=translated(self.group.over.since, self.known)))
        return all_of(*known)

    def _period(self, at: Sql) -> Sql:
        over = self.group.over
        anchor = translated(over.since, self.known) if isinstance(over, Successive) else exp.null()
        return period(at, over, anchor, self.span)


def _who() -> list[Sql]:
    return [column("id"), column("account_"), column("fact")]


def _contributed(number: int, each: Contribution) -> list[Sql]:
    return [
        named(each.counts, f"n{number}"),
        named(each.hits, f"h{number}"),
        named(each.base, f"b{number}"),
        named(each.unknown, f"u{number}"),
        named(each.value, f"v{number}"),
        named(each.judged, f"j{number}"),
    ]
