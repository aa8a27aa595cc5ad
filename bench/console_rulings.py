"""How long a ruling takes from a click to every next call: a signature by HTTP until the guard's standing.

``python -m bench.console_rulings [RULINGS]``. A real console process serves a folder; the guard of the same
folder runs here, so that one clock sees both ends. Each ruling was put forward by one person, and is signed
by a second over a kept connection, as a browser does it.
"""

import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx
import msgspec

RULINGS = 200
RULE, PASSWORD = "number-never-calls", "a-bench-has-no-secrets"
CONFIG = """\
[store]
folder = "{folder}"
[console]
listen = "127.0.0.1:{port}"
url = "http://127.0.0.1:{port}"
second_factor = false
"""


def prepared(folder: Path, rulings: int) -> list[str]:
    """Make two people and one waiting ruling for each of many accounts; return their ids."""
    import django

    django.setup()
    from django.core.management import call_command

    from fairline.console.cases import intake
    from fairline.console.cases.models import Case
    from fairline.console.people.models import Person
    from fairline.console.people.rights import Role
    from fairline.console.rulings.making import propose
    from fairline.stores.entries import Entry

    call_command("migrate", interactive=False, verbosity=0)
    first, _ = (
        Person.objects.create_user(name, f"{name}@example.com", PASSWORD, role=Role.REVIEWER)
        for name in ("first", "second")
    )
    at = int(datetime.now(UTC).timestamp() * 1e6)
    ids = []
    for number in range(rulings):
        record = _finding(f"account-{number}", f"+1202555{number:04}")
        body = msgspec.json.encode(record)
        intake.take([Entry(number + 1, at, "finding", record.id, body, b"")], "bench")
        case = Case.objects.get(account=record.account)
        ids.append(propose(_ruling(case, record.who["caller"]), case, first).pk)
    return ids


def _finding(account: str, caller: str) -> Any:
    from fairline.console.policy import rules
    from fairline.guard.records import FindingRecord, MeasureRecord, word
    from fairline.signals.limits import in_unit

    clause, rule = rules()[RULE]
    limits = [(test.limit.variants()[0], test.signal.unit) for test in rule.when]
    now = datetime.now(UTC)
    return FindingRecord(
        id=f"f-{account}",
        rule=RULE,
        clause=clause.id,
        account=account,
        who={"account": account, "caller": caller},
        since=now - timedelta(hours=2),
        until=now - timedelta(hours=1),
        mode="enforce",
        severity=word(rule.severity),
        answer=word(rule.answer),
        measures=tuple(
            MeasureRecord(1000, 1000, float(in_unit(limit.value, unit)), str(limit.origin))
            for limit, unit in limits
        ),
        open=False,
        warming=False,
    )


def _ruling(case: Any, caller: str) -> Any:
    from fairline.cases import Alternative, Outcome, Reach, Ruling, Scope
    from fairline.console.cases.evidence import began, items, worst
    from fairline.console.policy import days
    from fairline.console.rulings.making import new_id
    from fairline.policy import Harm, Lasting, ScopeKind

    now, findings = datetime.now(UTC), worst(case)
    evidence = items(findings)
    return Ruling(
        id=new_id(),
        outcome=Outcome.SUSPEND,
        scope=Scope(kind=ScopeKind.NUMBER, id=caller, account=case.account, duration=timedelta(hours=72)),
        decided_at=now,
        effective_at=now,
        decided_by=("first",),
        reasons="It calls from a number that never calls.",
        case=str(case.pk),
        harm=Harm.CONSUMERS,
        clauses=("e",),
        rules=(RULE,),
        findings=tuple(each.pk for each in findings),
        evidence=tuple(each.sha256 for each in evidence),
        facts_since=began(evidence),
        alternatives=tuple(
            Alternative(reach=each, suffices=False, why="the next call goes on")
            for each in (Reach.CALL, Reach.DESTINATION)
        ),
        no_notice_because="Every hour costs those called.",
        statement_sent_at=now,
        review_on=days().after(days().day(now), 3),
        keeps=tuple(Lasting),
    )


