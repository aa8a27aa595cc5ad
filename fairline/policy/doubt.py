"""When nobody can decide: what kinds of rules are in doubt, and whether they then let pass or refuse.

An attempt that is answered without them says which they were, which way it went, and why.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fairline.policy.clause import Rule
from fairline.policy.words import Evidence, Severity
from fairline.signals import Origin


class RuleClass(StrEnum):
    """What is in doubt. A rule is of the first of these that it fits."""

    STANDING = "standing"
    """No rule: what is suspended or terminated, where its refusal cannot be written down."""
    CRITICAL = "critical"
    """Rules whose breach is critical, whatever they rest on."""
    LAW = "law"
    """Rules with a limit of the law."""
    ANALYTICS = "analytics"
    """Rules that conclude from what was counted, or from a score."""
    TERMS = "terms"
    """All others: the provider's own terms, and what peers and the industry ask."""


class WayOut(StrEnum):
    """What becomes of an attempt in doubt."""

    OPEN = "open"
    """It passes."""
    CLOSED = "closed"
    """It is refused."""


class Cause(StrEnum):
    """Why there is doubt."""

    SLOW = "too slow"
    """The time to decide in is over."""
    FAILED = "failed"
    STOPPED = "stopped"
    """The guard is being stopped."""
    WAITING = "too many waiting"
    UNWRITTEN = "not written"
    """The disk does not take the journal."""
    FOREIGN = "another account"
    """A peer named an account that it may not name."""
    BEHIND = "catching up"
    """After a start, what was counted before is not all there yet."""
    STALE = "stale"
    """What the other guards were told is not known for too long."""
    WARMING = "warming"
    """The rule is broken by what it has counted, but its window is not full."""


class Doubt(NamedTuple):
    """One class of rules that nobody could ask, or not in full."""

    rules: RuleClass
    way: WayOut
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenInDoubt:
    """The table ``[undecided]``: the way out for each class. All are ours: no law says what a machine is to
    do that cannot know. Standing is known without counting, so that it refuses unless told otherwise.
    """

    standing: WayOut = WayOut.CLOSED
    critical: WayOut = WayOut.OPEN
    law: WayOut = WayOut.OPEN
    analytics: WayOut = WayOut.OPEN
    terms: WayOut = WayOut.OPEN

    def way(self, of: RuleClass) -> WayOut:
        """Return the way out for a class."""
        return WayOut(getattr(self, of.value))

    @property
    def closed(self) -> tuple[str, ...]:
        """The classes that refuse, in order."""
        return tuple(each.value for each in RuleClass if self.way(each) is WayOut.CLOSED)

    @classmethod
    def that_closes(cls, closed: tuple[str, ...]) -> "WhenInDoubt":
        """Return the table in which these classes refuse and all others let pass."""
        ways = {each.value: WayOut.CLOSED if each in closed else WayOut.OPEN for each in RuleClass}
        return cls(**ways)


def class_of(rule: Rule) -> RuleClass:
    """Return the class that a rule is of."""
    if rule.severity is Severity.CRITICAL:
        return RuleClass.CRITICAL
    if any(limit.origin is Origin.LAW for test in rule.when for limit in test.limit.variants()):
        return RuleClass.LAW
    return RuleClass.ANALYTICS if rule.evidence in (Evidence.B, Evidence.D) else RuleClass.TERMS


def said(doubts: tuple[Doubt, ...]) -> str:
    """Return doubts in one line, for SIP and logs: ``open: law, terms; closed: critical (too slow)``."""
    ways = {way: [str(each.rules) for each in doubts if each.way is way] for way in WayOut}
    causes = dict.fromkeys(str(each.cause) for each in doubts)
    parts = "; ".join(f"{way}: {', '.join(names)}" for way, names in ways.items() if names)
    return f"{parts} ({', '.join(causes)})" if parts else ""
