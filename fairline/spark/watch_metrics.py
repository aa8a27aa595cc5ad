"""What a query counts, as Prometheus reads it."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from threading import Lock

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from fairline.facts import FairlineError
from fairline.spark.watch_batch import Batch, Sum

SECONDS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)


class WatchMetrics(Collector):
    """Sums over the batches since this process started. It is told by one thread and asked by another."""

    def __init__(self) -> None:
        self.sum = Sum()
        self.findings: Counter[str] = Counter()
        self.late: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.engine_s: dict[str, float] = {}
        self.latest: dict[str, int] = {}
        self.behind: dict[str, int] = {}
        self.lost = self.restored = self.repeated = self.waits = 0
        self.read_s = 0.0
        self._held = [0] * len(SECONDS)
        self._batches_s, self._number = 0.0, 0
        self._last: Batch | None = None
        self._lock = Lock()

    def take(self, batch: Batch, seconds: float, *, written: bool) -> None:
        """Count a batch. ``written``: it was not there already."""
        with self._lock:
            self.sum += batch.sum
            self.findings.update(each.rule for each in batch.findings if written)
            self.late.update(batch.late)
            self.seen.update(batch.seen)
            for shard, engine_s in batch.engine_s.items():
                self.engine_s[shard] = self.engine_s.get(shard, 0.0) + engine_s
            for whose, at in batch.latest.items():
                self.latest[whose] = max(at, self.latest.get(whose, at))
            self.restored += len(batch.restored)
            self.repeated += not written
            self.read_s += batch.read_s
            self._held = [held + (seconds <= most) for held, most in zip(self._held, SECONDS, strict=True)]
            self._batches_s += seconds
            self._number += 1
            self._last = batch

    @property
    def newest(self) -> int | None:
        """The latest time of a fact, µs since 1970."""
        return max(self.latest.values(), default=None)

    def collect(self) -> Iterator[Metric]:
        """Yield every family."""
        with self._lock:
            total, last = self.sum, self._last
            yield _counts("fairline_watch_records", "Records by what became of them", "what", {
                "used": total.used, "duplicate": total.duplicates, "late": total.late,
                "refused": total.refused,
            })  # fmt: skip
            yield _counts("fairline_watch_findings", "Findings that opened or ended", "rule", self.findings)
            yield _counts("fairline_watch_shard_facts", "Facts that a shard looked at", "shard", self.seen)
            yield _counts("fairline_watch_shard_late", "Facts that were late in a shard", "shard", self.late)
            yield _counts(
                "fairline_watch_engine_seconds", "Seconds in a shard's engine", "shard", self.engine_s
            )
            yield _counts("fairline_watch_events", "What else happened", "what", {
                "executor lost": self.lost, "shard restored": self.restored, "batch repeated": self.repeated,
                "database waited for": self.waits,
            })  # fmt: skip
            yield self._batches()
            latest = GaugeMetricFamily(
                "fairline_watch_latest_seconds", "The latest time of a fact, by source", labels=["source"]
            )
            for whose, at in sorted(self.latest.items()):
                latest.add_metric([whose], at / 1e6)
            yield latest
            behind = GaugeMetricFamily(
                "fairline_watch_behind", "Files, entries or messages that wait", labels=["source"]
            )
            for whose, number in sorted(self.behind.items()):
                behind.add_metric([whose], number)
            yield behind
            if self.newest is not None:
                told = "Seconds from the newest fact to now"
                yield GaugeMetricFamily(
                    "fairline_watch_lag_seconds", told, value=time.time() - self.newest / 1e6
                )
            if last is not None:
                told = "Bytes that are kept of all shards"
                yield GaugeMetricFamily("fairline_watch_state_bytes", told, value=last.state_bytes)
                told = "Rules that only observe until what they count reaches back far enough"
                yield GaugeMetricFamily("fairline_watch_warming_rules", told, value=last.warming)

    def _batches(self) -> HistogramMetricFamily:
        held = [(str(most), float(number)) for most, number in zip(SECONDS, self._held, strict=True)]
        held.append(("+Inf", float(self._number)))
        family = HistogramMetricFamily("fairline_watch_batch_seconds", "Seconds that a batch took")
        family.add_metric([], held, self._batches_s)
        return family


def serve(metrics: WatchMetrics, listen: str) -> int:
    """Answer Prometheus at ``listen`` from a thread until the process ends; return the port. Raises
    ``FairlineError``."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal():
        raise FairlineError(f"--metrics: found {listen}, wanted an address and port such as 127.0.0.1:9109")
    registry = CollectorRegistry()
    registry.register(metrics)
    try:
        server, _ = start_http_server(int(port), host, registry)
    except OSError as error:
        raise FairlineError(f"--metrics {listen}: {error.strerror}") from error
    return int(server.server_port)


def _counts(name: str, told: str, label: str, counts: Mapping[str, float]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, told, labels=[label])
    for key, count in sorted(counts.items()):
        family.add_metric([key], count)
    return family
