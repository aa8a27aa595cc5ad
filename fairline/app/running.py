"""The process: one loop, stopped by SIGTERM or SIGINT; SIGHUP has it read policy and certificates again."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import uvloop

from fairline.app.app import App
from fairline.app.logs import log_to_stderr
from fairline.config import Config
from fairline.facts import FairlineError
from fairline.policy import Clause

log = logging.getLogger("fairline")


def serve(
    config: Config, clauses: Iterable[Clause], told: Callable[[App], None], file: Path | None = None
) -> None:
    """Run until stopped. ``told`` is called once everything is open. ``FairlineError`` if it cannot be."""
    log_to_stderr(config.log)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_stopped(App(config, clauses, file=file), told))


async def _until_stopped(app: App, told: Callable[[App], None]) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(_reloaded(app))
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    await app.start()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, partial(_stop, stopped, each))
    loop.add_signal_handler(signal.SIGHUP, reload)
    ready = app.guard.ready
    ready.add_done_callback(partial(_stop_unless_ready, stopped))
    told(app)
    try:
        await stopped.wait()
    finally:
        await asyncio.gather(*reloads, return_exceptions=True)
        await app.stop()
    if ready.done() and not ready.cancelled():
        ready.result()


def _stop_unless_ready(stopped: asyncio.Event, ready: "asyncio.Future[None]") -> None:
    """Stop a guard whose journal turns out not to be readable."""
    if not ready.cancelled() and ready.exception() is not None:
        stopped.set()


def _stop(stopped: asyncio.Event, number: signal.Signals) -> None:
    log.info("%s: stopping", number.name)
    stopped.set()


async def _reloaded(app: App) -> None:
    """Read certificates, numbers and policy again; what does not fit changes nothing."""
    app.reload_certificates()
    if app.shown is not None:
        await app.shown.reread()
    try:
        await app.reload()
    except FairlineError as error:
        log.error("the policy stays as it was: %s", error)
