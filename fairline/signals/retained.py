"""The facts of the last while, by what they are known by: for what comes twice, and for corrections."""

from collections.abc import Hashable
from typing import NamedTuple

from fairline.facts import Event, Fact
from fairline.signals.revising import Answers

MINUTE = 60_000_000  # microseconds


class Kept(NamedTuple):
    """A fact that was counted: at which instant, when it came among all, what first sightings said of it."""

    fact: Event
    at: int
    turn: int
    answers: Answers


class Retained:
    """Facts no older than the allowed lateness, give or take a minute."""

    def __init__(self) -> None:
        """Start with none."""
        self._facts: dict[Hashable, Kept] = {}
        self._minutes: dict[int, list[Hashable]] = {}
        self._swept = 0

    def get(self, fact: Fact) -> Kept | None:
        """Return the version of ``fact`` that counts, if there is one."""
        return self._facts.get(_known_by(fact))

    def put(self, kept: Kept) -> None:
        """Keep a fact in the place of an earlier version of it."""
        known_by = _known_by(kept.fact)
        self._facts[known_by] = kept
        self._minutes.setdefault(kept.at // MINUTE, []).append(known_by)

    def let_go(self, before: int) -> None:
        """Let go of what is older than ``before``. It costs nothing within the same minute."""
        minute = before // MINUTE
        if minute == self._swept:
            return
        self._swept = minute
        for old in [each for each in self._minutes if each < minute]:
            for known_by in self._minutes.pop(old):
                kept = self._facts.get(known_by)
                if kept is not None and kept.at // MINUTE == old:
                    del self._facts[known_by]


def _known_by(fact: Fact) -> Hashable:
    """Ids are each source's own, so the account is part of what a fact is known by."""
    return type(fact), fact.id, getattr(fact, "account", None)
