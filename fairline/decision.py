"""The machine's answer to one attempt, with all its reasons."""

from dataclasses import dataclass

from fairline.findings.finding import Finding
from fairline.policy import Act, Answer, Doubt, Mend
from fairline.signals.book import Taken
from fairline.standing import Effective


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What may become of one attempt.

    ``act`` is the worst that a rule in force asks of the attempt itself; ``mends`` are all changes that it
    needs to pass, if nothing worse is asked. ``answer`` is the worst that may follow for who made it.
    ``reasons`` are all rules that it breaks, in the order of the policy, those that only observe and those
    still ``warming`` among them. ``policy`` tells one policy from another.

    ``standing`` is the worst that the attempt hangs on: one that is suspended or terminated is refused; how
    fast one that is restricted may go on is not decided here. An ``emergency`` passes before anything is
    asked. ``taken``: whether the attempt counts; one that came too late does not, and breaks nothing.

    ``doubts``: the classes of rules that could not be asked, or not in full, and which way that went; what
    was refused by one of them may have no reason. ``wait_s``: what is restricted has gone too fast, and may
    go on after so long.
    """

    act: Act
    mends: tuple[Mend, ...]
    answer: Answer
    reasons: tuple[Finding, ...]
    policy: str
    taken: Taken
    standing: Effective
    emergency: bool = False
    doubts: tuple[Doubt, ...] = ()
    wait_s: float = 0.0
