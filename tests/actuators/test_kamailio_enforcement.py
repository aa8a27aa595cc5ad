"""What is wanted comes to be at a Kamailio, whatever it says, and what is not is shown."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fake_kamailio import FakeKamailio

from fairline.actuators import Enforcement, Kamailio, KamailioSettings
from fairline.actuators.kamailio import MARK
from fairline.facts import FairlineError
from fairline.policy import ScopeKind
from fairline.standing import Change, Standing, Subject

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ACME = Subject(ScopeKind.ACCOUNT, "acme", "acme")
NUMBER = Subject(ScopeKind.NUMBER, "acme", "+13035550100")
AGENT = Subject(ScopeKind.USER, "acme", "ann")


def change(subject: Subject, after: Standing, everywhere: Standing | None = None) -> Change:
    return Change(subject, Standing.ACTIVE, after, NOW, everywhere)


class House:
    """A fake Kamailio and an enforcement that can be started as often as one likes."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.fake = FakeKamailio()
        self.settings = {"within_s": 0.5, "gone_s": 0.3} | settings
        self.folder = folder
        self.all: dict[Subject, Standing] = {}

    async def start(self) -> None:
        url = f"http://127.0.0.1:{self.fake.port}/RPC"
        self.kamailio = Kamailio(KamailioSettings(url=url, **self.settings))
        self.enforcement = Enforcement(
            self.folder / "enforcement.sqlite",
            [self.kamailio],
            now=lambda: NOW,
            chance=lambda: 0.0,
            poll_s=0.05,
            reconcile_s=0.2,
        )
        await self.enforcement.start(self.all)

    def want(self, subject: Subject, standing: Standing) -> None:
        self.all[subject] = standing
        self.enforcement.want([change(subject, standing)])

    async def stop(self) -> None:
        await self.enforcement.stop()

    async def until(self, done: Callable[[], bool], within_s: float = 5.0) -> float:
        """Wait until something is so; return how long it took."""
        begun = time.monotonic()
        while time.monotonic() - begun < within_s:
            if done():
                return time.monotonic() - begun
            await asyncio.sleep(0.005)
        raise AssertionError(f"{self.enforcement.gaps()} {self.fake.table} {self.fake.asked[-5:]}")

    async def settled(self) -> float:
        return await self.until(lambda: not self.enforcement.gaps())

    @property
    def blocked(self) -> set[str]:
        return set(self.fake.table) - {MARK}


def run(test: Callable[[House], Awaitable[None]], folder: Path, **settings: Any) -> None:
    async def whole() -> None:
        house = House(folder, **settings)
        await house.fake.start()
        await house.start()
        try:
            await test(house)
        finally:
            await house.stop()
            await house.fake.stop()

    asyncio.run(asyncio.wait_for(whole(), 30))


