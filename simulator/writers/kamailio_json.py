"""Kamailio's ``acc_json``: events of transactions and of dialogs, one a line, those of a call together."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from fairline.facts import Fact
from simulator.writers import kamailio
from simulator.writers.output import Format, calls_of, encode, end_of, lines, microseconds


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write the events of each call; the count is of events."""
    return lines(path, _events(facts))


def _events(facts: Iterable[Fact]) -> Iterator[bytes]:
    for call in calls_of(facts, internal=False):
        for _, moment, columns in kamailio.rows_of(call):
            yield encode({"time": microseconds(moment) // 1_000_000, **columns})
        duration = (end_of(call) - call.started_at).total_seconds()
        yield encode(
            {
                "start_time": kamailio.seconds(call.started_at),
                "end_time": kamailio.seconds(end_of(call)),
                "duration": f"{duration:.3f}",
                "callid": call.id,
                **kamailio.extra_of(call),
            }
        )


FORMAT = Format(
    name="kamailio-json",
    suffix=".ndjson",
    reader="kamailio_json",
    write=write,
    tells=kamailio.TELLS,
    grain=kamailio.GRAIN,
    internal=False,
)
