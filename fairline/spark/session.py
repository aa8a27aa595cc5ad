"""A session of Spark on the machines that were asked for, quiet, and ended with what it was started for."""

import importlib.util
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fairline.facts import FairlineError

MASTER = re.compile(
    r"spark://\S+|local-cluster\[\d+,\s*\d+,\s*\d+\]|local(\[(\d+|\*)\])?|yarn|k8s://\S+", re.ASCII
)
WANTED = "spark://HOST:PORT, local-cluster[EXECUTORS,CORES,MEGABYTES] or local[CORES]"
MODULES = ("pyspark", "pandas")
QUIET = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
"""
OURS = {
    "spark.app.name": "fairline audit",
    # Rows have hundreds of kilobytes: few of them at once.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "8",
    # Where facts go is decided by us, from what was counted.
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.ui.enabled": "false",
}
NO_MORE: Mapping[str, str] = MappingProxyType({})


@contextmanager
def session(master: str, settings: Mapping[str, str] = NO_MORE) -> Iterator[Any]:
    """Give a session of Spark; its configuration beside ours and ``settings`` comes from ``SPARK_CONF_DIR``
    as always.

    What Spark's own machine says on standard error goes to a file, of which the end is told if Spark fails;
    with a ``log4j2.properties`` in ``SPARK_CONF_DIR`` it goes where that says. Raises ``FairlineError`` for a
    master that is none, when pyspark or Java is missing, and when the session does not start.
    """
    if MASTER.fullmatch(master) is None:
        raise FairlineError(f"--on: found {master}, wanted {WANTED}")
    if any(importlib.util.find_spec(name) is None for name in MODULES):
        raise FairlineError("--on: found no pyspark, wanted it installed: pip install 'fairline[spark]'")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise FairlineError("--on: found no Java, wanted Java 17 or later (Debian: openjdk-17-jre-headless)")
    with tempfile.TemporaryDirectory(prefix="fairline-spark-") as folder:
        spark = _started(master, Path(folder), settings)
        try:
            yield spark
        finally:
            spark.stop()


def _started(master: str, folder: Path, settings: Mapping[str, str]) -> Any:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    for key, value in {**OURS, **settings}.items():
        builder = builder.config(key, value)
    conf = os.environ.get("SPARK_CONF_DIR")
    own_log = conf is not None and (Path(conf) / "log4j2.properties").exists()
    if not own_log:
        (folder / "log4j2.properties").write_text(QUIET)
        quiet = f"-Dlog4j2.configurationFile=file:{folder / 'log4j2.properties'}"
        builder = builder.config("spark.driver.extraJavaOptions", quiet)
    log = folder / "stderr"
    try:
        with _standard_error(None if own_log else log):
            return builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        said = log.read_text(errors="replace")[-1_000:].strip() if log.exists() else ""
        raise FairlineError(f"--on: Spark did not start: {error} {said}".rstrip()) from error


@contextmanager
def _standard_error(to: Path | None) -> Iterator[None]:
    """Let processes that are started within write their standard error to a file."""
    if to is None:
        yield
        return
    sys.stderr.flush()
    before = os.dup(2)
    with to.open("ab") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
