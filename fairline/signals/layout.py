"""What is held for one key in one window: which counters, which sets; and the Python of it.

All signals of one kind of fact with the same key and the same window share one frame a key. Signals that
count the same thing share the counter: a count and a share of the same facts have one base.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from msgspec import Struct

from fairline.signals.declared import Against, Counting, Signal
from fairline.signals.expressions import Constant, Expression, name_of
from fairline.signals.limits import Unit
from fairline.signals.python import may_be_unknown
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive, Window

TRUTHS = frozenset({Counting.COUNT, Counting.SHARE})
LOOKED_AT = frozenset({Counting.DISTINCT, Counting.HIGHEST, Counting.LONGEST_RUN})
LEASES = frozenset({Counting.CONCURRENT, Counting.OCCASIONS, Counting.OVERDUE})
"""What counts at an instant of its own, not at the fact's."""

Place = tuple[type[Struct], tuple[Expression, ...], Window]
"""What signals of one frame have in common: the kind of fact, the key, the window."""
Identity = tuple[object, ...]
"""What a counter counts. Two signals that count the same have the same."""


def place(signal: Signal) -> Place:
    """Return which frame a signal is counted in."""
    return signal.kind, signal.by, signal.over


@dataclass(frozen=True, slots=True)
class Parts:
    """The counters of one signal: its measure is made of them. ``seen`` is its set, if it has one.

    ``peers`` holds what a cohort is told apart by, ``peers`` + ``_base`` what a member is held against, and
    ``peers`` + ``_less`` what is taken off its own sum before.
    """

    hits: str | None
    base: str
    unknown: tuple[str, ...]
    seen: str | None = None
    peers: str | None = None


@dataclass
class Layout:
    """The counters and sets of one frame, in the order they were asked for."""

    place: Place
    name: str
    counters: dict[Identity, str] = field(default_factory=dict)
    sets: dict[Identity, str] = field(default_factory=dict)
    makers: dict[str, Signal] = field(default_factory=dict)
    parts: dict[Signal, Parts] = field(default_factory=dict)
    samples: dict[Signal, str] = field(default_factory=dict)
    sampled: dict[str, str] = field(default_factory=dict)
    """Where the samples of a counter or set are: signals that count the same have the same."""

    @property
    def over(self) -> Window:
        """The window."""
        return self.place[2]

    @property
    def variable(self) -> str:
        """What the generated functions call the frame."""
        return f"in_{self.name}"

    def take(self, signal: Signal, name: str, *, sampled: bool) -> None:
        """Make room for ``signal``. Its counters are called after ``name``, if they are new."""
        if signal not in self.parts:
            self.parts[signal] = self._parts(signal, name)
        if sampled and signal not in self.samples:
            counted = str(self.parts[signal].hits or self.parts[signal].seen)
            self.samples[signal] = self.sampled.setdefault(counted, f"{name}_samples")

    def _parts(self, signal: Signal, name: str) -> Parts:
        of, value = signal.of, signal.value
        always = always_true(signal)
        unknown = self._unknown(signal, name)
        known = None if signal.counting in LEASES or always or not may_be_unknown(value) else value
        match signal.counting:
            case Counting.COUNT | Counting.SHARE:
                base = self._counter(("known", of, known), f"{name}_base")
                hits = base if always else self._counter(("true", of, value), f"{name}_hits")
                return Parts(hits, base, unknown)
            case Counting.TOTAL | Counting.MEAN | Counting.COHORT:
                base = self._counter(("known", of, known), f"{name}_base")
                added = self._counter(("sum", of, value, signal.unit), f"{name}_sum")
                peers = f"{name}_peers" if signal.counting is Counting.COHORT else None
                return Parts(added, base, unknown, peers=peers)
            case Counting.RATIO:
                sides = (of, value, signal.against, signal.unit)
                return Parts(
                    self._counter(("sum where", *sides), f"{name}_where"),
                    self._counter(("sum elsewhere", *sides), f"{name}_elsewhere"),
                    unknown,
                )
            case Counting.OCCASIONS | Counting.OVERDUE:
                base = self._counter(("leases", *alike(signal)), f"{name}_base")
                rises = self._counter(("rises", *alike(signal), signal.level), f"{name}_hits")
                return Parts(rises, base, unknown)
            case Counting.CONCURRENT:
                base = self._counter(("leases", *alike(signal)), f"{name}_base")
                levels = self._set(("levels", *alike(signal)), f"{name}_levels", signal)
                return Parts(None, base, unknown, levels)
            case Counting.DISTINCT | Counting.HIGHEST | Counting.LONGEST_RUN:
                base = self._counter(("known", of, known), f"{name}_base")
                looked = (signal.counting, of, value, signal.unit, signal.step_max)
                return Parts(None, base, unknown, self._set(looked, f"{name}_seen", signal))

    def _unknown(self, signal: Signal, name: str) -> tuple[str, ...]:
        of, value = signal.of, signal.value
        found = []
        if may_be_unknown(of):
            found.append(self._counter(("unknown base", of), f"{name}_unknown_base"))
        if signal.counting in LEASES:
            found.append(self._counter(("unknown lease", *alike(signal)), f"{name}_unknown"))
        elif may_be_unknown(value) and not always_true(signal):
            found.append(self._counter(("unknown", of, value), f"{name}_unknown"))
        if signal.counting is Counting.RATIO and may_be_unknown(signal.against):
            sides = (of, value, signal.against)
            found.append(self._counter(("unknown side", *sides), f"{name}_unknown_side"))
        return tuple(found)

    def _counter(self, identity: Identity, name: str) -> str:
        return self.counters.setdefault(identity, name)

    def _set(self, identity: Identity, name: str, signal: Signal) -> str:
        name = self.sets.setdefault(identity, name)
        self.makers.setdefault(name, signal)
        return name


