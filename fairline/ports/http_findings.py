"""The findings of the last while, for whoever may read them."""

from collections.abc import Iterable

from fairline.exports.document import finding_record
from fairline.exports.records import FindingRecord
from fairline.findings import Finding
from fairline.ports.http_keys import ApiKey

PAGE, PAGE_MAX = 100, 1_000  # ours: findings of one answer


class Found:
    """The latest findings by id: one that goes on takes its own place. They are those since the start."""

    def __init__(self, kept_max: int) -> None:
        """Keep ``kept_max``."""
        self._kept_max = kept_max
        self._by_id: dict[str, Finding] = {}

    def take(self, findings: Iterable[Finding]) -> None:
        """Take findings as they are opened and ended."""
        for finding in findings:
            self._by_id.pop(finding.id, None)
            self._by_id[finding.id] = finding
        while len(self._by_id) > self._kept_max:
            del self._by_id[next(iter(self._by_id))]

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._by_id)

    def page(
        self, key: ApiKey, *, account: str | None, rule: str | None, limit: int
    ) -> tuple[FindingRecord, ...]:
        """Return the latest that ``key`` may see, the latest first. One that is about no single account is
        for keys of all accounts."""
        kept: list[FindingRecord] = []
        for finding in reversed(self._by_id.values()):
            whose = finding.who.get("account")
            if key.speaks_for(whose) and account in (None, whose) and rule in (None, finding.rule.name):
                kept.append(finding_record(finding))
                if len(kept) == limit:
                    break
        return tuple(kept)
