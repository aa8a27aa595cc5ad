"""What the guard, its ports and its switches count, as Prometheus reads it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Protocol

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from fairline.app.status import Status


class Told(Protocol):
    """Whoever can say how it stands."""

    def status(self) -> Status:
        """Return how it stands now."""


class AppCollector(Collector):
    """Reads the status when Prometheus asks. The HTTP port has a collector of its own."""

    def __init__(self, app: Told) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """Yield every family."""
        status = self._app.status()
        yield _counted("fairline_guard", "What the guard took and did", "what", status.counts)
        for port in status.ports:
            if port.name != "http":
                name = port.name.replace(" ", "_").replace("-", "_")
                yield _counted(f"fairline_{name}", f"What the {port.name} port counted", "what", port.counts)
        for name, told, value in (
            ("fairline_journal_sequence", "The number of the last entry", status.sequence),
            ("fairline_journal_pending", "Entries that are not on disk yet", status.pending),
            ("fairline_catching_up", "Entries still to be read after the start", status.catching_up or 0),
            ("fairline_trouble", "1 while nothing is acknowledged", status.trouble is not None),
        ):
            yield GaugeMetricFamily(name, told, value=float(value))
        if status.behind is not None:
            told = "Entries that the watching half has not got to"
            yield GaugeMetricFamily("fairline_watch_behind", told, value=float(status.behind))
        if status.standby is not None:
            told = "1 if the database has a synchronous standby"
            yield GaugeMetricFamily("fairline_store_standby", told, value=float(status.standby))
        if status.shared_age_s is not None:
            told = "Seconds since all that other guards were told was known"
            yield GaugeMetricFamily("fairline_shared_age_seconds", told, value=status.shared_age_s)
        standing = GaugeMetricFamily("fairline_standing", "Subjects that are not active", labels=["standing"])
        for name in ("restricted", "suspended", "terminated"):
            standing.add_metric([name], status.standing.get(name, 0))
        yield standing
        gaps = GaugeMetricFamily(
            "fairline_enforcement_gaps", "Standings a switch has not acknowledged", labels=["actuator"]
        )
        for name, count in sorted(Counter(gap.actuator for gap in status.gaps).items()):
            gaps.add_metric([name], count)
        yield gaps
        yield _counted("fairline_findings", "Findings since the start", "rule", status.findings)


def _counted(name: str, told: str, label: str, counts: Mapping[str, int]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, told, labels=[label])
    for key, count in sorted(counts.items()):
        family.add_metric([key], count)
    return family