def alike(signal: Signal) -> tuple[object, ...]:
    """Return what two signals of one frame have in common that count the same leases, or the same timers."""
    return signal.of, signal.value, signal.until, signal.lasting_max, signal.within


def always_true(signal: Signal) -> bool:
    """Whether each fact of the base is a hit: what is asked is nothing, or what makes the base."""
    return signal.counting in TRUTHS and signal.value in (Constant(True), signal.of)


def layouts(signals: Mapping[Signal, str], sampled: Iterable[Signal]) -> dict[Place, Layout]:
    """Return the frames that ``signals`` (each with the name that its counters are called after) need."""
    made: dict[Place, Layout] = {}
    sampled = frozenset(sampled)
    for signal, name in signals.items():
        at = place(signal)
        layout = made.get(at)
        if layout is None:
            layout = made[at] = Layout(at, _name(at, {each.name for each in made.values()}))
        layout.take(signal, name, sampled=signal in sampled)
    return made


def _name(at: Place, taken: set[str]) -> str:
    """Return a name that tells the key and the window: ``account_caller_24h``."""
    kind, by, over = at
    keys = [name_of_key(part) for part in by]
    name = "_".join([*([] if kind.__name__ == "Call" else [kind.__name__.lower()]), *keys, _span(over)])
    return next(
        each for each in (name, *(f"{name}_{number}" for number in range(2, 100))) if each not in taken
    )


def name_of_key(part: Expression) -> str:
    """Return a short name for a part of a key that Python can use."""
    return name_of(part).strip("_").replace("called_", "")


def _span(over: Window) -> str:
    match over:
        case Sliding(length, _):
            return _length(length)
        case Successive(length, _):
            return f"each_{_length(length)}"
        case Calendar(unit, zone):
            return unit if zone.key == "UTC" else f"{unit}_{zone.key.split('/')[-1].lower()}"


def _length(length: timedelta) -> str:
    for unit, size in (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1))):
        if length % size == timedelta(0):
            return f"{length // size}{unit}"
    return f"{length // timedelta(seconds=1)}s"


def source(layout: Layout) -> str:
    """Return the Python of the frame: a slot for each counter, how it moves on, how it is read."""
    lines = [f"class {layout.name}_frame:"]
    slots = [*layout.counters.values(), *layout.sets.values()]
    if isinstance(layout.over, Sliding):
        befores = [f"{name}_before" for name in layout.counters.values()]
        own = ["key", "until", "past"]
        lines += [f"    __slots__ = {(*own, *slots, *befores)!r}", ""]
        lines += _new(layout, ["until"])
        lines += _roll(layout)
    else:
        own = ["key", "since", "until", "anchor", *_peers(layout)]
        lines += [f"    __slots__ = {(*own, *slots, *layout.sampled.values())!r}", ""]
        lines += _new(layout, ["since", "until", "anchor"])
    for number, (signal, parts) in enumerate(layout.parts.items()):
        lines += ["", f"def {layout.name}_read_{number}(f):", f"    return {_read(layout, signal, parts)}"]
    return "\n".join(lines) + "\n"


