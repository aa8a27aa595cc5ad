"""The two halves of a policy: rules that an answer may hang on, and rules that only observe or find."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from fairline.guard.course import APPEAL, RULING, Course, Entered
from fairline.policy import Act, Clause, Mode, Rule
from fairline.stores.entries import Entry

JUDGED = (RULING, APPEAL)
"""What moves standings, which nothing hangs on where nobody is answered."""


def may_answer(rule: Rule) -> bool:
    """Whether a rule may change what becomes of an act."""
    return rule.mode is Mode.ENFORCE and rule.act is not Act.ALLOW


def answering(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the clauses with only the rules that may answer."""
    return _with(clauses, may_answer)


def watching(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the clauses with only the rules that answer nobody."""
    return _with(clauses, lambda rule: not may_answer(rule))


def watched(course: Course, entry: Entry) -> Entered | None:
    """Let an entry happen where nobody is answered; ``None`` for one that the engine failed at.

    That one is passed over, as far as it got: the same entry would fail again, and what comes after it would
    never be watched.
    """
    if entry.kind in JUDGED:
        return Entered()
    try:
        return course.enter(entry)
    except Exception:
        return None


def _with(clauses: Iterable[Clause], wanted: Callable[[Rule], bool]) -> tuple[Clause, ...]:
    kept = (replace(each, rules=tuple(filter(wanted, each.rules))) for each in clauses)
    return tuple(each for each in kept if each.rules)
