"""How much is judged of one file, and the count that is kept of it while it is."""

import time
from dataclasses import dataclass, field

from msgspec import Struct

from fairline.checks.files.signs import Mark, Sign

MIB = 1 << 20


class Bounds(Struct, frozen=True, kw_only=True):
    """The most that is judged. Numbers are ours but for the two that the catalogue has (D-AV).

    What passes a bound is held, never passed. ``memory_max``: address space of a process that judges, which
    must hold the rules and, with each container, what came out of it.
    """

    size_max: int = 32 * MIB
    """Of the file itself: a mail server seldom takes 25."""
    member_max: int = 64 * MIB
    """Of one file inside of it."""
    unpacked_max: int = 256 * MIB
    """Of all that is unpacked."""
    entries_max: int = 10_000
    """Entries of all archives in it together, and parts of documents."""
    depth_max: int = 5
    """D-AV: archives nested deeper are a bomb."""
    expansion_max: int = 100
    """D-AV: more times its size are a bomb."""
    levels_max: int = 12
    """Containers of all kinds in one another, documents and mails too."""
    memory_max: int = 1536 * MIB


BOMB_FLOOR = 8 * MIB  # ours: below it, unpacking goes on, so that the ratio told is that of the whole


class Stop(Exception):
    """A bound was passed: nothing more of this file is judged. The mark says which."""


@dataclass(slots=True)
class Count:
    """What was spent on one file so far. Every method that counts raises ``Stop`` past a bound."""

    bounds: Bounds
    size: int
    until: float
    """When to stop, by ``time.monotonic``."""
    marks: list[Mark] = field(default_factory=list)
    unpacked: int = 0
    packed: int = 0
    """Bytes of the file itself that were unpacked so far."""
    entries: int = 0
    depth: int = 0
    """The deepest nesting of archives seen."""

    def mark(self, sign: Sign, depth: int, value: int | str = "") -> None:
        """Keep a sign; of one that is there already, the one less deep."""
        for place, each in enumerate(self.marks):
            if each.sign is sign:
                if depth < each.depth:
                    self.marks[place] = Mark(sign, depth, value)
                return
        self.marks.append(Mark(sign, depth, value))

    def stop(self, sign: Sign, depth: int, value: int | str = "") -> Stop:
        """Keep a sign and return what ends the judging."""
        self.mark(sign, depth, value)
        return Stop(sign.value)

    def look_at_the_clock(self, depth: int) -> None:
        """Stop if it is late."""
        if time.monotonic() >= self.until:
            raise self.stop(Sign.TOO_LATE, depth)

    def came_out(self, number: int, depth: int) -> None:
        """Count bytes that were unpacked."""
        self.unpacked += number
        if self.unpacked >= BOMB_FLOOR and self.expansion > self.bounds.expansion_max:
            raise self.stop(Sign.BOMB, depth, self.expansion)
        if self.unpacked > self.bounds.unpacked_max:
            raise self.stop(Sign.TOO_LARGE, depth, self.bounds.unpacked_max)
        self.look_at_the_clock(depth)

    def went_in(self, number: int, level: int) -> None:
        """Count packed bytes that were read; of the file itself only, as ``level`` tells."""
        if level == 0:
            self.packed += number

    def entry(self, depth: int) -> None:
        """Count an entry of a container."""
        self.entries += 1
        if self.entries > self.bounds.entries_max:
            raise self.stop(Sign.TOO_MANY, depth, self.bounds.entries_max)
        self.look_at_the_clock(depth)

    @property
    def expansion(self) -> int:
        """How many times larger what was unpacked is than what it came from, rounded down; at least 1."""
        return max(1, self.unpacked // max(1, min(self.packed, self.size)))
