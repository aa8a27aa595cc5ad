"""The state of shards in Spark's store: kept with every batch, in the checkpoint, and moved with the
shard."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyspark.sql import Row as SparkRow
from pyspark.sql.streaming import StatefulProcessor, StatefulProcessorHandle

from fairline.spark.watch_plan import plan_of, program_of
from fairline.stream.going_on import Shards
from fairline.stream.rows import Row, in_turn, packed

OUTPUT = "body binary"
VALUE = "body binary"
HERE = Shards()
"""Those that are in this process."""


class ShardState(StatefulProcessor):  # type: ignore[misc]
    """Takes the batches of each shard, whose key is the group's."""

    def __init__(self, plan: str) -> None:
        self._plan = plan

    def init(self, handle: StatefulProcessorHandle) -> None:
        """Name what is kept."""
        self._kept = SparkKept(handle)

    def handleInputRows(
        self,
        key: Any,
        rows: Iterable[SparkRow],
        timerValues: Any,
    ) -> Iterator[SparkRow]:
        """Take a batch of one shard; yield what came of it."""
        plan, program = plan_of(self._plan), program_of(self._plan)
        place = program.places[plan.keys.index(key[0])]
        batch = in_turn(Row(row.what, row.step, row.part, row.number, bytes(row.body)) for row in rows)
        yield SparkRow(body=packed(HERE.take(plan.run, place, program, batch, self._kept)))

    def close(self) -> None:
        """Nothing is to be let go of: the shard stays for the next batch."""


class SparkKept:
    """What is kept of the shard whose rows are being handled."""

    def __init__(self, handle: StatefulProcessorHandle) -> None:
        self._head = handle.getValueState("head", VALUE)
        self._entries = handle.getListState("entries", VALUE)
        self._snapshot = handle.getListState("snapshot", VALUE)

    def head(self) -> bytes | None:
        """Return where it is."""
        found = self._head.get()
        return None if found is None else bytes(found[0])

    def put_head(self, body: bytes) -> None:
        """Say where it is."""
        self._head.update((body,))

    def entries(self) -> Iterator[bytes]:
        """Return the batches since the snapshot."""
        return (bytes(each[0]) for each in self._entries.get())

    def append(self, entry: bytes) -> None:
        """Put a batch behind the others."""
        self._entries.appendValue((entry,))

    def put_snapshot(self, pieces: list[bytes], entries: list[bytes]) -> None:
        """Put another snapshot in place of the one before."""
        for state, values in ((self._snapshot, pieces), (self._entries, entries)):
            state.clear()
            for value in values:
                state.appendValue((value,))

    def snapshot(self) -> Iterator[bytes]:
        """Return the pieces of the snapshot."""
        return (bytes(each[0]) for each in self._snapshot.get())
