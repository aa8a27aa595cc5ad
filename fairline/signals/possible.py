"""What an expression can come to, where a source never tells some columns or never gives them some values.

``Never`` says it of one column: the values that it never has, or ``None`` if it is never told at all.
"""

from collections.abc import Callable
from functools import partial

from fairline.signals.declared import Counting, Signal
from fairline.signals.expressions import (
    UNSAID,
    Both,
    Choose,
    Column,
    Compare,
    Constant,
    Either,
    Expression,
    FirstKnown,
    Known,
    Negated,
    parts,
)

Never = Callable[[Column], frozenset[object] | None]
Lack = tuple[Column, object]
"""A column and the value that it never has; ``None`` if it is never told."""
ANY = frozenset({True, False})
NEITHER: frozenset[bool] = frozenset()


def lacks_of(signal: Signal, never: Never) -> frozenset[Lack]:
    """Return why nothing can ever be counted for ``signal``; empty if something can."""
    conditions = [signal.of, signal.against]
    if signal.counting in (Counting.COUNT, Counting.SHARE):
        conditions.append(signal.value)
    return frozenset[Lack]().union(
        *(lacks(each, never, wanted=True) for each in conditions if each is not UNSAID)
    )


def truths(of: Expression, never: Never) -> frozenset[bool]:
    """Return which of true and false ``of`` can be; neither if it can never be known."""
    answers = [truths(part, never) for part in parts(of)]
    match of:
        case Constant(value):
            return NEITHER if value is None else frozenset({bool(value)})
        case Column():
            values = never(of)
            return NEITHER if values is None else ANY - values
        case Both():
            return _all_or_any(answers, all_of=True)
        case Either():
            return _all_or_any(answers, all_of=False)
        case Negated():
            return frozenset(not answer for answer in answers[0])
        case Known(term):
            return ANY if _known(term, never) else frozenset({False})
        case FirstKnown():
            return NEITHER.union(*answers)
        case Choose():
            condition, yes, no = answers
            return (yes if True in condition else NEITHER) | (no if False in condition else NEITHER)
        case Compare("==", left, Constant(value)) if not _gives(left, value, never):
            return frozenset({False}) if _known(left, never) else NEITHER
        case _:
            return ANY if _known(of, never) else NEITHER


def lacks(of: Expression, never: Never, *, wanted: bool) -> frozenset[Lack]:
    """Return why ``of`` can never be ``wanted``: what the source would have to say; empty if it can be."""
    if wanted in truths(of, never):
        return frozenset()
    deeper = partial(lacks, never=never)
    match of:
        case Negated(term):
            return deeper(term, wanted=not wanted)
        case Both(terms) | Either(terms) | FirstKnown(terms):
            return frozenset[Lack]().union(*(deeper(term, wanted=wanted) for term in terms))
        case Column():
            return frozenset({(of, None if never(of) is None else wanted)})
        case Compare("==", left, Constant(value)) if wanted:
            return frozenset(
                (column, None if never(column) is None else value) for column in _alternatives(left)
            )
        case _:
            return frozenset((column, None) for column in _columns(of) if never(column) is None)


def _all_or_any(answers: list[frozenset[bool]], *, all_of: bool) -> frozenset[bool]:
    """Return what three-valued logic makes of the parts: ``both`` if ``all_of``, else ``either``."""
    found = set()
    if all(all_of in answer for answer in answers):
        found.add(all_of)
    if any((not all_of) in answer for answer in answers):
        found.add(not all_of)
    return frozenset(found)


def _known(of: Expression, never: Never) -> bool:
    match of:
        case Constant(value):
            return value is not None
        case Column():
            return never(of) is not None
        case FirstKnown(terms):
            return any(_known(term, never) for term in terms)
        case Choose(condition, yes, no):
            return bool(truths(condition, never)) and (_known(yes, never) or _known(no, never))
        case Both() | Either() | Negated() | Known():
            return bool(truths(of, never))
        case _:
            return all(_known(part, never) for part in parts(of))


def _gives(of: Expression, value: object, never: Never) -> bool:
    """Whether ``of`` can be ``value``: only plain columns, and the first known of some, ever cannot."""
    alternatives = _alternatives(of)
    if not alternatives:
        return True
    return any(value not in never_has for each in alternatives if (never_has := never(each)) is not None)


def _alternatives(of: Expression) -> tuple[Column, ...]:
    match of:
        case Column():
            return (of,)
        case FirstKnown(terms) if all(isinstance(term, Column) for term in terms):
            return tuple(term for term in terms if isinstance(term, Column))
        case _:
            return ()


def _columns(of: Expression) -> frozenset[Column]:
    below = frozenset[Column]().union(*(_columns(part) for part in parts(of)))
    return below | {of} if isinstance(of, Column) else below
