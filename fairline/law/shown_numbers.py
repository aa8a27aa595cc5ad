"""Whether a number may be shown: by the rules of the place called, and by those on calls from abroad."""

from datetime import date, datetime
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.numbering import ForeignOrigin, NumberRules


def caller_prefix_ok(
    law: LawBook,
    places: tuple[str, ...],
    at: datetime,
    caller: str,
    purpose: str,
    automated: bool | None = None,
) -> bool | None:
    """Tell whether laws that bind let a call for ``purpose`` show ``caller`` (E.164), ``None`` if none says.

    ``False`` if one of the places forbids it. A rule is on numbers of its own country only. ``automated`` is
    whether a machine places the calls, where it is known: some ranges are all that machines may show.
    """
    return _permitted(law, True, places, day_of(at), caller, purpose, automated)


def recommended_caller_prefix_ok(
    law: LawBook,
    places: tuple[str, ...],
    at: datetime,
    caller: str,
    purpose: str,
    automated: bool | None = None,
) -> bool | None:
    """Tell the same of what does not bind, and of laws of low confidence."""
    return _permitted(law, False, places, day_of(at), caller, purpose, automated)


def foreign_origin_forbidden(law: LawBook, at: datetime, caller: str) -> bool | None:
    """Tell whether a law that binds forbids ``caller`` (E.164) on a call that comes from abroad.

    ``None`` if no law of the number's country is known. What a platform places from abroad does not roam, so
    exceptions for roaming are for whoever judges the finding.
    """
    return _forbidden(law, True, day_of(at), caller)


def recommended_foreign_origin_forbidden(law: LawBook, at: datetime, caller: str) -> bool | None:
    """Tell the same of what does not bind, and of laws of low confidence."""
    return _forbidden(law, False, day_of(at), caller)


@lru_cache(maxsize=CACHE_MAX)
def _permitted(
    law: LawBook,
    binding: bool,
    places: tuple[str, ...],
    day: date,
    caller: str,
    purpose: str,
    automated: bool | None,
) -> bool | None:
    answers = {
        rule.permits(caller, automated)
        for place in places
        for rules in held(law, "number_rules", place, day, binding, NumberRules)
        for rule in rules.rules
        if purpose in rule.purposes
    }
    if False in answers:
        return False
    return True if True in answers else None


@lru_cache(maxsize=CACHE_MAX)
def _forbidden(law: LawBook, binding: bool, day: date, caller: str) -> bool | None:
    answers = {rule.forbids(caller) for rule in _foreign_rules(law, binding, day)}
    if True in answers:
        return True
    return False if False in answers else None


@lru_cache(maxsize=CACHE_MAX)
def _foreign_rules(law: LawBook, binding: bool, day: date) -> tuple[ForeignOrigin, ...]:
    found = (held(law, "foreign_origin", place, day, binding, ForeignOrigin) for place in law.places)
    return tuple(rule for rules in found for rule in rules)
