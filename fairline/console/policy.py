"""The policy, the law and the calendar that the pages go by: as the guard has them, read once."""

from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from fairline.audit import read_policy
from fairline.cases import BusinessDays, InterpretationRegister
from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.clauses.r_review import REVIEW
from fairline.console.registers.published import latest, versions
from fairline.guard.law_file import in_force, stamp_of
from fairline.guard.recorded import rules_of
from fairline.law import LawBook, load
from fairline.policy import Clause, Review, Rule
from fairline.policy.tightened import tightened


@cache
def clauses() -> tuple[Clause, ...]:
    """Return the policy, with the operator's own limits."""
    file = settings.FAIRLINE.policy.file
    if file is None:
        return CLAUSES
    return tightened(CLAUSES, read_policy(str(file), CLAUSES))[0]


@cache
def rules() -> dict[str, tuple[Clause, Rule]]:
    """Return each rule by its name, with its clause."""
    return rules_of(clauses())


def law() -> LawBook:
    """Return what the law says: as the guard beside it was given, or as it came with the program."""
    return _law(stamp_of(settings.FAIRLINE.store.folder))


@lru_cache(maxsize=1)
def _law(stamp: object) -> LawBook:
    return in_force(settings.FAIRLINE.store.folder, load(public_holidays))


@cache
def days() -> BusinessDays:
    """Return the provider's calendar."""
    sender = settings.CONSOLE.sender
    return BusinessDays(place=sender.place, zone=ZoneInfo(sender.zone), public_holidays=public_holidays)


def review() -> Review:
    """Return section R of the policy."""
    return REVIEW


def register() -> InterpretationRegister:
    """Return what the vague words of the policy are taken to mean: as packaged, and as published here."""
    return _register(latest())


@lru_cache(maxsize=1)
def _register(latest: object) -> InterpretationRegister:
    return InterpretationRegister((*REVIEW.interpretations, *versions()), REVIEW)
