"""What happened. Frozen, typed, and ``None`` where the source did not say."""

from fairline.facts.call import Call, Direction, EndReason, Side
from fairline.facts.errors import FairlineError
from fairline.facts.fact import Fact, Unreadable
from fairline.facts.message import Channel, Message
from fairline.facts.registry import Account, Campaign, Forwarding, Purpose

__all__ = [
    "Account",
    "Call",
    "Campaign",
    "Channel",
    "Direction",
    "EndReason",
    "Fact",
    "FairlineError",
    "Forwarding",
    "Message",
    "Purpose",
    "Side",
    "Unreadable",
]
