"""How long a ruling takes to be refused at two guards: ``python -m bench.shared [RULINGS]``.

A primary of PostgreSQL and its synchronous standby, both of Debian's, and two guards in processes of their
own, all on loopback. A ruling is sent to one guard over HTTP; from then on both are asked about the account
without a pause, each over a connection of its own, until both refuse. Half-way the primary is killed.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from bench.console_rulings import _free_port
from fairline.client import Client
from fairline.facts import Call, Direction
from fairline.policy import ScopeKind
from fairline.ports.http_keys import Scope, add

RULINGS = 200
CONFIG = """\
[store]
folder = "{folder}/data"
[guard]
watch = false
[ports.http]
listen = ["127.0.0.1:{port}"]
keys = "{folder}/keys.json"
rate_per_s = 1000000
burst = 1000000
decide_within_ms = 5000
[shared]
database = "{database}"
guard = "{name}"
"""


@contextmanager
def guard(folder: Path, name: str, database: str) -> Iterator[Client]:
    """Run a guard; yield a client of it once it answers."""
    home, port = folder / name, _free_port()
    home.mkdir()
    (home / "fairline.toml").write_text(CONFIG.format(folder=home, port=port, database=database, name=name))
    key = add(home / "keys.json", "bench", (Scope.DECIDE, Scope.STANDING), now=datetime.now(UTC))
    command = [sys.executable, "-c", "from fairline.cli import main; main()", "serve", "--config"]
    ran = subprocess.Popen([*command, str(home / "fairline.toml")], stderr=subprocess.DEVNULL)
    try:
        with Client(f"http://127.0.0.1:{port}", key, tries=60) as client:
            refused(client, "nobody")
            yield client
    finally:
        ran.terminate()
        ran.wait(60)


def refused(client: Client, account: str) -> bool:
    """Ask once about an account."""
    call = Call(
        id=f"c-{time.time_ns()}", started_at=datetime.now(UTC), account=account,
        direction=Direction.OUTBOUND, caller="+12025550123", called="+13035550123",
    )  # fmt: skip
    return client.decide(call).act == "refuse"


def until_refused(client: Client, account: str, since: float, told: list[float]) -> None:
    """Ask until it is refused; keep how long that took since ``since``."""
    while not refused(client, account):
        pass
    told.append(time.perf_counter() - since)


def waits(at: Client, both: tuple[Client, Client], number: int) -> tuple[float, float]:
    """Rule at one guard; return how long it took until that one, and until the later of both refused."""
    account = f"account-{number}"
    since = time.perf_counter()
    told: list[list[float]] = [[], []]
    asking = [
        threading.Thread(target=until_refused, args=(client, account, since, kept))
        for client, kept in zip(both, told, strict=True)
    ]
    for each in asking:
        each.start()
    at.standing.suspend(ScopeKind.ACCOUNT, account, account, reasons="a bench's", decided_by=["ann", "bob"])
    for each in asking:
        each.join()
    return told[both.index(at)][0], max(told[0][0], told[1][0])


def said(what: str, found: list[float]) -> None:
    """Print the centiles of some waits."""
    centiles = quantiles(found, n=100)
    print(
        f"{what}: median {median(found) * 1e3:.1f} ms, p95 {centiles[94] * 1e3:.1f},"
        f" p99 {centiles[98] * 1e3:.1f}, most {max(found) * 1e3:.1f} ({len(found)})"
    )


def main() -> None:
    """Measure, and print."""
    sys.path.insert(0, os.getcwd())
    from tests.postgresql import pair

    count = int(sys.argv[1]) if len(sys.argv) > 1 else RULINGS
    with ExitStack() as ends:
        name = ends.enter_context(tempfile.TemporaryDirectory(prefix="fl-bench-", dir="/tmp"))
        folder = Path(name)
        folder.chmod(0o755)
        servers = ends.enter_context(pair(folder))
        one = ends.enter_context(guard(folder, "one", servers.address))
        two = ends.enter_context(guard(folder, "two", servers.address))
        both = (one, two)
        for number in range(10):  # unmeasured: what is read once a process
            waits(both[number % 2], both, number - 10)
        found = [waits(both[number % 2], both, number) for number in range(count)]
        said("here", [here for here, _ in found])
        said("at both", [later for _, later in found])
        before = time.perf_counter()
        servers.primary.end(signal.SIGQUIT)
        promoting = threading.Thread(target=servers.promote)
        promoting.start()
        here, later = waits(one, both, count)
        promoting.join()
        took = time.perf_counter() - before
        print(f"primary killed: here after {here:.2f} s, at both after {later:.2f} s; all in {took:.1f} s")


if __name__ == "__main__":
    main()
