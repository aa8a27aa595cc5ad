"""Standings and how rulings move them."""

from enum import IntEnum, StrEnum

from fairline.cases import Outcome
from fairline.policy import Lasting, Text


class Standing(IntEnum):
    """How something stands with the provider, the worst last."""

    ACTIVE = 0
    RESTRICTED = 1
    SUSPENDED = 2
    TERMINATED = 3


STANDING = {
    Standing.ACTIVE: Text(en="active", fr="actif"),
    Standing.RESTRICTED: Text(en="restricted", fr="restreint"),
    Standing.SUSPENDED: Text(en="suspended", fr="suspendu"),
    Standing.TERMINATED: Text(en="terminated", fr="résilié"),
}


class Move(StrEnum):
    """What a ruling does to a standing."""

    RESTRICT = "restrict"
    SUSPEND = "suspend"
    TERMINATE = "terminate"
    RESTORE = "restore"


MOVE_OF = {
    Outcome.THROTTLE: Move.RESTRICT,
    Outcome.HOLD: Move.RESTRICT,
    Outcome.SUSPEND: Move.SUSPEND,
    Outcome.TERMINATE: Move.TERMINATE,
    Outcome.RESTORE: Move.RESTORE,
}
"""The outcomes that are not here move nothing."""

MOVES = {
    (Standing.ACTIVE, Move.RESTRICT): Standing.RESTRICTED,
    (Standing.ACTIVE, Move.SUSPEND): Standing.SUSPENDED,
    (Standing.ACTIVE, Move.TERMINATE): Standing.TERMINATED,
    (Standing.ACTIVE, Move.RESTORE): Standing.ACTIVE,
    (Standing.RESTRICTED, Move.RESTRICT): Standing.RESTRICTED,
    (Standing.RESTRICTED, Move.SUSPEND): Standing.SUSPENDED,
    (Standing.RESTRICTED, Move.TERMINATE): Standing.TERMINATED,
    (Standing.RESTRICTED, Move.RESTORE): Standing.ACTIVE,
    (Standing.SUSPENDED, Move.RESTRICT): Standing.SUSPENDED,
    (Standing.SUSPENDED, Move.SUSPEND): Standing.SUSPENDED,
    (Standing.SUSPENDED, Move.TERMINATE): Standing.TERMINATED,
    (Standing.SUSPENDED, Move.RESTORE): Standing.ACTIVE,
    (Standing.TERMINATED, Move.RESTORE): Standing.ACTIVE,
}
"""What is terminated can only be restored; an absent pair is refused."""

KEEPS = {standing: frozenset(Lasting) for standing in Standing}
"""What keeps working under each standing: all of it under every one. Emergency calls pass before any standing
is asked; that is the engine's, not decided here."""


def may(standing: Standing, outcome: Outcome) -> bool:
    """Whether a ruling with this outcome can follow while the standing is this."""
    move = MOVE_OF.get(outcome)
    return move is None or (standing, move) in MOVES