def _new(layout: Layout, given: list[str]) -> list[str]:
    lines = [f"    def __init__(self, key, {', '.join(given)}):", "        self.key = key"]
    lines += [f"        self.{name} = {name}" for name in given]
    sliding = isinstance(layout.over, Sliding)
    if sliding:
        lines.append("        self.past = None")
    counters = list(layout.counters.values())
    starts = [*counters, *(f"{name}_before" for name in counters)] if sliding else counters
    if starts:
        lines.append("        " + " = ".join(f"self.{name}" for name in starts) + " = 0")
    lines += [f"        self.{name} = None" for name in layout.sets.values()]
    if not sliding:
        lines += [f"        self.{name} = None" for name in _peers(layout)]
        lines += [f"        self.{name} = ()" for name in layout.sampled.values()]
    return [*lines, ""]


def _peers(layout: Layout) -> list[str]:
    named = [parts.peers for parts in layout.parts.values() if parts.peers is not None]
    return [f"{name}{part}" for name in named for part in ("", "_base", "_less")]


def _roll(layout: Layout) -> list[str]:
    """A frame remembers what each counter was at the start of each hop that had facts."""
    over = layout.over
    assert isinstance(over, Sliding)
    hop, hops = over.hop // MICROSECOND, over.length // over.hop
    counters = list(layout.counters.values())
    then = ", ".join(["hop", *(f"f.{name}" for name in counters)])
    before = ", ".join(["_", *(f"f.{name}_before" for name in counters)])
    lines = [
        f"def {layout.name}_roll(f, at):",
        f"    hop = at // {hop}",
        "    past = f.past",
        f"    if past is None: past = f.past = [(f.until // {hop} - 1{', 0' * len(counters)})]",
        f"    f.until = (hop + 1) * {hop}",
        f"    past.append(({then},))",
        f"    oldest = hop - {hops}",
        "    if past[0][0] <= oldest:",
        "        gone = 1",
        "        while past[gone][0] <= oldest: gone += 1",
        "        del past[:gone]",
        f"        {before}, = past[0]",
    ]
    lines += [f"    if f.{name} is not None: f.{name}.forget(oldest)" for name in layout.sets.values()]
    return lines


def _read(layout: Layout, signal: Signal, parts: Parts) -> str:
    def counted(name: str) -> str:
        return f"f.{name} - f.{name}_before" if isinstance(layout.over, Sliding) else f"f.{name}"

    unknown = " + ".join(map(counted, parts.unknown)) or "0"
    if signal.counting is Counting.COHORT:
        assert parts.hits is not None
        base, less = f"f.{parts.peers}_base", f"f.{parts.peers}_less"
        hits = f"f.{parts.hits}"
        if signal.compared is Against.SPREAD:
            hits = f"0 if {less} is None else {hits} - {less}"
        return f"Measure({hits}, {base} or 0, {unknown})"
    if parts.seen is None:
        assert parts.hits is not None
        return f"Measure({counted(parts.hits)}, {counted(parts.base)}, {unknown})"
    found = f"f.{parts.seen}"
    full = f", {found} is not None and {found}.saturated" if signal.counting is Counting.DISTINCT else ""
    return f"Measure({found}.hits if {found} is not None else 0, {counted(parts.base)}, {unknown}{full})"


def hits(layout: Layout, signal: Signal) -> str:
    """Return Python for the hits of ``signal`` in its frame, which has just moved on."""
    parts, f = layout.parts[signal], layout.variable
    if parts.seen is not None:
        return f"({f}.{parts.seen}.hits if {f}.{parts.seen} is not None else 0)"
    assert parts.hits is not None
    return f"{f}.{parts.hits} - {f}.{parts.hits}_before"


def base(layout: Layout, signal: Signal) -> str:
    """Return Python for the base of ``signal`` in its frame."""
    name, f = layout.parts[signal].base, layout.variable
    return f"({f}.{name} - {f}.{name}_before)"


def touched(parts: Parts, frame: object) -> bool:
    """Whether anything in ``frame`` counted for the signal of these parts: a frame is shared by several."""
    names = (parts.base, *parts.unknown) if parts.hits is None else (parts.hits, parts.base, *parts.unknown)
    return any(getattr(frame, name) for name in names)


def converted(code: str, unit: Unit) -> str:
    """Return Python for a value as it is counted: whole milliseconds, millionths, or itself."""
    match unit:
        case Unit.DURATION:
            return f"{code} // MS"
        case Unit.MONEY:
            return f"int({code} * 1000000)"
        case Unit.NUMBER:
            return code
