"""The journal, followed: findings and rulings become rows of the pages' own database, in its order."""

import logging
import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import close_old_connections, transaction

from fairline.cases import AppealDecision, Ruling
from fairline.console.appeals.reading import take_decision
from fairline.console.cases import intake
from fairline.console.cases.models import Case, Cursor
from fairline.console.rulings.reading import take_overturned, take_ruling
from fairline.facts import FairlineError
from fairline.guard.course import APPEAL, FINDING, POLICY, RULING
from fairline.guard.records import PolicyRecord
from fairline.stores.entries import Entry
from fairline.stores.journal_files import entries

BATCH = 500  # ours: entries of one transaction
KINDS = (FINDING, RULING, APPEAL, POLICY)
EVERY_S = 0.5  # ours
JOURNAL = "journal"

log = logging.getLogger("fairline.console")


def follow(folder: Path, told: Callable[[list[Case]], None] = lambda cases: None) -> int:
    """Read what the journal has past the cursor; return how many entries. ``told`` gets the new cases."""
    if not folder.joinpath("journal").exists():
        return 0
    cursor, _ = Cursor.objects.get_or_create(name=JOURNAL)
    rest = entries(folder, after=cursor.sequence, kinds=KINDS)
    count = 0
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            opened, cursor.policy = _take(batch, cursor.policy)
            cursor.sequence = batch[-1].sequence
            cursor.save()
        told(opened)
        count += len(batch)
    return count


def _take(batch: list[Entry], policy: str) -> tuple[list[Case], str]:
    opened: list[Case] = []
    for entry in batch:
        match entry.kind:
            case "finding":
                opened += intake.take([entry], policy)
            case "ruling":
                take_ruling(msgspec.json.decode(entry.body, type=Ruling), entry)
            case "appeal-decision":
                decision = msgspec.json.decode(entry.body, type=AppealDecision)
                take_overturned(decision)
                take_decision(decision, entry)
            case _:
                policy = msgspec.json.decode(entry.body, type=PolicyRecord).name
    return opened, policy


class Follower:
    """Follows the journal on a thread of its own until stopped."""

    def __init__(self, *also: Callable[[], object], told: Callable[[list[Case]], None]) -> None:
        """``also``: what else is done every time: deliveries, what the guard has not taken yet."""
        self._also, self._told = also, told
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(EVERY_S):
            try:
                follow(settings.FOLDER, self._told)
                for each in self._also:
                    each()
            except (FairlineError, OSError) as error:
                log.warning("the journal cannot be read now: %s", error)
            except Exception:
                log.exception("what the journal says could not be taken")
            finally:
                close_old_connections()
