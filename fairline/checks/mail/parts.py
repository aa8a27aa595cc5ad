"""What a mail consists of: the types of ``read_mail``, which the other checks read texts and files from."""

from enum import StrEnum

from msgspec import Struct

from fairline.policy import Text


class Problem(StrEnum):
    """What was wrong with a mail that could be read all the same."""

    NO_END = "no-end"
    """A multipart without its last boundary: it was cut, or made by a broken program."""
    NO_PARTS = "no-parts"
    """A multipart without a boundary, or in which it never comes."""
    ENCODING = "encoding"
    """Base64 or quoted-printable with letters that do not belong there, or an encoding that nobody knows."""
    CHARSET = "charset"
    """Text that is not in the character set it says, or in one that nobody knows."""
    PARAMETERS = "parameters"
    """A Content-Type or Content-Disposition too long to be honest."""
    NO_HEADERS = "no-headers"
    """The first line is no header field: there is only a body."""


class Attachment(Struct, frozen=True, kw_only=True):
    """A part that is a file: whatever is not the text that a reader shows.

    ``shown``: whether it is within the body, as a picture between paragraphs (RFC 8621, 4.1.4).
    """

    name: str | None = None
    """As the mail says, with folders and all: never a path to write to."""
    declared: str
    """The type that the mail says: ``application/pdf``, lower case."""
    data: bytes
    shown: bool = False


class Mail(Struct, frozen=True, kw_only=True):
    """One mail, taken apart. ``head`` and ``fields`` say who sent it; the rest is its content."""

    head: bytes
    """Its header fields as they came."""
    fields: tuple[tuple[str, str], ...]
    """Name and value of each, unfolded, in order; names in lower case, encoded words not undone."""
    texts: tuple[str, ...] = ()
    """The plain text that a reader shows, part by part."""
    htmls: tuple[str, ...] = ()
    """The HTML that a reader shows instead or besides, as it came."""
    attachments: tuple[Attachment, ...] = ()
    enclosed: tuple["Mail", ...] = ()
    """Mails within it (message/rfc822); each is an attachment as well."""
    problems: tuple[Problem, ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of all fields called ``name``, in lower case, from the top."""
        return tuple(value for each, value in self.fields if each == name)


class Refusal(StrEnum):
    """Why a mail is not read."""

    TOO_LARGE = "too-large"
    HEAD_TOO_LARGE = "head-too-large"
    TOO_DEEP = "too-deep"
    TOO_MANY_PARTS = "too-many-parts"
    EMPTY = "empty"
    SHUT = "shut"
    """The look's ground opens no content."""


WHY = {
    Refusal.TOO_LARGE: Text(
        en="The mail is larger than what is read.", fr="Le courriel dépasse la taille qui est lue."
    ),
    Refusal.HEAD_TOO_LARGE: Text(
        en="The mail's header is larger than what is read, or made to keep a reader busy.",
        fr="L'en-tête du courriel dépasse la taille qui est lue, ou est fait pour occuper le lecteur.",
    ),
    Refusal.TOO_DEEP: Text(
        en="The mail's parts are nested too deep.", fr="Les parties du courriel sont trop imbriquées."
    ),
    Refusal.TOO_MANY_PARTS: Text(en="The mail has too many parts.", fr="Le courriel a trop de parties."),
    Refusal.EMPTY: Text(en="There is no mail.", fr="Il n'y a pas de courriel."),
    Refusal.SHUT: Text(
        en="Nothing allows this mail's content to be read.",
        fr="Rien n'autorise à lire le contenu de ce courriel.",
    ),
}


class NotRead(Struct, frozen=True, kw_only=True):
    """A mail that is not read, and why. Whatever it holds, nobody looked: it is no clean mail."""

    refusal: Refusal

    @property
    def why(self) -> Text:
        """The reason in both languages."""
        return WHY[self.refusal]
