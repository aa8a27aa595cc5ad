"""The index of calls: what is found by numbers and time, in closed days and open ones, and what is not."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from fairline.facts import Call, FairlineError, Message
from fairline.guard.records import ENCODE, FactBody
from fairline.signals.book import Taken
from fairline.stores.call_index import about, index_of, open_index_of
from fairline.stores.call_index_closed import index_day, to_index
from fairline.stores.call_index_closed import main as index_all
from fairline.stores.call_index_open import catch_up
from fairline.stores.call_index_search import ROWS_MAX, Found, Wanted, search
from fairline.stores.closing import close_day, main
from fairline.stores.entries import DAY, EPOCH
from fairline.stores.entry_reading import entry_at
from fairline.stores.journal import Journal
from fairline.stores.journal_files import open_days, parquet_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FIRST, SECOND = "2026-11-23", "2026-11-24"
CALLED, CALLER = "+14155550100", "+12125550199"


def fact(call: Call | Message) -> bytes:
    return ENCODE(FactBody(fact=call, taken=Taken.COUNTED))


def attempt(call: Call) -> bytes:
    return b'{"attempt":%b,"decision":{"act":"allow"}}' % msgspec.json.encode(call)


def call(minutes: float = 0, **fields: object) -> Call:
    shared = {"id": f"c{minutes}", "account": "acme", "called": CALLED, "caller": CALLER} | fields
    return Call(started_at=NOON + timedelta(minutes=minutes), **shared)  # type: ignore[arg-type]


def written(folder: Path, bodies: list[tuple[datetime, str, bytes]]) -> None:
    journal = Journal(folder, on_commit=lambda _: None, on_trouble=lambda why: pytest.fail(why))
    for at, kind, body in bodies:
        journal.append((at - EPOCH) // timedelta(microseconds=1), kind, "id", body)
    journal.flush()
    assert journal.close()


@pytest.fixture
def folder(home: Path) -> Path:
    """A day that is closed and indexed, and one that is open."""
    other = call(3, called="+14155550101")
    message = Message(id="m", sent_at=NOON, account="acme", sender="ACME", recipient=CALLED)
    tick = NOON + timedelta(minutes=9)
    bodies = [
        (NOON, "attempt", attempt(call())),
        (NOON, "fact", fact(call(talk=timedelta(seconds=40), revision=1))),
        (NOON, "fact", fact(message)),
        (NOON, "fact", fact(call(2, caller="+12125550111", account="beta"))),
        (NOON, "fact", fact(other)),
        (NOON, "fact", fact(call(5, called=None, caller=None))),
        (tick, "tick", b"{}"),
        (NOON + timedelta(days=1), "attempt", attempt(call(24 * 60, account="gamma"))),
    ]
    written(home, bodies)
    assert main([str(home), FIRST]) == 0
    return home


def wanted(minutes: float = 10, at: datetime = NOON, **more: object) -> Wanted:
    span = timedelta(minutes=minutes)
    told = {"called": CALLED, "since": at - span, "until": at + span, "near": at} | more
    return Wanted(**told)  # type: ignore[arg-type]


def ids(found: Found) -> list[str]:
    return [each.row.id for each in found.candidates]


def test_a_call_is_found_by_called_number_and_time(folder: Path) -> None:
    found = search(folder, wanted())
    assert ids(found) == ["c0", "m", "c2"]
    first = found.candidates[0]
    assert [row.sequence for row in first.rows] == [1, 2]
    assert first.row.sequence == 2, "the record tells more than the attempt"
    assert (first.at, first.row.account) == (NOON, "acme")
    assert not found.more
    assert found.unread == ()


ROWS: dict[str, tuple[dict[str, object], list[str]]] = {
    "both numbers": ({"caller": CALLER}, ["c0"]),
    "the caller alone": ({"called": None, "caller": CALLER}, ["c0", "c3"]),
    "a sender's name": ({"called": None, "caller": "ACME"}, ["m"]),
    "another number": ({"called": "+14155550199"}, []),
    "its last digits": ({"called": "0101", "called_ends": True}, ["c3"]),
    "last digits and a whole caller": ({"called": "0100", "called_ends": True, "caller": CALLER}, ["c0"]),
    "last digits of the caller": ({"caller": "0111", "caller_ends": True}, ["c2"]),
    "just inside": ({"since": NOON + timedelta(minutes=2)}, ["c2"]),
    "just outside": ({"until": NOON - timedelta(microseconds=1)}, []),
    "signs that mean something to a database": ({"called": "%' OR '1'='1"}, []),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_is_found(folder: Path, name: str) -> None:
    fields, expected = ROWS[name]
    assert ids(search(folder, wanted(**fields))) == expected


@pytest.mark.parametrize("name", ROWS)
def test_an_open_day_finds_the_same(home: Path, name: str) -> None:
    fields, expected = ROWS[name]
    message = Message(id="m", sent_at=NOON, account="acme", sender="ACME", recipient=CALLED)
    told = [call(), message, call(2, caller="+12125550111"), call(3, called="+14155550101")]
    written(home, [(NOON, "fact", fact(each)) for each in told])
    assert catch_up(home) == (4, 0)
    assert ids(search(home, wanted(**fields))) == expected


def test_an_open_day_is_read_a_part_at_a_time(folder: Path) -> None:
    tomorrow = NOON + timedelta(days=1)
    assert ids(search(folder, wanted(at=tomorrow))) == []
    assert catch_up(folder, 0) == (0, 1)
    assert catch_up(folder) == (8, 0)
    assert ids(search(folder, wanted(at=tomorrow))) == ["c1440"]
    assert catch_up(folder) == (8, 0)
    written(folder, [(tomorrow, "fact", fact(call(24 * 60 + 1)))])
    assert catch_up(folder) == (9, 0)
    assert ids(search(folder, wanted(at=tomorrow))) == ["c1440", "c1441"]


def test_a_year_is_searched_and_the_nearest_comes_first(folder: Path) -> None:
    catch_up(folder)
    year = {"since": NOON - timedelta(days=364), "until": NOON + timedelta(days=2)}
    assert ids(search(folder, wanted(at=NOON + timedelta(days=1), **year)))[0] == "c1440"


def test_the_index_of_an_open_day_goes_when_the_day_has_a_better_one(folder: Path) -> None:
    catch_up(folder)
    assert open_index_of(folder, SECOND).exists()
    written(folder, [(NOON + timedelta(days=2), "tick", b"{}")])
    close_day(folder, SECOND)
    at = NOON + timedelta(days=1)
    assert ids(search(folder, wanted(at=at))) == ["c1440"], "closed, and not yet indexed"
    index_day(folder, SECOND)
    catch_up(folder)
    assert not open_index_of(folder, SECOND).exists()
    assert ids(search(folder, wanted(at=at))) == ["c1440"]


def test_a_closed_day_without_an_index_is_told_and_can_be_given_one(folder: Path) -> None:
    (index_of(folder, FIRST) / "about.json").unlink()
    found = search(folder, wanted())
    assert (ids(found), found.unread) == ([], (FIRST,))
    assert to_index(folder) == (FIRST,)
    assert index_all([str(folder)]) == 0
    assert ids(search(folder, wanted())) == ["c0", "m", "c2"]
    told = about(folder, FIRST)
    assert told is not None
    assert (told.rows, told.last) == (5, 7)


def test_the_index_goes_with_its_day(folder: Path) -> None:
    shutil.rmtree(parquet_of(folder, FIRST).parent)
    if open_days(folder).keeps:
        open_days(folder).remove(FIRST, held=False)
    catch_up(folder)
    assert not index_of(folder, FIRST).exists()
    assert ids(search(folder, wanted())) == []


def test_too_many_rows_say_so(tmp_path: Path) -> None:
    written(tmp_path, [(NOON, "fact", fact(call(n / 60))) for n in range(ROWS_MAX + 1)])
    catch_up(tmp_path)
    found = search(tmp_path, wanted())
    assert found.more
    assert len(found.candidates) == ROWS_MAX


TOO_WIDE: dict[str, dict[str, object]] = {
    "found no number": {"called": None},
    "found an end before the beginning": {"until": NOON - timedelta(days=1)},
    "found 3 digits, wanted 4": {"called": "100", "called_ends": True},
    "found a span of 401 days, wanted 400": {"since": NOON - timedelta(days=401), "until": NOON},
    "found a span of 3 days, wanted 2": {
        "since": NOON - timedelta(days=3), "until": NOON, "called": "0100", "called_ends": True,
    },
}  # fmt: skip


@pytest.mark.parametrize("why", TOO_WIDE)
def test_a_search_that_would_read_everything_is_refused(why: str) -> None:
    with pytest.raises(FairlineError, match=why):
        wanted(**TOO_WIDE[why])


def test_an_entry_is_proven_by_its_hash_and_the_one_before(folder: Path) -> None:
    for sequence in range(1, 9):
        found = entry_at(folder, sequence)
        assert found is not None
        assert found.entry.sequence == sequence
        assert found.unaltered
        assert not found._replace(entry=found.entry._replace(at=found.entry.at + 1)).unaltered
    assert entry_at(folder, 9) is None
    assert entry_at(folder, 0) is None


def test_a_damaged_index_is_told(folder: Path) -> None:
    (index_of(folder, FIRST) / "called.parquet").write_bytes(b"not what it was")
    with pytest.raises(FairlineError, match="found an index that cannot be read"):
        search(folder, wanted())
    catch_up(folder)
    open_index_of(folder, SECOND).write_bytes(b"not a database" * 500)
    with pytest.raises(FairlineError, match="found a damaged index"):
        catch_up(folder)


def test_a_day_is_that_of_utc() -> None:
    assert (NOON - EPOCH) // timedelta(microseconds=1) // DAY == 20_780
