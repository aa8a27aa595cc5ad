"""What came of one batch in all shards together, and whether every fact of it is accounted for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from fairline.facts import FairlineError
from fairline.guard.records import FindingRecord
from fairline.signals.book import Taken
from fairline.stream.rows import FileTold, Result
from fairline.stream.shard import FAILED

USED = (Taken.COUNTED, Taken.CORRECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Records and what became of them. ``refused``: no fact, or one that the engine failed at."""

    records: int = 0
    used: int = 0
    duplicates: int = 0
    late: int = 0
    refused: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})

    def checked(self, where: str) -> "Sum":
        """Raise ``FairlineError`` if something went in that did not come out."""
        out = self.used + self.duplicates + self.late + self.refused
        if self.records != out:
            raise FairlineError(
                f"{where}: found {self.used} used + {self.duplicates} duplicates + {self.late} late + "
                f"{self.refused} refused = {out}, wanted {self.records} records"
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch. ``late``: by shard; ``seen``: facts by shard; ``latest``: by source, µs since 1970."""

    number: int
    policy: str
    sum: Sum
    findings: tuple[FindingRecord, ...]
    files: tuple[FileTold, ...]
    latest: dict[str, int]
    late: dict[str, int]
    seen: dict[str, int]
    faults: tuple[str, ...]
    warming: int
    engine_s: dict[str, float]
    read_s: float
    restored: dict[str, float]
    state_bytes: int
    seconds: dict[str, float] = field(default_factory=dict)


def batch_of(number: int, results: Iterable[Result]) -> Batch:
    """Return what the shards say of a batch, in the order of their names. Raises ``FairlineError`` if facts
    are not accounted for, or shards went by different rules."""
    results = sorted(results, key=lambda each: each.place)
    policies = {each.policy for each in results}
    if len(policies) > 1:
        raise FairlineError(
            f"batch {number}: found rules {', '.join(sorted(policies))}, wanted the same in all shards"
        )
    told = [part for each in results for part in each.told]
    files = tuple(file for part in told for file in part.files)
    home: Counter[str] = Counter()
    for each in results:
        home.update(each.home)
    unreadable = sum(each.unreadable for each in files)
    latest: dict[str, int] = {}
    for part in told:
        for whose, at in part.latest.items():
            latest[whose] = max(at, latest.get(whose, at))
    return Batch(
        number=number,
        policy=next(iter(policies), ""),
        sum=Sum(
            records=sum(part.facts for part in told) + unreadable,
            used=sum(home[each] for each in USED),
            duplicates=home[Taken.DUPLICATE],
            late=home[Taken.LATE],
            refused=home[FAILED] + unreadable,
        ).checked(f"batch {number}"),
        findings=tuple(finding for each in results for finding in each.findings),
        files=files,
        latest=latest,
        late={each.place: each.home.get(Taken.LATE, 0) for each in results},
        seen={each.place: each.seen for each in results},
        faults=tuple(fault for each in results for fault in each.faults),
        warming=sum(each.warming for each in results),
        engine_s={each.place: each.engine_s for each in results},
        read_s=sum(part.read_s for part in told),
        restored={each.place: each.restored_s for each in results if each.restored_s > 0.1},
        state_bytes=sum(each.state_bytes for each in results),
    )
