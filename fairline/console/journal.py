"""The journal, followed: findings and rulings become rows of the pages' own database, in its order."""

import logging
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction

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

BATCH = 100  # ours: entries of one transaction, which is then over in a fraction of a second
GAP_S = 0.15  # ours: between two of them; whoever waits for SQLite looks again every 100 ms at the latest
KINDS = (FINDING, RULING, APPEAL, POLICY)
EVERY_S = 0.5  # ours
JOURNAL = "journal"
BESIDE = "beside"
"""The cursor that says whose journal is followed, in the place of a policy."""

log = logging.getLogger("fairline.console")


def take_records(guard: str) -> None:
    """Take the pages' own records for the console beside a guard. Raises ``FairlineError`` if they are those
    of a console beside another: each follows one journal, and evidence is known by its number there."""
    cursor, _ = Cursor.objects.get_or_create(name=BESIDE, defaults={"policy": guard})
    if cursor.policy != guard:
        raise FairlineError(
            f"console.database: found the records of the console beside {cursor.policy}, wanted those of"
            f" {guard}: run one console, or give each a database of its own"
        )


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
        if len(batch) == BATCH:
            time.sleep(GAP_S)  # the one who writes all the time would leave nobody else a turn
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


def following(*also: Callable[[], object], told: Callable[[list[Case]], None]) -> Callable[[], None]:
    """Return what is done again and again: the journal is followed, and then what else there is.

    ``also``: deliveries, what the guard has not taken yet. ``told`` gets the new cases.
    """

    def once() -> None:
        try:
            follow(settings.FOLDER, told)
            for each in also:
                each()
        except (FairlineError, OSError) as error:
            log.warning("the journal cannot be read now: %s", error)

    return once
