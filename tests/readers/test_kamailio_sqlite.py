"""Kamailio's accounting tables: every call once, whichever of its rows are there."""

import gzip
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Direction, EndReason, Side, Unreadable
from fairline.readers import kamailio_sqlite
from fairline.readers.source import Source

T = 1795471192
AT = datetime.fromtimestamp(T, UTC)
EXTRA = "src_user VARCHAR(64), dst_user VARCHAR(64), pai VARCHAR(128)"
TRANSACTIONS = f"""(id INTEGER PRIMARY KEY NOT NULL, method VARCHAR(16) DEFAULT '' NOT NULL,
 from_tag VARCHAR(64) DEFAULT '' NOT NULL, to_tag VARCHAR(64) DEFAULT '' NOT NULL,
 callid VARCHAR(255) DEFAULT '' NOT NULL, sip_code VARCHAR(3) DEFAULT '' NOT NULL,
 sip_reason VARCHAR(128) DEFAULT '' NOT NULL, time TIMESTAMP WITHOUT TIME ZONE NOT NULL, {EXTRA})"""
DIALOGS = f"""(id INTEGER PRIMARY KEY NOT NULL,
 start_time TIMESTAMP WITHOUT TIME ZONE DEFAULT '2000-01-01 00:00:00' NOT NULL,
 end_time TIMESTAMP WITHOUT TIME ZONE DEFAULT '2000-01-01 00:00:00' NOT NULL,
 duration REAL DEFAULT 0 NOT NULL, {EXTRA}, callid VARCHAR(255), sip_code VARCHAR(3))"""


def julian(unix: float) -> float:
    return unix / 86_400 + 2440587.5


