"""The machine's answer to one attempt, with all its reasons."""

from dataclasses import dataclass

from fairline.findings.finding import Finding
from fairline.policy import Answer
from fairline.signals.book import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What may become of one attempt.

    ``answer`` is the worst that a rule in force asks for; ``OBSERVE`` lets the attempt pass. ``reasons`` are
    all rules that it breaks, in the order of the policy, those that only observe and those still ``warming``
    among them. ``policy`` tells one policy from another. An ``emergency`` call passes before anything is
    asked. ``taken``: whether the attempt counts; one that came too late does not, and breaks nothing.
    """

    answer: Answer
    reasons: tuple[Finding, ...]
    policy: str
    taken: Taken
    emergency: bool = False
