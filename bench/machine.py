"""The machine that was measured, in a line: figures without it say nothing."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

GIB = 1 << 30
MEASURED = ("fairline", "zen-engine", "rule-engine", "common-expression-language", "duckdb")


def described() -> str:
    """Return processor, cores, memory, system, Python and the versions of what was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    packages = ", ".join(f"{name} {version(name)}" for name in MEASURED)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()} {platform.release()};"
        f" {platform.python_implementation()} {platform.python_version()}; {packages}"
    )


def _processor() -> str:
    """Return the processor's own name where the system tells it."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
