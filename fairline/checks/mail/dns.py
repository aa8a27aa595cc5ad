"""What the checks of mail ask the DNS, and who answers: an argument, so that no check has a network.

``Resolver`` is the contract; ``Dns`` is the edge that asks servers, with a limit of time and a cache;
``Budget`` bounds what one mail may ask. They ask for whatever name they are given.
"""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver
from msgspec import Struct

QUESTION_S_MAX = 5.0  # ours: what a library waits for one question by default (dkimpy)
MAIL_S_MAX = 20.0  # RFC 7208, 4.6.4: at least 20 seconds for one check
QUESTIONS_MAX = 100  # ours: SPF asks 10, each with up to 10 addresses (RFC 7208, 4.6.4); the rest is for keys
CACHED_MAX = 50_000  # ours: some 50 MB
RECORDS_MAX = 100  # ours: no honest name has more of one type


class Kind(StrEnum):
    """The types of record that mail needs."""

    A = "A"
    AAAA = "AAAA"
    MX = "MX"
    PTR = "PTR"
    TXT = "TXT"


class State(StrEnum):
    """How a question ended."""

    FOUND = "found"
    EMPTY = "empty"
    """The name is there, but has no such record."""
    NO_NAME = "no-name"
    FAILED = "failed"
    """No answer in time, or one that says that something is broken."""


class Answer(Struct, frozen=True, kw_only=True):
    """What the DNS said. Aliases (CNAME) were followed.

    ``records``: addresses and names as text without a last dot, an MX as ``(preference, name)``, a TXT as the
    bytes of its strings, joined.
    """

    state: State
    records: tuple[str | bytes | tuple[int, str], ...] = ()

    @property
    def texts(self) -> tuple[bytes, ...]:
        """The TXT records."""
        return tuple(each for each in self.records if isinstance(each, bytes))


class Resolver(Protocol):
    """Answers questions to the DNS, never raises, and takes no longer than it promises."""

    def ask(self, name: str, kind: Kind) -> Answer:
        """Return what is known of ``name``."""
        ...


FAILED = Answer(state=State.FAILED)
NO_NAME = Answer(state=State.NO_NAME)
EMPTY = Answer(state=State.EMPTY)


class Dns:
    """Asks DNS servers, from the thread that it is called in. One may be shared by several threads.

    ``servers``: addresses, by default those of the system. ``question_s_max``: seconds for one question, over
    all servers. Answers are kept as long as their TTL says.
    """

    def __init__(
        self,
        servers: tuple[str, ...] = (),
        *,
        port: int = 53,
        question_s_max: float = QUESTION_S_MAX,
        cached_max: int = CACHED_MAX,
    ) -> None:
        """Read the system's settings unless ``servers`` are given."""
        self._resolver = dns.resolver.Resolver(configure=not servers)
        if servers:
            self._resolver.nameservers = list(servers)
            self._resolver.port = port
        self._resolver.lifetime = question_s_max
        self._resolver.cache = dns.resolver.LRUCache(cached_max)

    def ask(self, name: str, kind: Kind) -> Answer:
        """Return the answer of the first server that gives one in time."""
        try:
            found = self._resolver.resolve(
                name.rstrip(".") + ".", kind.value, search=False, raise_on_no_answer=False
            )
        except dns.resolver.NXDOMAIN:
            return NO_NAME
        except (dns.exception.DNSException, OSError, ValueError):
            return FAILED
        if found.rrset is None:
            return EMPTY
        records = tuple(_record(each, kind) for each in list(found.rrset)[:RECORDS_MAX])
        return Answer(state=State.FOUND, records=records)


def _record(found: object, kind: Kind) -> str | bytes | tuple[int, str]:
    match kind:
        case Kind.TXT:
            return b"".join(found.strings)  # type: ignore[attr-defined]
        case Kind.MX:
            return found.preference, _plain(found.exchange)  # type: ignore[attr-defined]
        case Kind.PTR:
            return _plain(found.target)  # type: ignore[attr-defined]
        case _:
            return str(found.address)  # type: ignore[attr-defined]


def _plain(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True)


class Budget:
    """A resolver for one mail: asks another one, so many times and so long at most, and nothing twice.

    After that each answer is ``FAILED``: a mail cannot keep a checker busy.
    """

    def __init__(
        self,
        resolver: Resolver,
        *,
        questions_max: int = QUESTIONS_MAX,
        mail_s_max: float = MAIL_S_MAX,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start the clock."""
        self._resolver, self._left, self._clock = resolver, questions_max, clock
        self._until = clock() + mail_s_max
        self._known: dict[tuple[str, Kind], Answer] = {}

    def ask(self, name: str, kind: Kind) -> Answer:
        """Return what the other resolver says, or ``FAILED``."""
        key = (name.lower().rstrip("."), kind)
        known = self._known.get(key)
        if known is not None:
            return known
        if self._left <= 0 or self._clock() >= self._until:
            return FAILED
        self._left -= 1
        self._known[key] = answer = self._resolver.ask(*key) if _is_name(key[0]) else NO_NAME
        return answer


def _is_name(name: str) -> bool:
    """Return whether the DNS can have such a name (RFC 1035, 2.3.4)."""
    return 0 < len(name) <= 253 and all(0 < len(label.encode()) <= 63 for label in name.split("."))
