"""What each key measures at each of its events while a window slides, and which keys are worth that.

An event is numbered among those of its key (``ord``); with its hop that makes one number (``o``) by which a
frame can begin at a hop and end at the very event.
"""

from collections.abc import Sequence
from math import ceil

from sqlglot import exp

from fairline.signals.declared import Counting, Signal, Test
from fairline.signals.sql.breaches import SLACK, possible, prunes
from fairline.signals.sql.periods import PERIOD
from fairline.signals.sql.runs import links
from fairline.signals.sql.streams import Group
from fairline.signals.sql.writing import Sql, all_of, any_of, case, column, named, shared, sql, table, within
from fairline.signals.windows import Sliding

EVENTS_MAX = 1 << 31  # ours: events of one key; hops are told apart above it
COUNTED_BY_BASE = frozenset({Counting.DISTINCT, Counting.LONGEST_RUN})
LARGEST = frozenset({Counting.HIGHEST, Counting.CONCURRENT})


def active(
    group: Group, rules: Sequence[Sequence[Test]], stream: str, keys: str | None = None
) -> exp.Select | None:
    """Return those of ``keys`` that over the whole time have as much as one of ``rules`` asks of a window.

    ``None`` if every key may break a rule.
    """
    if not _prunable(rules):
        return None
    of, names = [column(each) for each in group.keys], _numbers(group, rules)
    sums = exp.select(*of).from_(_of_keys(group, stream, keys)).group_by(*of)
    for signal, number in names.items():
        sums = sums.select(*_hop_sums(number, signal))
    nothing = exp.Literal.number(0)
    may = any_of(
        *(
            all_of(
                *(
                    possible(test, column(f"hits{number}"), nothing, column(f"base{number}"))
                    for test in tests
                    for number in [names[test.signal]]
                )
            )
            for tests in rules
        )
    )
    return exp.select(*of).from_(within(sums, "sums")).where(may)


def _prunable(rules: Sequence[Sequence[Test]]) -> bool:
    return all(any(prunes(test) for test in tests) for tests in rules)


def _numbers(group: Group, rules: Sequence[Sequence[Test]]) -> dict[Signal, int]:
    used = dict.fromkeys(test.signal for tests in rules for test in tests)
    return {signal: group.signals.index(signal) for signal in used}


def worth(
    group: Group, rules: Sequence[Sequence[Test]], stream: str, keys: str | None = None
) -> exp.Select | None:
    """Return those of ``keys`` that may break one of ``rules``; ``None`` if every key may."""
    if not _prunable(rules):
        return None
    of = [column(each) for each in group.keys]
    hops = exp.select(*of, column(PERIOD)).from_(_of_keys(group, stream, keys)).group_by(*of, column(PERIOD))
    names = _numbers(group, rules)
    for signal, number in names.items():
        hops = hops.select(*_hop_sums(number, signal))
    spread = exp.select(*of).from_(within(hops, "hops"))
    for signal, number in names.items():
        spread = spread.select(*_bounded(number, signal, group))
    may = any_of(*(all_of(*(_possible(test, names[test.signal]) for test in tests)) for tests in rules))
    return exp.select(*of).from_(within(spread, "bounded")).where(may).distinct()


def running(
    group: Group, rules: Sequence[Sequence[Test]], stream: str, keys: str | None
) -> exp.Select | None:
    """Return those of ``keys`` that have as many values that go on a run as one of ``rules`` asks of one run.

    ``None`` if not every rule asks for a run, or not of the same values. It is dear to tell how long a run is
    in each window, and cheap to tell whether there can be one at all.
    """
    tests = [next((each for each in rule if _asks_for_run(each)), None) for rule in rules]
    asked = [each for each in tests if each is not None]
    if len(asked) < len(tests) or not asked:
        return None
    least: dict[int, int] = {}
    for test in asked:
        number, links_min = group.signals.index(test.signal), ceil(test.floor * SLACK) - 1
        least[number] = min(links_min, least.get(number, links_min))
    values = {group.signals[number].value for number in least} | {
        group.signals[number].of for number in least
    }
    if len(values) > 2:
        return None
    return links(group, _of_keys(group, stream, keys), least)


def _of_keys(group: Group, stream: str, keys: str | None) -> exp.Expr:
    """Return the events, only those of ``keys`` if that is a table."""
    if keys is None:
        return table(stream)
    using = shared(group.keys)
    return within(exp.select("*").from_(table(stream)).join(table(keys), using=using, join_type="semi"), "e")


def _asks_for_run(test: Test) -> bool:
    return test.signal.counting is Counting.LONGEST_RUN and test.floor > 0


def _hop_sums(number: int, signal: Signal) -> list[Sql]:
    """Return what a hop adds: hits at the most, and base."""
    if signal.counting in LARGEST:
        hits = sql("coalesce(max($v), 0)", v=column(f"v{number}"))
    elif signal.counting in COUNTED_BY_BASE:
        hits = sql("sum($b)", b=column(f"b{number}"))
    else:
        hits = sql("sum(greatest($h, 0))", h=column(f"h{number}"))
    return [
        named(hits, f"hits{number}"),
        named(sql("sum(greatest($b, 0))", b=column(f"b{number}")), f"base{number}"),
    ]


def _bounded(number: int, signal: Signal, group: Group) -> list[Sql]:
    """Return the most hits, and the least and most base, that an event of the hop can measure."""
    hits, base = column(f"hits{number}"), column(f"base{number}")
    how = "max" if signal.counting in LARGEST else "sum"
    hops = _hops(group)
    by = ", ".join(group.keys)
    over = f"OVER (PARTITION BY {by} ORDER BY {PERIOD} RANGE BETWEEN $n PRECEDING AND CURRENT ROW)"
    most = sql(f"{how}($hits) {over}", hits=hits, n=hops - 1)
    base_most = sql(f"sum($base) {over}", base=base, n=hops - 1)
    base_least: Sql = sql("$most - $base", most=base_most, base=base)
    if signal.counting is Counting.RATIO:
        base_least = exp.Literal.number(0)
    return [
        named(most, f"hits_most{number}"),
        named(base_most, f"base_most{number}"),
        named(base_least, f"base_least{number}"),
    ]


