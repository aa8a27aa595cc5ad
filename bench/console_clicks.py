"""How much slower a guard decides while ten reviewers click: ``python -m bench.console_clicks [SLICES]``.

``fairline serve`` runs whole, with its console. One client asks for decisions over HTTP one batch after
another, and in every second slice of time ten people look through pages, a page every two seconds each.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median

from bench.console import Browser
from bench.console_rulings import _free_port, prepared
from fairline.client import Client
from fairline.facts import Call, Direction
from fairline.ports.http_keys import Scope, add

SLICES, SLICE_S, BATCH = 5, 8.0, 200
REVIEWERS, EVERY_S = 10, 2.0  # ours: quicker than anybody reads
CASES = 50
CONFIG = """\
[store]
folder = "{folder}/data"
[ports.http]
listen = ["127.0.0.1:{http}"]
keys = "{folder}/keys.json"
rate_per_s = 1000000
burst = 1000000
decide_within_ms = 5000
[console]
listen = "127.0.0.1:{console}"
url = "http://127.0.0.1:{console}"
second_factor = false
"""
PAGES = ("/cases/", "/cases/?harm=2", "/cases/1/", "/cases/7/", "/rulings/", "/overview/")


@contextmanager
def served(config: Path) -> Iterator[None]:
    """Run a guard and its console; come back once both answer."""
    ran = subprocess.Popen(
        [sys.executable, "-c", "from fairline.cli import main; main()", "serve", "--config", str(config)]
    )
    try:
        yield
    finally:
        ran.terminate()
        ran.wait(60)


def clicking(
    browser: Browser, may: threading.Event, stop: threading.Event, number: int, seen: list[int]
) -> None:
    """Look at one page after the other while ``may`` is set."""
    pages = cycle(PAGES[number % 3 :] + PAGES[: number % 3])
    while not stop.is_set():
        if may.wait(0.2):
            browser.get(next(pages))
            seen[0] += 1
            stop.wait(EVERY_S)


def decided(client: Client, seconds: float, begun: int) -> tuple[float, int]:
    """Ask for decisions for so long; return how many came a second, and the number of the next attempt."""
    until, number, began = time.perf_counter() + seconds, begun, time.perf_counter()
    while time.perf_counter() < until:
        now = datetime.now(UTC)
        client.decide_all([
            Call(
                id=f"c-{number + each}", started_at=now, account=f"account-{(number + each) % 500}",
                direction=Direction.OUTBOUND, caller="+12025550123", called=f"+1303555{number % 9000:04}",
            )
            for each in range(BATCH)
        ])  # fmt: skip
        number += BATCH
    return (number - begun) / (time.perf_counter() - began), number


def waited(port: int) -> None:
    """Wait until the console answers."""
    for _ in range(240):
        try:
            Browser(port, "first")
        except Exception:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the console did not answer")


def main() -> None:
    """Measure in turns, and print."""
    slices = int(sys.argv[1]) if len(sys.argv) > 1 else SLICES
    with tempfile.TemporaryDirectory() as name:
        folder, http, console = Path(name), _free_port(), _free_port()
        config = folder / "fairline.toml"
        config.write_text(CONFIG.format(folder=folder, http=http, console=console))
        key = add(folder / "keys.json", "bench", (Scope.DECIDE,), now=datetime.now(UTC))
        os.environ |= {"FAIRLINE_CONFIG": str(config), "DJANGO_SETTINGS_MODULE": "fairline.console.settings"}
        (folder / "data").mkdir()
        prepared(folder / "data", CASES)
        with served(config):
            waited(console)
            may, stop, seen = threading.Event(), threading.Event(), [0]
            people = [
                threading.Thread(target=clicking, args=(browser, may, stop, each, seen), daemon=True)
                for each, browser in enumerate([Browser(console, "first") for _ in range(REVIEWERS)])
            ]
            for each in people:
                each.start()
            alone, beside, number = [], [], 0
            with Client(f"http://127.0.0.1:{http}", key) as client:
                _, number = decided(client, SLICE_S, number)  # warm
                for _ in range(slices):
                    may.clear()
                    time.sleep(EVERY_S)
                    rate, number = decided(client, SLICE_S, number)
                    alone.append(rate)
                    may.set()
                    rate, number = decided(client, SLICE_S, number)
                    beside.append(rate)
            stop.set()
    print(f"alone {median(alone):,.0f}/s, beside ten reviewers {median(beside):,.0f}/s ({seen[0]} pages)")
    print(f"ratio {median(beside) / median(alone):.3f} by medians of {slices} slices each, in turns")


if __name__ == "__main__":
    main()
