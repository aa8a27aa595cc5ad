"""HTTP servers for the bench, each in a process of its own: ``python -m bench.http_server KIND PORT KEYS``.

``empty`` is uvicorn itself with a handler that reads the body and answers a few bytes.
"""

import asyncio
import gc
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
import uvloop

from bench.engine import new_engine
from fairline.clauses import CLAUSES
from fairline.decision import Decision
from fairline.facts import Event
from fairline.policy import Act, Answer
from fairline.ports.http import HttpPort
from fairline.ports.http_asked import Asked
from fairline.ports.http_settings import HttpSettings
from fairline.readers.places import located
from fairline.signals.book import Taken
from fairline.standing import ACTIVE, Standings

HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"15")]


async def empty(scope: Any, receive: Any, send: Any) -> None:
    """Read a request and answer it."""
    while (await receive()).get("more_body", False):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b'{"act":"allow"}'})


def asked(kind: str) -> Asked:
    """Return what is asked: nothing at all, or the engine with every clause, its answers a turn later."""
    engine = new_engine(CLAUSES if kind == "catalogue" else ())
    passes = Decision(
        act=Act.ALLOW,
        mends=(),
        answer=Answer.OBSERVE,
        reasons=(),
        policy=engine.policy,
        taken=Taken.COUNTED,
        standing=ACTIVE,
    )

    def decide(attempt: Event) -> "Decision | asyncio.Future[Decision]":
        if kind == "plain":
            return passes
        decision, _ = engine.decide(located(attempt))
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Decision] = loop.create_future()
        loop.call_soon(future.set_result, decision)
        return future

    standings = Standings(datetime.now(UTC))
    return Asked(
        decide=decide,
        observe=lambda facts: [Taken.COUNTED for _ in facts],
        rule=lambda _: (),
        standings=lambda: standings,
        is_emergency=engine.is_emergency,
    )


async def serve(kind: str, port: int, keys: Path) -> None:
    """Serve until stopped."""
    if kind == "empty":
        gc.collect()
        gc.freeze()
        config = uvicorn.Config(
            empty, port=port, http="httptools", ws="none", lifespan="off", access_log=False, log_level="error"
        )
        await uvicorn.Server(config).serve()
        return
    settings = HttpSettings(
        listen=(f"127.0.0.1:{port}",),
        keys=keys,
        rate_per_s=1e9,
        burst=1e9,
        ahead_s_max=1e12,
        behind_s_max=1e12,
    )
    made = HttpPort(settings, asked(kind))
    await made.start()
    gc.collect()
    gc.freeze()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
