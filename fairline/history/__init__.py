"""A whole period at hand: facts in a database of their own, and what the policy finds in them."""

from fairline.history.history import Completion, History

__all__ = ["Completion", "History"]
