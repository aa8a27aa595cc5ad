"""What comes out of the core, and how much it keeps."""

from dataclasses import dataclass

import msgspec

from fairline.protocols.sip.attempt import Attempt
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.message import Malformed


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is kept and how long is waited; all of them ours."""

    transactions_max: int = 100_000
    """Some 200 MB of attempts that wait, 60 MB of answered ones. Those that only absorb what comes twice make
    room first; then new attempts get 503.
    """
    events_max: int = 10_000
    message_bytes_max: int = 32 * 1024
    """Ten times a usual INVITE; a larger one gets 513."""
    waited_s_max: float = 0.4
    """An attempt that waited longer gets 503: its sender repeats it after 0.5 s, and would be asked twice."""
    sheds_per_s_max: int = 200
    """Of those, so many get their 503 each second; the others are dropped unread, and repeated."""
    retry_after_s: int = 2
    strangers_per_s_max: int = 50
    """Answers to addresses that are nobody's; the others get none."""


class InviteReceived(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody wants to call: answer ``transaction`` with ``redirect`` or ``refuse``."""

    transaction: str
    attempt: Attempt
    urgent: bool
    arrived: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsReceived:
    """Somebody asks whether we are there: answer with ``answer_options``."""

    transaction: str
    source: Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Canceled:
    """The attempt was given up and is answered; what is answered to it now has no effect."""

    transaction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Nobody answered the request in time; it got a 500."""

    transaction: str


Event = InviteReceived | OptionsReceived | Canceled | Unanswered | Malformed
