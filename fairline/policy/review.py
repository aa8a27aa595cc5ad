"""The words of the right to review: what evidence permits, the ladder, periods, interpretations.

The data stands in ``fairline.clauses.r_review``. Every number in it is a ``Limit``: it says whose it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from fairline.policy.text import Text
from fairline.policy.words import Answer, Severity
from fairline.signals.limits import Limit


class Harm(IntEnum):
    """What a breach does to others, the catalogue's S1 to S4: a person's word, as severity is a rule's."""

    NUISANCE = 1
    BREACH = 2
    CONSUMERS = 3
    DANGER = 4


LEAST_HARM = {
    Severity.NOTICE: Harm.NUISANCE,
    Severity.MINOR: Harm.NUISANCE,
    Severity.MAJOR: Harm.BREACH,
    Severity.CRITICAL: Harm.CONSUMERS,
}
"""What a rule's severity amounts to. Only a person raises it to danger."""


class Occasion(IntEnum):
    """How often it has come to this."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    """The third time, or aggravated."""


class ScopeKind(StrEnum):
    """What a ruling restricts, and what has a standing."""

    ACCOUNT = "account"
    SERVICE = "service"
    CAMPAIGN = "campaign"
    USER = "user"
    DEVICE = "device"
    NUMBER = "number"


class Lasting(StrEnum):
    """What keeps working whatever the standing."""

    EMERGENCY_CALLS = "emergency-calls"
    PORT_OUT = "port-out"
    DATA_EXPORT = "data-export"
    BILLING = "billing"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One sufficient set of evidence: so many items of each class, and so many persons who decide."""

    a: int = 0
    b: int = 0
    c: int = 0
    any_class: int = 0
    persons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What an answer needs: one of its ways. ``refusal`` says so to whoever has not got it."""

    answer: Answer
    ways: tuple[Way, ...]
    refusal: Text
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One of the conditions under which a ruling may take effect without notice, and what to say of it."""

    number: int
    name: str
    title: Text
    holds: Text
    fails: Text
    unknown: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rung of the ladder: the answers open at this harm and occasion, with what goes with them.

    ``immediate``: without notice, if the conditions for that hold. ``notice``: before a termination.
    """

    harm: Harm
    occasion: Occasion
    answers: tuple[Answer, ...]
    does: Text
    cure: Limit | None = None
    notice: Limit | None = None
    immediate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """What makes a breach weigh more, or less. ``limit`` is its number, where it has one."""

    name: str
    aggravating: bool
    title: Text
    limit: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span that the review keeps to, in ``unit``: hours, days, business days, months or a share."""

    name: str
    title: Text
    limit: Limit
    unit: str

    @property
    def number(self) -> int:
        """The number as a whole one. Asserts that it is."""
        assert isinstance(self.limit.value, int), f"{self.name}: a whole number"
        return self.limit.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is sent to the customer: a subject, and paragraphs with slots."""

    name: str
    subject: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A number that an interpretation goes by, and the id of the catalogue under which it is measured.

    ``share``: it is a share, from 0 to 1.
    """

    rule: str
    title: Text
    limit: Limit
    share: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What a vague word of the policy is taken to mean: published, dated, and never for the past.

    ``number`` is the interpretation's for ever, ``version`` counts its texts. ``rules`` are the ids of the
    catalogue that rest on the word; one that ends in "-" stands for all that begin so.
    ``stricter``: than what held before, so it needs notice.
    """

    number: int
    version: int
    term: str
    title: Text
    text: Text
    reasons: Text
    rules: tuple[str, ...]
    thresholds: tuple[Threshold, ...] = ()
    published_on: date
    in_force_from: date
    stricter: bool = True

    @property
    def id(self) -> str:
        """How a ruling cites it: ``I-3.1`` is the first version of the third."""
        return f"I-{self.number}.{self.version}"

    def covers(self, rule: str) -> bool:
        """Whether the rule of the catalogue with this id rests on the word."""
        return any(rule == each or (each.endswith("-") and rule.startswith(each)) for each in self.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Section R of the policy as data, handed to whoever rules."""

    needs: tuple[Need, ...]
    conditions: tuple[Condition, ...]
    ladder: tuple[Step, ...]
    circumstances: tuple[Circumstance, ...]
    periods: Mapping[str, Period]
    slow_to_mend: tuple[str, ...]
    """Ids of the catalogue, and letters, that have the longer cure; "B-SDC", or "H-" for all of a clause."""
    volume_clause: str
    more_than_volume: tuple[str, ...]
    """Ids within the volume clause that are about who uses it or how, and not about how much."""
    notices: Mapping[str, Notice]
    interpretations: tuple[Interpretation, ...]
    lasting: Mapping[Lasting, Text]
    harms: Mapping[Harm, Text]

    def __post_init__(self) -> None:
        """Assert that each answer has its needs and each harm its rungs; a review without does not import."""
        assert [need.answer for need in self.needs] == list(Answer), "one need for each answer"
        assert [each.number for each in self.conditions] == list(range(1, len(self.conditions) + 1))
        rungs = {(step.harm, step.occasion) for step in self.ladder}
        assert len(rungs) == len(self.ladder) == len(Harm) * len(Occasion), "one rung for each"
        assert set(self.lasting) == set(Lasting)

    def step(self, harm: Harm, occasion: Occasion) -> Step:
        """Return the rung of the ladder."""
        return next(each for each in self.ladder if (each.harm, each.occasion) == (harm, occasion))
