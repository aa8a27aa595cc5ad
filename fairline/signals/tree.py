"""The conditions of all signals of one kind of fact as a tree, and what its branches have in common.

What several signals ask, such as "is it outbound?", stands once in it; when the answer is no, nothing below
is asked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fairline.signals.answers import QuestionOf
from fairline.signals.declared import Signal
from fairline.signals.expressions import (
    Both,
    Choose,
    Column,
    Constant,
    Derived,
    Expression,
    FirstKnown,
    Known,
    walk,
)
from fairline.signals.layout import LEASES, Place, place


@dataclass(frozen=True, slots=True)
class Together(Expression):
    """Several expressions as one thing that a variable holds: the parts of a key, or a record's kind."""

    what: object


@dataclass
class Node:
    """What is counted when all conditions down to here hold, and what asks for more."""

    signals: list[Signal] = field(default_factory=list)
    below: dict[Expression, "Node"] = field(default_factory=dict)

    def leaves(self) -> list[list[Signal]]:
        """Return the signals of this very node, those of one frame together, leases apart."""
        by_place: dict[tuple[Place, bool], list[Signal]] = {}
        for signal in self.signals:
            by_place.setdefault((place(signal), signal.counting in LEASES), []).append(signal)
        return list(by_place.values())

    def shared(self, question: QuestionOf) -> list[Expression]:
        """Return what more than one branch of this node will ask, in the order to work it out."""
        branches = [_asked_by(leaf, question) for leaf in self.leaves()]
        branches += [_asked_of(term, question) | below._asked(question) for term, below in self.below.items()]
        asked = Counter(each for branch in branches for each in branch)
        return [each for each, times in asked.items() if times > 1]

    def _asked(self, question: QuestionOf) -> dict[Expression, None]:
        """Return what this node and all below it ask, deepest first."""
        asked: dict[Expression, None] = {}
        for term, below in self.below.items():
            asked |= _asked_of(term, question) | below._asked(question)
        return asked | _asked_by(self.signals, question)


def tree(signals: list[Signal]) -> Node:
    """Put each signal below the conditions of its base, in the order that they are declared in."""
    root = Node()
    for signal in signals:
        node = root
        for term in (*map(Known, columns_of(signal)), *_terms(signal.of)):
            node = node.below.setdefault(term, Node())
        node.signals.append(signal)
    return root


def columns_of(signal: Signal) -> list[Column]:
    """Return the first part of the key if it is a column of the fact: a fact that lacks it counts nowhere."""
    first = signal.by[0]
    return [first] if isinstance(first, Column) and first.kind is signal.kind else []


def read_by(signal: Signal) -> list[Expression]:
    """Return everything that ``signal`` reads of a fact, deepest first."""
    return [below for top in signal.expressions for below in walk(top)]


def _terms(of: Expression) -> list[Expression]:
    if isinstance(of, Both):
        return [term for each in of.terms for term in _terms(each)]
    return [] if of == Constant(True) else [of]


def _asked_by(signals: list[Signal], question: QuestionOf) -> dict[Expression, None]:
    asked: dict[Expression, None] = {}
    for signal in signals:
        asked |= dict.fromkeys(_worth_keeping(read_by(signal), question))
        if len(signal.by) > 1:
            asked[Together(signal.by)] = None
    return asked


def _asked_of(term: Expression, question: QuestionOf) -> dict[Expression, None]:
    return dict.fromkeys(_worth_keeping(walk(term), question))


def _worth_keeping(every: Iterable[Expression], question: QuestionOf) -> Iterator[Expression]:
    """Yield those of ``every`` that a variable may hold; of a question, the question."""
    for each in every:
        asked = question(each)
        if asked is not None:
            yield Together(asked)
        elif isinstance(each, Column | FirstKnown | Choose | Derived):
            yield each