def _possible(test: Test, number: int) -> Sql:
    return possible(
        test, column(f"hits_most{number}"), column(f"base_least{number}"), column(f"base_most{number}")
    )


def _hops(group: Group) -> int:
    assert isinstance(group.over, Sliding)
    return group.over.length // group.over.hop


def measured(group: Group, stream: str, keys: str | None) -> exp.Select:
    """Return every event with the measures of every signal ``i`` as ``hits0 base0 unknown0`` ... at it.

    Only keys in the table ``keys``, if one is named.
    """
    of = ", ".join(group.keys)
    numbered = exp.select(
        "*", named(sql(f"row_number() OVER (PARTITION BY {of} ORDER BY {', '.join(group.order)})"), "ord")
    ).from_(_of_keys(group, stream, keys))
    placed = exp.select(
        "*", named(sql("$p * $events + ord", p=column(PERIOD), events=EVENTS_MAX), "o")
    ).from_(within(numbered, "n"))
    back = sql("ord + $hops", hops=(_hops(group) - 1) * EVENTS_MAX)
    frame = f"OVER (PARTITION BY {of} ORDER BY o RANGE BETWEEN $back PRECEDING AND CURRENT ROW)"
    query = exp.select("*").from_(within(placed, "placed"))
    for number, signal in enumerate(group.signals):
        query = query.select(*_framed(number, signal, frame, back))
    for number, signal in enumerate(group.signals):
        if signal.counting is Counting.LONGEST_RUN:
            query = _with_runs(query, number, signal, group, frame, back)
    return query


def _framed(number: int, signal: Signal, frame: str, back: Sql) -> list[Sql]:
    v = column(f"v{number}")

    def over(text: str, value: Sql) -> Sql:
        return sql(f"coalesce({text} {frame}, 0)", v=value, back=exp.paren(back))

    match signal.counting:
        case Counting.DISTINCT:
            hits = [named(over("count(DISTINCT $v)", v), f"hits{number}")]
        case Counting.HIGHEST | Counting.CONCURRENT:
            hits = [named(over("max($v)", v), f"hits{number}")]
        case Counting.LONGEST_RUN:
            hits = []
        case _:
            hits = [named(over("sum($v)", column(f"h{number}")), f"hits{number}")]
    base = named(over("sum($v)", column(f"b{number}")), f"base{number}")
    return [*hits, base, named(over("sum($v)", column(f"u{number}")), f"unknown{number}")]


def _with_runs(
    query: exp.Select, number: int, signal: Signal, group: Group, frame: str, back: Sql
) -> exp.Select:
    """Add the longest run in each event's window.

    Values are numbered (``idx``); an event without one has the number of the last before it. The window's
    first value may be in the middle of a run: what is left of it counts, and every later run as far as it
    has come.
    """
    of, v = ", ".join(group.keys), column(f"v{number}")
    shows = sql("$v IS NOT NULL", v=v)
    steps = exp.select(
        "*",
        named(sql(f"count($v) OVER (PARTITION BY {of} ORDER BY ord ROWS UNBOUNDED PRECEDING)", v=v), "idx"),
        named(
            sql(
                "CASE WHEN $v IS NULL OR coalesce("
                f"$v - lag($v IGNORE NULLS) OVER (PARTITION BY {of} ORDER BY ord) BETWEEN 1 AND $step, FALSE"
                ") THEN 0 ELSE 1 END",
                v=v,
                step=signal.step_max,
            ),
            "starts",
        ),
    ).from_(within(query, "q"))
    runs = exp.select(
        "*", named(sql(f"sum(starts) OVER (PARTITION BY {of} ORDER BY ord ROWS UNBOUNDED PRECEDING)"), "run")
    ).from_(within(steps, "s"))
    lengths = exp.select(
        "*",
        named(
            case(
                (
                    shows,
                    sql(
                        f"idx - min(idx) FILTER (WHERE $shows) OVER (PARTITION BY {of}, run) + 1", shows=shows
                    ),
                )
            ),
            "length",
        ),
        named(sql(f"max(idx) FILTER (WHERE $shows) OVER (PARTITION BY {of}, run)", shows=shows), "run_end"),
    ).from_(within(runs, "r"))
    first = sql(f"idx - count($v) {frame} + 1", v=v, back=exp.paren(back))
    first_ends = sql(f"min(CASE WHEN $shows THEN run_end END) {frame}", shows=shows, back=exp.paren(back))
    begun = exp.select("*", named(first, "first"), named(first_ends, "first_ends")).from_(
        within(lengths, "l")
    )
    left = sql("least(first_ends, idx) - first + 1")
    later = sql(
        f"CASE WHEN first_ends < idx THEN max(length) OVER (PARTITION BY {of} ORDER BY idx"
        " RANGE BETWEEN (greatest(idx - first_ends - 1, 0)) PRECEDING AND CURRENT ROW) ELSE 0 END"
    )
    longest = sql("CASE WHEN first > idx THEN 0 ELSE greatest($left, $later) END", left=left, later=later)
    extra = ("idx", "starts", "run", "length", "run_end", "first", "first_ends")
    everything = exp.Star(except_=[exp.to_identifier(each) for each in extra])
    return exp.select(everything, named(longest, f"hits{number}")).from_(within(begun, "b"))
