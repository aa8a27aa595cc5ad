"""The operator's policy file: tighter limits and rules switched off, as TOML.

::

    [rules.abandoned-share-us]
    limit = 0.02                              # one number for every calling plan
    [rules.minutes-per-seat]
    limit = { business-phone = "40 h" }       # or one by plan; durations are text with a unit
    [rules.calls-to-unreachable]
    mode = "muted"                            # switched off

``limit2`` is the limit of a rule's second test. A share is from 0 to 1. Durations: ms, s, min, h, d.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from fairline.facts import FairlineError
from fairline.facts.errors import no_such
from fairline.policy import Clause, Mode, Rule
from fairline.policy.tightened import Bound, Wish
from fairline.signals import Unit
from fairline.signals.limits import Value

UNITS = {"ms": "milliseconds", "s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|min|h|d)", re.ASCII)
LIMIT = re.compile(r"limit([2-9]?)")


def read_policy(path: str, clauses: Iterable[Clause]) -> dict[str, Wish]:
    """Return what the file asks of each rule. Raises ``FairlineError`` for anything wrong with it."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FairlineError(f"{path}: {error}") from error
    return wishes_of(text, clauses)


def wishes_of(text: str, clauses: Iterable[Clause]) -> dict[str, Wish]:
    """Read wishes from TOML text."""
    try:
        read = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, ArithmeticError) as error:
        raise FairlineError(f"policy: found no toml ({error})") from error
    for key in read:
        if key != "rules":
            raise no_such(key, "table", key, ["rules"])
    known = {rule.name: rule for clause in clauses for rule in clause.rules}
    wishes = {}
    for name, table in _table("rules", read.get("rules", {})).items():
        if name not in known:
            raise no_such(f"rules.{name}", "rule", name, known)
        wishes[name] = _wish(f"rules.{name}", _table(f"rules.{name}", table), known[name])
    return wishes


def _wish(path: str, table: Mapping[str, Any], rule: Rule) -> Wish:
    limits: dict[int, Bound] = {}
    keys = ("mode", "limit", *(f"limit{each}" for each in range(2, len(rule.when) + 1)))
    for key, found in table.items():
        if key not in keys:
            raise no_such(f"{path}.{key}", "key", key, keys)
        number = LIMIT.fullmatch(key)
        if number is not None:
            test = int(number[1] or 1)
            limits[test] = _bound(f"{path}.{key}", found, rule.when[test - 1].signal.limit_unit)
    return Wish(limits=limits, mode=_mode(f"{path}.mode", table["mode"]) if "mode" in table else None)


def _bound(path: str, found: object, unit: Unit) -> Bound:
    if isinstance(found, dict):
        return {plan: _value(f"{path}.{plan}", each, unit) for plan, each in found.items()}
    return _value(path, found, unit)


def _value(path: str, found: object, unit: Unit) -> Value:
    number = isinstance(found, int | Decimal) and not isinstance(found, bool)
    match unit:
        case Unit.DURATION:
            match = DURATION.fullmatch(found.strip()) if isinstance(found, str) else None
            if match is None:
                raise FairlineError(
                    f'{path}: found {_quoted(found)}, wanted a duration such as "90 s" or "40 h"'
                )
            return timedelta(**{UNITS[match[2]]: float(match[1])})
        case Unit.MONEY:
            if not number or not Decimal(found).is_finite():  # type: ignore[arg-type]
                raise FairlineError(f"{path}: found {_quoted(found)}, wanted an amount")
            return Decimal(found)  # type: ignore[arg-type]
        case Unit.NUMBER:
            if not number or not Decimal(found).is_finite():  # type: ignore[arg-type]
                raise FairlineError(f"{path}: found {_quoted(found)}, wanted a number")
            return found if isinstance(found, int) else float(found)  # type: ignore[arg-type]


def _mode(path: str, found: object) -> Mode:
    choices = [mode.value for mode in Mode if mode is not Mode.DRAFT]
    if not isinstance(found, str):
        raise FairlineError(f"{path}: found {_quoted(found)}, wanted one of {', '.join(choices)}")
    if found not in choices:
        raise no_such(path, "mode", found, choices)
    return Mode(found)


def _table(path: str, found: object) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise FairlineError(f"{path}: found {_quoted(found)}, wanted a table")
    return found


def _quoted(found: object) -> str:
    """Return what was found as TOML has it, cut short."""
    if isinstance(found, bool):
        return str(found).lower()
    return f'"{found}"'[:80] if isinstance(found, str) else str(found)[:80]
