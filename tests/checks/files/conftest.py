"""Debian's ClamAV daemon with signatures made here, on a socket in a folder of the test's own."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_files import eicar

CLAMD = shutil.which("clamd", path=os.environ.get("PATH", "") + ":/usr/sbin")
CONFIG = """\
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
LogFile {folder}/clamd.log
Foreground yes
User root
StreamMaxLength 4M
MaxThreads 4
AlertExceedsMax yes
AlertEncrypted yes
"""
STARTS_WITHIN_S = 60


@pytest.fixture(scope="session")
def clamd() -> Iterator[Path]:
    """The socket of a daemon that knows two signatures: the test file's, and a file's MD5."""
    if CLAMD is None:
        pytest.skip("Debian's clamav-daemon is not installed")
    if os.geteuid() != 0:
        pytest.skip("clamd as it is set up here wants to be root")
    with tempfile.TemporaryDirectory(prefix="clamd-") as made:
        folder = Path(made)
        (folder / "signatures").mkdir()
        (folder / "signatures/test.ndb").write_text(f"Test.Standard-1:0:*:{eicar().hex()}\n")
        (folder / "clamd.conf").write_text(CONFIG.format(folder=folder))
        process = subprocess.Popen(
            [CLAMD, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            until = time.monotonic() + STARTS_WITHIN_S
            while not (folder / "clamd.sock").exists():
                assert process.poll() is None, (folder / "clamd.log").read_text()
                assert time.monotonic() < until, "clamd did not start"
                time.sleep(0.05)
            yield folder / "clamd.sock"
        finally:
            process.terminate()
            process.wait(timeout=30)
