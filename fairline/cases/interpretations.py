"""The register of interpretations: what a vague word means on a day, and which rules rest on it."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from fairline.facts import FairlineError
from fairline.policy import Interpretation, Review, Text


class InterpretationRegister:
    """Interpretations by term. It never changes; a new version makes a new register."""

    def __init__(self, interpretations: Iterable[Interpretation], review: Review) -> None:
        """Take all versions in any order. Raises ``FairlineError`` for one published too late, or twice."""
        self.all = tuple(sorted(interpretations, key=lambda each: (each.number, each.version)))
        days = timedelta(days=review.periods["interpretation"].number)
        for each in self.all:
            earliest = each.published_on + days if each.stricter else each.published_on
            if each.in_force_from < earliest:
                raise FairlineError(
                    f"interpretations.{each.id}.in_force_from: found {each.in_force_from}, wanted"
                    f" {earliest} or later"
                )
        for one, next_one in pairwise(self.all):
            if one.number == next_one.number:
                _follows(one, next_one)
        terms = {each.number: each.term for each in self.all}
        if len(set(terms.values())) != len(terms):
            raise FairlineError("interpretations: found a term with two numbers, wanted one")

    def in_force(self, term: str, day: date) -> Interpretation | None:
        """Return the version of ``term`` that holds for what happened on ``day``, ``None`` if none did."""
        held = [each for each in self.all if each.term == term and each.in_force_from <= day]
        return held[-1] if held else None

    def title(self, term: str) -> Text:
        """Return what ``term`` is called in both languages, in its latest version."""
        return next(each.title for each in reversed(self.all) if each.term == term)

    def terms(self, rule_id: str) -> tuple[str, ...]:
        """Return the vague terms that a rule of the catalogue rests on, in any version."""
        return tuple(dict.fromkeys(each.term for each in self.all if each.covers(rule_id)))

    def with_version(self, new: Interpretation, review: Review) -> "InterpretationRegister":
        """Return the register with ``new`` in it. Raises ``FairlineError``."""
        return InterpretationRegister((*self.all, new), review)


def _follows(one: Interpretation, next_one: Interpretation) -> None:
    path = f"interpretations.{next_one.id}"
    if next_one.version != one.version + 1:
        raise FairlineError(f"{path}.version: found {next_one.version}, wanted {one.version + 1}")
    if next_one.term != one.term:
        raise FairlineError(f"{path}.term: found {next_one.term}, wanted {one.term}")
    if next_one.in_force_from <= one.in_force_from:
        raise FairlineError(
            f"{path}.in_force_from: found {next_one.in_force_from}, wanted a day after {one.in_force_from}"
        )
