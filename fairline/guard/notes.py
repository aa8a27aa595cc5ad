"""What a guard writes down beside what is decided, and the instant at which it does."""

import logging
from collections import Counter
from collections.abc import Callable
from functools import partial

from fairline.decision import Decision
from fairline.facts import Event
from fairline.findings import Finding
from fairline.guard.course import ATTEMPT, FAULT, FINDING, POLICY
from fairline.guard.records import ENCODE, PolicyRecord, decision_record, finding_record
from fairline.guard.writing import Writing

log = logging.getLogger("fairline")
UNWRITABLE = (ValueError, TypeError, OverflowError)
"""What encoding raises for a text that is none, or a number that fits nowhere."""


class Notes:
    """``on_finding`` are told findings, once they are on disk."""

    def __init__(
        self, writing: Writing, now: Callable[[], int], counts: Counter[str], quiet_max: int
    ) -> None:
        """``quiet_max``: calls for help that are noted for later while the disk refuses."""
        self.on_finding: list[Callable[[list[Finding]], None]] = []
        self._writing = writing
        self._now = now
        self._counts = counts
        self._quiet_max = quiet_max

    def instant(self) -> int:
        """Return the time, which never goes back."""
        return max(self._now(), self._writing.journal.at)

    def help(self, attempt: Event, decision: Decision) -> None:
        """Write down a call for help, if that can be done; it has been answered."""
        writing = self._writing
        full = writing.trouble is not None and writing.journal.waiting >= self._quiet_max
        if writing.closed or full:
            self._counts["emergency: not written"] += 1
            return
        try:
            body = b'{"attempt":%b,"decision":%b}' % (ENCODE(attempt), ENCODE(decision_record(decision)))
        except UNWRITABLE:
            self._counts["emergency: not written"] += 1
            return
        writing.append(self.instant(), ATTEMPT, attempt.id, body)

    def fault(self, at: int, body: bytes, error: BaseException, *, attempt: bool) -> None:
        """Write down what the engine failed at: it may have counted a part of it."""
        self._counts["faults"] += 1
        told = b'{"fact":%b,"attempt":%b,"error":"%b"}' % (
            body, b"true" if attempt else b"false", type(error).__name__.encode(),
        )  # fmt: skip
        self._writing.append(at, FAULT, "", told)

    def findings(self, at: int, findings: list[Finding]) -> None:
        """Write down what was found, and tell it."""
        for each in findings:
            self._writing.append(at, FINDING, each.id, ENCODE(finding_record(each)))
        self._counts["findings"] += len(findings)
        for tell in self.on_finding:
            self._writing.later(partial(tell, findings))

    def unusable(self, snapshots: list[str]) -> None:
        """Say which snapshots were left out at the start."""
        for why in snapshots:
            self._counts["snapshots: unusable"] += 1
            log.warning("a snapshot is left out, and more of the journal replayed: %s", why)

    def missed(self, missed: list[tuple[str, bytes]]) -> None:
        """Write down what the last process had found and not written."""
        at = self.instant()
        for id, body in missed:
            self._writing.append(at, FINDING, id, body)

    def policy(self, record: PolicyRecord) -> None:
        """Write down what is decided by from here on."""
        self._writing.append(self.instant(), POLICY, record.name, ENCODE(record))
