"""What a port is told of an attempt: may it go on, and on which ground not."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from fairline.decision import Decision
from fairline.findings import Finding
from fairline.policy import Act, Doubt, Evidence, Mode, WayOut, class_of
from fairline.standing import Effective, Standing


class Ground(StrEnum):
    """Why an attempt is not let pass; the ground decides how a peer is told."""

    POLICY = "policy"
    """A rule of the provider's own policy."""
    STANDING = "standing"
    """The account, service, number, user, device or campaign is restricted, suspended or terminated."""
    ANALYTICS = "analytics"
    """What was concluded from patterns of traffic or by a score."""
    WISH = "wish"
    """The called party does not want it."""
    RATE = "rate"
    """Too many at once; later it may pass."""


BY_EVIDENCE = {  # a pattern or score concludes something about the caller; a record or complaint shows it
    Evidence.A: Ground.POLICY,
    Evidence.B: Ground.ANALYTICS,
    Evidence.C: Ground.POLICY,
    Evidence.D: Ground.ANALYTICS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``rule`` and ``case`` are what the peer may quote back; ``retry_after`` is for ``Ground.RATE``.
    ``doubts``: the rules that could not be asked, or not in full, and the way out that was taken."""

    act: Act
    ground: Ground = Ground.POLICY
    rule: str | None = None
    case: str | None = None
    retry_after: timedelta | None = None
    doubts: tuple[Doubt, ...] = ()


PASSES = Verdict(act=Act.ALLOW)


def verdict_of(decision: Decision) -> Verdict:
    """Return a decision of the engine as a port needs it: by the rule that asks the most."""
    if decision.emergency:
        return PASSES
    doubts = decision.doubts
    if decision.act is Act.ALLOW:
        return Verdict(act=Act.ALLOW, doubts=doubts) if doubts else PASSES
    if decision.wait_s:
        return slowed_by(decision.standing, decision.wait_s)
    if decision.standing.standing >= Standing.SUSPENDED:
        return refused_by(decision.standing)
    worst = next((each for each in decision.reasons if _asks(each, decision)), None)
    if worst is None:
        return Verdict(act=decision.act, doubts=doubts)
    return Verdict(
        act=decision.act,
        ground=BY_EVIDENCE[worst.rule.evidence],
        rule=worst.rule.name,
        case=worst.id,
        doubts=doubts,
    )


def refused_by(held: Effective) -> Verdict:
    """Return the refusal of an attempt that hangs on something suspended or terminated."""
    return Verdict(act=Act.REFUSE, ground=Ground.STANDING, case=held.ruling)


def slowed_by(held: Effective, wait_s: float) -> Verdict:
    """Return the answer to an attempt of something restricted that has gone too fast."""
    return Verdict(
        act=Act.REFUSE, ground=Ground.RATE, case=held.ruling, retry_after=timedelta(seconds=wait_s)
    )


def _asks(finding: Finding, decision: Decision) -> bool:
    rule = finding.rule
    closed = any(each.way is WayOut.CLOSED and each.rules is class_of(rule) for each in decision.doubts)
    return rule.act is decision.act and rule.mode is Mode.ENFORCE and (closed or not finding.warming)
