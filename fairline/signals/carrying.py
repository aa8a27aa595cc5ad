"""What is counted, carried into another book: after a restart, or when the policy changes under way.

Counters are known by what they count, not by their names, so a signal that stays keeps its counts whatever
becomes of the others. Frames are changed over one by one, when they are next asked for; nothing stops for it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from fairline.signals.layout import Layout


def described(of: object) -> str:
    """Return a text that is the same in every process for what a counter counts, and different otherwise."""
    match of:
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
    peers = (signal for signal, parts in layout.parts.items() if parts.peers is not None)
    return Shape(
        tuple(map(described, layout.counters)),
        tuple(map(described, layout.sets)),
        tuple(map(described, layout.samples)),
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
    """The frames of one place. ``pack`` makes packed ones of what ``held`` holds; ``None``: they are packed.

    ``held``: for a sliding window, dicts of frames by key; for periods, one dict by period.
    """

    shape: Shape
    held: Any
    pack: Callable[[Any], tuple[Any, ...]] | None = None


@dataclass(slots=True, kw_only=True)
class Carried:
    """All that a book counts. Everything is known by a text (``described``)."""

    lateness: int
    now: int | None
    turn: int
    registry: Any
    parts: dict[str, Part] = field(default_factory=dict)
    leases: dict[str, Any] = field(default_factory=dict)
    first_seen: dict[str, Any] = field(default_factory=dict)
    agenda: list[tuple[int, int, str, Any]] = field(default_factory=list)
    retained: Any = None
    past: Any = None


def packed_parts(parts: dict[str, Part]) -> dict[str, Part]:
    """Return the parts with every frame packed, so that they can be written down."""
    made = {}
    for name, part in parts.items():
        if part.pack is None:
            made[name] = part
            continue
        pack = part.pack
        if isinstance(part.held, dict):
            held: Any = {
                period: {key: pack(frame) for key, frame in frames.items()}
                for period, frames in part.held.items()
            }
        else:
            held = [{key: pack(frame) for key, frame in frames.items()} for frames in part.held]
        made[name] = Part(part.shape, held)
    return made
