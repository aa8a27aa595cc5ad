"""Feed mutated input to whatever reads it: ``python -m fuzz [--count N] [--seed N] [--jobs N]``; ends with 1
at the first failure.

Of a hundred inputs 60 are SIP messages to the core, 10 HEP packets, 10 evapi questions, 5 netstrings of them,
and 15 requests with JSON or forms to the HTTP port. The same seed and count are the same inputs, whatever the
jobs. It holds that nothing is raised, that every message is counted or refused, that answers go only to who
asked, that no answer over HTTP is a fault, that next to nothing is logged, that at the end nothing is kept,
and that memory has not grown.
"""

import argparse
import logging
import multiprocessing
import random
import resource
import sys
import time
import tracemalloc
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from fairline.protocols.sip.endpoint import Endpoint, Transport
from fairline.protocols.sip.events import InviteReceived, Limits, OptionsReceived
from fairline.protocols.sip.message import starts_like_sip
from fairline.protocols.sip.server import SipServer
from fairline.protocols.sip.stream import Stream
from fuzz import bodies, mirrors

BLOCK = 10_000
SHARES = {"SIP": 0.6, "mirrors": 0.1, "bodies": 0.15}
"""Of all inputs. A mirrored message is a HEP packet and an evapi question, and half of those a netstring."""
WARM_BLOCKS = 3  # ours: after so many, whatever is read once was read
GROWTH_BYTES_MAX = 1_000_000  # ours: what one block leaves behind, more than an earlier one did
GROWTH_KB_MAX = 64 * 1024  # ours: of the whole process, from the warm blocks to the last
LINES_MAX = 20  # ours: in the log, of one block
HEADERS = (
    b"Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bK-%d\r\n",
    b'From: "A, B" <sip:+13035550100@example.com>;tag=%d\r\n',
    b"To: <sip:+12025550123@example.com>\r\n",
    b"Call-ID: %d@example.com\r\n",
    b"Max-Forwards: 70\r\n",
    b"P-Asserted-Identity: <tel:+13035550100>, <sip:a@b>\r\n",
    b"History-Info: <sip:a@b?Reason=SIP>;index=1,\r\n <sip:c@d>;index=1.1;mp=1\r\n",
    b"Diversion: <sip:+14045550100@x>;reason=unconditional\r\n",
    b"Identity: e30.eyJhdHRlc3QiOiJBIn0.c2ln;info=<https://x>\r\n",
    b"Require: timer\r\nPrivacy: id;user\r\nX-Campaign: spring\r\n",
)
METHODS = (b"INVITE", b"INVITE", b"INVITE", b"ACK", b"CANCEL", b"OPTIONS", b"BYE", b"REGISTER", b"XYZZY")
PIECES = (
    b"\r\n", b"\n", b"\r", b"\0", b"\xff\xfe", b'"', b"<", b">", b";", b",", b":", b"\\", b" ", b"\t", b"=",
    b"%00", b"99999999999999999999", b"-1", b"SIP/2.0", b"sip:", b"urn:service:sos", b"v: ", b"A" * 5000,
    b"\r\n\r\n", b"[::1]", b"branch=", b"\xe2\x80\xae",
)  # fmt: skip
UDP = Endpoint(host="192.0.2.1", port=5060)
TCP = Endpoint(host="192.0.2.1", port=40_000, transport=Transport.TCP, line=1)


def message(chance: random.Random) -> bytes:
    """Return a message: mostly one that can be read, with up to five changes."""
    method, number = chance.choice(METHODS), chance.randrange(3_000)
    lines = [line % number if b"%d" in line else line for line in HEADERS if chance.random() < 0.9]
    chance.shuffle(lines)
    start = b"%s sip:+12025550123@example.com SIP/2.0\r\n" % method
    made = start + b"".join(lines) + b"CSeq: 1 %s\r\nContent-Length: 0\r\n\r\n" % method
    for _ in range(chance.choice((0, 0, 1, 2, 5))):
        at, length = chance.randrange(len(made) + 1), chance.choice((0, 0, 1, 3, 40))
        piece = chance.choice(PIECES) if chance.random() < 0.7 else chance.randbytes(chance.randrange(5))
        made = made[:at] + piece + made[at + length :]
    return made[: chance.randrange(len(made) + 1)] if chance.random() < 0.05 else made


