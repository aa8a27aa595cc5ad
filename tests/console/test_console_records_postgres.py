"""The audit log in PostgreSQL: the database refuses changes, and what went round it is found."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from fairline.policy import Lang
from tests.cli.test_journal_commands import cli, folder

__all__ = ["folder"]
BIN = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
WRITING = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from fairline.console.records.log import record
for number in range(5):
    record("rosa", "case.viewed", f"case:{number}", purpose="review")
"""

pytestmark = pytest.mark.skipif(BIN is None, reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of its own that listens on a socket in its folder; returns where that is."""
    assert BIN is not None
    home = Path(mkdtemp(prefix="fl-pg-", dir="/tmp"))  # short: the name of a socket has at most 107 bytes
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        os.chown(home, pwd.getpwnam(user).pw_uid, -1)
    run = {"check": True, "stdout": subprocess.DEVNULL, "timeout": 60, "cwd": home}
    if os.geteuid() == 0:
        run |= {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    data = str(home / "data")
    subprocess.run([BIN / "initdb", "-D", data, "-A", "trust", "-U", "fairline", "-N"], **run)  # type: ignore[call-overload]
    told = ["-D", data, "-o", f"-k {home} -c listen_addresses='' -c fsync=off", "-l", str(home / "log")]
    subprocess.run([BIN / "pg_ctl", *told, "-w", "start"], **run)  # type: ignore[call-overload]
    yield str(home)
    subprocess.run([BIN / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], **run)  # type: ignore[call-overload]
    shutil.rmtree(home)


def test_the_log_in_postgresql_refuses_changes_and_is_verified(
    server: str, folder: Path, tmp_path: Path
) -> None:
    place = f"host={server} user=fairline"
    with psycopg.connect(f"{place} dbname=postgres", autocommit=True) as opened:
        opened.execute("CREATE DATABASE console")
    file = tmp_path / "fairline.toml"
    address = f"postgresql://fairline@{server.replace('/', '%2F')}/console"
    file.write_text(f'[store]\nfolder = "data"\n[console]\ndatabase = "{address}"\n', encoding="utf-8")
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "fairline.console.settings", "FAIRLINE_CONFIG": str(file),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", WRITING], env=env, check=True, timeout=120)
    with psycopg.connect(f"{place} dbname=console", autocommit=True) as opened:
        for change in ("UPDATE records_auditentry SET who = 'x'", "DELETE FROM records_auditentry"):
            with pytest.raises(psycopg.errors.RaiseException, match="only grows"):
                opened.execute(change)
        status, said = cli("verify", str(folder), "--config", str(file))
        assert (status, "console's audit log: 5 entries, all there" in said) == (0, True)
        opened.execute("ALTER TABLE records_auditentry DISABLE TRIGGER audit_stays")
        opened.execute("UPDATE records_auditentry SET object = 'case:9' WHERE sequence = 4")
    status, said = cli("verify", str(folder), "--config", str(file), lang=Lang.FR)
    assert (status, "l'entrée 4 est absente, ou n'est pas ce qui a été écrit" in said) == (1, True)
