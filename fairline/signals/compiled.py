"""Expressions and signals to Python source: one function for each kind of fact, only what applies to it.

Truth is compiled twice, as "certainly true" and "certainly false"; what is neither is unknown. The parts of a
``both`` are tested one after another, so that what is dear to compute comes last and is mostly not reached.
"""

import linecache
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct

from fairline.facts import Account, Call, Campaign, Forwarding, Message
from fairline.signals.declared import Counting, Signal
from fairline.signals.expressions import (
    Both,
    Choose,
    Column,
    Compare,
    Constant,
    Derived,
    Either,
    Expression,
    FirstKnown,
    Known,
    Negated,
    NewlySeen,
    walk,
)
from fairline.signals.limits import Unit
from fairline.signals.windows import Successive, instant

MILLISECOND = timedelta(milliseconds=1)
REGISTRIES: dict[type[Struct], dict[type[Struct], str]] = {
    Call: {
        Account: "(fact.account,)",
        Campaign: "(fact.account, fact.campaign)",
        Forwarding: "(fact.account, fact.called or fact.dialed)",
    },
    Message: {Account: "(fact.account,)", Campaign: "(fact.account, fact.campaign)"},
}
Registry = dict[type[Struct], dict[Any, Any]]
SUMMED = {Counting.TOTAL, Counting.MEAN, Counting.COHORT}
TRUTHS = {Counting.COUNT, Counting.SHARE}


@dataclass
class Source:
    """Lines of Python as they are written, and the names that they use."""

    names: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    depth: int = 1
    known: list[dict[Expression, str]] = field(default_factory=lambda: [{}])
    count: int = 0
    waiting: dict[Callable[..., None], tuple[str, str]] = field(default_factory=dict)
    """Judges that look at several signals, each with its own name and that of the key it is to judge."""

    def line(self, text: str) -> None:
        """Write one line at the present depth."""
        self.lines.append("    " * self.depth + text)

    def name(self, prefix: str, value: Any = None) -> str:
        """Return a new name; bind it if ``value`` is given."""
        self.count += 1
        name = f"{prefix}{self.count}"
        if value is not None:
            self.names[name] = value
        return name

    def begin(self, condition: str) -> None:
        """Open a block. What it works out is forgotten when it ends."""
        self.line(f"if {condition}:")
        self.depth += 1
        self.known.append({})

    def end(self) -> None:
        """Close the block."""
        self.depth -= 1
        self.known.pop()

    def worked_out(self, of: Expression) -> str | None:
        """Return the variable that holds ``of`` already, if one does."""
        return next((known[of] for known in reversed(self.known) if of in known), None)

    def keep(self, of: Expression, code: str, prefix: str = "v") -> str:
        """Assign ``code`` to a variable that holds ``of`` from here on in this block."""
        name = self.name(prefix)
        self.line(f"{name} = {code}")
        self.known[-1][of] = name
        return name


def value(of: Expression, to: Source) -> str:
    """Return Python for the value of ``of``; it is ``None`` where that is unknown."""
    have = to.worked_out(of)
    if have is not None:
        return have
    match of:
        case Constant(constant):
            return (
                repr(constant) if type(constant) in (type(None), bool, int, str) else to.name("c", constant)
            )
        case FirstKnown(terms):
            codes = [value(term, to) for term in terms]
            code = codes[-1]
            for first in reversed(codes[:-1]):
                code = f"({first} if {first} is not None else {code})"
            return to.keep(of, code)
        case Choose(condition, yes, no):
            is_true, is_false = truth(condition, to)
            code = f"{value(yes, to)} if {is_true} else {value(no, to)} if {is_false} else None"
            return to.keep(of, code)
        case Derived(function, terms, by_law):
            codes = [value(term, to) for term in terms]
            call = f"{to.name('f', function)}({', '.join((['LAW'] if by_law else []) + codes)})"
            checks = [f"{code} is None" for code, term in zip(codes, terms, strict=True) if _may_lack(term)]
            return to.keep(of, f"None if {' or '.join(checks)} else {call}" if checks else call)
        case _:
            is_true, is_false = truth(of, to)
            return to.keep(of, f"True if {is_true} else False if {is_false} else None")


def truth(of: Expression, to: Source) -> tuple[str, str]:
    """Return Python conditions for "``of`` is true" and "``of`` is false"."""
    match of:
        case Constant(constant):
            return str(constant is True), str(constant is False)
        case Compare(operator, left, right):
            one, other = value(left, to), value(right, to)
            known = [f"{code} is not None" for code, term in ((one, left), (other, right)) if _may_lack(term)]
            test = f"{one} {operator} {other}"
            return _all([*known, test]), _all([*known, f"not {test}"])
        case Both(terms):
            pairs = [truth(term, to) for term in terms]
            return _all([yes for yes, _ in pairs]), _any([no for _, no in pairs])
        case Either(terms):
            pairs = [truth(term, to) for term in terms]
            return _any([yes for yes, _ in pairs]), _all([no for _, no in pairs])
        case Negated(term):
            is_true, is_false = truth(term, to)
            return is_false, is_true
        case Known(term):
            code = value(term, to)
            return f"{code} is not None", f"{code} is None"
        case _:
            code = value(of, to)
            return f"{code} is True", f"{code} is False"


