"""A whole period at hand: facts in a database of their own, and what the policy finds in them."""

from fairline.history.completed import Completion, Where
from fairline.history.counting import Measured
from fairline.history.history import History
from fairline.history.schema import Unsuited

__all__ = ["Completion", "History", "Measured", "Unsuited", "Where"]
