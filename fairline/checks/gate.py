"""The gate before all content: a look needs a ground, and what the ground does not allow stays shut.

Content reaches a check as a ``Look``, and only ``enter`` makes one. What it lets see depends on its ground:
the customer's feature, a complaint and an order open the content; a comparison of hashes opens a file's
bytes to be hashed, and to nothing else; without a ground there is the envelope, and no more. Source: clause
catalogue, section 0; 18 U.S.C. 2511(2)(a)(i), directive 2002/58/EC article 5(1).
"""

from dataclasses import dataclass
from hashlib import md5, sha256

from fairline.facts import Basis
from fairline.policy import Text

OPENS = frozenset({Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER})
"""What opens content itself."""
HASHES = OPENS | {Basis.HASH_MATCH}
"""What allows a file's hash to be taken."""
REFERENCE_MAX = 200  # ours: a complaint's or an order's number is short


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why one item may be looked at. ``reference``: the complaint, the order, the list or the feature."""

    basis: Basis
    reference: str | None = None


class Shut(Exception):
    """A check asked for what its look does not open: a fault of ours, not of the content."""


_KEY = object()


class Look:
    """Leave to look at one item. ``item`` is its id. Only ``enter`` makes one."""

    __slots__ = ("_data", "ground", "item")

    def __init__(self, key: object, item: str, ground: Ground, data: bytes) -> None:
        """Hold content that ``ground`` opens or not."""
        if key is not _KEY:
            raise Shut("a look is made at the gate")
        self.item, self.ground, self._data = item, ground, data

    def __repr__(self) -> str:
        """Return what may be logged."""
        return f"Look(item={self.item!r}, basis={self.ground.basis.value!r})"

    @property
    def data(self) -> bytes:
        """The content as it came."""
        if self.ground.basis not in OPENS:
            raise Shut(f"{self.ground.basis.value} opens no content")
        return self._data

    @property
    def text(self) -> str:
        """The content as text; what is not UTF-8 is replaced by U+FFFD."""
        return self.data.decode("utf-8", errors="replace")

    @property
    def size(self) -> int:
        """How many bytes it has, which every look may know."""
        return len(self._data)

    @property
    def hashes(self) -> tuple[str, str]:
        """MD5 and SHA-256 of a file, lower case hexadecimal. MD5 because lists of hashes are kept in it."""
        if self.ground.basis not in HASHES:
            raise Shut(f"{self.ground.basis.value} allows no comparison of hashes")
        return md5(self._data, usedforsecurity=False).hexdigest(), sha256(self._data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoGround:
    """Why the gate stays shut, in both languages."""

    why: Text


def enter(item: str, ground: Ground, data: bytes) -> Look:
    """Return a look at ``data``."""
    return Look(_KEY, item, ground, data)
