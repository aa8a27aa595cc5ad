"""The journal is where the configuration has it, and nowhere else: a folder with another is refused."""

import logging

from fairline.config import Config
from fairline.facts import FairlineError
from fairline.stores.journal_files import days
from fairline.stores.place import Place, read_place, write_place

log = logging.getLogger("fairline")


def place_in(config: Config) -> Place | None:
    """Return where the configuration has the journal, ``None`` for the folder."""
    store = config.store
    if store.in_files:
        return None
    file = None if store.password_file is None else str(store.password_file.absolute())
    return Place(database=store.database, guard=config.guard_name, password_file=file)


def settle(config: Config) -> None:
    """Write down in the data folder where its journal is. Raises ``FairlineError`` for a folder whose journal
    is elsewhere: what was decided so far would be forgotten."""
    folder, wanted = config.store.folder, place_in(config)
    found = read_place(folder)
    if wanted is None:
        if found is not None:
            raise FairlineError(
                f"store.database: found sqlite, and in {folder} that its journal is in PostgreSQL as that of"
                f" {found.guard}, wanted the same: see fairline store copy"
            )
        return
    if found is None and days(folder):
        raise FairlineError(
            f"store.database: found {folder} with a journal in files, wanted one that is in PostgreSQL, or"
            " none: see fairline store copy"
        )
    if found is not None and found.guard != wanted.guard:
        raise FairlineError(
            f"store.guard: found {wanted.guard}, wanted {found.guard}, whose snapshots {folder} has"
        )
    if found != wanted:
        try:
            write_place(folder, wanted)
        except OSError as error:
            raise FairlineError(f"{folder}: {error.strerror}") from error


def told_of_standby(standby: bool | None) -> None:
    """Say once how far what is acknowledged is safe."""
    if standby is False:
        log.warning(
            "store: PostgreSQL has no synchronous standby: what is acknowledged is on one machine alone"
        )
    elif standby:
        log.info("store: PostgreSQL acknowledges what its standby has too")
