"""An audit: every fact of every file, once, in order of time, through the engine."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace as with_fields

from fairline.audit.folders import Found, found, shown
from fairline.audit.inputs import STANDARD_INPUT, EngineName, Inputs, Options
from fairline.audit.kept import Counted, Kept, Span
from fairline.audit.measurable import Seen, kind_name, not_measurable
from fairline.audited import Assumptions, Audit, FileRead
from fairline.checks.public_holidays import public_holidays
from fairline.engine import Engine
from fairline.facts import Account, Call, Campaign, Fact, FairlineError, Message, Purpose, implied
from fairline.facts.errors import no_such
from fairline.law import LawBook, load
from fairline.policy import PLANS, Clause
from fairline.policy.tightened import Wish, tightened
from fairline.readers.places import located
from fairline.stores.sorted_facts import RANKS, in_order

HISTORY_FROM = 50_000_000  # ours, measured: stored bytes (some 90 000 calls) past which a database is faster
Elsewhere = Callable[
    [Sequence[str], Options, tuple[Clause, ...], Mapping[str, Wish], LawBook],
    tuple[tuple[FileRead, ...], Counted],
]
"""Reads the files and counts their facts by the clauses: the policy as the wishes have tightened it."""
NO_WISHES: Mapping[str, Wish] = MappingProxyType({})


def audit(
    paths: Iterable[str],
    options: Options,
    clauses: Iterable[Clause],
    *,
    wishes: Mapping[str, Wish] = NO_WISHES,
    on_bytes: Callable[[int], None] | None = None,
    elsewhere: Elsewhere | None = None,
) -> Audit:
    """Audit files, folders and standard input (``-``) by ``clauses``, tightened as ``wishes`` ask.

    ``on_bytes`` is told of stored bytes as they are consumed. ``elsewhere`` counts on other machines. Files
    that cannot be used are in the answer, not errors. Raises ``FairlineError`` for options and wishes that
    are wrong, and when the temporary file that puts many facts in order cannot be written.
    """
    if options.plan not in PLANS:
        raise no_such("--plan", "plan", options.plan, PLANS)
    applied, changes = tightened(clauses, wishes)
    law, below = load(public_holidays), found(paths)
    try:
        if elsewhere is not None:
            read, counted = elsewhere(below.files, options, applied, wishes, law)
            files = _with_folders(below, read)
        else:
            files, counted = _here(below, options, applied, law, on_bytes)
    except OSError as error:
        raise FairlineError(f"temporary file: {error}") from error
    seen, kept = counted.seen, counted.kept
    accounted(
        records=sum(file.facts + file.unreadable for file in files),
        used=sum(seen.counts.values()) - counted.implied - counted.late,
        duplicates=counted.duplicates,
        late=counted.late,
        refused=sum(file.unreadable for file in files),
    )
    formats = [file.format for file in files if file.format is not None and file.unusable is None]
    filled = () if options.direction is None else ("direction",)
    silent = tuple(not_measurable(applied, seen, formats, options.plan, filled))
    return Audit(
        files=files,
        left_out=tuple(map(shown, below.left_out)),
        assumed=_assumed(options),
        since=counted.span.first,
        until=counted.span.last,
        facts=MappingProxyType({kind_name(kind): seen.counts[kind] for kind in RANKS if seen.counts[kind]}),
        duplicates=counted.duplicates,
        undirected=counted.undirected,
        late=counted.late,
        keys=counted.keys,
        findings=kept.findings(applied),
        rules=kept.counts(applied, {each.rule.name for each in silent}),
        not_measurable=silent,
        clauses=applied,
        tightened=changes,
    )


def accounted(*, records: int, used: int, duplicates: int, late: int, refused: int) -> None:
    """Check that each record that came in is a fact that counts, one that does not, or none at all.

    ``used`` are the facts that count, each once, those that came too late and those that a message implies
    left out. Raises ``AssertionError`` if one is missing or counted twice: that is ours, and no report is
    made of it.
    """
    found = used + duplicates + late + refused
    if found != records:
        raise AssertionError(
            f"{records} records, but {used} used, {duplicates} duplicates, {late} late and {refused} refused"
        )


def _here(
    below: Found,
    options: Options,
    clauses: tuple[Clause, ...],
    law: LawBook,
    on_bytes: Callable[[int], None] | None,
) -> tuple[tuple[FileRead, ...], Counted]:
    """Read and count on this machine: in a database if that is faster and can be, else fact by fact."""
    inputs = Inputs(below.items, options, on_bytes)
    if by_history(below.files, options):
        from fairline.audit import past

        try:
            counted = past.counted(_named(inputs, options), options, clauses, law)
            return tuple(inputs.files), counted
        except past.Unsuited:
            inputs = Inputs(below.items, options)
    counted = _online(_named(inputs, options), options, clauses, law)
    return tuple(inputs.files), counted


def _with_folders(below: Found, read: tuple[FileRead, ...]) -> tuple[FileRead, ...]:
    """Return what became of each file, with the folders that had none in their places."""
    left = iter(read)
    return tuple(item if isinstance(item, FileRead) else next(left) for item in below.items)


def by_history(paths: Sequence[str], options: Options) -> bool:
    """Whether the period is counted whole: files that can be read again, and enough to be worth it."""
    at_hand = [Path(path) for path in paths if path != STANDARD_INPUT]
    whole = len(at_hand) == len(paths) and all(path.is_file() for path in at_hand)
    if options.engine is not None:
        return options.engine is EngineName.HISTORY and whole
    return whole and sum(path.stat().st_size for path in at_hand) >= HISTORY_FROM


def _named(inputs: Inputs, options: Options) -> Iterator[Fact]:
    return (with_owner(fact, options) for fact in inputs.facts())


def _online(facts: Iterable[Fact], options: Options, clauses: tuple[Clause, ...], law: LawBook) -> Counted:
    """Count facts in order of time, one after another, as they would have streamed."""
    engine = Engine(clauses, law=law, plan=options.plan)
    kept, seen, span = Kept(options.findings_max), Seen(clauses), Span()
    duplicates = undirected = opt_outs = 0

    def duplicate(_: Fact) -> None:
        nonlocal duplicates
        duplicates += 1

    complete = Completed(options)
    for fact in map(complete, in_order(facts, run=options.run, on_duplicate=duplicate)):
        span.note(fact.at)
        undirected += isinstance(fact, Call) and fact.direction is None
        seen.note(fact)
        if isinstance(fact, Message) and (opt_out := implied(fact)) is not None:
            seen.note(opt_out)
            opt_outs += 1
        for finding in engine.observe(fact):
            kept.take(finding)
    keys = engine.keys()
    for finding in engine.conclude():
        kept.take(finding)
    return Counted(
        kept=kept,
        seen=seen,
        span=span,
        duplicates=duplicates,
        undirected=undirected,
        implied=opt_outs,
        late=engine.late,
        keys=keys,
    )


def _assumed(options: Options) -> Assumptions:
    return Assumptions(
        zone=str(options.zone),
        region=options.region,
        owner=options.owner,
        campaign=options.campaign,
        purpose=options.purpose,
        direction=options.direction,
        plan=options.plan,
    )


def with_owner(fact: Fact, options: Options) -> Fact:
    """Return ``fact`` with the account, and for traffic the campaign, that it is to have if it names none.

    This comes before duplicates are told apart, because the account is part of what a fact is known by.
    """
    if isinstance(fact, Account):
        return fact
    if isinstance(fact, Call | Message) and fact.campaign is None and options.campaign is not None:
        return with_fields(fact, campaign=options.campaign, account=fact.account or options.owner)
    return fact if fact.account is not None else with_fields(fact, account=options.owner)


class Completed:
    """Fills in what the source did not say: where the called number is, and the operator's way and purpose.

    A purpose that a campaign's own record declares goes before the operator's for all.
    """

    def __init__(self, options: Options) -> None:
        """Know of no campaign yet."""
        self._purpose = options.purpose
        self._direction = options.direction
        self._declared: dict[tuple[str | None, str | None], Purpose | None] = {}

    def __call__(self, fact: Fact) -> Fact:
        """Return ``fact`` completed. Facts come in order of time."""
        if isinstance(fact, Campaign):
            self._declared[fact.account, fact.id] = fact.purpose
        if not isinstance(fact, Call | Message):
            return fact
        if self._purpose is not None and fact.purpose is None:
            declared = self._declared.get((fact.account, fact.campaign))
            fact = with_fields(fact, purpose=self._purpose if declared is None else declared)
        if self._direction is not None and fact.direction is None:
            fact = with_fields(fact, direction=self._direction)
        return located(fact)
