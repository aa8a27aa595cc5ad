"""Why the guard takes nothing more for now."""

from fairline.facts import FairlineError


class NotWritten(FairlineError):
    """The disk does not take the journal: what is not written is not acknowledged."""


class TooMany(FairlineError):
    """More waits to be written than may wait at once."""
