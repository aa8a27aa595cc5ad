"""Prohibitions that a contract adds to the policy: clauses of the same form, for some accounts only."""

from collections.abc import Collection
from dataclasses import replace

from fairline.policy.clause import Clause, Rule
from fairline.signals import Signal
from fairline.signals.expressions import Both, Constant, Either, Expression, equal, expression


def for_accounts(clause: Clause, accounts: Collection[str], *, contract: str) -> Clause:
    """Return ``clause`` for ``accounts`` alone, its rules named after the ``contract`` (kebab-case).

    Nothing but the facts of these accounts is counted. The clause itself may stand beside it, for all: the
    names of their rules differ, and so do their counts. Rows of the catalogue, drafts and invariants are the
    policy's and stay with it.
    """
    assert accounts, f"{contract}: a contract is somebody's"
    return replace(
        clause,
        id=f"{clause.id}-{contract}",
        rules=tuple(_for(rule, accounts, contract) for rule in clause.rules),
        drafts=(),
        invariants=(),
    )


def _for(rule: Rule, accounts: Collection[str], contract: str) -> Rule:
    when = tuple(replace(test, signal=_of(test.signal, accounts)) for test in rule.when)
    return replace(rule, name=f"{rule.name}-{contract}", when=when)


def _of(signal: Signal, accounts: Collection[str]) -> Signal:
    """Return the signal with only the facts of ``accounts`` in its base; its key says whose they are."""
    whose = signal.by[0]
    theirs = Either(tuple(expression(equal(whose, account)) for account in sorted(accounts)))
    return replace(signal, of=_and(theirs, signal.of), value=_kept(theirs, signal))


def _and(theirs: Expression, of: Expression) -> Expression:
    """An account is asked first: that is cheap, and most facts are others'."""
    return theirs if of == Constant(True) else Both((theirs, of))


def _kept(theirs: Expression, signal: Signal) -> Expression:
    """What counts every fact of its base says so by the same words as its base; it goes on saying it."""
    return _and(theirs, signal.of) if signal.value == signal.of else signal.value
