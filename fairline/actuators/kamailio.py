"""Kamailio: new calls are stopped by its hash table, live ones by its dialogs, both asked by JSON-RPC.

What was seen of 5.6.3 and is minded here: ``dlg.end_dlg`` says success whether or not anything ended, so only
a list without the call is believed; a call that still rings cannot be ended, and is asked about again; the
hash table is empty after a restart, and then lacks the mark that was left in it.
Source: https://www.kamailio.org/docs/modules/5.6.x/modules/dialog.html, htable.html, jsonrpcs.html.
"""

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from fairline.actuators.actuator import NotDone, key_of
from fairline.actuators.post import Url, post
from fairline.facts import FairlineError
from fairline.protocols.sip.address import address
from fairline.readers.parties import EMERGENCY
from fairline.standing import Standing, Subject

MARK = "fairline"  # the key in the table that a restart loses
REASON = 'Reason: SIP;cause=403;text="standing: suspended"\r\n'
LIVE, DELETED = 4, 5  # of dialog states: answered and acknowledged; over
ANSWER_BYTES_MAX = 64 * 1024 * 1024  # ours: a list of some 60 000 calls
POLL_S = 0.02  # ours
MISSING = frozenset({404, 500})
"""Codes of a key that is not there: 404 for deleting it, 500 for getting it."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class KamailioSettings:
    """One table of ``[[actuators.kamailio]]``. ``url``: its JSON-RPC over HTTP, on loopback."""

    name: str = "kamailio"
    url: str = "http://127.0.0.1:5071/RPC"
    table: str = "suspended"
    profile: str = "subject"
    """The dialog profile in which every call stands under the keys of what it hangs on."""
    within_s: float = 3.0
    """How long one question may take."""
    gone_s: float = 1.0
    """How long calls may take to be gone before they are ended again later."""
    emergency: tuple[str, ...] = ()
    """Numbers for help besides those that are for help anywhere."""

    def __post_init__(self) -> None:
        """Refuse what could not work as it is meant."""
        Url.of(self.url, f"actuators.kamailio.{self.name}.url")
        for name in ("within_s", "gone_s"):
            if not 0 < getattr(self, name) <= 60:
                raise FairlineError(
                    f"actuators.kamailio.{self.name}.{name}: found {getattr(self, name)}, wanted up to 60"
                )


class _Side(msgspec.Struct):
    tag: str = ""


class _Dialog(msgspec.Struct):
    h_entry: int
    h_id: int
    callid: str = msgspec.field(name="call-id", default="")
    state: int = 0
    to_uri: str = ""
    caller: _Side = msgspec.field(default_factory=_Side)
    callee: _Side = msgspec.field(default_factory=_Side)


class _Item(msgspec.Struct):
    name: str


class _Slot(msgspec.Struct):
    slot: list[_Item] = []


class _Value(msgspec.Struct):
    value: str | int


class _Got(msgspec.Struct):
    item: _Value


class _Error(msgspec.Struct):
    code: int = 0
    message: str = ""


class _Reply(msgspec.Struct):
    result: msgspec.Raw = msgspec.Raw()
    error: _Error | None = None


class WrongAnswer(NotDone):
    """An error that Kamailio itself told, with its code."""

    def __init__(self, method: str, code: int, message: str) -> None:
        super().__init__(f"{method}: {code} {message}")
        self.code = code


class Kamailio:
    """One Kamailio. ``counts``: questions by method."""

    def __init__(self, settings: KamailioSettings) -> None:
        self.name = settings.name
        self.counts: Counter[str] = Counter()
        self._settings = settings
        self._url = Url.of(settings.url, f"actuators.kamailio.{settings.name}.url")
        self._help = EMERGENCY | frozenset(settings.emergency)
        self._mark = secrets.token_hex(8)

    async def start(self) -> None:
        """Nothing is needed."""

    async def stop(self) -> None:
        """Nothing is held."""

    async def remembers(self) -> bool:
        """Whether the mark of this run stands in the table."""
        try:
            got = msgspec.json.decode(await self._ask("htable.get", self._settings.table, MARK), type=_Got)
        except WrongAnswer as error:
            if error.code in MISSING and "table" in str(error) and "No such" not in str(error):
                return False
            raise
        except msgspec.DecodeError as error:
            raise NotDone(f"htable.get: {error}") from None
        return got.item.value == self._mark

    async def remember(self) -> None:
        """Put the mark of this run into the table."""
        await self._ask("htable.sets", self._settings.table, MARK, self._mark)

    async def blocked(self) -> Set[str]:
        """Return the keys in the table."""
        slots = await self._decoded("htable.dump", list[_Slot], self._settings.table)
        return frozenset(item.name for each in slots for item in each.slot) - {MARK}

    async def block(self, key: str, standing: Standing) -> None:
        """Put the key into the table."""
        await self._ask("htable.sets", self._settings.table, key, standing.name.lower())

    async def release(self, key: str) -> None:
        """Take the key out of the table."""
        try:
            await self._ask("htable.delete", self._settings.table, key)
        except WrongAnswer as error:
            if error.code != 404:
                raise

    async def end_calls(self, subject: Subject) -> int:
        """End the calls in the profile under the subject's key, and see that they are gone."""
        key = key_of(subject)
        seen: set[tuple[int, int]] = set()
        until = time.monotonic() + self._settings.gone_s
        asked_at: dict[tuple[int, int], float] = {}
        while dialogs := await self._dialogs(key):
            seen |= {(each.h_entry, each.h_id) for each in dialogs}
            for each in dialogs:
                await self._end(each, asked_at)
            if time.monotonic() > until:
                ringing = sum(each.state < LIVE for each in dialogs)
                raise NotDone(f"{len(dialogs)} calls are not gone, {ringing} of them not answered yet")
            await asyncio.sleep(POLL_S)
        return len(seen)

    async def _dialogs(self, key: str) -> list[_Dialog]:
        """Return the calls of a key that are not over and do not call for help."""
        found = await self._decoded("dlg.profile_list", list[_Dialog], self._settings.profile, key)
        return [
            each for each in found if each.state != DELETED and address(each.to_uri).user not in self._help
        ]

    async def _end(self, dialog: _Dialog, asked_at: dict[tuple[int, int], float]) -> None:
        """Ask for the end of an answered call: at first by its place, later by its tags."""
        if dialog.state != LIVE:
            return
        place, now = (dialog.h_entry, dialog.h_id), time.monotonic()
        if place not in asked_at:
            asked_at[place] = now
            await self._ask("dlg.end_dlg", dialog.h_entry, dialog.h_id, REASON)
        elif now - asked_at[place] > self._settings.gone_s / 3:
            asked_at[place] = now
            await self._ask("dlg.terminate_dlg", dialog.callid, dialog.caller.tag, dialog.callee.tag)

    async def _decoded(self, method: str, kind: type[T], *params: str | int) -> T:
        try:
            return msgspec.json.decode(await self._ask(method, *params), type=kind)
        except msgspec.DecodeError as error:
            raise NotDone(f"{method}: {error}") from None

    async def _ask(self, method: str, *params: str | int) -> bytes:
        """Return the result as JSON. Raises ``NotDone`` for an error or what is no answer, or ``OSError``."""
        self.counts[method] += 1
        body = msgspec.json.encode({"jsonrpc": "2.0", "method": method, "params": params, "id": 1})
        answer = await post(
            self._url,
            body,
            headers={"Content-Type": "application/json"},
            within_s=self._settings.within_s,
            bytes_max=ANSWER_BYTES_MAX,
        )
        try:
            reply = msgspec.json.decode(answer.body, type=_Reply)
        except msgspec.DecodeError:
            raise NotDone(f"{method}: HTTP {answer.status} and no JSON-RPC answer") from None
        if reply.error is not None:
            raise WrongAnswer(method, reply.error.code, reply.error.message)
        if not bytes(reply.result):
            raise NotDone(f"{method}: an answer without a result")
        return bytes(reply.result)
