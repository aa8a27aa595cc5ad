"""What is raised when an appeal, an addition or a decision cannot be taken."""

from fairline.policy import Text


class NotTaken(Exception):
    """Why not, in both languages. Nothing was kept."""

    def __init__(self, *reasons: Text) -> None:
        super().__init__("; ".join(each.en for each in reasons))
        self.reasons = reasons
