"""What tests of the console share: people of every role, findings as the journal has them, a real guard."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import connection
from django.test import Client

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.console.cases import intake
from fairline.console.cases.models import Case
from fairline.console.overview import figures
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.policy import rules
from fairline.guard import Guard
from fairline.guard.records import FindingRecord, MeasureRecord, word
from fairline.law import load
from fairline.policy import DEFAULT_PLAN
from fairline.ports.console import SOCKET, ConsolePort
from fairline.signals.limits import in_unit
from fairline.stores.entries import Entry

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
POLICY = "policy-of-tests"
Made = Callable[..., Case]


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    """Every test has a data folder of its own, and needs no second factor unless it asks for one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.FOLDER = tmp_path  # type: ignore[attr-defined]
    settings.CONSOLE = replace(settings.CONSOLE, second_factor=False)  # type: ignore[attr-defined]
    figures._records.cache_clear()  # what was true of another test's database


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Make somebody of a role; a customer needs an account."""

    def made(role: Role, name: str = "", account: str = "", **more: object) -> Person:
        name = name or f"{role.value}{account}"
        known = Person.objects.filter(username=name).first()
        return known or Person.objects.create_user(
            name, f"{name}@example.com", "correct horse battery", role=role, account=account, **more
        )

    return made


@pytest.fixture
def signed_in(person: Callable[..., Person]) -> Callable[..., Client]:
    """Return a browser in which somebody of a role is signed in."""

    def made(role: Role, name: str = "", account: str = "", **more: object) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(person(role, name, account, **more))
        return client

    return made


def finding(
    rule: str,
    account: str = "acme",
    *,
    sequence: int = 1,
    since: datetime = NOW - timedelta(hours=2),
    until: datetime = NOW - timedelta(hours=1),
    hits: int = 1000,
    base: int = 1000,
    mode: str | None = None,
    who: dict[str, str] | None = None,
    id: str = "",
    warming: bool = False,
    open: bool = False,
    samples: tuple[str, ...] = (),
) -> Entry:
    """An entry of the journal: a finding of ``rule``, well past its limit."""
    _, known = rules()[rule]
    names = known.signal.key_names
    parts = {name: f"{name}-1" for name in names} | {"account": account} | (who or {})
    measures = tuple(
        MeasureRecord(
            hits, base, float(in_unit(test.limit.variants()[0].value, test.signal.unit)),
            str(test.limit.variants()[0].origin),
        )
        for test in known.when
    )  # fmt: skip
    record = FindingRecord(
        id=id or f"{rule}-{account}-{sequence}"[-32:],
        rule=rule,
        clause=rules()[rule][0].id,
        account=account,
        who=parts,
        since=since,
        until=until,
        mode=mode or "enforce",
        severity=word(known.severity),
        answer=word(known.answer),
        measures=measures,
        open=open,
        samples=samples,
        warming=warming,
    )
    at = int(NOW.timestamp() * 1e6)
    return Entry(sequence, at, "finding", record.id, msgspec.json.encode(record), b"")


@pytest.fixture
def made_case(db: None) -> Made:
    """Make a case of some rules' findings on an account."""

    def made(*names: str, account: str = "acme", sequence: int = 1, **more: object) -> Case:
        entries = [
            finding(name, account, sequence=sequence + place, **more)  # type: ignore[arg-type]
            for place, name in enumerate(names)
        ]
        intake.take(entries, POLICY)
        return Case.objects.get(account=account, closed_at=None)

    return made


@pytest.fixture
def threads_see_it(transactional_db: None) -> Iterator[None]:
    """Other threads see what this one keeps. The audit log, which only grows, is emptied by force."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            (made,) = cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_delete'").fetchone()
            cursor.execute("DROP TRIGGER audit_delete")
            cursor.execute("DELETE FROM records_auditentry")
            cursor.execute(made)


@pytest.fixture
def guard(tmp_path: Path) -> Iterator[Guard]:
    """A real guard in the test's folder, on a thread of its own, that takes what the console tells it."""
    up, stopped = threading.Event(), asyncio.Event()
    held: dict[str, object] = {}

    async def run() -> None:
        one = Guard.open(
            tmp_path,
            CLAUSES,
            law=load(public_holidays),
            plan=DEFAULT_PLAN,
            lateness=timedelta(hours=1),
            now=lambda: int(datetime.now(UTC).timestamp() * 1e6),
            freeze=False,
        )
        port = ConsolePort(
            tmp_path / SOCKET,
            rule=one.rule,
            overturn=one.overturn,
            observe=one.observe,
            standings=lambda: one.standings,
        )
        await port.start()
        held.update(guard=one, loop=asyncio.get_running_loop())
        up.set()
        await stopped.wait()
        await port.stop()
        await one.close()

    def ran() -> None:
        try:
            asyncio.run(run())
        finally:
            up.set()  # so that whoever waits hears at once that there is none

    thread = threading.Thread(target=ran, daemon=True)
    thread.start()
    assert up.wait(20)
    assert held, "the guard did not start"
    yield held["guard"]  # type: ignore[misc]
    held["loop"].call_soon_threadsafe(stopped.set)  # type: ignore[attr-defined]
    thread.join(20)
