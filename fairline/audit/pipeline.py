"""An audit: every fact of every file, once, in order of time, through the engine."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from heapq import heappush, heappushpop
from types import MappingProxyType

from msgspec.structs import replace as with_fields

from fairline.audit.inputs import Inputs, Options
from fairline.audit.measurable import Seen, kind_name, not_measurable
from fairline.audited import Assumptions, Audit, RuleCount
from fairline.checks.public_holidays import public_holidays
from fairline.engine import Engine
from fairline.facts import Account, Call, Campaign, Fact, FairlineError, Message, Purpose
from fairline.facts.errors import no_such
from fairline.findings import Finding
from fairline.law import load
from fairline.policy import PLANS, Clause
from fairline.policy.tightened import Wish, tightened
from fairline.readers.places import located
from fairline.stores.sorted_facts import RANKS, in_order

NO_WISHES: Mapping[str, Wish] = MappingProxyType({})


def audit(
    paths: Iterable[str],
    options: Options,
    clauses: Iterable[Clause],
    *,
    wishes: Mapping[str, Wish] = NO_WISHES,
    on_bytes: Callable[[int], None] | None = None,
) -> Audit:
    """Audit files (``-`` is standard input) by ``clauses``, tightened as ``wishes`` ask.

    ``on_bytes`` is told of stored bytes as they are consumed. Files that cannot be used are in the answer,
    not errors. Raises ``FairlineError`` for options and wishes that are wrong, and when the temporary file
    that puts many facts in order cannot be written.
    """
    if options.plan not in PLANS:
        raise no_such("--plan", "plan", options.plan, PLANS)
    applied, changes = tightened(clauses, wishes)
    inputs = Inputs(paths, options, on_bytes)
    engine = Engine(applied, law=load(public_holidays), plan=options.plan)
    kept, seen, span = Kept(options.findings_max), Seen(applied), Span()
    duplicates = undirected = 0

    def duplicate(_: Fact) -> None:
        nonlocal duplicates
        duplicates += 1

    complete = Completed(options)
    named = (with_owner(fact, options) for fact in inputs.facts())
    try:
        for fact in map(complete, in_order(named, run=options.run, on_duplicate=duplicate)):
            span.note(fact.at)
            undirected += isinstance(fact, Call) and fact.direction is None
            seen.note(fact)
            for finding in engine.observe(fact):
                kept.take(finding)
    except OSError as error:
        raise FairlineError(f"temporary file: {error}") from error
    keys = engine.keys()
    for finding in engine.conclude():
        kept.take(finding)
    formats = [file.format for file in inputs.files if file.format is not None and file.unusable is None]
    filled = () if options.direction is None else ("direction",)
    silent = tuple(not_measurable(applied, seen, formats, options.plan, filled))
    return Audit(
        files=tuple(inputs.files),
        assumed=_assumed(options),
        since=span.first,
        until=span.last,
        facts=MappingProxyType({kind_name(kind): seen.counts[kind] for kind in RANKS if seen.counts[kind]}),
        duplicates=duplicates,
        undirected=undirected,
        late=engine.late,
        keys=keys,
        findings=kept.findings(applied),
        rules=kept.counts(applied, {each.rule.name for each in silent}),
        not_measurable=silent,
        clauses=applied,
        tightened=changes,
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
        return located(fact) if isinstance(fact, Call) else fact


class Span:
    """The first and last fact."""

    def __init__(self) -> None:
        """Start with none."""
        self.first: datetime | None = None
        self.last: datetime | None = None

    def note(self, at: datetime) -> None:
        """Take a fact's time, which is not before the last one's."""
        self.last = at
        if self.first is None:
            self.first = at


class Kept:
    """The last word on each finding, ``most`` for a rule: past that the gravest stay, then the first."""

    def __init__(self, most: int) -> None:
        """Start with none."""
        self._most = most
        self._count = 0
        self._found: dict[str, int] = {}
        self._heaps: dict[str, list[tuple[int, int, Finding]]] = {}

    def take(self, finding: Finding) -> None:
        """Count a finding that is over; one that is still open will come again."""
        if finding.open:
            return
        name = finding.rule.name
        self._count += 1
        self._found[name] = self._found.get(name, 0) + 1
        heap = self._heaps.setdefault(name, [])
        entry = (int(finding.severity), -self._count, finding)
        if len(heap) < self._most:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)

    def findings(self, clauses: tuple[Clause, ...]) -> tuple[Finding, ...]:
        """Return what was kept: by clause, gravest first, then by rule and time."""
        order = {rule.name: n for n, rule in enumerate(rule for clause in clauses for rule in clause.rules)}
        all_kept = (finding for heap in self._heaps.values() for _, _, finding in heap)
        return tuple(
            sorted(
                all_kept,
                key=lambda each: (
                    each.clause.letter.name,
                    -each.severity,
                    order[each.rule.name],
                    each.since,
                    each.id,
                ),
            )
        )

    def counts(self, clauses: tuple[Clause, ...], unmeasured: set[str]) -> tuple[RuleCount, ...]:
        """Return how many findings each rule had that was measured."""
        return tuple(
            RuleCount(
                clause=clause,
                rule=rule,
                found=self._found.get(rule.name, 0),
                kept=len(self._heaps.get(rule.name, ())),
            )
            for clause in clauses
            for rule in clause.rules
            if rule.name not in unmeasured
        )
