"""What a fact makes known besides itself: who writes STOP wants no more, from that message on."""

from fairline.facts.message import Message
from fairline.facts.registry import OptOut
from fairline.facts.words import Direction

BY_MESSAGE = "message"


def implied(message: Message) -> OptOut | None:
    """Return the opt-out that an inbound message is, ``None`` if it is none or nobody knows whose.

    A correction that says it was none does not take it back: a new consent does.
    """
    if message.opts_out is not True or message.direction is not Direction.INBOUND or message.sender is None:
        return None
    return OptOut(
        id=message.id, at=message.sent_at, account=message.account, contact=message.sender, how=BY_MESSAGE
    )
