"""Twice what the SIP port can carry, for a while: calls for help are answered, the rest is shed, and told so.

``python -m bench overload``. The rate that it can carry is a closed loop's; then twice as many calls come,
whether or not answers do, one in a hundred of them for help; then a quarter as many, until answers are quick
again. Nothing is sent twice. Server and client have a core each.
"""

import os
import socket
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field

from bench.sections import Measured, Scale, Table
from bench.sip import asked, request, started

SECONDS = {"quick": 3.0, "usual": 20.0, "large": 60.0}
CARRIED_S, AFTER_S, LAST_S = 4.0, 5.0, 2.0
HELP_EVERY = 100
QUICK_S = 0.05  # an answer within it is a usual one


@dataclass(slots=True)
class Flood:
    """What was sent at a pace, by what it was, and what came back: status and wait of each answer."""

    sent: Counter[str] = field(default_factory=Counter)
    answers: list[tuple[str, bytes, float, float]] = field(default_factory=list)
    """Kind, status, when it came since the start, and how long it took; in seconds."""


def measure(scale: Scale) -> Measured:
    """Flood the whole program once."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        note = "Not measured: the client and the server need a core each."
        return Measured(tables=(Table(title="Overload", headings=("what",), rows=(), note=note),))
    seconds = SECONDS[scale.name]
    with ExitStack() as stack:
        stack.callback(os.sched_setaffinity, 0, cores)
        target, _ = started(stack, "guard", cores[0])
        os.sched_setaffinity(0, cores[1:2])
        asked(target, iter(range(10**6, 10**9)), seconds=1.0, pace=None)
        carried = asked(target, iter(range(2 * 10**6, 10**9)), seconds=CARRIED_S, pace=None).rate
        over = flood(target, seconds, 2 * carried)
        after = flood(target, AFTER_S, carried / 4)
    return Measured(tables=(_table(carried, seconds, over, after),))


def flood(target: tuple[str, int], seconds: float, rate: float) -> Flood:
    """Send at the pace, whatever comes back; wait a little for the last answers."""
    made = Flood()
    waiting: dict[bytes, tuple[str, float]] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 23)
        end.bind(("127.0.0.1", 0))
        end.connect(target)
        end.setblocking(False)
        here = end.getsockname()[1]
        begun = now = time.perf_counter()
        number = 0
        while (now := time.perf_counter()) - begun < seconds + LAST_S:
            while now - begun < seconds and number < (now - begun) * rate:
                key = f"z9hG4bK-{here}-{number}".encode()
                kind = "help" if number % HELP_EVERY == 0 else "other"
                message = request(b"INVITE", key, here)
                if kind == "help":
                    message = message.replace(
                        b"INVITE sip:+1202555%04d@" % (number % 997), b"INVITE sip:911@", 1
                    )
                waiting[key] = (kind, time.perf_counter())
                made.sent[kind] += 1
                number += 1
                try:
                    end.send(message)
                except BlockingIOError:
                    break
            _heard(end, waiting, made, begun, here)
    return made


def _heard(
    end: socket.socket, waiting: dict[bytes, tuple[str, float]], made: Flood, begun: float, here: int
) -> None:
    for _ in range(64):
        try:
            answer = end.recv(4096)
        except OSError:
            return
        at = answer.find(b"branch=") + 7
        key = answer[at : min(i for i in (answer.find(b";", at), answer.find(b"\r", at)) if i > 0)]
        asked_for = waiting.pop(key, None) if answer[8:9] != b"1" else None
        if asked_for is not None:
            now = time.perf_counter()
            made.answers.append((asked_for[0], answer[8:11], now - begun, now - asked_for[1]))
            end.send(request(b"ACK", key, here))


def _table(carried: float, seconds: float, over: Flood, after: Flood) -> Table:
    helped = [each for each in over.answers if each[0] == "help" and each[1] == b"302"]
    status = Counter(each[1].decode() for each in over.answers if each[0] == "other")
    slow = [came - waited for _, _, came, waited in after.answers if waited > QUICK_S]
    silent = over.sent["other"] - status.total()
    rows = [
        ("carried, calls/s", f"{carried:,.0f}"),
        (f"sent at twice that for {seconds:g} s", f"{over.sent.total():,}"),
        ("calls for help answered", f"{len(helped):,} of {over.sent['help']:,}"),
        *((f"others answered {code}", f"{count:,}") for code, count in sorted(status.items())),
        ("others without an answer, which a caller repeats", f"{silent:,}"),
        ("until the last slow answer after it, s", f"{max(slow, default=0.0):.2f}"),
    ]
    return Table(
        title="Overload: the SIP port of the whole program",
        headings=("what", "measured"),
        rows=tuple(rows),
        note="Nothing is sent twice here, so one lost datagram is one call without an answer.",
    )
