"""Rules that only observe because people found their rulings wrong too often, whatever the policy file says.

They stand in the data folder, where the console has them put, and outlive the process.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from fairline.facts import FairlineError
from fairline.facts.errors import no_such
from fairline.policy import Clause, Mode, Rule
from fairline.stores.whole import write_whole

FILE = "modes.json"
ACTING = (Mode.ENFORCE, Mode.SAMPLE)
"""The modes from which a rule is put to observing; in the others it does no more already."""


class Modes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds: names of rules."""

    observe: tuple[str, ...] = ()


def read_modes(folder: Path) -> tuple[str, ...]:
    """Return the names of the rules that only observe. Raises ``FairlineError`` for a file that is none."""
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Modes).observe
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError) as error:
        raise FairlineError(f"{path}: found {error}, wanted the names of rules that only observe") from error


def keep_modes(folder: Path, names: Iterable[str]) -> None:
    """Write the names down, whole or not at all, and on disk when this returns."""
    write_whole(folder / FILE, msgspec.json.encode(Modes(tuple(sorted(set(names))))) + b"\n")


def check_names(names: Iterable[str], clauses: Iterable[Clause]) -> None:
    """Raise ``FairlineError`` for a name that no rule has."""
    known = {rule.name for clause in clauses for rule in clause.rules}
    for name in names:
        if name not in known:
            raise no_such(f"modes.{name}", "rule", name, known)


def observing(clauses: tuple[Clause, ...], names: Iterable[str]) -> tuple[Clause, ...]:
    """Return the clauses with these rules only observing. A name that no rule has any more says nothing."""
    wanted = frozenset(names)
    if not wanted:
        return clauses
    return tuple(
        replace(
            clause, rules=tuple(_observing(rule) if rule.name in wanted else rule for rule in clause.rules)
        )
        for clause in clauses
    )


def _observing(rule: Rule) -> Rule:
    return replace(rule, mode=Mode.OBSERVE) if rule.mode in ACTING else rule
