"""What one check says of one item: yes, no, or cannot tell, with a reason that a person can read."""

from decimal import Decimal

from msgspec import Struct

from fairline.facts import Topic
from fairline.policy import Text

SURE = Decimal(1)
"""The score where a list or a rule decides, not a model."""


class Judgment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One check's word on one item.

    ``found``: ``None`` is "cannot tell", which is no "no". ``score``: 0 to 1, ``SURE`` where a list or a rule
    decides; ``None`` where nothing can be told. ``why``: one sentence in both languages that quotes none of
    the content. ``version``: the model or list, and its day.
    """

    topic: Topic
    found: bool | None
    score: Decimal | None = None
    why: Text
    version: str


def cannot_tell(topic: Topic, why: Text, version: str) -> Judgment:
    """Return that a check can say nothing, and why."""
    return Judgment(topic=topic, found=None, why=why, version=version)
