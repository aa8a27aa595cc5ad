"""A Spark session for a query that goes on."""

import os
import sys
from typing import Any

SETTINGS = {
    "spark.sql.streaming.stateStore.providerClass": (
        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"
    ),
    # Only what a batch appends is written with it.
    "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled": "true",
    "spark.sql.streaming.noDataMicroBatches.enabled": "false",
    # A row holds thousands of facts: few of them are to be in memory at once.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "16",
    # A shard waits this long for the process that has it; one that waits longer moves to where there is room.
    "spark.locality.wait": "1s",
    # The first batch waits for all executors, so that the shards spread over them.
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
}


def session(on: str, settings: dict[str, str]) -> Any:
    """Return a session on a master. Raises ``FairlineError`` without Spark or Java."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(on).appName("fairline watch")
    for name, value in {**SETTINGS, **settings}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
