"""The gate before all content: a look needs a ground, and what the ground does not allow stays shut.

Content reaches a check as a ``Look``, and only ``enter`` makes one. What it lets see depends on its ground:
the customer's feature, a complaint and an order open the content; a comparison of hashes lets a hosted file
be hashed, and no more; without a ground there is the envelope. ``leave`` says whether a ground holds. Source:
clause catalogue, section 0; 18 U.S.C. 2511(2)(a)(i); directive 2002/58/EC article 5(1); regulation (EU)
2021/1232, whose permission to scan what passes between people ended on 2026-04-03.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import md5, sha256

from fairline.facts import Basis
from fairline.policy import Text

OPENS = frozenset({Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER})
"""What opens content itself."""
HASHES = OPENS | {Basis.HASH_MATCH}
"""What allows a file's hash to be taken."""
REFERENCE_MAX = 200  # ours: a complaint's or an order's number is short


class Feature(StrEnum):
    """What a customer can have looked at: each by a switch of its own (``Account.inspects``)."""

    MESSAGES = "messages"
    FILES = "files"
    CALLS = "calls"
    """What was said in calls, as text."""
    FORMS = "forms"
    """What forms, bots and menus say."""


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


def enter(item: str, ground: Ground, data: bytes) -> Look:
    """Return a look at ``data``. It opens what its ground allows; whether that holds, ``leave`` says."""
    return Look(_KEY, item, ground, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoGround:
    """Why the gate stays shut, in both languages; ``field`` is what of the ground does not hold."""

    field: str
    why: Text


def leave(
    ground: Ground, *, of: Feature, switched_on: Collection[str] | None, hosted: bool, by_legal: bool
) -> NoGround | None:
    """Return why ``ground`` does not hold, or ``None`` if it does.

    ``switched_on``: what the account has switched on, ``None`` if nobody said. ``hosted``: whether the item
    lies with us, such as a voicemail or an upload, and is not on its way between people. ``by_legal``:
    whether the one who asks may bring orders.
    """
    if ground.reference is not None and not 0 < len(ground.reference) <= REFERENCE_MAX:
        return NoGround(field="reference", why=LONG)
    match ground.basis:
        case Basis.METADATA:
            return None
        case Basis.CUSTOMER:
            return None if of.value in (switched_on or ()) else NoGround(field="basis", why=NOT_SWITCHED_ON)
        case Basis.HASH_MATCH if of is not Feature.FILES or not hosted:
            return NoGround(field="basis", why=NOT_HOSTED)
        case Basis.ORDER if not by_legal:
            return NoGround(field="basis", why=NOT_LEGAL)
        case _:
            return None if ground.reference else NoGround(field="reference", why=NOT_NAMED)


LONG = Text(
    en="A reference has 1 to 200 characters.", fr="Une référence compte de 1 à 200 caractères."
)  # fmt: skip
NOT_SWITCHED_ON = Text(
    en="The customer has not switched this on: the account's record does not say so.",
    fr="Le client n'a pas activé cet examen\u00a0: la fiche du compte ne le dit pas.",
)
NOT_HOSTED = Text(
    en="Hashes are compared for files that lie with us, not for what is on its way between people.",
    fr="Les empreintes se comparent pour les fichiers hébergés chez nous, non pour ce qui passe entre des"
    " personnes.",
)
NOT_LEGAL = Text(
    en="An order is brought by the legal desk, with a key of the scope legal.",
    fr="Une injonction est présentée par le service juridique, avec une clé de portée legal.",
)
NOT_NAMED = Text(
    en="Name the complaint, the list or the order that this look is for.",
    fr="Nommez la plainte, la liste ou l'injonction à l'origine de cet examen.",
)
