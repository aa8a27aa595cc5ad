"""A look from the gate to the process of the checks and back, also where that process is not well."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fairline.app.checking import Checking
from fairline.app.checks_process import ChecksServer
from fairline.app.looking import Looking
from fairline.app.other_process import OtherProcess
from fairline.checks.asking import LENGTH_BYTES, SOCKET, Ask, Failed, Seen, ask_of, sent, told_of
from fairline.checks.gate import NoGround
from fairline.checks.inspecting import Checks
from fairline.checks.judgment import SURE, Judgment, cannot_tell
from fairline.checks.settings import ChecksSettings
from fairline.facts import Basis, File, Inspection, Message, Topic
from fairline.policy import Text
from fairline.ports.http_asked import Looked, Wanted
from fairline.wire import HandedOver

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
WHY = Text(en="A listed link.", fr="Un lien listé.")
MESSAGE = Message(id="m-1", sent_at=NOW, account="acme", user="ann", campaign="c")
FILE = File(id="f-1", at=NOW, account="acme")


class FoundChecks(Checks):
    """Finds one thing and cannot tell another; knows which order of things it saw."""

    def __init__(self, do: Callable[[Ask], Seen] | None = None) -> None:
        self.model = None
        self._settings = ChecksSettings()
        self.asked: list[Ask] = []
        self._do = do

    def inspect(self, ask: Ask) -> Seen:
        self.asked.append(ask)
        if self._do is not None:
            return self._do(ask)
        judgments = (
            Judgment(topic=Topic.BAD_LINK, found=True, score=SURE, why=WHY, version="list 2026-11-30"),
            Judgment(topic=Topic.THREAT, found=False, why=WHY, version="model 1"),
            cannot_tell(Topic.SCAM, WHY, "model 1"),
        )
        return Seen(item=ask.item, judgments=judgments)


def wanted(item: Any = MESSAGE, basis: Basis = Basis.CUSTOMER, **changes: Any) -> Wanted:
    given: dict[str, Any] = {
        "item": item, "basis": basis, "reference": None, "data": b"content", "name": None, "declared": None,
        "hosted": False, "person": None, "handed": HandedOver(), "by_legal": False,
    }  # fmt: skip
    return Wanted(**given | changes)


class End:
    """A guard that keeps what it observes, and the checks behind a socket."""

    def __init__(self, folder: Path, checks: Checks, within_s: float) -> None:
        self.kept: list[Any] = []
        self.refuses: Exception | None = None
        self.checking = Checking(folder, None, within_s)
        self.looking = Looking(
            self.checking,
            observe=self._observe,
            inspects=lambda account: ("messages", "files") if account == "acme" else None,
            now=lambda: int(NOW.timestamp() * 1e6),
        )
        self.server = ChecksServer(checks, folder, 1_000)

    async def _observe(self, facts: Any) -> Any:
        if self.refuses is not None:
            raise self.refuses
        self.kept += facts


def run(folder: Path, test: Callable[[End], Awaitable[None]], checks: Checks, within_s: float = 5.0) -> None:
    async def whole() -> None:
        end = End(folder, checks, within_s)
        await end.server.start()
        try:
            await test(end)
        finally:
            await end.checking.stop()
            await end.server.stop()

    asyncio.run(asyncio.wait_for(whole(), 30))


def test_a_look_is_written_down_before_it_is_taken(tmp_path: Path) -> None:
    checks = FoundChecks()

    async def test(end: End) -> None:
        found = await end.looking.look(wanted(basis=Basis.COMPLAINT, reference="c-7", person="p"))
        assert isinstance(found, Looked)
        look, link = end.kept
        assert look == Inspection(
            id=found.look, at=NOW, account="acme", user="ann", campaign="c", item="m-1",
            basis=Basis.COMPLAINT, reference="c-7",
        )  # fmt: skip
        assert link == Inspection(
            id="message:m-1/bad-link", at=NOW, account="acme", user="ann", campaign="c", item="m-1",
            person="p", basis=Basis.COMPLAINT, reference="c-7", topic=Topic.BAD_LINK, score=SURE,
            version="list 2026-11-30", complained=True,
        )  # fmt: skip
        assert [each.found for each in found.judged] == [True, False, None]
        assert found.complete
        assert "content" not in str(end.kept)
        assert (end.looking.counts, end.checking.counts) == ({"complaint": 1}, {"seen": 1})

    run(tmp_path, test, checks)
    assert [each.data for each in checks.asked] == [b"content"]


def test_what_cannot_be_written_down_is_not_looked_at(tmp_path: Path) -> None:
    checks = FoundChecks()

    async def test(end: End) -> None:
        end.refuses = OSError("the disk is full")
        with pytest.raises(OSError, match="full"):
            await end.looking.look(wanted())

    run(tmp_path, test, checks)
    assert checks.asked == []


def test_without_a_ground_nothing_reaches_the_checks(tmp_path: Path) -> None:
    checks = FoundChecks()

    async def test(end: End) -> None:
        other = Message(id="m-2", sent_at=NOW, account="other")
        assert isinstance(await end.looking.look(wanted(other)), NoGround)
        nothing = await end.looking.look(wanted(other, Basis.METADATA))
        assert nothing == Looked(item=other)
        assert end.kept == []
        assert end.looking.counts == {"no ground: customer": 1, "metadata": 1}

    run(tmp_path, test, checks)
    assert checks.asked == []


def _fails(ask: Ask) -> Seen:
    raise ValueError("a fault of ours, which must not show content")


def _sleeps(ask: Ask) -> Seen:
    time.sleep(0.4)
    return Seen(item=ask.item, judgments=())


@pytest.mark.parametrize(
    ("do", "within_s", "counted"),
    [(_fails, 5.0, "failed"), (_sleeps, 0.1, "too slow")],
    ids=["fails", "late"],
)
def test_a_file_that_nobody_judged_is_held_and_a_message_is_not(
    do: Any, within_s: float, counted: str, tmp_path: Path
) -> None:
    async def test(end: End) -> None:
        message = await end.looking.look(wanted())
        assert isinstance(message, Looked)
        assert (message.complete, message.held) == (False, None)
        file = await end.looking.look(wanted(FILE))
        assert isinstance(file, Looked)
        assert not file.complete
        assert file.held is not None
        assert "did not answer in time" in file.held.en
        assert end.checking.counts[counted] == 2
        assert [each.topic for each in end.kept] == [None, None]

    run(tmp_path, test, FoundChecks(do), within_s)


def test_checks_that_are_not_there_hold_a_file(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        await end.server.stop()
        file = await end.looking.look(wanted(FILE))
        assert isinstance(file, Looked)
        assert file.held is not None
        assert end.checking.counts == {"not there": 1}

    run(tmp_path, test, FoundChecks())


@asynccontextmanager
async def talking(path: Path) -> Any:
    reader, writer = await asyncio.open_unix_connection(path / SOCKET)
    try:
        yield reader, writer
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> Any:
    length = int.from_bytes(await reader.readexactly(LENGTH_BYTES), "big")
    return told_of(await reader.readexactly(length))


def test_what_the_process_is_sent_wrongly_is_told_and_ends_nothing(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        assert os.stat(tmp_path / SOCKET).st_mode & 0o077 == 0
        async with talking(tmp_path) as (reader, writer):
            writer.write((1 << 30).to_bytes(LENGTH_BYTES, "big"))
            assert isinstance(await _answer(reader), Failed)
        async with talking(tmp_path) as (reader, writer):
            writer.write((3).to_bytes(LENGTH_BYTES, "big") + b"\xc1\xc1\xc1")
            assert isinstance(await _answer(reader), Failed)
        async with talking(tmp_path) as (_, writer):
            writer.write(b"\x00")
        assert isinstance(await end.checking.ask(Ask(item=FILE, basis=Basis.ORDER, data=b"x")), Seen)

    run(tmp_path, test, FoundChecks())


def test_what_is_asked_and_told_comes_back_the_same() -> None:
    ask = Ask(item=FILE, basis=Basis.ORDER, reference="7", data=b"\x00\xff", name="a", declared="b")
    assert ask_of(sent(ask)[LENGTH_BYTES:]) == ask
    judgment = Judgment(topic=Topic.SCAM, found=None, why=WHY, version="1")
    seen = Seen(item=MESSAGE, judgments=(judgment,), held=WHY)
    assert told_of(sent(seen)[LENGTH_BYTES:]) == seen


def test_a_process_that_hangs_is_ended_and_started_again(tmp_path: Path) -> None:
    """A module that says it is ready, listens, and answers nothing."""
    module = tmp_path / "hangs_for_a_test.py"
    module.write_text(
        "import os, socket, sys, time\n"
        f"path = {str(tmp_path / SOCKET)!r}\n"
        "os.path.exists(path) and os.unlink(path)\n"
        "s = socket.socket(socket.AF_UNIX); s.bind(path); s.listen()\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )

    async def whole() -> None:
        process = OtherProcess("the process that hangs", "hangs_for_a_test", tmp_path / "none.toml")
        process.start()
        try:
            await asyncio.wait_for(process.ready.wait(), 20)
            first = process.pid
            checking = Checking(tmp_path, process, 0.05)
            assert await checking.ask(Ask(item=FILE, basis=Basis.ORDER, data=b"x")) is None
            while process.pid in (first, None):
                await asyncio.sleep(0.05)
            assert checking.counts == {"too slow": 1, "hung": 1}
            await checking.stop()
        finally:
            await process.stop()

    os.environ["PYTHONPATH"] = str(tmp_path)
    try:
        asyncio.run(asyncio.wait_for(whole(), 40))
    finally:
        del os.environ["PYTHONPATH"]
