"""What the guard asks the checks, which run in a process of their own, and what they tell it."""

from typing import Literal

import msgspec
from msgspec import Struct

from fairline.checks.judgment import Judgment
from fairline.facts import Basis, Channel, File, Inspectable, Message
from fairline.policy import Text

Item = Inspectable
SOCKET = "checks.sock"
LENGTH_BYTES = 4
"""Each way one request and one answer, each behind its length."""


class Handed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of how an item came. ``ip``, ``helo``, ``mail_from``: of the session that handed a mail
    over. ``opening``: whether a call's text is the beginning of what is said."""

    ip: str | None = None
    helo: str | None = None
    mail_from: str | None = None
    opening: bool = False


class Ask(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item and its content. ``name`` and ``declared``: a file's, as they were given."""

    item: Item
    basis: Basis
    reference: str | None = None
    data: bytes
    name: str | None = None
    declared: str | None = None
    handed: Handed = Handed()


class Seen(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="seen"):
    """What was found. ``item``: as it came, with what the checks know in fields that were empty.

    ``held``: why it is held, as a file that could not be judged is; ``None``: it may pass. ``files``: those
    in it.
    """

    item: Item
    judgments: tuple[Judgment, ...]
    held: Text | None = None
    files: tuple[File, ...] = ()
    own_brand: bool = False
    """Whether the account is a protected brand itself, so that it may speak as one."""


class Failed(Struct, frozen=True, kw_only=True, tag="failed"):
    """Nothing was found out, by a fault of ours. ``why`` is for the log."""

    why: str


Told = Seen | Failed
_ENCODE = msgspec.msgpack.Encoder().encode
_ASK = msgspec.msgpack.Decoder(Ask)
_TOLD: msgspec.msgpack.Decoder[Told] = msgspec.msgpack.Decoder(Told)


def sent(of: Ask | Told) -> bytes:
    """Return what goes over the socket."""
    body = _ENCODE(of)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def ask_of(body: bytes) -> Ask:
    """Return what is asked. ``msgspec.DecodeError``."""
    return _ASK.decode(body)


def told_of(body: bytes) -> Told:
    """Return what is told. ``msgspec.DecodeError``."""
    return _TOLD.decode(body)


Lane = Literal["quick", "slow"]


def lane(item: Item) -> Lane:
    """Return whether an item is judged in milliseconds, or may take seconds, as files and mails do."""
    mail = isinstance(item, Message) and item.channel is Channel.EMAIL
    return "slow" if mail or isinstance(item, File) else "quick"
