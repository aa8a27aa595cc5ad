"""What was seen of a file: the fields of the fact ``File``, the findings as sentences, what to do."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from fairline.checks.files.signs import NOT_JUDGED, Sign
from fairline.facts import File, HashList, Verdict
from fairline.policy import Text


class Disposition(StrEnum):
    """What is to be done with a file. Later ones outweigh earlier ones."""

    PASS = "pass"
    """It was judged to its end and nothing speaks against it."""
    HOLD = "hold"
    """It is doubtful, or it could not be judged: to quarantine, until a person releases it."""
    REFUSE = "refuse"
    """A scanner, a rule of the operator's or a list of hashes knows it."""


class Looked(StrEnum):
    """How far a look went, as its ground allows."""

    NAME = "name"
    """At the name, the declared type and the size: the ground opens no more."""
    HASH = "hash"
    """At those and at the hash."""
    CONTENT = "content"


class Found(Struct, frozen=True, kw_only=True):
    """One thing that was found. ``depth``: in how many containers it stood, 0 for the file itself."""

    sign: Sign
    why: Text
    depth: int = 0


class FileSeen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one look at one file gave.

    ``disposition``: ``None`` if the ground opened no content and what it did open says nothing against the
    file. A field that is ``None`` could not be told; it is never a "no". ``found``: the gravest first, each
    sign once with the lowest depth. ``versions``: every list and engine that was asked, with its day.
    """

    disposition: Disposition | None
    looked: Looked
    size: int
    found: tuple[Found, ...] = ()
    kind: str | None = None
    """By content: a name of ``kinds.KINDS``, as ``pdf`` or ``word-ooxml``."""
    media_type: str | None = None
    sha256: str | None = None
    verdict: Verdict | None = None
    """Of ClamAV and of the YARA rules; ``None`` if neither was asked."""
    hash_list: HashList | None = None
    executable: bool | None = None
    type_mismatch: bool | None = None
    depth: int | None = None
    """How deep archives are nested; at least that much if the file was not judged to its end."""
    expansion: int | None = None
    """How many times larger it is unpacked, rounded down; of what was unpacked, if that was not all of it."""
    encrypted: bool | None = None
    complete: bool = False
    """Whether all of the content was judged, whatever the scanner said."""
    judged: bool | None = None
    """The same, and by the scanner too; ``None`` if the ground opened no content."""
    versions: tuple[str, ...] = ()
    milliseconds: int = 0
    """How long it took, waiting included."""

    @property
    def why_not_judged(self) -> Text | None:
        """What kept the file from being judged; ``None`` if it was judged, or not looked into."""
        return next((found.why for found in self.found if found.sign in NOT_JUDGED), None)

    def fact(
        self,
        *,
        id: str,
        at: datetime,
        account: str | None = None,
        user: str | None = None,
        new_sender: bool | None = None,
    ) -> File:
        """Return a fact of its own, for a file that came without one, as in a mail."""
        return self.onto(File(id=id, at=at, account=account, user=user, new_sender=new_sender))

    def onto(self, file: File) -> File:
        """Return a fact with what was seen in those of its fields that were empty."""
        seen = {
            "sha256": self.sha256,
            "size": self.size,
            "verdict": self.verdict,
            "hash_list": self.hash_list,
            "executable": self.executable,
            "type_mismatch": self.type_mismatch,
            "depth": self.depth,
            "expansion": self.expansion,
            "encrypted": self.encrypted,
            "judged": self.judged,
        }
        return replace(
            file, **{field: value for field, value in seen.items() if getattr(file, field) is None}
        )
