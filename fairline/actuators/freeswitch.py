"""FreeSWITCH: new calls are stopped by its hash, which the dialplan asks, live ones by ``uuid_kill``.

Not tried on a real FreeSWITCH, which no package here has: on recorded answers of one. ``hash`` lives in
memory, so a restart is noticed by the mark that it loses.
Source: https://developer.signalwire.com/freeswitch/FreeSWITCH-Explained/Modules/mod_hash_1048951/,
mod_commands_1966741/ for ``show channels as json``, ``uuid_kill``, ``uuid_getvar``.
"""

import asyncio
import contextlib
import re
import secrets
import time
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

import msgspec

from fairline.actuators.actuator import NotDone
from fairline.facts import FairlineError
from fairline.policy import ScopeKind
from fairline.protocols.esl import EslMessage, EslStream
from fairline.readers.parties import EMERGENCY
from fairline.standing import Standing, Subject

REALM, MARK = "fairline", "mark"
CAUSE = "CALL_REJECTED"
POLL_S = 0.05  # ours
WORD = re.compile(r"[^\s/|\x00-\x20]+")
"""What a word of a command may be: the line ends at its end, and ``/`` parts realm, key and value."""
VARIABLES = {
    ScopeKind.SERVICE: "fairline_service",
    ScopeKind.CAMPAIGN: "fairline_campaign",
    ScopeKind.USER: "fairline_user",
    ScopeKind.DEVICE: "fairline_device",
    ScopeKind.NUMBER: "fairline_number",
}
"""The channel variable in which the dialplan keeps what a call hangs on, besides ``accountcode``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSwitchSettings:
    """One table of ``[[actuators.freeswitch]]``. ``address``: ``host:port`` of its event socket."""

    name: str = "freeswitch"
    address: str = "127.0.0.1:8021"
    password_file: str
    within_s: float = 3.0
    gone_s: float = 1.0
    emergency: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no address."""
        host, _, port = self.address.rpartition(":")
        if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65_536:
            raise FairlineError(
                f"actuators.freeswitch.{self.name}.address: found {self.address!r}, wanted host:port"
            )


class _Channel(msgspec.Struct):
    uuid: str
    accountcode: str = ""
    cid_num: str = ""
    dest: str = ""


class _Channels(msgspec.Struct):
    rows: list[_Channel] = []


