"""How fast each format is read: the same simulated facts, written by the simulator, read by who knows them.

A table of nobody's is read by the mapping that ``fairline columns`` proposes for it.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC
from itertools import islice
from pathlib import Path

from bench.engine import SEED
from bench.reference import reference
from bench.sections import Measured, Scale, Table, rate, times
from bench.timing import Contestant, Work, costs
from bench.traffic import calls
from fairline.facts import Channel, Fact, Message, Unreadable
from fairline.readers.columns import propose
from fairline.readers.mapped import with_mapping
from fairline.readers.recognition import NEVER_RECOGNISED, READERS, Reader, recognise
from fairline.readers.source import Source
from simulator import week
from simulator.writers import FORMATS, Format


def reader_of(form: Format, path: Path) -> Reader:
    """Return who reads the file at ``path``."""
    with closing(Source.open(str(path))) as source:
        if form.reader in NEVER_RECOGNISED:
            return with_mapping(propose(source).mapping)
        name = recognise(source)
    assert name is not None, f"{path.name}: no reader knows it"
    return READERS[name]


def read(reader: Reader, path: Path) -> int:
    """Return how many facts are read from ``path``."""
    with closing(Source.open(str(path))) as source:
        records = reader.read(source, zone=UTC, region=None)
        return sum(1 for each in records if not isinstance(each, Unreadable))


def contestant(form: Format, facts: Sequence[Fact], folder: Path) -> Contestant:
    """Write ``facts`` in ``form`` and return who reads them. Asserts that there is something to read."""
    path = folder / f"{form.name}{form.suffix}"
    form.write(iter(facts), path)
    reader = reader_of(form, path)
    found = read(reader, path)
    assert found, f"{path.name}: nothing was read"

    def work() -> int:
        return read(reader, path)

    def start() -> Work:
        return work

    return Contestant(name=form.name, facts=found, start=start)


def messages(number: int) -> Iterator[Message]:
    """Yield messages between the numbers of the bench's calls: the simulated week has few."""
    for call in calls(number):
        yield Message(
            id=f"{int(call.id):032x}",  # as a message's name is, which it is known by
            sent_at=call.started_at,
            account=call.account,
            channel=Channel.SMS,
            direction=call.direction,
            sender=call.caller,
            recipient=call.called,
            delivered=call.answered,
            segments=1,
        )


def measure(scale: Scale) -> Measured:
    """Time every reader."""
    kinds: dict[frozenset[str], list[Fact]] = {
        frozenset({"message"}): list(messages(scale.records)),
    }
    usual = list(islice(week(SEED, scale.records), scale.records))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        contestants = [contestant(form, kinds.get(form.kinds, usual), folder) for form in FORMATS.values()]
        measured = costs(reference(list(calls(scale.facts))), contestants, scale.rounds)
        rows = []
        for each in contestants:
            cost, size = (
                measured[each.name],
                (folder / f"{each.name}{FORMATS[each.name].suffix}").stat().st_size,
            )
            rows.append(
                (each.name, f"{each.facts:,}", rate(cost.rate), f"{size / each.facts * cost.rate / 1e6:.1f}",
                 times(cost.ratio))
            )  # fmt: skip
    return Measured(
        tables=(
            Table(
                title="Readers, one core",
                headings=("format", "records", "records/s", "MB/s", "against reference"),
                rows=tuple(rows),
                note="Megabytes as stored: some of the formats are packed.",
            ),
        )
    )
