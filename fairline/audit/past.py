"""The audit of a whole period at hand: the same as the engine's, counted in a database.

Imported only where it is used, because the database takes longer to load than a small audit takes.
"""

from collections.abc import Iterable

from fairline.audit.inputs import Options
from fairline.audit.kept import Counted, Kept, Span
from fairline.audit.measurable import Seen
from fairline.facts import Fact
from fairline.history import Completion, History, Unsuited
from fairline.law import LawBook
from fairline.policy import Clause
from fairline.readers.places import whereabouts

__all__ = ["Unsuited", "completion", "counted"]


def counted(facts: Iterable[Fact], options: Options, clauses: tuple[Clause, ...], law: LawBook) -> Counted:
    """Count ``facts``, which come in any order. Raises ``Unsuited`` for one that only the engine can take.

    Raises ``OSError`` when what does not fit in memory cannot be written.
    """
    kept, seen, span = Kept(options.findings_max), Seen(clauses), Span()
    with History() as history:
        history.add(facts)
        history.settle(completion(options))
        for at in history.first_and_last():
            span.note(at)
        for kind, wanted in seen.wanted().items():
            seen.take(kind, *history.seen(kind, wanted))
        seen.plans |= history.plans_named()
        for finding in history.findings(clauses, law=law, plan=options.plan):
            kept.take(finding)
        return Counted(
            kept=kept,
            seen=seen,
            span=span,
            duplicates=history.duplicates,
            undirected=history.undirected(),
            implied=history.implied(),
        )


def completion(options: Options) -> Completion:
    """Return what is filled in where the source did not say it."""
    return Completion(where=whereabouts, purpose=options.purpose, direction=options.direction)
