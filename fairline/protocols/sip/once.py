"""What is made of a message when it is asked for first, and kept with it."""

from collections.abc import Callable
from typing import Generic, TypeVar, overload

Whose = TypeVar("Whose")
Made = TypeVar("Made")


class once(Generic[Whose, Made]):
    """A property that is worked out once. ``functools.cached_property`` of Python 3.11 takes a lock for it,
    which costs more than most of what is worked out here.
    """

    def __init__(self, make: Callable[[Whose], Made]) -> None:
        """Take the method that makes it; what it belongs to has a ``__dict__``."""
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, of: None, owner: object) -> "once[Whose, Made]": ...
    @overload
    def __get__(self, of: Whose, owner: object) -> Made: ...
    def __get__(self, of: Whose | None, owner: object) -> "Made | once[Whose, Made]":
        """Make it; the next time it is found in ``__dict__`` and nobody comes here."""
        if of is None:
            return self
        made = of.__dict__[self._name] = self._make(of)
        return made
