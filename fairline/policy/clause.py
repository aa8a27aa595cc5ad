"""A clause of the policy and its rules, as data."""

from dataclasses import dataclass
from enum import Enum

from fairline.policy.text import Text
from fairline.policy.words import Act, Answer, Citation, Evidence, Mend, Mode, Severity
from fairline.signals import Origin, Signal, Test
from fairline.signals.limits import AnyLimit
from fairline.signals.windows import Sliding


class Letter(Enum):
    """The twelve clauses of the policy."""

    A = Text(en="illegal activity", fr="activité illégale")
    B = Text(
        en="abusive dialing, trunking, traffic pumping",
        fr="numérotation abusive, jonction, trafic artificiel",
    )
    C = Text(en="harm to minors", fr="préjudice aux mineurs")
    D = Text(en="interference and malware", fr="perturbation et logiciels malveillants")
    E = Text(en="objectionable or deceptive acts", fr="actes répréhensibles ou trompeurs")
    F = Text(en="safety", fr="sécurité")
    G = Text(en="harvesting, spam, bulk messages", fr="collecte de données, pourriel, envois en masse")
    H = Text(en="excessive or unauthorized use", fr="usage excessif ou non autorisé")
    I = Text(en="circumvention of limits or security", fr="contournement des limites ou de la sécurité")  # noqa: E741
    J = Text(en="interception", fr="interception")
    K = Text(en="resale", fr="revente")
    L = Text(en="high-risk use", fr="usage à haut risque")


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a rule's ladder: past this limit the breach is as grave as this and allows this answer."""

    limit: AnyLimit
    severity: Severity
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One test of a clause.

    ``id`` is its row in the catalogue, ``name`` its own name, unique in the policy. ``when`` is one test, or
    several over the same key and window that must all be broken; the first is the one that is told.
    ``law`` names the topic of the law book that is cited for the places in the key, where there are places.
    ``act``: what becomes of an attempt that breaks it, before it happens; stream rules let it pass.
    """

    id: str
    name: str
    title: Text
    when: tuple[Test, ...]
    severity: Severity
    answer: Answer
    reason: Text
    mode: Mode
    evidence: Evidence = Evidence.B
    ladder: tuple[Rung, ...] = ()
    act: Act = Act.ALLOW
    mend: Mend | None = None
    law: str | None = None
    citation: Citation | None = None

    def __post_init__(self) -> None:
        """Assert what a rule must keep to; a policy that breaks it does not import."""
        first = self.when[0].signal
        assert first.key_names[0] == "account", f"{self.name}: the first part of a key is who answers for it"
        for test in self.when[1:]:
            assert test.signal.by == first.by, f"{self.name}: tests of one rule have one key"
            assert test.signal.over == first.over, f"{self.name}: tests of one rule have one window"
            assert test.signal.kind is first.kind, f"{self.name}: tests of one rule count one kind of fact"
        for rung in self.ladder:
            first.check(rung.limit)
        if self.mode not in (Mode.DRAFT, Mode.OBSERVE, Mode.MUTED):
            origins = {limit.origin for test in self.when for limit in test.limit.variants()}
            origins |= {limit.origin for rung in self.ladder for limit in rung.limit.variants()}
            assert Origin.DESIGN not in origins, f"{self.name}: a limit of ours may only observe"
        if self.act is not Act.ALLOW:
            assert isinstance(first.over, Sliding), f"{self.name}: only a sliding window is known in time"
        assert (self.act is Act.CHANGE) is (self.mend is not None), f"{self.name}: a change says which"
        if self.when[0].of_periods > 1:
            assert not isinstance(first.over, Sliding), f"{self.name}: only periods can repeat"
            assert len(self.when) == 1, f"{self.name}: one test can repeat, several cannot"

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What must be counted for it."""
        return tuple(test.signal for test in self.when)

    @property
    def signal(self) -> Signal:
        """What the rule is told by."""
        return self.when[0].signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row of the catalogue that cannot be measured yet, and which fact it lacks."""

    id: str
    title: Text
    missing: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """A row of the catalogue that always holds, whatever is counted, and what holds it."""

    id: str
    title: Text
    held_by: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One article: a family of rules, the law or practice behind it, and how to look into a finding.

    ``innocent`` are explanations under which the same numbers are fair use. ``runbook`` tells the reviewer
    what to ask for and look at before ruling.
    """

    id: str
    letter: Letter
    title: Text
    citation: Citation
    rules: tuple[Rule, ...]
    innocent: tuple[Text, ...]
    runbook: Text
    drafts: tuple[Draft, ...] = ()
    invariants: tuple[Invariant, ...] = ()
