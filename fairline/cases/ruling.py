"""A ruling: who decided what about whom, when and for how long, on which evidence and for which reasons."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from fairline.policy import Answer, Harm, Lang, Lasting, ScopeKind


class Outcome(StrEnum):
    """What a person decides about a case."""

    DISMISS = "dismiss"
    ASK = "ask"
    WARN = "warn"
    THROTTLE = "throttle"
    HOLD = "hold"
    SUSPEND = "suspend"
    TERMINATE = "terminate"
    RESTORE = "restore"


RESTRICTS = (Outcome.THROTTLE, Outcome.HOLD, Outcome.SUSPEND, Outcome.TERMINATE)
SANCTIONS = (Outcome.SUSPEND, Outcome.TERMINATE)
SMALL = (ScopeKind.NUMBER, ScopeKind.DEVICE, ScopeKind.USER)
"""Ours: suspending one of these needs the evidence that suspending a number needs; the rest, a service."""

ANSWERS = {
    Outcome.DISMISS: Answer.OBSERVE,
    Outcome.RESTORE: Answer.OBSERVE,
    Outcome.ASK: Answer.CHALLENGE,
    Outcome.WARN: Answer.CHALLENGE,
    Outcome.THROTTLE: Answer.THROTTLE,
    Outcome.HOLD: Answer.HOLD,
    Outcome.TERMINATE: Answer.TERMINATE,
}


class Trigger(StrEnum):
    """How the case began (DSA 17(3)(b))."""

    OWN_INITIATIVE = "own-initiative"
    NOTICE = "notice"
    ORDER = "order"


class Reach(StrEnum):
    """How far a measure can reach, the smallest first."""

    CALL = "call"
    DESTINATION = "destination"
    NUMBER = "number"
    DEVICE = "device"
    USER = "user"
    CAMPAIGN = "campaign"
    SERVICE = "service"
    ACCOUNT = "account"


class ShortNotice(StrEnum):
    """Why a termination needs no 30 days (P2B 4(4)); the time to mend it still needs."""

    LEGAL_OBLIGATION = "legal-obligation"
    IMPERATIVE_REASON = "imperative-reason"
    REPEATED_INFRINGEMENT = "repeated-infringement"


class DelayReason(StrEnum):
    """Why a statement of reasons may come later (R.2): an order, or an investigation that it would spoil."""

    ORDER = "order"
    SECRECY = "secrecy"


class Scope(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a ruling is about. No ``territory``: everywhere. ``duration``: ``None`` is until it is lifted."""

    kind: ScopeKind
    id: str
    account: str
    territory: tuple[str, ...] = ()
    duration: timedelta | None = None


class Alternative(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A smaller reach that was considered: whether it would stop the harm, and why."""

    reach: Reach
    suffices: bool | None = None
    why: str = ""


class NoticeGiven(Struct, frozen=True, kw_only=True):
    """When the customer was told beforehand."""

    given_at: datetime


class Delay(Struct, frozen=True, kw_only=True):
    """A statement of reasons that is held back, why, and until when at the latest."""

    reason: DelayReason
    why: str
    until: datetime


class Ruling(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="ruling", tag_field="kind"):
    """One decision of people. ``None`` in a field: nobody said so yet.

    ``evidence`` holds the ``sha256`` of items, ``findings`` their ids, ``rules`` the names of the rules it
    rests on. ``interpretations`` are cited by id, such as ``I-9.1``. ``renews``: whose end it puts off.
    """

    id: str
    outcome: Outcome
    scope: Scope
    decided_at: datetime
    effective_at: datetime
    decided_by: tuple[str, ...]
    reasons: str
    case: str | None = None
    language: Lang = Lang.EN
    harm: Harm | None = None
    trigger: Trigger = Trigger.OWN_INITIATIVE
    network_at_risk: bool | None = None
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    facts_since: datetime | None = None
    interpretations: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    proportionality: str = ""
    cure_steps: tuple[str, ...] = ()
    notice: NoticeGiven | None = None
    no_notice_because: str = ""
    short_notice: ShortNotice | None = None
    statement_sent_at: datetime | None = None
    delay: Delay | None = None
    ratified_by: str | None = None
    ratified_at: datetime | None = None
    review_on: date | None = None
    reviewed_at: datetime | None = None
    keeps: tuple[Lasting, ...] = ()
    stops: tuple[Lasting, ...] = ()
    no_life_depends: bool | None = None
    """Whether somebody has confirmed that no life depends on what is cut (clauses f and l)."""
    renews: str | None = None
    detected_by_machine: bool = True
    decided_by_machine: bool = False

    @property
    def expires_at(self) -> datetime | None:
        """When it ends by itself, ``None`` if it does not."""
        return None if self.scope.duration is None else self.effective_at + self.scope.duration

    @property
    def answer(self) -> Answer:
        """What it amounts to on the scale of answers, by which evidence is asked for."""
        if self.outcome is Outcome.SUSPEND:
            return Answer.SUSPEND_NUMBER if self.scope.kind in SMALL else Answer.SUSPEND_SERVICE
        return ANSWERS[self.outcome]

    @property
    def persons(self) -> frozenset[str]:
        """Everybody who has decided or ratified it."""
        return frozenset(self.decided_by) | ({self.ratified_by} if self.ratified_by else set())
