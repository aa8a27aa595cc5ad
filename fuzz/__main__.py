"""Feed mutated SIP to the core: ``python -m fuzz [--count N] [--seed N]``; ends with 1 at the first failure.

A quarter as many mutated HEP packets and evapi questions go to the ports that take them.

The same seed and count are the same inputs. It holds that nothing is raised, that every message is counted or
refused, that answers go only to who asked, and that at the end nothing is kept and memory has not grown.
"""

import argparse
import random
import sys
import time
import tracemalloc

from fairline.protocols.sip.endpoint import Endpoint, Transport
from fairline.protocols.sip.events import InviteReceived, Limits, OptionsReceived
from fairline.protocols.sip.message import starts_like_sip
from fairline.protocols.sip.server import SipServer
from fairline.protocols.sip.stream import Stream
from fuzz import mirrors

BLOCK = 10_000
GROWTH_BYTES_MAX = 1_000_000  # ours: of one block to a later one, when all transactions are over
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


def main() -> None:
    """Feed as many as asked."""
    options = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    options.add_argument(
        "--count", type=int, default=200_000, help="how many messages (default: %(default)s)"
    )
    options.add_argument("--seed", type=int, default=42)
    asked = options.parse_args()
    chance, begun, kept = random.Random(asked.seed), time.monotonic(), None
    for done in range(0, asked.count, BLOCK):
        last = done + BLOCK >= asked.count
        if done == BLOCK or last:
            tracemalloc.start()  # only around what is compared: it makes everything slower
        count = min(BLOCK, asked.count - done)
        block(chance, count)
        mirrors.block([message(chance) for _ in range(count // 4)], chance)
        if tracemalloc.is_tracing():
            grown = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
            if kept is None:
                kept = grown
            assert grown <= kept + GROWTH_BYTES_MAX, f"a block kept {grown} bytes, an earlier one {kept}"
    print(f"{asked.count:,} messages in {time.monotonic() - begun:.0f} s, seed {asked.seed}: nothing failed")


if __name__ == "__main__":
    main()
