"""Rules that the console puts to observing: at once, over the policy file, journalled, and after a start."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import uvloop

from fairline.app import App
from fairline.app.modes import FILE, keep_modes, observing, read_modes
from fairline.clauses.a_illegal.frequency import CLAUSE as ATTEMPTS
from fairline.clauses.a_illegal.refusal import CLAUSE as REFUSALS
from fairline.config import read
from fairline.console.rulings.guard import NotTaken, tell
from fairline.facts import FairlineError, OptOut, Purpose
from fairline.guard.records import PolicyRecord
from fairline.policy import Mode
from fairline.ports.console import SOCKET, Done, Modes
from fairline.stores.journal_files import entries
from tests.guard.guarding import call

CONFIG = '[store]\nfolder = "data"\n[policy]\nfile = "policy.toml"\n[console]\n'
NAME = "called-after-refusal"


def run(
    folder: Path, work: Callable[[App], Awaitable[None]], policy: str = "", *, halves: bool = True
) -> None:
    both = f"[guard]\nwatch = {str(halves).lower()}\n"
    (folder / "fairline.toml").write_text(CONFIG + both, encoding="utf-8")
    (folder / "policy.toml").write_text(policy, encoding="utf-8")

    async def whole() -> None:
        app = App(read(folder / "fairline.toml"), (ATTEMPTS, REFUSALS))
        await app.start()
        try:
            await work(app)
        finally:
            await app.stop()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(whole())


async def told(app: App, *names: str) -> Done:
    path = app.config.store.folder / SOCKET
    return await asyncio.to_thread(lambda: tell(Modes(names), path, wait_s=30))


async def refused_before(app: App) -> None:
    """Somebody has said that they want no calls. To be told first: later it would be too old to count."""
    said = OptOut(id="o", account="acme", at=datetime.now(UTC) - timedelta(days=60), contact="+13035550123")
    await app.guard.observe([said])


async def act(app: App, id: str) -> str:
    attempt = call(id, datetime.now(UTC), called="+13035550123", purpose=Purpose.MARKETING)
    return (await app.guard.decide(attempt)).act.name


def policies(folder: Path) -> list[str]:
    rows = entries(folder / "data", kinds=("policy",))
    return [msgspec.json.decode(each.body, type=PolicyRecord).name for each in rows]


def test_a_rule_only_observes_from_then_on_and_after_a_start_until_it_is_put_back(tmp_path: Path) -> None:
    names: list[str] = []

    async def first(app: App) -> None:
        await refused_before(app)
        assert await act(app, "0101") == "REFUSE"
        assert await told(app, NAME) == Done(moved=1)
        assert await act(app, "0102") == "ALLOW"
        names.extend(policies(tmp_path))
        assert await told(app, NAME) == Done(moved=0)
        assert policies(tmp_path) == names

    async def second(app: App) -> None:
        assert await act(app, "0103") == "ALLOW"
        assert await told(app) == Done(moved=1)
        assert await act(app, "0104") == "REFUSE"

    run(tmp_path, first, halves=False)
    assert len(set(names)) == 2, "the change is an entry of the journal, and another policy"
    run(tmp_path, second, halves=False)
    assert policies(tmp_path)[-1] == names[0]
    assert read_modes(tmp_path / "data") == ()


def test_between_two_halves_a_rule_goes_from_one_to_the_other_and_back(tmp_path: Path) -> None:
    async def work(app: App) -> None:
        await refused_before(app)
        assert await act(app, "0101") == "REFUSE"
        await told(app, NAME)
        assert await act(app, "0102") == "ALLOW"
        await told(app)
        # What it had counted stays with the half that it left: it counts anew, as after any such change.
        assert await act(app, "0103") == "ALLOW"

    run(tmp_path, work)
    one, other, back = policies(tmp_path)
    assert one == back
    assert one.split("+")[0] != other.split("+")[0]
    assert one.split("+")[1] != other.split("+")[1]


def test_it_stays_so_when_the_policy_file_is_read_again(tmp_path: Path) -> None:
    async def work(app: App) -> None:
        await refused_before(app)
        assert await act(app, "0100") == "REFUSE"
        await told(app, NAME)
        await app.reload()
        assert await act(app, "0101") == "ALLOW"

    run(tmp_path, work, f'[rules.{NAME}]\nmode = "enforce"\n', halves=False)


def test_a_rule_that_is_none_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    async def work(app: App) -> None:
        with pytest.raises(NotTaken, match=NAME):
            await told(app, "called-after-refusals")
        assert not (tmp_path / "data" / FILE).exists()

    run(tmp_path, work)


def test_what_cannot_be_applied_is_not_kept(tmp_path: Path) -> None:
    async def work(app: App) -> None:
        (tmp_path / "policy.toml").write_text("[rules.none]\n", encoding="utf-8")
        with pytest.raises(NotTaken, match="none"):
            await told(app, NAME)
        assert read_modes(tmp_path / "data") == ()

    run(tmp_path, work)


def test_a_damaged_file_is_said_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE).write_text('{"observe": 3}', encoding="utf-8")

    async def work(app: App) -> None:
        raise AssertionError("it has started")

    with pytest.raises(FairlineError, match=FILE):
        run(tmp_path, work)


def test_a_rule_that_does_less_already_stays_as_it_is() -> None:
    rules = {rule.name: rule for rule in REFUSALS.rules}
    assert rules[NAME].mode is Mode.ENFORCE
    less = [name for name, rule in rules.items() if rule.mode not in (Mode.ENFORCE, Mode.SAMPLE)]
    after = {rule.name: rule for rule in observing((REFUSALS,), [NAME, *less, "gone"])[0].rules}
    assert after[NAME].mode is Mode.OBSERVE
    assert [after[name] for name in less] == [rules[name] for name in less]


def test_names_are_kept_once_and_in_order(tmp_path: Path) -> None:
    keep_modes(tmp_path, ("b", "a", "b"))
    assert read_modes(tmp_path) == ("a", "b")
