"""Pages of the console over a million findings: seconds to the first byte of each, and its queries.

``python -m bench console``. One console process, as it is served, on SQLite; one browser that is signed in,
asking one page after the other over a kept connection. What is asked for takes turns, so that a busy moment
of the machine falls on all.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

import httpx

from bench.console_data import PASSWORD, Size, build, people
from bench.console_rulings import CONFIG, _free_port, _token
from bench.sections import Measured, Scale, Table

SIZES = {
    "quick": Size(findings=20_000, cases=1_000),
    "usual": Size(findings=1_000_000, cases=50_000),
    "large": Size(findings=1_000_000, cases=50_000),
}
REQUESTS = {"quick": 10, "usual": 200, "large": 500}
DEEP = 20  # the deep page begins after one in so many of the queue's cases, from its end


def measure(scale: Scale) -> Measured:
    """Fill a console, serve it, and ask for its pages."""
    size, count = SIZES[scale.name], REQUESTS[scale.name]
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), _free_port()
        configured(folder, port)
        begun = time.perf_counter()
        asked = prepared(size)
        took = time.perf_counter() - begun
        with served() as _:
            browser = Browser(port)
            waits = in_turns(browser, asked, count)
        counts = {what: queries(path) for what, path in asked.items()}
    rows = tuple(
        (what, *(f"{each * 1e3:.0f}" for each in centiles(found)), str(counts[what]))
        for what, found in waits.items()
    )
    made = f"{size.findings:,} findings in {size.cases:,} cases, made in {took:.0f} s"
    note = f"{made}; {count} requests of each page."
    headings = ("page", "p50 ms", "p95 ms", "p99 ms", "queries")
    return Measured(
        tables=(Table(title="The console, to the first byte", headings=headings, rows=rows, note=note),)
    )


def centiles(found: list[float]) -> tuple[float, float, float]:
    """Return the 50th, the 95th and the 99th."""
    cut = quantiles(found, n=100, method="inclusive")
    return cut[49], cut[94], cut[98]


def configured(folder: Path, port: int) -> None:
    """Write a configuration, and let this process and those it starts go by it."""
    config = folder / "fairline.toml"
    config.write_text(CONFIG.format(folder=folder, port=port))
    os.environ |= {"FAIRLINE_CONFIG": str(config), "DJANGO_SETTINGS_MODULE": "fairline.console.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def prepared(size: Size) -> dict[str, str]:
    """Fill the database; return the pages that are asked for, by what they are."""
    from django.db import connection

    now = datetime.now(UTC)
    build(size, [each.pk for each in people()], now)
    asked = pages()
    connection.close()
    return asked


def pages() -> dict[str, str]:
    """Return the address of each page that is measured."""
    from fairline.console.cases.models import Case, Finding
    from fairline.console.paging import position

    order = ["-weight", "opened_at", "id"]
    waiting = Case.objects.exclude(state="closed").order_by(*order)
    deep = waiting[waiting.count() - waiting.count() // DEEP]
    large = Case.objects.order_by("-findings_count")[0]
    filters = {
        "state": "held",
        "account": deep.account,
        "clause": "e",
        "harm": "3",
        "evidence": "B",
        "holder": "me",
        "late": "on",
    }
    alone = {
        f"cases, {name}={value}": f"/cases/?{urlencode({name: value})}" for name, value in filters.items()
    }
    none = {"clause": "e", "harm": "4", "evidence": "C", "holder": "nobody", "late": "on"}
    assert Finding.objects.exists()
    return {
        "cases": "/cases/",
        "cases, deep": f"/cases/?{urlencode({'after': position(deep, order)})}",
        **alone,
        "cases, holder=nobody": "/cases/?holder=nobody",
        "cases, closed": "/cases/?state=closed",
        "cases, five filters at once": f"/cases/?{urlencode(none)}",
        "a case": f"/cases/{deep.pk}/",
        f"a case of {large.findings_count:,} findings": f"/cases/{large.pk}/",
        "overview": "/overview/",
        "its chart": "/overview/days.svg",
        "rulings": "/rulings/",
        "quality": "/quality/",
    }


@contextmanager
def served() -> Iterator[int]:
    """Run a console process; yield its id once it answers."""
    command = [sys.executable, "-m", "fairline.console.serving"]
    console = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert console.stdout is not None
        assert console.stdout.readline().startswith("ready")
        yield console.pid
    finally:
        console.terminate()
        console.wait(30)


class Browser:
    """Somebody who is signed in, on one kept connection."""

    def __init__(self, port: int, name: str = "reviewer-0") -> None:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as first:
            token = _token(first.get("/accounts/login/").text)
            told = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
            answer = first.post("/accounts/login/", data=told)
            assert answer.status_code == 302, answer.status_code
            kept = "; ".join(f"{each.name}={each.value}" for each in first.cookies.jar)
        self._headers = {"Cookie": kept}
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> float:
        """Ask for a page; return seconds to the first byte of the answer."""
        before = time.perf_counter()
        self._line.request("GET", path, headers=self._headers)
        answer = self._line.getresponse()
        took = time.perf_counter() - before
        answer.read()
        assert answer.status == 200, f"{path}: {answer.status}"
        return took


def in_turns(browser: Browser, asked: dict[str, str], count: int) -> dict[str, list[float]]:
    """Ask for each page as often, one after the other; return seconds by what they are."""
    waits: dict[str, list[float]] = {what: [] for what in asked}
    for path in asked.values():
        browser.get(path)  # once unmeasured: what is read once a process is not each page's
    for _ in range(count):
        for what, path in asked.items():
            waits[what].append(browser.get(path))
    return waits


def queries(path: str) -> int:
    """Return how many queries a page makes, session and audit log included."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from fairline.console.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(username="reviewer-0"))
    with CaptureQueriesContext(connection) as made:
        client.get(path)
    return len(made)
