"""What ports ask about signed identities. Who answers is wired by the application."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from fairline.facts import Attestation
from fairline.policy import Text
from fairline.protocols.sip.attempt import Attempt

Numbers = tuple[str | None, tuple[str, ...]]
"""Who calls, and whom (the Request-URI's number, and the one in To), E.164."""


class Identify(Protocol):
    """Verifies the signed identities of an attempt."""

    def known(self, attempt: Attempt, numbers: Numbers, at: datetime) -> "bool | Unknown | None":
        """Return at once whether they hold, ``None`` if nothing can be told; ``UNKNOWN``: it takes longer."""
        ...

    def later(self, attempt: Attempt, numbers: Numbers, at: datetime) -> "asyncio.Future[bool | None]":
        """Begin to verify, beside whoever asks; what is waited for is over with the answer."""
        ...


class Unknown:
    """It takes longer to tell."""


UNKNOWN = Unknown()


class Signing(Struct, frozen=True, kw_only=True):
    """A call to be signed. ``account``: whose it is, where that is told; ``accounts``: those that whoever
    asks may speak for, none: all."""

    caller: str
    called: tuple[str, ...]
    attestation: Attestation
    issued: int
    origid: str
    account: str | None = None
    accounts: tuple[str, ...] = ()
    diverted_by: str | None = None


class Verifying(Struct, frozen=True, kw_only=True):
    """A call whose identity is to be verified. ``at``: seconds since 1970."""

    caller: str
    called: tuple[str, ...]
    at: int
    identity: str


class Verified(Struct, frozen=True, kw_only=True):
    """What was found. ``status``, ``phrase``: RFC 8224's, ``None`` if all holds."""

    verstat: str
    status: int | None
    phrase: str | None
    why: Text
    attestation: Attestation | None = None
    origid: str | None = None


class Stir(Struct, frozen=True, kw_only=True):
    """Who signs and verifies for the HTTP port; ``None``: it is not set up."""

    sign: Callable[[Signing], str] | None
    """Return an Identity header's value."""
    verify: Callable[[Verifying], Awaitable[Verified]] | None
