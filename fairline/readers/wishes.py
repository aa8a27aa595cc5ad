"""What the words of a message ask for. The words themselves go no further than here."""

from fairline.facts import Direction
from fairline.law.opting_out import is_help, is_opt_out

Wishes = tuple[bool | None, bool | None]
"""Whether it asks for no more messages, and whether it asks for help."""
UNSAID: Wishes = (None, None)


def wishes(text: str | None, direction: Direction | None) -> Wishes:
    """Return what an inbound message asks for; of any other, and of none, nothing is known.

    An opt-out is sure where the whole message is one of the words. Other text may ask for it in words of its
    own, which nobody has looked at: that is unknown, not no. Help is asked for by such a word alone.
    """
    if text is None or direction is not Direction.INBOUND:
        return UNSAID
    return True if is_opt_out(text) else None, is_help(text)
