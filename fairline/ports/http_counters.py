"""What the port counts, as Prometheus reads it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

BUCKETS_S = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
"""Ours: upper ends of the histogram of how long a decision takes, in seconds."""


class Counts:
    """Everything is a plain counter, so that counting costs no lock; Prometheus reads it when it asks."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.requests: Counter[tuple[str, int]] = Counter()
        """By route and status."""
        self.refusals: Counter[tuple[str, str]] = Counter()
        """By the name of the key, or of the webhook, and the reason."""
        self.facts: Counter[str] = Counter()
        """By what became of them."""
        self.connections: Counter[str] = Counter()
        """By why they were ended."""
        self._buckets = [0] * (len(BUCKETS_S) + 1)
        self._seconds = 0.0

    def took(self, seconds: float) -> None:
        """Note how long a request to decide took, from its last byte to its answer."""
        self._buckets[bisect_left(BUCKETS_S, seconds)] += 1
        self._seconds += seconds

    def histogram(self) -> tuple[list[tuple[str, float]], float]:
        """Return the buckets, each with all below it, and the sum in seconds."""
        total, made = 0, []
        for end, count in zip((*map(str, BUCKETS_S), "+Inf"), self._buckets, strict=True):
            total += count
            made.append((end, float(total)))
        return made, self._seconds


class HttpCollector(Collector):
    """Reads the counts for Prometheus. ``connections`` tells how many are open."""

    def __init__(self, counts: Counts, decided: Counter[str], connections: Callable[[], int]) -> None:
        """Take what is to be read."""
        self._counts, self._decided, self._connections = counts, decided, connections

    def collect(self) -> Iterator[Metric]:
        """Yield every family."""
        counts = self._counts
        requests = CounterMetricFamily(
            "fairline_http_requests", "Requests by route and status", labels=["route", "status"]
        )
        for (route, status), number in sorted(counts.requests.items()):
            requests.add_metric([route, str(status)], number)
        yield requests
        refusals = CounterMetricFamily(
            "fairline_http_refusals", "Refusals by key and reason", labels=["key", "reason"]
        )
        for (who, reason), number in sorted(counts.refusals.items()):
            refusals.add_metric([who, reason], number)
        yield refusals
        for name, help_text, label, found in (
            ("fairline_http_decisions", "Attempts by what was answered", "act", self._decided),
            ("fairline_http_facts", "Facts by what became of them", "taken", counts.facts),
            ("fairline_http_connections_ended", "Connections ended by the port", "why", counts.connections),
        ):
            family = CounterMetricFamily(name, help_text, labels=[label])
            for key, number in sorted(found.items()):
                family.add_metric([key], number)
            yield family
        buckets, seconds = counts.histogram()
        yield HistogramMetricFamily(
            "fairline_http_decide_seconds",
            "From the last byte of a request to decide to its answer",
            buckets=buckets,
            sum_value=seconds,
        )
        yield GaugeMetricFamily(
            "fairline_http_connections", "Open connections", value=float(self._connections())
        )


def exposition(registry: CollectorRegistry) -> tuple[bytes, bytes]:
    """Return the content type and the text that Prometheus reads."""
    return CONTENT_TYPE_LATEST.encode(), generate_latest(registry)
