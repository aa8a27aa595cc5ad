"""The console's audit log, checked beside the journal: its own chain, in its own database."""

import re
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from fairline.cli import journal_words as told
from fairline.cli.auditing import FOUND, NOTHING_FOUND
from fairline.cli.screen import plain
from fairline.facts import FairlineError
from fairline.policy import Lang
from fairline.stores.audit_log import FILE, in_postgresql, in_sqlite, verify_log
from fairline.stores.entries import Entry

HEAD = re.compile(r"(\d{1,19}):([0-9a-fA-F]{8,64})", re.ASCII)


def noted(option: str, head: str | None) -> tuple[int, str] | None:
    """Return a number and hash that were noted elsewhere. Raises ``FairlineError``."""
    if head is None:
        return None
    match = HEAD.fullmatch(head)
    if match is None:
        raise FairlineError(f"{option}: found {head!r}, wanted {told.WANTED_HEAD}")
    return int(match[1]), match[2]


def log_verified(folder: Path, config: str | None, head: str | None, lang: Lang, out: Console) -> int:
    """Check the audit log of the console whose data folder or configuration this is, if there is one.

    Raises ``FairlineError`` for one that cannot be read.
    """
    known, wanted = _log(folder, config), noted("--log-head", head)
    if known is None:
        if wanted is not None:
            raise FairlineError(f"--log-head: found no audit log in {folder}, wanted {told.WANTED_LOG}")
        return NOTHING_FOUND
    done = verify_log(known, wanted)
    if done.broken_at is not None:
        out.print(plain(told.LOG_BROKEN.say(lang, sequence=done.broken_at, entries=done.entries), "bold"))
        return FOUND
    out.print(plain(told.LOG_WHOLE.say(lang, entries=done.entries), "bold"))
    out.print(plain(told.LOG_HEAD.say(lang, head=f"{done.entries}:{done.hash}")), soft_wrap=True)
    return NOTHING_FOUND


def _log(folder: Path, config: str | None) -> Iterator[Entry] | None:
    """Return the log: where the configuration has it, else that of the folder, ``None`` if it has none."""
    if config is not None:
        from fairline.config import read
        from fairline.config.store import SQLITE

        database, file = read(Path(config)).console_database
        if database != SQLITE:
            password = "" if file is None else file.read_text(encoding="utf-8").strip()
            return in_postgresql(database, password)
    file = folder / FILE
    return in_sqlite(file) if file.exists() else None
