"""Signals to Python: for each kind of fact one function that counts it, only what applies to it.

The conditions of all signals make a tree: what several ask, such as "is it outbound?", is asked once, and
when the answer is no, none of them costs anything. In a leaf of the tree, each frame is looked up once.
"""

import linecache
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from msgspec import Struct

from fairline.facts import EVENTS
from fairline.signals.answers import AT, Answers, Grains, Question, question
from fairline.signals.asking import Judged, condition
from fairline.signals.belonging import key_code
from fairline.signals.counts import Counts
from fairline.signals.declared import Signal
from fairline.signals.expressions import (
    Column,
    Compare,
    Constant,
    Derived,
    Expression,
    NewlySeen,
    name_of,
)
from fairline.signals.layout import LEASES, Layout, Place, alike, place
from fairline.signals.python import Source, call, may_be_unknown, truth, value
from fairline.signals.tree import Node, Together, columns_of, read_by, tree
from fairline.signals.windows import Calendar, Sliding, Successive, instant, moment

MILLISECOND = timedelta(milliseconds=1)
OWN_NAMES = ("fact", "at", "added", "seen", "before", "held", "level", "anchor")
COUNTED = EVENTS
Registry = dict[type[Struct], dict[Any, Any]]
"""The latest records of each registry, by what facts know them by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """All that the functions of one policy are made of."""

    layouts: Mapping[Place, Layout]
    frames: Mapping[Place, Any]
    judged: tuple[Judged, ...]
    law: object
    grains: Grains
    """The functions whose answers are worth remembering, and the span of time that each of them sees."""
    registry: Mapping[type[Struct], Any]
    first_seen: Callable[[NewlySeen], Any]
    sets: Callable[[Signal], Callable[[], Any]]
    """Returns what makes the set that a signal looks at."""
    leases: Callable[[Signal], Any]
    """Returns what holds the leases or timers that are declared like those of a signal."""


def observer(kind: type[Struct], program: Program) -> tuple[Callable[[Any, int], None], str]:
    """Return ``observe(fact, at)`` for facts of ``kind``, and its source, which tracebacks point into."""
    writer = _Writer(kind, program)
    name = f"observe_{kind.__name__.lower()}"
    functions = [*writer.opening_functions(), writer.observe(name)]
    source = "\n\n".join([*writer.asking_functions(), *functions])
    run(source, f"<fairline {name}>", writer.to.names)
    for opening, leases in writer.openings.items():
        leases.count = writer.to.names[opening]
    function: Callable[[Any, int], None] = writer.to.names[name]
    return function, source


def run(source: str, file: str, names: dict[str, Any]) -> None:
    """Define what ``source`` defines in ``names``; tracebacks find its lines."""
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)


class _Writer:
    """Writes the functions of one kind of fact."""

    def __init__(self, kind: type[Struct], program: Program) -> None:
        self.kind, self.program = kind, program
        self.layouts = {at: layout for at, layout in program.layouts.items() if at[0] is kind}
        names = {
            "LAW": program.law,
            "MS": MILLISECOND,
            "instant": instant,
            "moment": moment,
            "Answers": Answers,
        }
        reserved = {*OWN_NAMES, *kind.__struct_fields__}
        self.to = Source(names=names, column=self._column, answered=self._answered, reserved=reserved)
        self.question = partial(question, kind, program.grains)
        self.questions: dict[Question, list[Derived]] = {}
        self.flags: dict[Judged, str] = {}
        self.variables: set[str] = set()
        self.openings: dict[str, Any] = {}

    def opening_functions(self) -> Iterator[str]:
        """Yield the functions that count what opens, each lease that is declared alike once."""
        for layout in self.layouts.values():
            declared: dict[object, list[Signal]] = {}
            for signal in layout.parts:
                if signal.counting in LEASES:
                    declared.setdefault(alike(signal), []).append(signal)
            for number, signals in enumerate(declared.values(), start=1):
                name = f"opened_{layout.name}_{number}"
                self.openings[name] = self.program.leases(signals[0])
                yield self._opening(name, layout, signals)

    def _opening(self, name: str, layout: Layout, signals: list[Signal]) -> str:
        to = self.to
        depth, to.lines = to.depth, []
        self._frame(layout, "held", "anchor")
        counts = Counts(to, layout, self.program.sets, partial(self._ask, layout))
        for signal in signals:
            counts.opened(signal)
        for signal in signals:
            self._ask(layout, signal, wait=False)
        while to.depth > depth:
            to.end()
        lines, to.lines = to.lines, []
        return f"def {name}(held, at, level, fact, anchor):\n" + "\n".join(lines) + "\n"

    def observe(self, name: str) -> str:
        """Return the function that counts a fact."""
        to = self.to
        signals = [signal for layout in self.layouts.values() for signal in layout.parts]
        every = [below for signal in signals for below in read_by(signal)]
        for derived in dict.fromkeys(each for each in every if isinstance(each, Derived)):
            asked = self.question(derived)
            if asked is not None:
                self.questions.setdefault(asked, []).append(derived)
        for column in dict.fromkeys(each for each in every if isinstance(each, Column)):
            if column.kind is self.kind:
                own = "_" if column.field in OWN_NAMES else ""
                to.keep(column, f"fact.{column.field}", column.field + own)
        self._sightings(every)
        start = len(to.lines)
        self._node(tree(signals), [])
        variables = [*sorted(self.variables), *self.flags.values()]
        to.lines[start:start] = [f"    {name} = None" for name in variables]
        for judged, flag in self.flags.items():
            layout = self.layouts[place(judged.tests[0].signal)]
            judge = to.bind(f"judge_{judged.name}", judged.ask)
            to.line(f"if {flag} and {condition(judged, layout)}: {judge}({layout.variable}, at, fact)")
        return f"def {name}(fact, at):\n" + "\n".join(to.lines or ["    pass"]) + "\n"

    def _sightings(self, every: list[Expression]) -> None:
        """Note every sighting, whether or not a signal asks: what is new depends on all before."""
        to = self.to
        for each in dict.fromkeys(each for each in every if isinstance(each, NewlySeen)):
            state = to.bind("newly", self.program.first_seen(each))
            key, seen = value(each.by, to), value(each.value, to)
            to.keep(each, f"None if {key} is None or {seen} is None else {state}.seen({key}, {seen}, at)")

    def asking_functions(self) -> Iterator[str]:
        """Yield the functions whose answers are remembered: each answers all that is asked of the same."""
        to, time = self.to, Column(self.kind, AT[self.kind])
        for number, ((terms, grain), asked) in enumerate(self.questions.items(), start=1):
            given = {term: f"{name_of(term)}_{place}" for place, term in enumerate(terms)}
            lines = [f"def answers_{number}({', '.join([*given.values(), 'span'])}):"]
            lines += [f"    {time.field} = moment(span * {grain})", "    return ("]
            for of in asked:
                codes = [
                    time.field if term == time else given[term] if term in given else value(term, to)
                    for term in of.terms
                ]
                lines.append(f"        {call(of, to, codes)},")
            yield "\n".join(["@Answers", *lines, "    )\n"])

    def _answered(self, of: Derived) -> str | None:
        """Look up all answers to the question of ``of``, if they are remembered; return that of ``of``."""
        asked = self.question(of)
        if asked is None:
            return None
        terms, grain = asked
        given = [*(value(term, self.to) for term in terms), f"at // {grain}"]
        number = list(self.questions).index(asked) + 1
        self.to.keep_all(self.questions[asked], f"answers_{number}[{', '.join(given)},]")
        return self.to.worked_out(of)

    def _work_out(self, of: Expression) -> None:
        match of:
            case Together(tuple(by)) if by in self.questions:
                value(self.questions[by][0], self.to)
            case Together(tuple(by)):
                self.to.keep(of, f"({', '.join(value(part, self.to) for part in by)})")
            case _:
                value(of, self.to)

    def _column(self, of: Column) -> str:
        """Look up a column of the account, campaign or other record that the fact belongs to."""
        to, kind = self.to, of.kind.__name__.lower()
        record = to.worked_out(Together(of.kind))
        if record is None:
            known = to.bind(f"{kind}s", self.program.registry[of.kind])
            record = to.keep(Together(of.kind), f"{known}.get({key_code(self.kind, of.kind)})", f"{kind}_")
        return to.keep(of, f"None if {record} is None else {record}.{of.field}", f"{kind}__{of.field}")

    def _node(self, node: Node, sure: list[str]) -> None:
        for each in node.shared(self.question):
            if self.to.worked_out(each) is None:
                self._work_out(each)
        for signals in node.leaves():
            self._leaf(self.layouts[place(signals[0])], signals, sure)
        for term, below in node.below.items():
            possible, certain = _possible(term, self.to)
            self.to.begin(f"if {possible}")
            self._node(below, [*sure, certain] if may_be_unknown(term) else sure)
            self.to.end()

    def _leaf(self, layout: Layout, signals: list[Signal], sure: list[str]) -> None:
        """Count what ``signals``, which have one frame and one base, make of the fact."""
        to, depth = self.to, self.to.depth
        held = self._held(layout)
        anchor = self._anchor(layout)
        leased = signals[0].counting in LEASES
        if not leased:
            self._frame(layout, held, anchor, again=True)
        if sure:
            to.begin(f"if {' and '.join(sure)}")
        if leased:
            self._leases(layout, signals, held, anchor)
        else:
            Counts(to, layout, self.program.sets, partial(self._ask, layout)).all_of(signals)
        if sure:
            to.end()
            to.begin("else")
            if leased:
                self._frame(layout, held, anchor, again=True)
            for name in dict.fromkeys(layout.parts[signal].unknown[0] for signal in signals):
                to.line(f"{layout.variable}.{name} += 1")
            to.end()
        while to.depth > depth:
            to.end()

    def _held(self, layout: Layout) -> str:
        """Open a block in which the key is known, and return what its frame is held by."""
        to, by = self.to, layout.place[1]
        codes = [value(part, to) for part in by]
        first = len(columns_of(next(iter(layout.parts))))  # asked for higher up in the tree
        needed = [code for code, part in list(zip(codes, by, strict=True))[first:] if may_be_unknown(part)]
        if needed:
            to.begin("if " + " and ".join(f"{code} is not None" for code in needed))
        if len(codes) == 1:
            return codes[0]
        have = to.worked_out(Together(by))
        return have if have is not None else to.keep(Together(by), f"({', '.join(codes)})")

    def _anchor(self, layout: Layout) -> str | None:
        """Open a block in which the anchor of successive spans is known, and return its instant."""
        to = self.to
        if not isinstance(layout.over, Successive):
            return None
        since = value(layout.over.since, to)
        to.begin(f"if {since} is not None")
        return to.keep(Together(layout.over), f"instant({since})")

    def _frame(self, layout: Layout, held: str, anchor: str | None, *, again: bool = False) -> None:
        """Look up the frame of the key, unless that is done; nothing before an anchor has one.

        ``again``: the function has it in its variable if it has looked it up before.
        """
        to, f, held_in = self.to, layout.variable, self.program.frames[layout.place]
        frames = to.bind(layout.name, held_in)
        if again:
            self.variables.add(f)
            to.begin(f"if {f} is None")
        match layout.over:
            case Sliding():
                roll = to.bind(f"{layout.name}_roll", held_in.roll)
                to.line(f"{f} = {frames}.now.get({held})")
                to.line(f"if {f} is None: {f} = {frames}.find({held}, at)")
                to.line(f"elif at >= {f}.until: {roll}({f}, at)")
            case Calendar():
                to.line(f"if at >= {frames}.until: {frames}.turn(at)")
                to.line(f"{f} = {frames}.now.get({held})")
                to.line(f"if {f} is None: {f} = {frames}.find({held}, at)")
            case Successive():
                to.line(f"{f} = {frames}.now.get({held})")
                to.line(f"if {f} is None or {f}.anchor != {anchor} or not {f}.since <= at < {f}.until:")
                to.line(f"    {f} = {frames}.find({held}, at, {anchor})")
        if again:
            to.end()
        if isinstance(layout.over, Successive):
            to.begin(f"if {f} is not None")

    def _ask(self, layout: Layout, signal: Signal, *, wait: bool = True) -> None:
        """Ask who judges by ``signal``; who needs several measures waits until the fact is in all of them."""
        for judged in self.program.judged:
            if signal not in (test.signal for test in judged.tests):
                continue
            if wait and len(judged.tests) > 1:
                flag = self.flags.setdefault(judged, f"wait_{len(self.flags)}")
                self.to.line(f"{flag} = True")
            else:
                judge = self.to.bind(f"judge_{judged.name}", judged.ask)
                self.to.line(f"if {condition(judged, layout)}: {judge}({layout.variable}, at, fact)")

    def _leases(self, layout: Layout, signals: list[Signal], held: str, anchor: str | None) -> None:
        """Put leases and timers on the agenda; of one whose times are not known, nobody can tell."""
        to = self.to
        for signal in {alike(signal): signal for signal in signals}.values():
            known, times = self._times(signal)
            more = "" if anchor is None else f", {anchor}"
            leases = to.bind(f"{layout.name}_leases", self.program.leases(signal))
            to.begin(f"if {known}")
            to.line(f"{leases}.put({held}, at, {times}, fact{more})")
            to.end()
            to.begin("else")
            self._frame(layout, held, anchor, again=True)
            to.line(f"{layout.variable}.{layout.parts[signal].unknown[-1]} += 1")
            to.end()
            if anchor is not None:
                to.end()

    def _times(self, signal: Signal) -> tuple[str, str]:
        """Return Python for "its times are known", and for when a lease or timer starts and ends."""
        to = self.to
        since, until = value(signal.value, to), value(signal.until, to)
        if signal.within is not None:
            due = f"{since} + {value(Constant(signal.within), to)}"
            return f"{since} is not None", f"instant({due}), {until} is None or {until} > {due}"
        own_time = signal.value == Column(self.kind, AT[self.kind])
        starts = "at" if own_time else f"instant({since})"
        if signal.lasting_max is None:
            return f"{since} is not None and {until} is not None", f"{starts}, instant({until})"
        ends = f"{until} if {until} is not None else {since} + {value(Constant(signal.lasting_max), to)}"
        return f"{since} is not None", f"{starts}, instant({ends})"


def _possible(of: Expression, to: Source) -> tuple[str, str]:
    """Return Python for "``of`` is not false" and for "it is true"."""
    is_true, is_false = truth(of, to)
    if not may_be_unknown(of):
        return is_true, is_true
    if isinstance(of, Compare):
        sides = ((value(side, to), side) for side in (of.left, of.right))
        unknown = [f"{code} is None" for code, side in sides if may_be_unknown(side)]
        return " or ".join([*unknown, is_true] if of.operator != "==" else [is_true, *unknown]), is_true
    if is_false.endswith(" is False") and " " not in is_false.removesuffix(" is False"):
        return is_false.replace(" is False", " is not False"), is_true
    return f"not ({is_false})", is_true
