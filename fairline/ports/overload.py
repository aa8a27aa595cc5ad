"""What a port is told when there is too much to do: a refusal for now, and when to come again."""


class Overloaded(Exception):
    """Raised by whoever a port asks. Calls for help never come to it."""

    def __init__(self, retry_after_s: float = 1.0) -> None:
        """Say after how many seconds it may be tried again."""
        super().__init__(f"again in {retry_after_s:g} s")
        self.retry_after_s = retry_after_s
