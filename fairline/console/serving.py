"""The console as a process: pages on one port, the journal followed on a thread.

``python -m fairline.console.serving`` serves what ``FAIRLINE_CONFIG`` names until it is told to stop;
``fairline serve`` starts it.
"""

import logging
import os
import signal
import sys
from types import FrameType
from typing import Any

import django

BACKLOG, THREADS = 256, 8  # ours
GONE_S = 2.0
HOLDS_EVERY_S = 60.0  # ours: days are removed by the hour
LINKS_EVERY_S = 5.0  # ours: nobody waits for them

log = logging.getLogger("fairline.console")


def main() -> int:
    """Bring the database up to date, and serve."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairline.console.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from fairline.app.logs import log_to_stderr

    log_to_stderr(settings.FAIRLINE.log)
    call_command("migrate", interactive=False, verbosity=0)
    from fairline.console import clock, demo
    from fairline.console.appeals.deciding import send_waiting as send_decisions
    from fairline.console.appeals.redress import look_up_waiting
    from fairline.console.beside import Beside
    from fairline.console.cases import links
    from fairline.console.cases.holds import Holding
    from fairline.console.journal import EVERY_S, following, take_records
    from fairline.console.quality.watching import Watch
    from fairline.console.rulings.deliveries import deliver_due
    from fairline.console.rulings.working import told, warm, work
    from fairline.console.tracing.following import follow_calls
    from fairline.console.tracing.telling import send_waiting as tell_waiting
    from fairline.console.wsgi import application

    if not settings.FAIRLINE.store.in_files:
        take_records(settings.FAIRLINE.guard_name)
    if settings.CONSOLE.demo:
        demo.prepare()
    also = (work, send_decisions, Watch(), tell_waiting, follow_calls)
    keep_days = settings.FAIRLINE.guard.keep_days
    beside = (
        Beside("journal", following(*also, told=told), EVERY_S),
        Beside("deliveries", lambda: deliver_due(clock.now())),
        Beside("complaints of blocked calls", look_up_waiting),
        Beside("holds", Holding(settings.FOLDER, clock.now, keep_days=keep_days), HOLDS_EVERY_S),
        Beside("links", lambda: links.follow(settings.FOLDER), LINKS_EVERY_S),
    )
    server = _server(application)

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    warm()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for each in beside:
        each.start()
    print(f"ready {settings.CONSOLE.listen}", flush=True)
    try:
        server.run()
    finally:
        for each in beside:
            each.stop()
        server.close()
    return 0


def _server(application: Any) -> Any:
    """Return the server, not running yet. What a proxy says of who asks is taken from the one named alone."""
    from django.conf import settings
    from waitress.server import create_server

    headers = {"x-forwarded-for", "x-forwarded-proto"}
    proxy = settings.CONSOLE.proxy
    trust = {"trusted_proxy": proxy, "trusted_proxy_count": 1, "trusted_proxy_headers": headers}
    return create_server(
        application,
        **(trust if proxy else {}),
        listen=settings.CONSOLE.listen,
        threads=THREADS,
        backlog=BACKLOG,
        ident=None,
        max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    )


if __name__ == "__main__":
    sys.exit(main())
