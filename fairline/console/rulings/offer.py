"""What may be ruled about a case: outcomes that its evidence permits, and scopes from the smallest on."""

from dataclasses import dataclass
from datetime import datetime

from fairline.cases import EvidenceItem, Outcome, Permission, permits
from fairline.cases.saying import filled, listed
from fairline.console.cases.evidence import began, found, items, worst
from fairline.console.cases.models import Case, Finding, State
from fairline.console.policy import days, register, review
from fairline.console.rulings import words
from fairline.console.rulings.holding import HOLDS, restricted
from fairline.console.rulings.models import RulingRow
from fairline.console.tracing.complaints import complaint_items
from fairline.findings import Finding as Found
from fairline.policy import Answer, Interpretation, ScopeKind, Text
from fairline.standing import Standing, Subject

ORDER = (
    ScopeKind.NUMBER, ScopeKind.DEVICE, ScopeKind.USER, ScopeKind.CAMPAIGN, ScopeKind.SERVICE,
    ScopeKind.ACCOUNT,
)  # fmt: skip
"""The smallest first."""
KIND_OF = {
    "caller": ScopeKind.NUMBER,
    "sender": ScopeKind.NUMBER,
    "number": ScopeKind.NUMBER,
    "device": ScopeKind.DEVICE,
    "user": ScopeKind.USER,
    "campaign": ScopeKind.CAMPAIGN,
}
"""Which part of a finding's key can be restricted by itself. The rest is somebody else's, or no part."""
SERVICES = ("call", "message")
"""As the engine names what an attempt is."""
PLAIN = {
    Outcome.ASK: Answer.CHALLENGE,
    Outcome.WARN: Answer.CHALLENGE,
    Outcome.THROTTLE: Answer.THROTTLE,
    Outcome.HOLD: Answer.HOLD,
    Outcome.TERMINATE: Answer.TERMINATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An outcome: whether it is offered, and why not; or, where it is, within what."""

    outcome: Outcome
    allowed: bool
    persons: int = 0
    why: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A vague word that a rule rests on, and what it meant on the day of the facts; ``None``: nothing yet."""

    rule: str
    title: Text
    held: Interpretation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may be ruled about a case. ``since``: when what its evidence shows began."""

    case: Case
    findings: tuple[tuple[Finding, Found], ...]
    items: tuple[EvidenceItem, ...]
    outcomes: tuple[Offered, ...]
    scopes: tuple[Subject, ...]
    needed: tuple[Needed, ...]
    standings: dict[Subject, Standing]
    renewable: tuple[RulingRow, ...]
    since: datetime | None

    @property
    def complaints(self) -> int:
        """How many complaints count beside the findings."""
        return sum(each.rule is None for each in self.items)

    @property
    def allowed(self) -> tuple[Outcome, ...]:
        """The outcomes that are offered."""
        return tuple(each.outcome for each in self.outcomes if each.allowed)


def offer(case: Case, now: datetime) -> Offer:
    """Return what may be ruled about a case. What a rule only observed is no ground for anything."""
    kept = [(row, of) for row in worst(case) if not row.observed and (of := found(row)) is not None]
    counted = items(row for row, _ in kept)
    evidence = (*counted, *complaint_items(case.account, now))
    standings = restricted(case.account, now)
    renewable = RulingRow.objects.filter(
        account=case.account, stage__in=HOLDS, effective_at__lte=now, expires_at__gt=now
    ).order_by("expires_at")
    since = began(counted)
    return Offer(
        case=case,
        findings=tuple(kept),
        items=evidence,
        outcomes=outcomes(case, permits(evidence, review()), lifts=bool(standings)),
        scopes=scopes(case, kept, standings),
        needed=needed(counted, since),
        standings=standings,
        renewable=tuple(renewable),
        since=since,
    )


def outcomes(case: Case, permissions: tuple[Permission, ...], *, lifts: bool) -> tuple[Offered, ...]:
    """Return every outcome in order, with why it is not offered."""
    closed = case.state == State.CLOSED
    dismiss = Offered(outcome=Outcome.DISMISS, allowed=not closed, why=(words.CASE_CLOSED,) if closed else ())
    plain = {
        outcome: Offered(outcome=outcome, allowed=p.allowed, persons=p.persons, why=p.why)
        for outcome, answer in PLAIN.items()
        for p in (permissions[answer],)
    }
    restore = Offered(
        outcome=Outcome.RESTORE, allowed=lifts, why=() if lifts else (words.NOTHING_RESTRICTED,)
    )
    said = {
        **plain,
        Outcome.DISMISS: dismiss,
        Outcome.RESTORE: restore,
        Outcome.SUSPEND: _suspend(permissions),
    }
    return tuple(said[each] for each in Outcome)


def _suspend(permissions: tuple[Permission, ...]) -> Offered:
    small, large = permissions[Answer.SUSPEND_NUMBER], permissions[Answer.SUSPEND_SERVICE]
    if small.allowed and not large.allowed:
        why = (filled(words.ONLY_SMALL, why=listed(large.why)),)
        return Offered(outcome=Outcome.SUSPEND, allowed=True, persons=small.persons, why=why)
    allowed = small.allowed or large.allowed
    return Offered(
        outcome=Outcome.SUSPEND,
        allowed=allowed,
        persons=min(small.persons, large.persons),
        why=() if allowed else tuple(dict.fromkeys((*small.why, *large.why))),
    )


def scopes(
    case: Case, kept: list[tuple[Finding, Found]], standings: dict[Subject, Standing]
) -> tuple[Subject, ...]:
    """Return what a ruling may be about: parts that the findings name, what is restricted, the account."""
    named = {
        Subject(KIND_OF[name], case.account, value)
        for _, of in kept
        for name, value in of.who.items()
        if name in KIND_OF and value and value != "None"
    }
    services = {Subject(ScopeKind.SERVICE, case.account, each) for each in SERVICES}
    account = Subject(ScopeKind.ACCOUNT, case.account, case.account)
    known = named | services | {account} | set(standings)
    return tuple(sorted(known, key=lambda each: (ORDER.index(each.kind), each.id)))


def needed(evidence: tuple[EvidenceItem, ...], since: datetime | None) -> tuple[Needed, ...]:
    """Return which interpretations a restriction has to cite."""
    held = register()
    day = days().day(since) if since is not None else None
    rules = dict.fromkeys(item.rule_id for item in evidence if item.rule_id is not None)
    made = []
    for rule in rules:
        for term in held.terms(rule):
            version = None if day is None else held.in_force(term, day)
            covers = version is not None and version.covers(rule)
            made.append(Needed(rule=rule, title=held.title(term), held=version if covers else None))
    return tuple(made)