def test_a_suspension_stops_new_calls_then_live_ones_and_a_restoration_lets_pass(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        house.fake.call("a:acme")
        house.fake.call("a:acme")
        other = house.fake.call("a:other")
        house.want(ACME, Standing.SUSPENDED)
        assert await house.settled() < 1.0
        assert set(house.fake.calls) == {other}
        assert house.blocked == {"a:acme"}
        assert house.kamailio.counts["calls ended"] == 2
        assert house.enforcement.acknowledged("kamailio", ACME) is Standing.SUSPENDED
        methods = [method for method, _ in house.fake.asked if method in ("htable.sets", "dlg.end_dlg")]
        assert methods[-3:] == ["htable.sets", "dlg.end_dlg", "dlg.end_dlg"]
        house.want(ACME, Standing.ACTIVE)
        await house.settled()
        assert house.blocked == set()

    run(test, tmp_path)


def test_numbers_are_stopped_before_all_else(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        house.enforcement.want([change(each, Standing.SUSPENDED) for each in (ACME, AGENT, NUMBER)])
        await house.settled()
        keys = [params[1] for method, params in house.fake.asked if method == "htable.sets"]
        assert keys[:2] == [MARK, "n:acme:+13035550100"]
        assert set(keys[2:]) == {"a:acme", "u:acme:ann"}
        first_end = [method for method, _ in house.fake.asked].index("dlg.profile_list")
        assert [method for method, _ in house.fake.asked[:first_end]].count("htable.sets") == 4

    run(test, tmp_path)


def test_a_call_for_help_is_never_ended(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        help_call = house.fake.call("a:acme", to="112")
        own = house.fake.call("a:acme", to="+33800112112")
        house.fake.call("a:acme")
        house.want(ACME, Standing.TERMINATED)
        await house.settled()
        assert set(house.fake.calls) == {help_call, own}

    run(test, tmp_path, emergency=("+33800112112",))


def test_success_is_not_believed_while_the_call_is_there(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        house.fake.deaf = 1
        house.fake.call("a:acme")
        house.want(ACME, Standing.SUSPENDED)
        await house.settled()
        assert not house.fake.calls
        assert house.kamailio.counts["dlg.terminate_dlg"] == 1

    run(test, tmp_path)


def test_a_ringing_call_is_a_gap_until_it_is_answered_and_ended(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        ringing = house.fake.call("a:acme", state=2)
        house.want(ACME, Standing.SUSPENDED)
        await house.until(lambda: bool(house.enforcement.gaps()) and house.enforcement.gaps()[0].tries > 0)
        (gap,) = house.enforcement.gaps()
        assert (gap.desired, gap.acknowledged, gap.since) == (Standing.SUSPENDED, Standing.ACTIVE, NOW)
        assert gap.why == "1 calls are not gone, 1 of them not answered yet"
        assert house.blocked == {"a:acme"}, "new calls do not wait for it"
        house.fake.calls[ringing]["state"] = 4
        await house.settled()
        assert not house.fake.calls

    run(test, tmp_path)


def test_a_restriction_is_for_whoever_decides_and_one_country_is_for_no_switch(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        house.fake.call("a:acme")
        house.enforcement.want([change(ACME, Standing.RESTRICTED)])
        house.enforcement.want([change(NUMBER, Standing.SUSPENDED, everywhere=Standing.ACTIVE)])
        await house.settled()
        await asyncio.sleep(0.1)
        assert house.blocked == set()
        assert len(house.fake.calls) == 1

    run(test, tmp_path)


def test_a_switch_that_was_started_anew_is_told_again(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        house.want(ACME, Standing.SUSPENDED)
        house.want(NUMBER, Standing.SUSPENDED)
        await house.settled()
        await house.fake.stop()
        await asyncio.sleep(0.2)
        assert house.kamailio.counts["not reached"] > 0
        await house.fake.start()
        assert house.blocked == set()
        await house.until(lambda: house.blocked == {"a:acme", "n:acme:+13035550100"})
        assert house.kamailio.counts["forgotten"] == 2

    run(test, tmp_path)


def test_what_is_wanted_while_the_switch_is_away_is_done_when_it_is_back(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.settled()
        await house.fake.stop()
        house.want(ACME, Standing.SUSPENDED)
        await house.until(lambda: any(gap.why for gap in house.enforcement.gaps()))
        await house.fake.start()
        await house.settled()
        assert house.blocked == {"a:acme"}

    run(test, tmp_path)


@pytest.mark.parametrize(
    "broken", [b"", b"not json", b'{"jsonrpc":"2.0"}', b'{"result":7}', b"[]", b"x" * 9999]
)
def test_a_wrong_answer_is_a_gap_and_no_crash(tmp_path: Path, broken: bytes) -> None:
    async def test(house: House) -> None:
        await house.settled()
        house.fake.broken = broken
        house.fake.call("a:acme")
        house.want(ACME, Standing.SUSPENDED)
        await house.until(lambda: any(gap.why for gap in house.enforcement.gaps()))
        house.fake.broken = None
        await house.settled()
        assert house.blocked == {"a:acme"}
        assert not house.fake.calls

    run(test, tmp_path)


def test_silence_is_a_gap_with_its_reason(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.settled()
        house.fake.silent = True
        house.want(ACME, Standing.SUSPENDED)
        await house.until(lambda: any(gap.why == "TimeoutError" for gap in house.enforcement.gaps()))
        house.fake.silent = False
        await house.settled()

    run(test, tmp_path, within_s=0.1)


def test_a_start_reconciles_what_moved_meanwhile(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        house.want(ACME, Standing.SUSPENDED)
        house.want(NUMBER, Standing.SUSPENDED)
        await house.settled()
        await house.stop()
        house.fake.table["a:stray"] = "suspended"
        del house.all[ACME]
        house.all[AGENT] = Standing.SUSPENDED
        await house.start()
        await house.until(lambda: house.blocked == {"n:acme:+13035550100", "u:acme:ann"})
        await house.settled()
        assert house.enforcement.desired(ACME) is Standing.ACTIVE

    run(test, tmp_path)


def test_what_somebody_else_changes_in_the_table_is_put_right(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        house.want(ACME, Standing.SUSPENDED)
        await house.settled()
        del house.fake.table["a:acme"]
        house.fake.table["a:other"] = "suspended"
        await house.until(lambda: house.blocked == {"a:acme"})

    run(test, tmp_path)


def test_a_call_that_was_being_set_up_is_found_at_the_second_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fairline.actuators.enforcement.LOOK_AGAIN_S", 0.2)

    async def test(house: House) -> None:
        house.want(ACME, Standing.SUSPENDED)
        await house.settled()
        house.fake.call("a:acme")
        await house.until(lambda: not house.fake.calls)

    run(test, tmp_path)


def test_a_wrong_url_says_where() -> None:
    with pytest.raises(FairlineError, match=r"^actuators\.kamailio\.kamailio\.url: found 'ftp://x'"):
        KamailioSettings(url="ftp://x")


@pytest.fixture(autouse=True)
def _nothing_is_left_open() -> Iterator[None]:
    yield
    gc.collect()
