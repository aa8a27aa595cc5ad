"""The audit of a whole period at hand: the same as the engine's, counted in a database.

Imported only where it is used, because the database takes longer to load than a small audit takes.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from fairline.audit.inputs import Options
from fairline.audit.kept import Counted, Kept, Span
from fairline.audit.measurable import Seen
from fairline.facts import Fact, FairlineError
from fairline.history import Completion, History, Unsuited
from fairline.law import LawBook
from fairline.policy import Clause
from fairline.readers.places import whereabouts

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

__all__ = ["Unsuited", "counted"]


def counted(facts: Iterable[Fact], options: Options, clauses: tuple[Clause, ...], law: LawBook) -> Counted:
    """Count ``facts``, which come in any order. Raises ``Unsuited`` for one that only the engine can take.

    Raises ``FairlineError`` if not every fact is accounted for, and ``OSError`` when what does not fit in
    memory cannot be written.
    """
    kept, seen, span = Kept(options.findings_max), Seen(clauses), Span()
    read = 0

    def each_read() -> Iterator[Fact]:
        nonlocal read
        for fact in facts:
            read += 1
            yield fact

    with History() as history:
        history.add(each_read())
        history.settle(Completion(where=whereabouts, purpose=options.purpose, direction=options.direction))
        if read != history.used() + history.duplicates:
            raise FairlineError(
                f"audit: found {history.used():,} facts used and {history.duplicates:,} duplicates,"
                f" wanted {read:,} in all: no report was made"
            )
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
