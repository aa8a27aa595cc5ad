"""Any fact, and what stands in for one that could not be read."""

from msgspec import Struct

from fairline.facts.call import Call
from fairline.facts.message import Message
from fairline.facts.registry import Account, Campaign, Forwarding

Fact = Call | Message | Account | Campaign | Forwarding


class Unreadable(Struct, frozen=True, kw_only=True, tag="unreadable", tag_field="kind"):
    """A record that is not a fact: where it stood, which field, what was found there, what was wanted.

    ``found`` is cut to 80 characters by whoever makes it, so that a broken file cannot fill the report.
    """

    line: int
    field: str
    found: str
    wanted: str
