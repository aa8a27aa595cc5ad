"""What follows from rulings: active, restricted, suspended or terminated, for an account or a part of it.

Emergency calls are not asked about here: they pass before any standing is looked at, and so do port-out, the
export of data, billing and complaints, which have no standing (``KEEPS``).
"""

from fairline.standing.chain import chain
from fairline.standing.standing import KEEPS, MOVE_OF, MOVES, STANDING, Move, Standing, may
from fairline.standing.standings import ACTIVE, Change, Effective, Standings, Subject

__all__ = [
    "ACTIVE", "KEEPS", "MOVES", "MOVE_OF", "STANDING", "Change", "Effective", "Move", "Standing", "Standings",
    "Subject", "chain", "may",
]  # fmt: skip
