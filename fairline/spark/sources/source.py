"""What every source can do. The same stretch between two offsets holds the same facts, however often it is
read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from fairline.facts import Fact, Unreadable
from fairline.stream.rows import EXAMPLES_MAX, FileTold

Offset = dict[str, Any]
"""What JSON can hold. Spark keeps it, and gives it back after a restart."""
Part = tuple[Any, ...]
"""One stretch that one task reads: what JSON can hold."""


@dataclass(slots=True)
class Tally:
    """What became of one file or stretch while it was read."""

    name: str
    facts: int = 0
    unreadable: int = 0
    why: str = ""
    examples: list[str] = field(default_factory=list)

    def refuse(self, where: str, record: Unreadable) -> None:
        """Count a record that is no fact."""
        self.unreadable += 1
        if len(self.examples) < EXAMPLES_MAX:
            self.examples.append(f"{where}: {record.field}: found {record.found!r}, wanted {record.wanted}")

    def told(self) -> FileTold:
        """Return it as it is told."""
        return FileTold(
            name=self.name,
            facts=self.facts,
            unreadable=self.unreadable,
            why=self.why,
            examples=tuple(self.examples),
        )


class Source(Protocol):
    """One source. ``latest``, ``parts`` and ``behind`` are asked where the query is planned, ``read``
    wherever a task runs."""

    name: str

    def first(self) -> Offset:
        """Return the offset before everything."""

    def latest(self, start: Offset, facts_max: int) -> Offset:
        """Return how far a batch goes that starts at ``start``, of some ``facts_max`` facts; ``start`` if
        there is nothing. Raises ``FairlineError`` if the source cannot be asked."""

    def parts(self, start: Offset, end: Offset, tasks: int) -> Sequence[Part]:
        """Return the stretches of a batch, in order, for so many tasks at once."""

    def read(self, part: Part, tallies: list[Tally]) -> Iterator[tuple[str, Fact]]:
        """Yield each fact with whose clock it is by. What is no fact is counted in a tally."""

    def behind(self, offset: Offset) -> int:
        """Return how much there is past ``offset``: files, entries or messages."""


def balanced(sizes: Sequence[int], tasks: int) -> list[slice]:
    """Return stretches of things in order that are of about the same size each, at most ``tasks`` of them."""
    found: list[slice] = []
    whole, begun, done = sum(sizes), 0, 0
    for number, size in enumerate(sizes):
        done += size
        if done * tasks >= whole * (len(found) + 1) and len(found) < tasks - 1:
            found.append(slice(begun, number + 1))
            begun = number + 1
    if begun < len(sizes):
        found.append(slice(begun, len(sizes)))
    return found
