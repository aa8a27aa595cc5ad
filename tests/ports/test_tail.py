"""The tail: nothing lost and nothing made up, whatever happens to the files or to whoever reads them."""

import asyncio
import json
import os
import random
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from fairline.facts import Call, Fact, FairlineError
from fairline.ports.tail import CHUNK_BYTES, TailPort
from fairline.ports.tail_lines import TailSettings

ROW = (
    '"acme","200","+1202555{number:04}","default","","PJSIP/200-00000001","PJSIP/t-00000002","Dial","x",'
    '"2026-03-02 09:00:00","","2026-03-02 09:00:05","5","0","NO ANSWER","DOCUMENTATION","{number}.1",""\n'
)
Test = Callable[[TailPort], Awaitable[None]]


class Taker:
    """Keeps the ids of what it takes. ``fails`` times it takes nothing."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.fails = 0

    async def __call__(self, facts: Sequence[Fact]) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("nobody there")
        self.facts += facts

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rows."""
        return [int((each.called or "0")[-4:]) for each in self.facts if isinstance(each, Call)]


class Tail:
    """A tail in a folder of the test, started and stopped as often as it likes."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.taker = Taker()
        self.file = folder / "Master.csv"
        usual = {"name": "t", "path": str(self.file), "format": "asterisk-csv", "poll_s": 0.05}
        self.settings = TailSettings(**usual | {"state": str(folder / "state.json")} | settings)
        self.port = TailPort(self.settings, take=self.taker)

    def write(self, *numbers: int) -> None:
        """Add rows."""
        with self.file.open("a") as file:
            file.write("".join(ROW.format(number=number) for number in numbers))

    async def until(self, count: int) -> None:
        """Wait until so many facts were taken."""
        for _ in range(400):
            if len(self.taker.facts) >= count and self.port.behind == 0:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"{len(self.taker.facts)} of {count} facts, {self.port.counts}")

    async def start(self) -> None:
        """Start anew, as after a restart."""
        self.port = TailPort(self.settings, take=self.taker)
        await self.port.start()

    async def stop(self) -> None:
        await self.port.stop()


def run(test: Callable[[Tail], Awaitable[None]], folder: Path, **settings: Any) -> Tail:
    async def whole() -> Tail:
        tail = Tail(folder, **settings)
        try:
            await test(tail)
        finally:
            await tail.stop()
        return tail

    return asyncio.run(asyncio.wait_for(whole(), 30))


def test_lines_come_as_they_are_written_and_partial_ones_when_they_are_whole(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        await tail.start()  # there is no file yet
        await asyncio.sleep(0.1)
        tail.write(1, 2)
        await tail.until(2)
        row = ROW.format(number=3)
        with tail.file.open("a") as file:
            file.write(row[:40])
            file.flush()
            await asyncio.sleep(0.2)
            assert tail.taker.numbers == [1, 2]
            file.write(row[40:])
        await tail.until(3)

    tail = run(test, tmp_path)
    assert tail.taker.numbers == [1, 2, 3]
    assert tail.port.counts == {"facts": 3}
    (call,) = [each for each in tail.taker.facts[:1] if isinstance(each, Call)]
    assert (call.account, call.revision, call.line) == ("acme", 1, None)


def test_unreadable_lines_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        tail.write(1)
        with tail.file.open("ab") as file:
            file.write(b"\xff\xfe not, a row\n\n" + b"x" * (3 * CHUNK_BYTES) + b"\n")
        tail.write(2)
        await tail.start()
        await tail.until(2)

    tail = run(test, tmp_path)
    assert tail.taker.numbers == [1, 2]
    assert tail.port.counts == {"facts": 2, "unreadable": 2}


@pytest.mark.parametrize("how", ["renamed", "copied and cut", "removed"])
def test_rotation_while_it_reads(tmp_path: Path, how: str) -> None:
    async def test(tail: Tail) -> None:
        await tail.start()
        tail.write(1, 2)
        await tail.until(2)
        tail.write(3)
        if how == "renamed":
            tail.file.rename(tail.file.with_suffix(".csv.1"))
            tail.write(4)
            with tail.file.with_suffix(".csv.1").open("a") as late:  # a writer that has not noticed yet
                late.write(ROW.format(number=5))
            await tail.until(5)
        elif how == "copied and cut":
            await tail.until(3)
            os.truncate(tail.file, 0)
            tail.write(4, 5)
            await tail.until(5)
        else:
            tail.file.unlink()
            await tail.until(3)
            tail.write(4, 5)
            await tail.until(5)

    tail = run(test, tmp_path)
    assert sorted(tail.taker.numbers) == [1, 2, 3, 4, 5]
    assert tail.port.counts["unreadable"] == 0


def test_a_file_that_was_cut_and_has_grown_past_its_old_length_is_read_anew(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        tail.write(1, 2)
        await tail.start()
        await tail.until(2)
        with tail.file.open("r+") as file:  # between two looks
            file.truncate(0)
            file.write("".join(ROW.format(number=number) for number in (3, 4, 5)))
        await tail.until(5)

    tail = run(test, tmp_path)
    assert tail.taker.numbers == [1, 2, 3, 4, 5]
    assert tail.port.counts["files cut"] == 1


def test_a_restart_goes_on_where_it_was_also_in_a_file_that_was_renamed(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        tail.write(1, 2)
        await tail.start()
        await tail.until(2)
        await tail.stop()
        tail.write(3)
        tail.file.rename(tail.file.with_suffix(".csv.1"))
        tail.write(4)
        await tail.start()
        await tail.until(4)
        await asyncio.sleep(0.15)

    assert run(test, tmp_path).taker.numbers == [1, 2, 3, 4]


def test_a_file_that_went_while_nobody_read_is_counted(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        tail.write(1)
        await tail.start()
        await tail.until(1)
        await tail.stop()
        keep = tail.file.with_name("other").open("w")  # so that the inode is not given away again
        tail.file.unlink()
        tail.write(2)
        keep.close()
        await tail.start()
        await tail.until(2)

    tail = run(test, tmp_path)
    assert tail.taker.numbers == [1, 2]
    assert tail.port.counts["files gone"] + tail.port.counts["files cut"] == 1


def test_what_was_not_taken_is_not_passed_over(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        tail.write(*range(1, 200))
        tail.taker.fails = 10_000
        await tail.start()
        await asyncio.sleep(0.3)
        await tail.stop()
        assert not tail.taker.facts
        assert tail.port.counts["not taken"] >= 1
        tail.taker.fails = 1
        await tail.start()
        await tail.until(199)

    assert run(test, tmp_path).taker.numbers == list(range(1, 200))


def test_a_state_that_is_broken_means_reading_from_the_start(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        Path(tail.settings.state).write_text('{"not": "this"')
        tail.write(1)
        await tail.start()
        await tail.until(1)

    assert run(test, tmp_path).port.counts == {"state unreadable": 1, "facts": 1}


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    spool = tmp_path / "spool"

    async def test(tail: Tail) -> None:
        await tail.start()
        await asyncio.sleep(0.1)
        spool.mkdir()
        for name, number in (("a.csv", 1), ("b.csv", 2), ("c.gz", 3), (".hidden.csv", 4), ("d.txt", 5)):
            (spool / name).write_text(ROW.format(number=number))
        await tail.until(2)
        (spool / "a.csv").rename(spool / "a.csv.1")
        (spool / "a.csv").write_text(ROW.format(number=6))
        await tail.until(3)
        await asyncio.sleep(0.15)

    tail = run(test, tmp_path, path=str(spool), pattern="*.csv")
    assert sorted(tail.taker.numbers) == [1, 2, 6]


def test_whole_documents_are_read_once_when_they_are_quiet(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    record = {"kind": "call", "id": "1", "started_at": "2026-03-02T09:00:00Z", "called": "+12025550001"}

    async def test(tail: Tail) -> None:
        await tail.start()
        (spool / "1.json").write_text(json.dumps(record) + "\n")
        await tail.until(1)
        await tail.stop()
        (spool / "2.json").write_text(json.dumps(record | {"id": "2"}))  # without an end of line
        await tail.start()
        await tail.until(2)
        await asyncio.sleep(0.3)

    tail = run(
        test, tmp_path, path=str(spool), format="fairline-ndjson", whole=True, quiet_s=0.1, account="acme"
    )
    assert [(each.id, each.account) for each in tail.taker.facts if isinstance(each, Call)] == [
        ("1", "acme"),
        ("2", "acme"),
    ]


def test_another_account_is_refused_and_nothing_else(tmp_path: Path) -> None:
    async def test(tail: Tail) -> None:
        with tail.file.open("w") as file:
            file.write(ROW.format(number=1).replace("acme", "victim"))
        tail.write(2)
        await tail.start()
        await tail.until(1)

    tail = run(test, tmp_path, accounts=("acme",))
    assert tail.taker.numbers == [2]
    assert tail.port.counts == {"another account": 1, "facts": 1}


def event(callid: str, method: str = "", code: str = "200", at: int = 1_700_000_000, **more: str) -> bytes:
    if not method:
        told = {"start_time": f"{at}.0", "end_time": f"{at + 30}.0", "duration": "30.0", "callid": callid}
    else:
        told = {
            "time": at,  # type: ignore[dict-item]
            "method": method,
            "from_tag": "f",
            "to_tag": "t",
            "callid": callid,
            "sip_code": code,
            "sip_reason": "OK",
            "src_user": "+13035550100",
            "dst_user": "+12025550001",
            "cseq": "1" if method == "INVITE" else "2",
        }
    return json.dumps(told | more).encode() + b"\n"


def test_the_lines_of_a_call_are_one_record_however_they_come(tmp_path: Path) -> None:
    file = tmp_path / "acc.ndjson"

    async def test(tail: Tail) -> None:
        await tail.start()
        with file.open("ab", buffering=0) as out:
            out.write(event("long", "INVITE") + event("busy", "INVITE", "486"))
            await tail.until(1)
            out.write(event("short", "INVITE"))
            await asyncio.sleep(0.2)
            assert len(tail.taker.facts) == 1  # two are still talking
            out.write(event("short", "BYE", at=1_700_000_030))
            await tail.until(2)
            await tail.stop()  # the long one began before all of that
            os.rename(file, tmp_path / "acc.ndjson.1")
            with file.open("ab", buffering=0) as new:
                await tail.start()
                new.write(event("long", "BYE", at=1_700_000_060) + event("long", at=1_700_000_000))
                for _ in range(400):
                    if tail.port.counts["facts"] >= 3:
                        break
                    await asyncio.sleep(0.01)

    tail = run(test, tmp_path, path=str(file), format="kamailio-acc-json", settle_s=0.1, account="acme")
    calls = [each for each in tail.taker.facts if isinstance(each, Call)]
    by_id = {each.id: each for each in calls}
    assert set(by_id) == {f"{name};from-tag=f;cseq=1" for name in ("long", "busy", "short")}
    long = by_id["long;from-tag=f;cseq=1"]
    assert (long.answered, long.talk is not None and long.talk.total_seconds()) == (True, 30.0)
    assert tail.port.counts["unreadable"] == 0
    assert all(first == by_id[first.id] for first in calls), "what comes twice is the same"


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_lost_whatever_happens(tmp_path: Path, seed: int) -> None:
    """Writing, renaming, restarting, failing, in any order: each row comes, and nothing is left behind."""
    chance = random.Random(seed)
    written: list[int] = []

    async def test(tail: Tail) -> None:
        await tail.start()
        for step in range(40):
            what = chance.choice(("write", "write", "write", "rotate", "restart", "fail", "wait"))
            if what == "write":
                new = list(range(len(written), len(written) + chance.randrange(1, 30)))
                tail.write(*new)
                written.extend(new)
            elif what == "rotate" and tail.file.exists():
                tail.file.rename(tail.file.with_suffix(f".csv.{step}"))
            elif what == "restart":
                await tail.stop()
                await tail.start()
            elif what == "fail":
                tail.taker.fails = 1
            else:
                await asyncio.sleep(chance.random() * 0.05)
        for _ in range(1000):
            if set(tail.taker.numbers) == set(written) and tail.port.behind == 0:
                break
            await asyncio.sleep(0.01)
        assert tail.port.behind == 0

    tail = run(test, tmp_path)
    assert sorted(set(tail.taker.numbers)) == sorted(written)
    assert tail.port.counts["unreadable"] == 0


WRONG: dict[str, dict[str, Any]] = {
    "no format": {"format": None},
    "two formats": {"map": "map.toml"},
    "no such format": {"format": "asterik-csv"},
    "a database": {"format": "kamailio-sqlite"},
    "no pause": {"poll_s": 0.0},
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_settings_say_where(name: str, tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match=r"^ports\.tail\.t"):
        Tail(tmp_path, **WRONG[name])
