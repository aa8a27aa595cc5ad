"""From a look to what is found: which checks an item goes through, and what its fact learns from them.

The only place that opens content to the checks, and each gets it as a look.
"""

from collections.abc import Callable, Mapping
from typing import Self

from fairline.checks.asking import Ask, Item, Seen
from fairline.checks.gate import Ground, Look, enter
from fairline.checks.settings import ChecksSettings


class Checks:
    """All checks, with the lists and models that they hold content against, loaded once."""

    def __init__(self, settings: ChecksSettings) -> None:
        self._by_kind: Mapping[type[Item], Callable[[Ask, Look], Seen]] = {}

    @classmethod
    def load(cls, settings: ChecksSettings) -> Self:
        """Read lists and models. ``FairlineError`` says which file does not fit."""
        return cls(settings)

    def inspect(self, ask: Ask) -> Seen:
        """Return what is found of one item."""
        look = enter(ask.item.id, Ground(basis=ask.basis, reference=ask.reference), ask.data)
        judge = self._by_kind.get(type(ask.item))
        return Seen(item=ask.item, judgments=()) if judge is None else judge(ask, look)
