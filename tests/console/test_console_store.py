"""The console where its guard's journal is in PostgreSQL: it follows it there, and no other one does."""

from pathlib import Path
from uuid import uuid4

import pytest

from fairline.console.cases.models import Case, Cursor
from fairline.console.journal import follow, take_records
from fairline.facts import FairlineError
from fairline.stores.journal import Journal
from fairline.stores.place import Place, write_place
from tests.console.conftest import finding


def test_findings_in_a_database_become_cases_once(db: None, postgresql: str, tmp_path: Path) -> None:
    write_place(tmp_path, Place(database=postgresql, guard=uuid4().hex))
    journal = Journal(tmp_path, on_commit=lambda _: None, on_trouble=pytest.fail)
    told = finding("short-calls-day")
    journal.append(told.at, "fact", "f-1", b"{}")
    journal.append(told.at, told.kind, told.id, told.body)
    assert journal.close()
    assert follow(tmp_path) == 1
    assert follow(tmp_path) == 0
    assert Case.objects.count() == 1
    assert Cursor.objects.get(name="journal").sequence == 2


def test_records_are_those_of_one_console(db: None) -> None:
    take_records("guard-1")
    take_records("guard-1")
    with pytest.raises(FairlineError, match="console beside guard-1, wanted those of guard-2"):
        take_records("guard-2")
