"""A SIP port for the bench, in a process of its own: ``python -m bench.sip_server plain|catalogue PORT``."""

import asyncio
import gc
import sys

from bench.engine import new_engine
from fairline.clauses import CLAUSES
from fairline.facts import Call
from fairline.ports.sip import Decide, SipPort
from fairline.ports.sip_peers import AllowStyle, SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Verdict, verdict_of
from fairline.readers.places import located


def decider(kind: str) -> Decide:
    """Return what is asked: nothing at all, or the engine with every clause."""
    if kind == "plain":
        return lambda _: PASSES
    engine = new_engine(CLAUSES)

    def decide(call: Call) -> Verdict:
        decision, _ = engine.decide(located(call))
        return verdict_of(decision)

    return decide


async def serve(kind: str, port: int) -> None:
    """Serve until stopped."""
    peer = SipPeer(
        name="bench",
        addresses=("127.0.0.1",),
        account="acme",
        allow=AllowStyle.REDIRECT,
        next_hop="192.0.2.9",
    )
    made = SipPort(SipSettings(listen=(f"127.0.0.1:{port}",), peers=(peer,)), decide=decider(kind))
    await made.start()
    gc.collect()
    gc.freeze()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
