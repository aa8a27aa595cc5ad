"""A rule that falls by its reversals stops answering at a guard, then answers again once two lift that."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairline.app import App
from fairline.clauses.a_illegal.refusal import CLAUSE as REFUSALS
from fairline.config import read
from fairline.console.cases.models import Cursor
from fairline.console.journal import JOURNAL, follow
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.quality import reversals
from fairline.console.quality.models import Demoted
from fairline.facts import OptOut, Purpose
from tests.console.test_console_quality import fallen
from tests.guard.guarding import call

pytestmark = pytest.mark.django_db
CONFIG = '[store]\nfolder = "."\n[guard]\nwatch = false\n[console]\n'


class Running:
    """An application on a thread of its own."""

    def __init__(self, file: Path) -> None:
        self._up, self._loop = threading.Event(), asyncio.new_event_loop()
        self.app = App(read(file), (REFUSALS,))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._up.wait(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self.app.start())
        self._up.set()
        self._loop.run_forever()
        self._loop.close()

    def act(self, id: str) -> str:
        """Have a call decided to somebody who has said no."""
        attempt = call(id, datetime.now(UTC), called="+13035550123", purpose=Purpose.MARKETING)

        async def decided() -> str:
            return (await self.app.guard.decide(attempt)).act.name

        return asyncio.run_coroutine_threadsafe(decided(), self._loop).result(30)

    def refuse(self) -> None:
        said = OptOut(
            id="o", account="acme", at=datetime.now(UTC) - timedelta(days=60), contact="+13035550123"
        )

        async def observed() -> None:
            await self.app.guard.observe([said])

        asyncio.run_coroutine_threadsafe(observed(), self._loop).result(30)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self.app.stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    (tmp_path / "fairline.toml").write_text(CONFIG, encoding="utf-8")
    one = Running(tmp_path / "fairline.toml")
    yield one
    one.stop()


def policy(folder: Path) -> str:
    follow(folder)
    return Cursor.objects.get(name=JOURNAL).policy


def test_from_reversals_to_the_guard_and_back(
    running: Running, tmp_path: Path, person: Callable[..., Person]
) -> None:
    running.refuse()
    assert running.act("1") == "REFUSE"
    before = policy(tmp_path)
    now = datetime.now(UTC)
    fallen(3, 20, at=now)
    (one,) = reversals.demote(now)
    assert reversals.push(now), Demoted.objects.get().trouble
    assert running.act("2") == "ALLOW"
    assert policy(tmp_path) != before
    reversals.ask_lift(one.pk, person(Role.SENIOR), "its list is read again every day", now)
    reversals.lift(one.pk, person(Role.SENIOR, "noa"), now)
    assert reversals.push(now)
    assert running.act("3") == "REFUSE"
    assert policy(tmp_path) == before