class Tables:
    """A database as Kamailio's scripts make it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with sqlite3.connect(path) as made:
            made.execute(f"CREATE TABLE acc {TRANSACTIONS}")
            made.execute(f"CREATE TABLE missed_calls {TRANSACTIONS}")
            made.execute(f"CREATE TABLE acc_cdrs {DIALOGS}")
        made.close()

    def add(self, table: str, **cells: object) -> None:
        names, marks = ", ".join(cells), ", ".join("?" * len(cells))
        with sqlite3.connect(self.path) as made:
            made.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(cells.values()))
        made.close()

    def transaction(self, callid: object, method: str, code: object, after: float, **more: object) -> None:
        tags = {"from_tag": "f", "to_tag": "t"} if more.get("from_tag") is None else {}
        cells = {"src_user": "101", "dst_user": "+12025550123"} | tags | more
        table = str(cells.pop("table", "acc"))
        when = cells.pop("time", julian(T + after))
        self.add(table, method=method, callid=callid, sip_code=code, time=when, **cells)

    def dialog(self, callid: object, start: float, lasted: object, **more: object) -> None:
        times = {"start_time": julian(T + start), "end_time": julian(T + 99), "duration": lasted}
        self.add("acc_cdrs", callid=callid, **(times | more))

    def read(self, zone: str = "UTC", region: str | None = None) -> list[object]:
        source = Source.open(str(self.path))
        found: list[object] = list(kamailio_sqlite.read(source, zone=ZoneInfo(zone), region=region))
        source.close()
        return found

    def one(self, zone: str = "UTC", region: str | None = None) -> Call:
        (found,) = self.read(zone, region)
        assert isinstance(found, Call), found
        return found


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path / "kamailio.sqlite")


def test_a_call_in_four_rows_of_three_tables_is_one_call(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "302", -4, table="missed_calls")
    tables.transaction("c1", "INVITE", "200", 0)
    tables.transaction("c1", "BYE", "200", 30, from_tag="t", to_tag="f")
    tables.dialog("c1", -5, 35.127)
    assert tables.one() == Call(
        id="c1",
        line=1,
        user="101",
        direction=Direction.OUTBOUND,
        called="+12025550123",
        started_at=AT - timedelta(seconds=5),
        answered=True,
        answered_at=AT,
        ended_at=AT + timedelta(seconds=30.127),
        ring=timedelta(seconds=5),
        talk=timedelta(seconds=30.127),
        end_reason=EndReason.COMPLETED,
        sip_status=200,
        released_by=Side.CALLED,
    )


def test_without_a_dialog_row_the_start_is_the_answer(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0)
    tables.transaction("c1", "BYE", "200", 30)
    call = tables.one()
    assert (call.started_at, call.answered_at, call.ring) == (AT, AT, None)
    assert (call.talk, call.released_by) == (timedelta(seconds=30), Side.CALLER)


def test_a_dialog_row_that_starts_at_the_answer_tells_no_ring(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0)
    tables.dialog("c1", 0.127, 30.5)
    call = tables.one()
    assert (call.ring, call.talk) == (None, timedelta(seconds=30.5))
    assert call.started_at == call.answered_at == AT + timedelta(seconds=0.127)


def test_an_answered_call_that_has_not_ended(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0)
    call = tables.one()
    assert (call.answered, call.ended_at, call.talk, call.released_by) == (True, None, None, None)


FAILURES = {
    "486": EndReason.BUSY,
    "404": EndReason.UNALLOCATED,
    "487": EndReason.CANCELED,
    "603": EndReason.REJECTED,
}


@pytest.mark.parametrize("table", ["acc", "missed_calls"])
@pytest.mark.parametrize("code", FAILURES)
def test_failed_attempts(tables: Tables, table: str, code: str) -> None:
    tables.transaction("c1", "INVITE", code, 0, table=table)
    call = tables.one()
    assert (call.answered, call.talk, call.ring) == (False, timedelta(0), None)
    assert (call.end_reason, call.sip_status, call.ended_at) == (FAILURES[code], int(code), AT)


def test_a_failed_attempt_with_a_dialog_row_has_a_ring(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "487", 0)
    tables.dialog("c1", -7, 7.0)
    call = tables.one()
    assert (call.started_at, call.ring) == (AT - timedelta(seconds=7), timedelta(seconds=7))


LAST_WORDS = {
    "a branch tried and then another": ([("missed_calls", "480", 0), ("missed_calls", "486", 5)], 486),
    "what the caller was told goes before what a branch said": (
        [("acc", "603", 5), ("missed_calls", "486", 9)],
        603,
    ),
    "a challenge is no last word": ([("acc", "404", 0), ("acc", "407", 5)], 404),
    "unless it is the only one": ([("acc", "407", 0)], 407),
    "an answer goes before all": ([("acc", "486", 0), ("acc", "200", 1), ("acc", "488", 9)], 200),
}


@pytest.mark.parametrize("name", LAST_WORDS)
def test_which_row_says_how_the_attempt_ended(tables: Tables, name: str) -> None:
    rows, expected = LAST_WORDS[name]
    for table, code, after in rows:
        tables.transaction("c1", "INVITE", code, after, table=table)
    assert tables.one().sip_status == expected


def test_a_second_invite_in_the_call_does_not_answer_it_again(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0)
    tables.transaction("c1", "INVITE", "200", 10, from_tag="t", to_tag="f")
    tables.transaction("c1", "BYE", "200", 30)
    assert tables.one().talk == timedelta(seconds=30)


def test_a_cancel_alone_is_a_canceled_attempt(tables: Tables) -> None:
    tables.transaction("c1", "CANCEL", "200", 0)
    assert tables.one().end_reason == EndReason.CANCELED


def test_acknowledgements_and_registrations_are_no_calls(tables: Tables) -> None:
    tables.transaction("c1", "ACK", "200", 0)
    tables.transaction("c2", "REGISTER", "200", 0)
    tables.transaction("c3", "INVITE", "200", 0)
    assert tables.one().id == "c3"


def test_calls_come_in_the_order_of_their_first_rows(tables: Tables) -> None:
    for callid in ("z", "a", "m"):
        tables.transaction(callid, "INVITE", "200", 0)
    tables.transaction("b", "INVITE", "486", 0, table="missed_calls")
    assert [call.id for call in tables.read() if isinstance(call, Call)] == ["z", "a", "m", "b"]


BAD: dict[str, dict[str, object]] = {
    "sip_code": {"sip_code": "abc"},
    "time": {"time": "soon"},
    "callid": {"callid": ""},
    "method": {"method": ""},
}


@pytest.mark.parametrize("field", BAD)
def test_a_bad_field_costs_its_row_only(tables: Tables, field: str) -> None:
    cells: dict[str, object] = {"method": "INVITE", "callid": "c1", "sip_code": "200", "time": julian(T)}
    tables.add("acc", **(cells | BAD[field]))
    tables.transaction("c2", "INVITE", "200", 0)
    bad, good = tables.read()
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert isinstance(good, Call)
    assert (good.id, good.line) == ("c2", 2)


BAD_DIALOGS: dict[str, dict[str, object]] = {
    "start_time": {"start_time": "2000-01-01"},
    "duration": {"duration": -1.0},
    "end_time": {"duration": 0, "end_time": julian(T - 10)},
}


@pytest.mark.parametrize("field", BAD_DIALOGS)
def test_a_bad_dialog_row_costs_itself_only(tables: Tables, field: str) -> None:
    cells = {"callid": "c1", "start_time": julian(T), "end_time": julian(T + 9), "duration": 1.0}
    tables.add("acc_cdrs", **(cells | BAD_DIALOGS[field]))
    tables.dialog("c2", 0, 1.0)
    bad, good = tables.read()
    assert isinstance(bad, Unreadable)
    assert bad.field == field
    assert isinstance(good, Call)
    assert good.id == "c2"


def test_a_bye_without_its_invite_is_told(tables: Tables) -> None:
    tables.transaction("c1", "BYE", "200", 0)
    (found,) = tables.read()
    assert isinstance(found, Unreadable)
    assert (found.field, found.found) == ("method", "BYE")


def test_an_end_before_the_answer_is_told(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0)
    tables.transaction("c1", "BYE", "200", -1)
    (found,) = tables.read()
    assert isinstance(found, Unreadable)
    assert found.field == "time"


def test_dialog_rows_alone_do_not_say_who_answered(tables: Tables) -> None:
    tables.dialog("c1", 0, 31.5, src_user="101", dst_user="+12025550123")
    call = tables.one()
    assert (call.answered, call.talk, call.ended_at) == (None, None, AT + timedelta(seconds=31.5))


def test_unless_they_have_the_status(tables: Tables) -> None:
    tables.dialog("c1", 0, 31.5, sip_code="200")
    tables.dialog("c2", 0, 3.0, sip_code="486")
    calls = [call for call in tables.read() if isinstance(call, Call)]
    assert [call.answered for call in calls] == [True, False]
    assert [call.end_reason for call in calls] == [EndReason.COMPLETED, EndReason.BUSY]


def test_dialog_rows_without_call_id_are_not_counted_beside_acc(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0)
    tables.dialog(None, 0, 31.5, src_user="101", dst_user="+12025550123")
    assert tables.one().id == "c1"


def test_but_are_calls_where_they_stand_alone(tables: Tables) -> None:
    tables.dialog("", 0, 31.5, src_user="101", dst_user="+12025550123")
    tables.dialog(None, 1, 31.5, src_user="101", dst_user="+12025550123")
    tables.dialog(None, 1, 31.5)
    first, second, bare = tables.read()
    assert isinstance(first, Call)
    assert isinstance(second, Call)
    assert first.id != second.id
    assert isinstance(bare, Unreadable)
    assert bare.field == "callid"


TIMES = {
    "a Julian day": (julian(T), "UTC"),
    "seconds since 1970": (T, "UTC"),
    "seconds as text": (str(T), "UTC"),
    "a wall clock": ("2026-11-23 16:59:52", "America/New_York"),
}


@pytest.mark.parametrize("name", TIMES)
def test_times(tables: Tables, name: str) -> None:
    when, zone = TIMES[name]
    tables.transaction("c1", "INVITE", "200", 0, time=when)
    assert tables.one(zone).started_at == AT


def test_the_asserted_identity_goes_before_the_from_header(tables: Tables) -> None:
    tables.transaction(
        "c1", "INVITE", "200", 0, src_user="anonymous", pai='"A" <sip:+12025550100@pbx;user=phone>'
    )
    assert tables.one().caller == "+12025550100"


def test_absent_values_and_portability_parameters(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0, pai="<null>", dst_user="+12025550123;rn=+12025550000;npdi")
    call = tables.one()
    assert (call.caller, call.called) == (None, "+12025550123")


def test_national_numbers_need_the_region(tables: Tables) -> None:
    tables.transaction("c1", "INVITE", "200", 0, dst_user="0612345678")
    assert tables.one(region="FR").called == "+33612345678"


def test_the_bare_schema_without_extra_columns(tmp_path: Path) -> None:
    path = tmp_path / "bare.sqlite"
    with sqlite3.connect(path) as made:
        made.execute(f"CREATE TABLE acc {TRANSACTIONS}".replace(f", {EXTRA}", ""))
        made.execute("INSERT INTO acc VALUES (7,'INVITE','f','t','c1','200','OK',?)", (julian(T),))
    made.close()
    source = Source.open(str(path))
    assert kamailio_sqlite.recognise(source.head())
    (call,) = kamailio_sqlite.read(source, zone=ZoneInfo("UTC"), region=None)
    source.close()
    assert isinstance(call, Call)
    assert (call.id, call.line, call.caller, call.dialed) == ("c1", 7, None, None)


def test_bytes_that_are_no_text_do_not_stop_it(tables: Tables) -> None:
    tables.transaction(b"c\xff1", "INVITE", b"200", 0, src_user=b"\xff\xfe")
    assert tables.one().id == "c�1"


def test_a_broken_file_gives_what_can_be_read_and_says_so(tables: Tables) -> None:
    with sqlite3.connect(tables.path) as made:
        made.executemany(
            "INSERT INTO acc (method, callid, sip_code, time) VALUES ('INVITE', ?, '200', ?)",
            [(f"n{number}", julian(T)) for number in range(2000)],
        )
    made.close()
    content = bytearray(tables.path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    tables.path.write_bytes(content)
    found = tables.read()
    assert isinstance(found[-1], Unreadable)
    assert found[-1].field == "database"


def test_a_view_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "view.sqlite"
    with sqlite3.connect(path) as made:
        made.execute(
            "CREATE VIEW acc AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n"
        )
    made.close()
    source = Source.open(str(path))
    (found,) = kamailio_sqlite.read(source, zone=ZoneInfo("UTC"), region=None)
    source.close()
    assert isinstance(found, Unreadable)
    assert found.field == "tables"


def test_a_packed_database(tables: Tables, tmp_path: Path) -> None:
    tables.transaction("c1", "INVITE", "200", 0)
    packed = tmp_path / "k.sqlite.gz"
    packed.write_bytes(gzip.compress(tables.path.read_bytes()))
    tables.path = packed
    assert tables.one().id == "c1"


def test_recognition(tables: Tables, tmp_path: Path) -> None:
    assert kamailio_sqlite.recognise(tables.path.read_bytes()[:65536])
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE account (id INTEGER)")
    made.close()
    assert not kamailio_sqlite.recognise(other.read_bytes())
    assert not kamailio_sqlite.recognise(b"CREATE TABLE acc (")
