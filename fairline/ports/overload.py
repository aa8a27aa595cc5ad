"""What a port is told when there is too much to do, or nobody can decide: when to come again, or why."""

from fairline.policy import Cause


class Overloaded(Exception):
    """Raised by whoever a port asks. Calls for help never come to it."""

    def __init__(self, retry_after_s: float = 1.0) -> None:
        """Say after how many seconds it may be tried again."""
        super().__init__(f"again in {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


def cause_of(error: BaseException | None) -> Cause:
    """Return why nobody decided. Whoever is asked may say so by the ``cause`` of what is raised."""
    found = getattr(error, "cause", None)
    return found if isinstance(found, Cause) else Cause.FAILED
