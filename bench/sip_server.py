"""A SIP port for the bench, in its own process: ``python -m bench.sip_server plain|answering|guard PORT``.

``plain`` decides nothing; ``answering`` asks an engine with the rules that may answer; ``guard`` is the whole
program with the whole policy: journal on disk before the answer, and the other half watching beside it.
"""

import asyncio
import gc
import sys
import tempfile
from pathlib import Path

import uvloop

from bench.engine import new_engine
from fairline.app import App
from fairline.clauses import CLAUSES
from fairline.config.store import StoreSettings
from fairline.config.tables import Config, Ports
from fairline.facts import Call
from fairline.guard.guard import GARBAGE_AFTER
from fairline.guard.halves import answering
from fairline.ports.sip import Decide, SipPort
from fairline.ports.sip_peers import AllowStyle, SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Verdict, verdict_of
from fairline.readers.places import located


def decider(kind: str) -> Decide:
    """Return what is asked: nothing at all, or an engine with the rules that may answer."""
    if kind == "plain":
        return lambda _: PASSES
    engine = new_engine(answering(CLAUSES))

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
    settings = SipSettings(listen=(f"127.0.0.1:{port}",), peers=(peer,))
    if kind == "guard":
        folder = Path(tempfile.mkdtemp(prefix="fairline-bench-"))
        config = Config(store=StoreSettings(folder=folder), ports=Ports(sip=settings))
        await App(config, CLAUSES).start()
    else:
        await SipPort(settings, decide=decider(kind)).start()
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 100)  # as the program has it
    await asyncio.Event().wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1], int(sys.argv[2])))