def _all(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else "(" + " and ".join(codes) + ")"


def _any(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else "(" + " or ".join(codes) + ")"


def _may_lack(of: Expression) -> bool:
    """Whether ``of`` can be unknown: only constants, and the columns that every fact has, cannot."""
    if isinstance(of, Column):
        return not (of.kind in (Call, Message) and of.field in ("id", "started_at", "sent_at", "revision"))
    return not isinstance(of, Constant)


@dataclass(frozen=True, slots=True)
class Counted:
    """A signal, the state that counts it, and what to do with an entry that was added to.

    ``judge(key, at, fact)`` is called when an entry has at least ``floor`` hits and ``slope`` hits per base,
    or its key is in ``spells``: (floor, slope, judge, spells).
    """

    signal: Signal
    state: Any
    judges: tuple[tuple[float, float, Callable[..., None], dict[Any, Any]], ...] = ()


def compile_kind(
    kind: type[Struct],
    counted: Iterable[Counted],
    *,
    law: object,
    registry: Registry,
    first_seen: Callable[[NewlySeen], Any],
) -> tuple[Callable[[Any, int], None], str]:
    """Return ``observe(fact, at)`` for facts of ``kind``, and its source.

    ``registry[kind]`` has the accounts, campaigns or forwardings by key; ``first_seen(expression)`` gives the
    state behind a ``newly_seen``. The function's source is known to tracebacks.
    """
    counted = list(counted)
    to = Source(
        names={"LAW": law, "REGISTRY": registry, "instant": instant, "MS": MILLISECOND, "Decimal": Decimal}
    )
    every = [each for item in counted for top in item.signal.expressions for each in walk(top)]
    _columns(kind, every, to)
    _first_seen(every, to, first_seen)
    asked = [judge for item in counted for _, _, judge, _ in item.judges]
    for judge in dict.fromkeys(judge for judge in asked if asked.count(judge) > 1):
        to.waiting[judge] = (to.name("j", judge), to.name("w"))
    to.lines += [f"    {key} = None" for _, key in to.waiting.values()]
    for item in counted:
        _signal(item, to)
    to.lines += [f"    if {key} is not None: {judge}({key}, at, fact)" for judge, key in to.waiting.values()]
    name = f"observe_{kind.__name__.lower()}"
    source = f"def {name}(fact, at):\n" + "\n".join(to.lines or ["    pass"]) + "\n"
    file = f"<fairline {name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), to.names)
    function: Callable[[Any, int], None] = to.names[name]
    return function, source


def _columns(kind: type[Struct], every: list[Expression], to: Source) -> None:
    """Read every column once, first the fact's own, then those of what it belongs to."""
    columns = dict.fromkeys(each for each in every if isinstance(each, Column))
    for column in columns:
        if column.kind is kind:
            to.known[0][column] = column.field
            to.line(f"{column.field} = fact.{column.field}")
    for registered, key in REGISTRIES[kind].items():
        wanted = [column for column in columns if column.kind is registered]
        if wanted:
            record = registered.__name__.lower()
            to.line(f"{record}_ = REGISTRY[{to.name('k', registered)}].get({key})")
        for column in wanted:
            name = f"{record}__{column.field}"  # two, for a call has a campaign_started_at of its own
            to.known[0][column] = name
            to.line(f"{name} = None if {record}_ is None else {record}_.{column.field}")


def _first_seen(every: list[Expression], to: Source, first_seen: Callable[[NewlySeen], Any]) -> None:
    """Every sighting is noted, whether or not a signal asks: what is new depends on all that came before."""
    for each in dict.fromkeys(each for each in every if isinstance(each, NewlySeen)):
        state = to.name("n", first_seen(each))
        key, seen = value(each.by, to), value(each.value, to)
        to.keep(each, f"None if {key} is None or {seen} is None else {state}.seen({key}, {seen}, at)")


def _signal(item: Counted, to: Source) -> None:
    """Write what one signal does with a fact: is it in the base, whose is it, and what does it add."""
    signal = item.signal
    terms = signal.of.terms if isinstance(signal.of, Both) else (signal.of,)
    depth = to.depth
    sure: list[str] = []
    for term in terms:
        is_true, is_false = truth(term, to)
        if is_true == "True":
            continue
        to.begin(f"not {is_false}" if is_false.startswith("(") else f"not ({is_false})")
        sure.append(is_true)
    key = _key(signal, to)
    more = ""
    if isinstance(signal.over, Successive):
        anchor = value(signal.over.since, to)
        to.begin(f"{anchor} is not None")
        more = f", instant({anchor})"
    state = to.name("s", item.state)
    if sure:
        to.begin(_all(sure))
        _add(item, state, key, more, to)
        to.end()
        to.line("else:")
        to.depth += 1
        to.line(f"{_sums(state, signal)}.add({key}, at, 0, 0, 1, fact{more})")
        to.depth -= 1
    else:
        _add(item, state, key, more, to)
    while to.depth > depth:
        to.end()


def _sums(state: str, signal: Signal) -> str:
    """The state that takes sums: behind leases it is the inner one."""
    return f"{state}.inner" if signal.counting in (Counting.CONCURRENT, Counting.OCCASIONS) else state


def _key(signal: Signal, to: Source) -> str:
    codes = [value(part, to) for part in signal.by]
    to.begin(" and ".join(f"{code} is not None" for code in codes))
    return f"({', '.join(codes)},)"


def _add(item: Counted, state: str, key: str, more: str, to: Source) -> None:
    signal = item.signal
    tail = f", fact{more})"
    if signal.counting in TRUTHS:
        is_true, is_false = truth(signal.value, to)
        to.line(f"key = {key}")
        if is_true != "True":
            to.begin(is_true)
        to.line(f"entry = {state}.add(key, at, 1, 1, 0{tail}")
        _judge(item, to)
        if is_true != "True":
            to.end()
            to.line("else:")
            to.depth += 1
            to.line(f"entry = {state}.add(key, at, 0, 1 if {is_false} else 0, 0 if {is_false} else 1{tail}")
            if signal.counting is Counting.SHARE:
                _judge(item, to)  # a larger base can be the one that is enough to measure
            to.depth -= 1
        return
    if signal.counting in (Counting.CONCURRENT, Counting.OCCASIONS):
        _lease(signal, state, key, more, to)
        return
    found = value(signal.value, to)
    to.line(f"key = {key}")
    to.begin(f"{found} is not None")
    added = _converted(found, signal.unit)
    if signal.counting is Counting.COHORT:
        peers = value(signal.cohort, to)
        to.line(f"{state}.cohorts[key] = {peers}")
    if signal.counting is Counting.RATIO:
        is_true, is_false = truth(signal.against, to)
        to.line(f"if {is_true}: entry = {state}.add(key, at, {added}, 0, 0{tail}")
        to.line(f"elif {is_false}: entry = {state}.add(key, at, 0, {added}, 0{tail}")
        to.line(f"else: entry = {state}.add(key, at, 0, 0, 1{tail}")
    elif signal.counting in SUMMED:
        to.line(f"entry = {state}.add(key, at, {added}, 1, 0{tail}")
    else:
        to.line(f"entry = {state}.see(key, at, {added}{tail}")
    _judge(item, to)
    to.end()
    to.line(f"else: {state}.add(key, at, 0, 0, 1{tail}")


def _converted(code: str, unit: Unit) -> str:
    """Durations to whole milliseconds, money to millionths; numbers stay."""
    match unit:
        case Unit.DURATION:
            return f"{code} // MS"
        case Unit.MONEY:
            return f"int({code} * 1000000)"
        case Unit.NUMBER:
            return code


def _lease(signal: Signal, state: str, key: str, more: str, to: Source) -> None:
    since, until = value(signal.value, to), value(signal.until, to)
    ends = f"instant({until})"
    if signal.lasting_max is not None:
        longest = to.name("c", signal.lasting_max)
        ends = f"instant({until} if {until} is not None else {since} + {longest})"
        to.line(f"if {since} is not None:")
    else:
        to.line(f"if {since} is not None and {until} is not None:")
    to.line(f"    {state}.put({key}, at, instant({since}), {ends}, fact{more})")
    to.line(f"else: {state}.inner.add({key}, at, 0, 0, 1, fact{more})")


def _judge(item: Counted, to: Source) -> None:
    """Rules over a sliding window are judged as the fact is counted, if its key has enough hits at all.

    A rule of several tests waits until the fact is counted for every one of them.
    """
    for floor, slope, judge, spells in item.judges:
        open_ = to.name("o")
        to.names[open_] = spells
        if judge in to.waiting:
            then = f"{to.waiting[judge][1]} = key"
        else:
            then = f"{to.name('j', judge)}(key, at, fact)"
        many = f"entry.hits >= {floor!r}"
        if slope:
            many = f"({many} and entry.hits >= {slope!r} * entry.base)"
        to.line(f"if {many} or key in {open_}: {then}")
