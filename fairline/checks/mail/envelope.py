"""What is known of a mail without its content: the envelope, and header fields that came alone."""

from msgspec import Struct


class Envelope(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the SMTP session said. ``None``: the source did not say.

    ``mail_from``: without brackets, empty for a bounce. ``ip``: of the server that handed the mail over.
    """

    ip: str | None = None
    helo: str | None = None
    mail_from: str | None = None
    recipient: str | None = None


class Headers(Struct, frozen=True, kw_only=True):
    """A mail's header fields as they came, without its body: data about the mail, and no look at its content.

    Read of them are only those that say who sent it, when, and by which way; never the subject.
    """

    data: bytes
