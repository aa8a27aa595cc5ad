"""What the console asks of the guard on one machine: a Unix socket in its folder, a line of JSON each way.

Whoever may open the socket is trusted: it is its owner's alone. What a command does is in the journal, and on
disk, before its answer leaves.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from fairline.cases import AppealDecision, Outcome, Ruling
from fairline.facts import Fact, FairlineError
from fairline.ports.unix_socket import closed, opened
from fairline.signals.book import Taken
from fairline.standing import Change, Standings, Subject, may

LINE_BYTES_MAX = 1024 * 1024  # ours: of one command
PERSONS_TO_TERMINATE = 2  # CLAUSES R.4: a termination takes two persons
SOCKET = "console.sock"

log = logging.getLogger("fairline.ports.console")


class Rule(Struct, frozen=True, tag="rule"):
    """Let a ruling take effect. One whose id is known already is done."""

    ruling: Ruling


class Overturn(Struct, frozen=True, tag="overturn"):
    """Let the decision on an appeal take effect."""

    decision: AppealDecision


class Report(Struct, frozen=True, tag="report"):
    """Take facts that people told us, such as complaints."""

    facts: tuple[Fact, ...]


class Modes(Struct, frozen=True, tag="modes"):
    """Have these rules, and no others, only observe, whatever the policy file says."""

    observe: tuple[str, ...]


Command = Rule | Overturn | Report | Modes


class Done(Struct, frozen=True, tag="done"):
    """What a command did: how many standings moved, 1 for modes that are new, or what became of each fact."""

    moved: int = 0
    taken: tuple[str, ...] = ()


class Undone(Struct, frozen=True, tag="undone"):
    """Why nothing was done. ``again``: it may be asked again later as it is."""

    why: str
    again: bool = False


Said = Done | Undone
_COMMAND = msgspec.json.Decoder(Command)
_ENCODE = msgspec.json.Encoder().encode


class ConsolePort:
    """``busy``: what the guard raises when nothing can be kept just now. ``modes``: puts rules to observing,
    where there is a policy to change."""

    def __init__(
        self,
        path: Path,
        *,
        rule: Callable[[Ruling], Awaitable[tuple[Change, ...]]],
        overturn: Callable[[AppealDecision], Awaitable[tuple[Change, ...]]],
        observe: Callable[[Sequence[Fact]], Awaitable[list[Taken]]],
        standings: Callable[[], Standings],
        modes: Callable[[tuple[str, ...]], Awaitable[bool]] | None = None,
        busy: tuple[type[Exception], ...] = (),
    ) -> None:
        self.path, self.counts = path, Counter[str]()
        self._rule, self._overturn, self._observe, self._standings = rule, overturn, observe, standings
        self._busy, self._modes = busy, modes
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Open the socket. ``FairlineError`` if its path is too long."""
        self._server = await opened(self.path, self._talk, limit=LINE_BYTES_MAX)

    async def stop(self) -> None:
        """Close it."""
        if self._server is not None:
            closed(self._server, self.path)
            self._server = None

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                said = await self._said(line)
                self.counts["done" if isinstance(said, Done) else "undone"] += 1
                writer.write(_ENCODE(said) + b"\n")
                await writer.drain()
        except (ConnectionError, ValueError) as error:  # a line that is too long is a ValueError
            self.counts["broken off"] += 1
            log.warning("the console broke off: %s", error)
        finally:
            writer.close()

    async def _said(self, line: bytes) -> Said:
        try:
            command = _COMMAND.decode(line)
        except (msgspec.DecodeError, UnicodeError) as error:
            return Undone(f"cannot be read: {error}")
        try:
            return await self._do(command)
        except self._busy as error:
            return Undone(str(error) or type(error).__name__, again=True)

    async def _do(self, command: Command) -> Said:
        if isinstance(command, Overturn):
            return Done(moved=len(await self._overturn(command.decision)))
        if isinstance(command, Report):
            return Done(taken=tuple(each.name.lower() for each in await self._observe(command.facts)))
        if isinstance(command, Modes):
            return await self._set(command.observe)
        why = self._against(command.ruling)
        if why is not None:
            return why
        return Done(moved=len(await self._rule(command.ruling)))

    async def _set(self, names: tuple[str, ...]) -> Said:
        if self._modes is None:
            return Undone("no policy can be changed here")
        try:
            return Done(moved=int(await self._modes(names)))
        except FairlineError as error:
            return Undone(str(error))

    def _against(self, ruling: Ruling) -> Said | None:
        """Return why a ruling cannot be made; that it is known already is no reason but an answer."""
        scope, standings = ruling.scope, self._standings()
        subject = Subject(scope.kind, scope.account, scope.id)
        if any(each.id == ruling.id for each in standings.rulings(subject)):
            return Done()
        if ruling.outcome is Outcome.TERMINATE and len(ruling.persons) < PERSONS_TO_TERMINATE:
            return Undone(f"found {len(ruling.persons)} persons, wanted {PERSONS_TO_TERMINATE} to terminate")
        held = standings.of(subject).standing
        if not may(held, ruling.outcome):
            return Undone(f"{subject.id} is {held.name.lower()}, from where {ruling.outcome} cannot follow")
        return None