@contextmanager
def guarded(folder: Path) -> Iterator[dict[str, float]]:
    """Run a guard on a thread; yield when each ruling had moved its standing, by the ruling's id."""
    from fairline.checks.public_holidays import public_holidays
    from fairline.clauses import CLAUSES
    from fairline.guard import Guard
    from fairline.law import load
    from fairline.policy import DEFAULT_PLAN
    from fairline.ports.console import SOCKET, ConsolePort

    moved: dict[str, float] = {}
    up, held = threading.Event(), dict[str, Any]()

    async def run() -> None:
        guard = Guard.open(
            folder, CLAUSES, law=load(public_holidays), plan=DEFAULT_PLAN, lateness=timedelta(hours=1),
            now=lambda: int(datetime.now(UTC).timestamp() * 1e6),
        )  # fmt: skip

        def rule(ruling: Any) -> Any:
            kept = guard.rule(ruling)  # the standing has moved when this returns; the disk comes after
            moved[ruling.id] = time.perf_counter()
            return kept

        port = ConsolePort(
            folder / SOCKET, rule=rule, overturn=guard.overturn, observe=guard.observe,
            standings=lambda: guard.standings,
        )  # fmt: skip
        await port.start()
        held.update(loop=asyncio.get_running_loop(), stop=asyncio.Event())
        up.set()
        await held["stop"].wait()
        await port.stop()
        await guard.close()

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    up.wait(60)
    yield moved
    held["loop"].call_soon_threadsafe(held["stop"].set)
    thread.join(30)


def signed(url: str, ids: list[str], moved: dict[str, float]) -> tuple[list[float], list[float]]:
    """Sign each ruling; return seconds to the guard's standing, and to the answer of the page."""
    to_guard, to_answer = [], []
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as browser:
        token = _token(browser.get("/accounts/login/").text)
        browser.post(
            "/accounts/login/", data={"login": "second", "password": PASSWORD, "csrfmiddlewaretoken": token}
        )
        token = _token(browser.get("/rulings/").text)
        for id in ids:
            before = time.perf_counter()
            answer = browser.post(f"/rulings/{id}/sign/", data={"csrfmiddlewaretoken": token})
            to_answer.append(time.perf_counter() - before)
            assert answer.status_code == 302, answer.status_code
            assert id in moved, f"{id} did not reach the guard"
            to_guard.append(moved[id] - before)
    return to_guard, to_answer


def _token(html: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert found is not None, "no form"
    return found[1]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> None:
    """Measure, and print."""
    rulings = int(sys.argv[1]) if len(sys.argv) > 1 else RULINGS
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), _free_port()
        config = folder / "fairline.toml"
        config.write_text(CONFIG.format(folder=folder, port=port))
        os.environ |= {
            "FAIRLINE_CONFIG": str(config),
            "DJANGO_SETTINGS_MODULE": "fairline.console.settings",
        }
        ids = prepared(folder, rulings)
        with guarded(folder) as moved:
            console = subprocess.Popen(
                [sys.executable, "-m", "fairline.console.serving"], stdout=subprocess.PIPE, text=True
            )
            try:
                assert console.stdout is not None
                assert console.stdout.readline().startswith("ready")
                to_guard, to_answer = signed(f"http://127.0.0.1:{port}", ids, moved)
            finally:
                console.terminate()
                console.wait(30)
    for what, times in (("guard's standing", to_guard), ("page's answer", to_answer)):
        cut = quantiles(times, n=100)
        print(
            f"POST of a signature to the {what}: median {median(times) * 1e3:.1f} ms,"
            f" p95 {cut[94] * 1e3:.1f} ms, p99 {cut[98] * 1e3:.1f} ms ({len(times)} rulings)"
        )


if __name__ == "__main__":
    main()
