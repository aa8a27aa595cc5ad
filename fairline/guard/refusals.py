"""Why the guard takes nothing more for now."""

from typing import ClassVar

from fairline.facts import FairlineError
from fairline.policy import Cause


class NotWritten(FairlineError):
    """The disk does not take the journal: what is not written is not acknowledged."""

    cause: ClassVar[Cause] = Cause.UNWRITTEN


class CatchingUp(FairlineError):
    """After a start, what was counted before is not all read yet."""

    cause: ClassVar[Cause] = Cause.BEHIND


class TooMany(FairlineError):
    """More waits to be written than may wait at once."""

    cause: ClassVar[Cause] = Cause.WAITING
