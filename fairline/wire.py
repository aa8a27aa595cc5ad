"""What goes over HTTP as JSON, beside the facts: the same types at the port, in OpenAPI and in the client."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from fairline.cases import Scope
from fairline.exports.records import FindingRecord
from fairline.facts import Inspectable
from fairline.policy import Lang

ActName = Literal["allow", "change", "challenge", "hold", "refuse"]
AnswerName = Literal[
    "observe", "challenge", "throttle", "hold", "suspend-number", "suspend-service", "terminate"
]
StandingName = Literal["active", "restricted", "suspended", "terminated"]
TakenName = Literal["counted", "corrected", "duplicate", "late", "passed"]
MoveName = Literal["restrict", "suspend", "terminate", "restore"]
RulesName = Literal["standing", "critical", "law", "analytics", "terms"]
WayName = Literal["open", "closed"]
KindName = Literal["account", "service", "campaign", "user", "device", "number"]


class Said(Struct, frozen=True):
    """The same thing in both languages."""

    en: str
    fr: str


class Subject(Struct, frozen=True, kw_only=True):
    """What has a standing: an account, or something of an account."""

    kind: KindName
    account: str
    id: str


class Reason(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rule that the attempt breaks. One that only observes, or is still warming, decides nothing."""

    rule: str
    clause: str
    finding: str
    severity: str
    act: ActName
    answer: AnswerName
    mode: str
    said: Said
    warming: bool = False


class Doubted(Struct, frozen=True, kw_only=True):
    """A class of rules that nobody could ask, or not in full: ``open``: they let pass, ``closed``: not."""

    rules: RulesName
    way: WayName
    cause: str


