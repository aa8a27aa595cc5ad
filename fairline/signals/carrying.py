"""What is counted, carried into another book: after a restart, or when the policy changes under way.

Counters are known by what they count, not by their names, so a signal that stays keeps its counts whatever
becomes of the others. Frames are changed over one by one, when they are next asked for; nothing stops for it.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from fairline.signals.layout import Layout


@lru_cache(maxsize=10_000)
def described(of: Hashable) -> str:
    """Return a text that is the same in every process for what a counter counts, and different otherwise.

    It is remembered, because a policy that changes under way has mostly the same to say. What is equal must
    therefore read the same: 5 and 5.0, a name and its text.
    """
    match of:
        case int():
            return repr(int(of))
        case float() | Decimal():
            return repr(int(of)) if isfinite(of) and of == int(of) else repr(float(of))
        case str():
            return repr(str(of))
        case type():
            return f"{of.__module__}.{of.__qualname__}"
        case Enum():
            return f"{type(of).__name__}.{of.name}"
        case ZoneInfo():
            return str(of.key)
        case tuple():
            return "(" + ", ".join(map(described, of)) + ")"
        case _ if is_dataclass(of):
            parts = ", ".join(described(getattr(of, each.name)) for each in fields(of))
            return f"{type(of).__name__}({parts})"
        case _ if callable(of):
            return f"{of.__module__}.{of.__qualname__}"  # type: ignore[attr-defined]
        case _:
            return repr(of)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a packed frame holds, in order: what its counters and sets count, whose samples, whose peers."""

    counters: tuple[str, ...]
    sets: tuple[str, ...]
    samples: tuple[str, ...]
    peers: tuple[str, ...]


def shape_of(layout: Layout) -> Shape:
    """Return the shape of a layout's frames."""
    known = {name: described(what) for what, name in (layout.counters | layout.sets).items()}
    peers = (signal for signal, parts in layout.parts.items() if parts.peers is not None)
    return Shape(
        tuple(map(described, layout.counters)),
        tuple(map(described, layout.sets)),
        tuple(known[name] for name in layout.sampled),
        tuple(map(described, peers)),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where each thing of one shape stood in another, ``None`` where it is new."""

    counters: tuple[int | None, ...]
    sets: tuple[int | None, ...]
    samples: tuple[int | None, ...]
    peers: tuple[int | None, ...]


def places_in(to: Shape, of: Shape) -> Places:
    """Return where the things of ``to`` stand in ``of``."""

    def where(new: tuple[str, ...], old: tuple[str, ...]) -> tuple[int | None, ...]:
        known = {name: number for number, name in enumerate(old)}
        return tuple(known.get(name) for name in new)

    return Places(
        where(to.counters, of.counters),
        where(to.sets, of.sets),
        where(to.samples, of.samples),
        where(to.peers, of.peers),
    )


def picked(values: Iterable[Any], where: tuple[int | None, ...], otherwise: Any) -> tuple[Any, ...]:
    """Return the values that stand at ``where``, ``otherwise`` where they are new."""
    known = tuple(values)
    return tuple(otherwise if number is None else known[number] for number in where)


@dataclass(frozen=True, slots=True)
class Part:
    """Some frames of one place, by what holds them. ``pack`` packs one of them; ``None``: they are packed.

    ``period``: the number of the period that they are all in, where there are such.
    """

    shape: Shape
    held: dict[Hashable, Any]
    pack: Callable[[Any], tuple[Any, ...]] | None = None
    period: int | None = None

    def packed(self) -> "Part":
        """Return the same with every frame packed."""
        if self.pack is None:
            return self
        held = {key: self.pack(frame) for key, frame in self.held.items()}
        return Part(self.shape, held, None, self.period)


class Inherited:
    """The frames of a part, changed over one by one as they are asked for."""

    def __init__(self, part: Part, shape: Shape, unpack: Callable[[Any, Places], Any]) -> None:
        """``unpack`` makes a frame of ``shape`` of a packed one."""
        self.part = part
        self._where = places_in(shape, part.shape)
        self._unpack = unpack

    def take(self, held: Hashable) -> Any:
        """Take the frame of a key, changed over; ``None`` if there is none."""
        found = self.part.held.pop(held, None)
        if found is None:
            return None
        return self._unpack(found if self.part.pack is None else self.part.pack(found), self._where)


@dataclass(slots=True, kw_only=True)
class Carried:
    """All that a book counts. Everything is known by a text (``described``)."""

    lateness: int
    now: int | None
    turn: int
    registry: Any
    parts: dict[str, list[Part]] = field(default_factory=dict)
    leases: dict[str, Any] = field(default_factory=dict)
    first_seen: dict[str, Any] = field(default_factory=dict)
    agenda: list[tuple[int, int, str, Any]] = field(default_factory=list)
    retained: Any = None
    past: Any = None
    signals: frozenset[str] = frozenset()
    """Every signal that the book had, whether or not anything was counted for it."""


def packed_parts(parts: dict[str, list[Part]]) -> dict[str, list[Part]]:
    """Return the parts with every frame packed, so that they can be written down."""
    return {name: [part.packed() for part in some] for name, some in parts.items()}
