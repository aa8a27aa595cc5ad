"""FreeSWITCH's event socket as recorded: new calls stopped, live ones killed, a restart noticed.

No package here has FreeSWITCH; the fake speaks the lines that its modules print.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from fairline.actuators import FreeSwitch, FreeSwitchSettings, NotDone
from fairline.facts import FairlineError
from fairline.policy import ScopeKind
from fairline.protocols.esl import EslStream
from fairline.standing import Standing, Subject

ACME = Subject(ScopeKind.ACCOUNT, "acme", "acme")
NUMBER = Subject(ScopeKind.NUMBER, "acme", "+13035550100")
CAMPAIGN = Subject(ScopeKind.CAMPAIGN, "acme", "spring")


class Fake:
    """An event socket with a hash and channels."""

    def __init__(self) -> None:
        self.hash: dict[str, str] = {}
        self.channels: dict[str, dict[str, str]] = {}
        self.deaf = False
        self.writers: list[asyncio.StreamWriter] = []

    async def start(self) -> None:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        writer.write(b"Content-Type: auth/request\n\n")
        while line := (await reader.readline()).decode().strip():
            await reader.readline()
            if line.startswith("auth "):
                good = line == "auth ClueCon"
                said = "+OK accepted" if good else "-ERR invalid"
                writer.write(f"Content-Type: command/reply\nReply-Text: {said}\n\n".encode())
                continue
            # An event nobody asked for may stand between a question and its answer.
            writer.write(b"Content-Length: 4\nContent-Type: text/event-plain\n\nX: 1")
            body = self._api(line.removeprefix("api ")).encode()
            writer.write(b"Content-Type: api/response\nContent-Length: %d\n\n" % len(body) + body)
        writer.close()

    def _api(self, command: str) -> str:
        name, _, rest = command.partition(" ")
        if name == "hash":
            verb, realm, key, *value = rest.split("/")
            if verb == "insert":
                self.hash[f"{realm}_{key}"] = value[0]
                return "+OK\n"
            if verb == "delete":
                return "+OK\n" if self.hash.pop(f"{realm}_{key}", None) else "-ERR Not found\n"
            return self.hash.get(f"{realm}_{key}", "")
        if name == "hash_dump":
            return "".join(f"D/{key}/{value}\n" for key, value in self.hash.items())
        if command == "show channels as json":
            if not self.channels:
                return '{"row_count":0}\n'
            rows = [{"uuid": uuid, "direction": "inbound", **told} for uuid, told in self.channels.items()]
            return json.dumps({"row_count": len(rows), "rows": rows})
        if name == "uuid_kill":
            if not self.deaf:
                self.channels.pop(rest.split(" ")[0], None)
            return "+OK\n"
        if name == "uuid_getvar":
            uuid, variable = rest.split(" ")
            return self.channels.get(uuid, {}).get(variable, "_undef_")
        return "-ERR command not found\n"


def run(
    test: Callable[[Fake, FreeSwitch], Awaitable[None]], folder: Path, *, password: str = "ClueCon"
) -> None:
    (folder / "password").write_text(f"{password}\n")

    async def whole() -> None:
        fake = Fake()
        await fake.start()
        settings = FreeSwitchSettings(
            address=f"127.0.0.1:{fake.port}",
            password_file=str(folder / "password"),
            within_s=1.0,
            gone_s=0.2,
        )
        switch = FreeSwitch(settings)
        await switch.start()
        try:
            await test(fake, switch)
        finally:
            await switch.stop()
            for writer in fake.writers:
                writer.close()
            fake.server.close()
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(whole(), 20))


def channel(
    account: str = "acme", number: str = "+13035550100", dest: str = "2025550123", **more: str
) -> dict[str, str]:
    return {"accountcode": account, "cid_num": number, "dest": dest, "state": "CS_EXECUTE", **more}


def test_new_calls_are_stopped_and_let_pass_again(tmp_path: Path) -> None:
    async def test(fake: Fake, switch: FreeSwitch) -> None:
        await switch.block("a:acme", Standing.SUSPENDED)
        await switch.block("n:acme:+13035550100", Standing.TERMINATED)
        fake.hash["other_a:b"] = "x"
        assert await switch.blocked() == {"a:acme", "n:acme:+13035550100"}
        await switch.release("a:acme")
        await switch.release("a:acme")
        assert await switch.blocked() == {"n:acme:+13035550100"}
        assert switch.counts["connections"] == 1

    run(test, tmp_path)


def test_live_channels_of_the_subject_are_killed_and_no_others(tmp_path: Path) -> None:
    async def test(fake: Fake, switch: FreeSwitch) -> None:
        fake.channels = {
            "u-1": channel(),
            "u-2": channel(number="+13035550111"),
            "u-3": channel(account="other"),
            "u-4": channel(dest="911"),
            "u-5": channel(number="+13035550111", fairline_campaign="spring"),
        }
        assert await switch.end_calls(CAMPAIGN) == 1
        assert await switch.end_calls(NUMBER) == 1
        assert set(fake.channels) == {"u-2", "u-3", "u-4"}
        assert await switch.end_calls(ACME) == 1
        assert set(fake.channels) == {"u-3", "u-4"}, "another's call and a call for help"

    run(test, tmp_path)


def test_ok_is_not_believed_while_the_channel_is_there(tmp_path: Path) -> None:
    async def test(fake: Fake, switch: FreeSwitch) -> None:
        fake.channels = {"u-1": channel()}
        fake.deaf = True
        with pytest.raises(NotDone, match="1 channels are not gone"):
            await switch.end_calls(ACME)

    run(test, tmp_path)


def test_a_restart_is_noticed_and_the_line_made_anew(tmp_path: Path) -> None:
    async def test(fake: Fake, switch: FreeSwitch) -> None:
        assert not await switch.remembers()
        await switch.remember()
        assert await switch.remembers()
        fake.hash.clear()
        for writer in fake.writers:
            writer.write(b"Content-Type: text/disconnect-notice\nContent-Length: 0\n\n")
            writer.close()
        with pytest.raises((NotDone, OSError)):
            await switch.remembers()
        assert not await switch.remembers()
        assert switch.counts["connections"] == 2

    run(test, tmp_path)


def test_a_wrong_password_is_said(tmp_path: Path) -> None:
    async def test(fake: Fake, switch: FreeSwitch) -> None:
        with pytest.raises(NotDone, match="auth: -ERR invalid"):
            await switch.remembers()

    run(test, tmp_path, password="guess")


@pytest.mark.parametrize("name", ["a b", "a/b", "a\nb", "a\n\napi shutdown", ""])
def test_no_name_becomes_a_command(tmp_path: Path, name: str) -> None:
    async def test(fake: Fake, switch: FreeSwitch) -> None:
        with pytest.raises(NotDone, match="which no command can name"):
            await switch.block(f"a:{name} x", Standing.SUSPENDED)
        assert not fake.hash

    run(test, tmp_path)


def test_the_stream_takes_messages_cut_anywhere_and_is_lost_by_nonsense() -> None:
    data = b"Content-Type: api/response\nContent-Length: 5\n\n+OK\n\nContent-Type: auth/request\n\n"
    for cut in range(len(data) + 1):
        stream = EslStream()
        found = stream.feed(data[:cut]) + stream.feed(data[cut:])
        assert [(each.kind, each.body) for each in found] == [
            ("api/response", "+OK\n\n"),
            ("auth/request", ""),
        ]
    for bad in (
        b"no colon\n\n",
        b"Content-Length: -1\n\n",
        b"x" * 70_000,
        b"Content-Length: 99999999999\n\n",
    ):
        stream = EslStream()
        assert stream.feed(bad) == []
        assert stream.lost is not None
        assert stream.feed(data) == []


def test_wrong_settings_say_where(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match=r"^actuators\.freeswitch\.freeswitch\.address"):
        FreeSwitchSettings(address="nowhere", password_file="x")
    switch = FreeSwitch(FreeSwitchSettings(password_file=str(tmp_path / "none")))
    with pytest.raises(FairlineError, match=r"^actuators\.freeswitch\.freeswitch\.password_file"):
        asyncio.run(switch.start())