class Decided(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may become of one attempt.

    ``mends``: what it must change to pass. ``standing``: the worst that it hangs on, of ``subject``, by
    ``ruling``. ``undecided``: nobody decided, and why; ``act`` is then the configured answer. ``doubts``:
    which rules that leaves unasked, and which way that went; also of rules whose windows are not full.
    ``retry_after_s``: what is restricted has gone too fast, and may go on after so long.
    """

    id: str
    act: ActName
    standing: StandingName
    mends: tuple[str, ...] = ()
    answer: AnswerName = "observe"
    reasons: tuple[Reason, ...] = ()
    subject: Subject | None = None
    ruling: str | None = None
    policy: str | None = None
    taken: TakenName | None = None
    emergency: bool = False
    undecided: str | None = None
    doubts: tuple[Doubted, ...] = ()
    retry_after_s: float | None = None


BasisName = Literal["customer", "complaint", "hash-match", "order", "metadata"]


class HandedOver(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How an item came. ``ip``, ``helo``, ``mail_from``: of the session that handed a mail over.
    ``opening``: whether a call's text is the beginning of what is said."""

    ip: str | None = None
    helo: str | None = None
    mail_from: str | None = None
    opening: bool = False


class Inspect(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An item, its content and the ground on which it may be looked at.

    ``reference``: the complaint, the order, the list. The content is ``text``, or ``data`` in base64; with
    neither, and always on the basis ``metadata``, nothing is looked at. ``name``, ``type``: a file's as they
    were given. ``hosted``: the item lies with the provider, and is not on its way between people. ``person``:
    a hash of the person on the other side.
    """

    item: Inspectable
    basis: BasisName
    reference: str | None = None
    text: str | None = None
    data: bytes | None = None
    name: str | None = None
    type: str | None = None
    hosted: bool = False
    person: str | None = None
    handed: HandedOver = HandedOver()


class Judged(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one check says. ``found``: ``null`` is that it cannot tell. ``score``: 0 to 1, and 1 where a list
    or a rule decides. ``version``: the model or list, and its day."""

    topic: str
    found: bool | None
    score: float | None = None
    why: Said
    version: str


class Inspected(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of a look: the decision on the item, and what each check says.

    ``item``: as it was judged, with what the checks saw of its content. ``look``: under which id it is in the
    journal; none where nobody looked. ``complete``: whether the checks answered in time. ``held``: why what
    could not be judged is held. ``files``: the decisions on files in it. ``decided`` is no milder than these.
    """

    decided: Decided
    item: Inspectable
    look: str | None = None
    judged: tuple[Judged, ...] = ()
    complete: bool = True
    held: Said | None = None
    files: tuple[Decided, ...] = ()


class Unanswered(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An attempt of a batch that was refused, with the status that it would have had alone."""

    status: int
    type: str
    detail: str
    id: str | None = None
    field: str | None = None
    found: str | None = None
    wanted: str | None = None


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one attempt of a batch, from 1: a decision, or why there is none."""

    line: int
    decided: Decided | None = None
    refused: Unanswered | None = None


class Answers(Struct, frozen=True, kw_only=True):
    """The answers to a batch, in its order."""

    answers: tuple[Answer, ...]


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one fact. A refused one says which field, what was found there and what was wanted."""

    line: int
    taken: Literal["counted", "corrected", "repeated", "late", "refused"]
    id: str | None = None
    field: str | None = None
    found: str | None = None
    wanted: str | None = None
    status: int | None = None
    """403 for another account's fact."""


class FactsTaken(Struct, frozen=True, kw_only=True):
    """What became of the facts of a request, in all and line by line."""

    counted: int
    corrected: int
    repeated: int
    late: int
    refused: int
    lines: tuple[Line, ...]


class Stands(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one subject stands, and by which ruling."""

    subject: Subject
    standing: StandingName
    ruling: str | None = None
    territory: tuple[str, ...] = ()
    reasons: str = ""
    decided_by: tuple[str, ...] = ()
    effective_at: datetime | None = None
    expires_at: datetime | None = None


class AllStandings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is not active, in order. ``after``: where the next page begins, if there is one."""

    standings: tuple[Stands, ...]
    after: str | None = None


class RulingMade(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One ruling on a subject, as it was put forward."""

    id: str
    move: str
    territory: tuple[str, ...]
    reasons: str
    decided_by: tuple[str, ...]
    decided_at: datetime
    effective_at: datetime
    expires_at: datetime | None = None


class History(Struct, frozen=True, kw_only=True):
    """How a subject stands, and every ruling on it in the order in which they count."""

    stands: Stands
    rulings: tuple[RulingMade, ...]


class Move(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A ruling that moves a standing. The same ``id`` again changes nothing, so that it may be sent again.

    ``scope`` has kind, account and id, the territory (none: everywhere) and the duration (none: until it is
    lifted, ISO 8601 or seconds). Terminating takes two persons in ``decided_by``.
    """

    move: MoveName
    scope: Scope
    reasons: str
    decided_by: tuple[str, ...]
    id: str | None = None
    language: Lang = Lang.EN
    findings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    case: str | None = None


class Moved(Struct, frozen=True, kw_only=True):
    """What a ruling did. ``changed`` is false where the standing was the same already."""

    ruling: str
    subject: Subject
    before: StandingName
    after: StandingName
    changed: bool


class Health(Struct, frozen=True, kw_only=True):
    """Whether the process lives, or is ready."""

    status: Literal["ok", "not ready"]


class ProblemKind(Struct, frozen=True, kw_only=True):
    """One kind of problem, explained."""

    type: str
    status: int
    title: Said
    detail: Said


class PastMeasure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was counted (durations: milliseconds, money: millionths), and the limit it was held against."""

    hits: int
    base: int
    limit: float
    origin: str
    unknown: int = 0
    saturated: bool = False


class PastFinding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the journal says of a finding in one entry: that it was opened, or with ``open`` false has ended.
    Of several entries on one ``id`` the latest counts. ``samples``: ids of records that count toward it."""

    sequence: int
    at: datetime
    id: str
    rule: str
    clause: str
    account: str
    who: dict[str, str]
    since: datetime
    until: datetime
    mode: str
    severity: str
    answer: str
    measures: tuple[PastMeasure, ...]
    laws: tuple[tuple[str, str], ...] = ()
    samples: tuple[str, ...] = ()
    open: bool = False
    warming: bool = False


class PastFindings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Entries on findings, the latest first. ``before``: where the next page begins, if there may be one."""

    findings: tuple[PastFinding, ...]
    before: int | None = None


class Findings(Struct, frozen=True, kw_only=True):
    """The latest findings, the latest first."""

    findings: tuple[FindingRecord, ...]