class FreeSwitch:
    """One FreeSWITCH. One connection, kept; one question at a time."""

    def __init__(self, settings: FreeSwitchSettings) -> None:
        self.name = settings.name
        self.counts: Counter[str] = Counter()
        self._settings = settings
        self._help = EMERGENCY | frozenset(settings.emergency)
        self._mark = secrets.token_hex(8)
        self._password = ""
        self._turn = asyncio.Lock()
        self._line: _Line | None = None

    async def start(self) -> None:
        """Read the password. ``FairlineError`` if it cannot be had."""
        try:
            self._password = Path(self._settings.password_file).read_text().strip()
        except OSError as error:
            raise FairlineError(f"actuators.freeswitch.{self.name}.password_file: {error}") from None

    async def stop(self) -> None:
        """Close the connection."""
        self._hang_up()

    async def remembers(self) -> bool:
        """Whether the mark of this run stands in the hash."""
        return await self._api(f"hash select/{REALM}/{MARK}") == self._mark

    async def remember(self) -> None:
        """Put the mark of this run into the hash."""
        await self._ok(f"hash insert/{REALM}/{MARK}/{self._mark}")

    async def blocked(self) -> Set[str]:
        """Return the keys in the hash, without the mark. It lists ``D/realm_key/value`` a line."""
        start = f"D/{REALM}_"
        lines = (await self._api(f"hash_dump db {REALM}")).splitlines()
        found = {line.removeprefix(start).rpartition("/")[0] for line in lines if line.startswith(start)}
        return frozenset(found) - {MARK}

    async def block(self, key: str, standing: Standing) -> None:
        """Put the key into the hash."""
        await self._ok(f"hash insert/{REALM}/{_word(key)}/{standing.name.lower()}")

    async def release(self, key: str) -> None:
        """Take the key out of the hash; it is none that there was none."""
        answer = await self._api(f"hash delete/{REALM}/{_word(key)}")
        if not answer.startswith("+OK") and "not found" not in answer.lower():
            raise NotDone(f"hash delete: {answer[:80]}")

    async def end_calls(self, subject: Subject) -> int:
        """Kill every channel of the subject, and see that they are gone."""
        ended: set[str] = set()
        until = time.monotonic() + self._settings.gone_s
        while found := await self._channels(subject):
            for uuid in found:
                if uuid not in ended:
                    await self._api(f"uuid_kill {_word(uuid)} {CAUSE}")
            ended |= set(found)
            if time.monotonic() > until:
                raise NotDone(f"{len(found)} channels are not gone")
            await asyncio.sleep(POLL_S)
        return len(ended)

    async def _channels(self, subject: Subject) -> list[str]:
        """Return the channels of a subject that do not call for help."""
        text = await self._api("show channels as json")
        try:
            channels = msgspec.json.decode(text, type=_Channels).rows
        except msgspec.DecodeError as error:
            raise NotDone(f"show channels: {error}") from None
        return [
            each.uuid for each in channels if each.dest not in self._help and await self._is_of(each, subject)
        ]

    async def _is_of(self, channel: _Channel, subject: Subject) -> bool:
        if channel.accountcode != subject.account:
            return False
        if subject.kind is ScopeKind.ACCOUNT:
            return True
        if subject.kind is ScopeKind.NUMBER and channel.cid_num == subject.id:
            return True
        return await self._api(f"uuid_getvar {_word(channel.uuid)} {VARIABLES[subject.kind]}") == subject.id

    async def _ok(self, command: str) -> None:
        answer = await self._api(command)
        if not answer.startswith("+OK"):
            raise NotDone(f"{command.split('/')[0]}: {answer[:80]}")

    async def _api(self, command: str) -> str:
        """Return what a command says; hang up if it fails: ``NotDone``, ``OSError`` or ``TimeoutError``."""
        async with self._turn:
            self.counts[command.partition(" ")[0]] += 1
            try:
                async with asyncio.timeout(self._settings.within_s):
                    if self._line is None:
                        self._line = await self._called()
                    self._line.writer.write(f"api {command}\n\n".encode())
                    await self._line.writer.drain()
                    return (await self._line.next("api/response")).body.strip()
            except BaseException:  # an answer that comes late must not be taken for the next one's
                self._hang_up()
                raise

    async def _called(self) -> "_Line":
        host, _, port = self._settings.address.rpartition(":")
        reader, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        line = _Line(reader, writer)
        try:
            await line.next("auth/request")
            writer.write(f"auth {self._password}\n\n".encode())
            reply = (await line.next("command/reply")).headers.get("reply-text", "")
        except BaseException:
            writer.close()
            raise
        if not reply.startswith("+OK"):
            writer.close()
            raise NotDone(f"auth: {reply[:80]}")
        self.counts["connections"] += 1
        return line

    def _hang_up(self) -> None:
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.writer.close()
            self._line = None


class _Line:
    """One connection: messages in order, those that nobody waits for left out."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self.writer = reader, writer
        self._stream = EslStream()
        self._came: list[EslMessage] = []

    async def next(self, kind: str) -> EslMessage:
        while True:
            while self._came:
                message = self._came.pop(0)
                if message.kind == kind:
                    return message
                if message.kind in ("text/disconnect-notice", "text/rude-rejection"):
                    raise NotDone(f"the switch hung up: {message.kind}")
            data = await self._reader.read(65_536)
            if not data:
                raise NotDone("the switch hung up")
            self._came += self._stream.feed(data)
            if self._stream.lost is not None:
                raise NotDone(f"no event socket: {self._stream.lost.field}")


def _word(text: str) -> str:
    """Return a part of a command. What would end the command or part it otherwise is not sent."""
    if WORD.fullmatch(text) is None:
        raise NotDone(f"found {text!r}, which no command can name")
    return text
