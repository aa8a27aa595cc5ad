"""A stream of NATS JetStream: one fact in JSON a message, numbered by the server.

``nats-py`` is in the extra ``spark``, and is imported only where a stream is read.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, TypeVar

from fairline.audit.inputs import Options
from fairline.audit.pipeline import with_owner
from fairline.facts import Fact, FairlineError, Unreadable
from fairline.readers.edge import fits, refused
from fairline.readers.fairline_ndjson import fact_of
from fairline.spark.sources.source import Offset, Part, Tally, balanced

WITHIN_S = 10.0
FETCH = 1_000  # ours: messages that are asked for at once
T = TypeVar("T")


class JetStream:
    """``server``: ``nats://host:port``. ``credentials``: a file of the server's making, if it asks for
    one."""

    def __init__(self, server: str, stream: str, credentials: str | None, options: Options) -> None:
        self.name = f"stream {stream}"
        self._server, self._stream = server, stream
        self._credentials, self._options = credentials, options

    def first(self) -> Offset:
        """Return the offset before every message."""
        return {"sequence": 0}

    def latest(self, start: Offset, facts_max: int) -> Offset:
        """Return so many messages further, or the last one."""
        last = self._state()[1]
        return {"sequence": min(last, start["sequence"] + facts_max)} if last > start["sequence"] else start

    def parts(self, start: Offset, end: Offset, tasks: int) -> Sequence[Part]:
        """Return stretches of messages."""
        after = start["sequence"]
        return [
            (after + each.start, after + each.stop)
            for each in balanced([1] * (end["sequence"] - after), tasks)
        ]

    def read(self, part: Part, tallies: list[Tally]) -> Iterator[tuple[str, Fact]]:
        """Yield the facts of a stretch. Messages that the server no longer has are told."""
        after, last = part
        tally = Tally(f"{self.name} {after + 1}-{last}")
        tallies.append(tally)
        first = self._state()[0]
        if first > after + 1:
            tally.why = f"found message {first} as the first that is kept, wanted {after + 1}"
        for sequence, body in self._asked(lambda context: _messages(context, self._stream, after, last)):
            record = fact_of(sequence, body, self._options.zone)
            if not isinstance(record, Unreadable) and not fits(record):
                record = refused(record)
            if isinstance(record, Unreadable):
                tally.refuse(str(sequence), record)
            else:
                tally.facts += 1
                yield self.name, with_owner(record, self._options)

    def behind(self, offset: Offset) -> int:
        """Return how many messages there are past ``offset``."""
        return max(0, self._state()[1] - int(offset["sequence"]))

    def _state(self) -> tuple[int, int]:
        """Return the first and the last message there are."""

        async def ask(context: Any) -> tuple[int, int]:
            state = (await context.stream_info(self._stream)).state
            return state.first_seq, state.last_seq

        return self._asked(ask)

    def _asked(self, ask: Callable[[Any], Awaitable[T]]) -> T:
        """Return what the server answers. Raises ``FairlineError`` if it does not."""
        try:
            import nats
            from nats.errors import Error
        except ImportError as error:
            raise FairlineError("nats: found no client, wanted pip install 'fairline[spark]'") from error

        async def connected() -> T:
            client = await nats.connect(
                self._server,
                connect_timeout=int(WITHIN_S),
                allow_reconnect=False,
                user_credentials=self._credentials,
                error_cb=_quiet,
            )
            try:
                return await ask(client.jetstream(timeout=WITHIN_S))
            finally:
                await client.close()

        try:
            return asyncio.run(connected())
        except (Error, OSError, TimeoutError) as error:
            told = str(error).strip() or type(error).__name__
            raise FairlineError(f"{self._server}, stream {self._stream}: {told}") from error


async def _messages(context: Any, stream: str, after: int, last: int) -> list[tuple[int, bytes]]:
    """Return what the server has of the messages past ``after`` up to ``last``."""
    from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

    wanted = ConsumerConfig(
        deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
        opt_start_seq=after + 1,
        ack_policy=AckPolicy.NONE,
        inactive_threshold=60.0,
    )
    made = await context.add_consumer(stream, wanted)
    consumer = await context.pull_subscribe_bind(made.name, stream=stream)
    found: list[tuple[int, bytes]] = []
    left = made.num_pending
    while left:
        for message in await consumer.fetch(min(FETCH, left), timeout=WITHIN_S):
            left = message.metadata.num_pending
            if message.metadata.sequence.stream > last:
                left = 0
                break
            found.append((message.metadata.sequence.stream, message.data))
    await consumer.unsubscribe()
    await context.delete_consumer(stream, made.name)
    return found


async def _quiet(error: Exception) -> None:
    """What goes wrong is raised where it is asked for."""