def fed(server: SipServer, data: bytes, source: Endpoint, now: float, chance: random.Random) -> None:
    """Feed one message, and answer most of what comes of it."""
    before = server.counts.total()
    server.receive(data, source, now)
    assert server.counts.total() > before, "neither counted nor refused"
    while (event := server.next_event()) is not None:
        if chance.random() < 0.1:
            continue  # nobody answers
        if isinstance(event, InviteReceived):
            server.redirect(event.transaction, "sip:a@b", now)
        elif isinstance(event, OptionsReceived):
            server.answer_options(event.transaction, now)
    for each in server.datagrams():
        assert each.to.host == source.host
        assert starts_like_sip(each.data), each.data


def block(chance: random.Random, count: int) -> None:
    """Feed ``count`` messages to one server, some of them as a stream; then let all of them be over."""
    server = SipServer(secret=b"fuzz", limits=Limits(transactions_max=500, events_max=50))
    stream, now = Stream(), 0.0
    for _ in range(count):
        now += chance.choice((0.0, 0.001, 0.3))
        data = message(chance)
        try:
            if chance.random() < 0.2:
                for each in stream.feed(data):
                    fed(server, each, TCP, now, chance)
            else:
                fed(server, data, UDP, now, chance)
            server.tick(now)
            server.datagrams()
        except Exception:
            print(f"failed on {data!r}", file=sys.stderr)
            raise
        assert len(server) <= 500
    while (due := server.deadline()) is not None:
        server.tick(due)
        server.datagrams()
    assert len(server) == 0, "transactions that never end"


class Lines(logging.Handler):
    """Counts what would stand in the log."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1


def mixed(number: int, count: int, seed: int) -> None:
    """Feed the block of that number: ``count`` inputs of every kind."""
    chance = random.Random(f"{seed}-{number}")
    block(chance, round(count * SHARES["SIP"]))
    mirrors.block([message(chance) for _ in range(round(count * SHARES["mirrors"]))], chance)
    bodies.block(round(count * SHARES["bodies"]), chance)


def work(numbers: Sequence[int], count: int, seed: int) -> None:
    """Feed blocks, and hold that what they leave in memory and in the log does not grow."""
    lines, kept, warm_kb = Lines(), None, 0
    logging.getLogger().addHandler(lines)
    for done, number in enumerate(numbers):
        traced = done in (1, len(numbers) - 1)  # only what is compared: it makes everything slower
        if traced:
            tracemalloc.start()
        lines.count = 0
        mixed(number, count, seed)
        assert lines.count <= LINES_MAX, f"block {number} wrote {lines.count} lines into the log"
        if traced:
            grown = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
            kept = grown if kept is None else kept
            assert grown <= kept + GROWTH_BYTES_MAX, f"a block kept {grown} bytes, an earlier one {kept}"
        most_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if done == WARM_BLOCKS:
            warm_kb = most_kb
        assert done <= WARM_BLOCKS or most_kb <= warm_kb + GROWTH_KB_MAX, f"from {warm_kb} to {most_kb} kB"


def main() -> None:
    """Feed as many as asked."""
    options = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    options.add_argument("--count", type=int, default=200_000, help="how many inputs (default: %(default)s)")
    options.add_argument("--seed", type=int, default=42)
    options.add_argument("--jobs", type=int, default=1, help="processes (default: %(default)s)")
    asked = options.parse_args()
    begun, blocks = time.monotonic(), range(-(-asked.count // BLOCK))
    parts = [blocks[each :: asked.jobs] for each in range(asked.jobs)]
    each = min(BLOCK, asked.count)
    with ProcessPoolExecutor(asked.jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        for done in [pool.submit(work, part, each, asked.seed) for part in parts if part]:
            done.result()
    fed = len(blocks) * each
    print(f"{fed:,} inputs in {time.monotonic() - begun:.0f} s, seed {asked.seed}: nothing failed")


if __name__ == "__main__":
    main()
