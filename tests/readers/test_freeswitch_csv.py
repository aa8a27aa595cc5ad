"""FreeSWITCH's CSV records in each template, line by line."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Direction, EndReason, Unreadable
from fairline.readers import asterisk, freeswitch_csv
from fairline.readers.source import Source

UUID = "559758f2-4c7b-11ea-b071-2bfc2a06d67d"
CELLS = {
    "caller_id_name": "Ann",
    "caller_id_number": "1002",
    "destination_number": "+12025550123",
    "context": "default",
    "start_stamp": "2020-02-11 11:05:01",
    "answer_stamp": "2020-02-11 11:05:12",
    "end_stamp": "2020-02-11 11:05:44",
    "duration": "43",
    "billsec": "32",
    "hangup_cause": "NORMAL_CLEARING",
    "uuid": UUID,
    "accountcode": "shop",
}
# A line of a Master.csv that a spreadsheet saved; the names are changed.
SPREADSHEET = (
    "Ann,1002,1004,default,2020/2/11 11:05,2020/2/11 11:05,2020/2/11 11:06,43,32,USER_BUSY,"
    f"{UUID},,1002,PCMU,PCMU"
)


def read(text: str, zone: str = "UTC") -> list[object]:
    source = Source("Master.csv", io.BytesIO(text.encode()))
    return list(freeswitch_csv.read(source, zone=ZoneInfo(zone), region=None))


def templated(columns: int, changed: dict[str, str]) -> str:
    template = freeswitch_csv.TEMPLATES[columns]
    return ",".join(f'"{(CELLS | changed).get(name, "")}"' for name in template) + "\n"


def line(**changed: str) -> str:
    return templated(15, changed)


def one(text: str, zone: str = "UTC") -> Call:
    (found,) = read(text, zone)
    assert isinstance(found, Call), found
    return found


CALL = Call(
    id=UUID,
    line=1,
    account="shop",
    user="1002",
    direction=Direction.OUTBOUND,
    called="+12025550123",
    started_at=datetime(2020, 2, 11, 11, 5, 1, tzinfo=UTC),
    answered=True,
    answered_at=datetime(2020, 2, 11, 11, 5, 12, tzinfo=UTC),
    ended_at=datetime(2020, 2, 11, 11, 5, 44, tzinfo=UTC),
    ring=timedelta(seconds=11),
    talk=timedelta(seconds=32),
    end_reason=EndReason.COMPLETED,
    q850=16,
)


@pytest.mark.parametrize("columns", freeswitch_csv.TEMPLATES)
def test_every_template_tells_the_same_call(columns: int) -> None:
    assert one(templated(columns, {})) == CALL
    assert freeswitch_csv.recognise(templated(columns, {}).encode())
    assert not asterisk.recognise(templated(columns, {}).encode())


def test_the_sql_template_as_it_is_written() -> None:
    values = ",".join(f'"{CELLS.get(name, "")}"' for name in freeswitch_csv.TEMPLATES[13][:-1])
    row = f'INSERT INTO cdr VALUES ({values}, "shop");\n'
    assert one(row) == CALL
    assert freeswitch_csv.recognise(row.encode())


def test_the_snom_template_has_a_blank_before_the_account() -> None:
    assert one(templated(20, {}).replace(',"shop"', ', "shop"')) == CALL


def test_the_asterisk_template_has_quotes_inside_quotes() -> None:
    assert one(templated(18, {"caller_id": '"Ann" <1002>'})) == CALL


def test_opencdrrate_has_neither_start_nor_cause() -> None:
    times = '"2020-02-11 11:05:12","2020-02-11 11:05:44","32"'
    row = f'"{UUID}","","outbound","1002","+12025550123",{times},"shop","","","",""'
    call = one(row)
    assert freeswitch_csv.recognise(row.encode())
    assert (call.started_at, call.ring, call.talk) == (CALL.answered_at, None, CALL.talk)
    assert (call.end_reason, call.q850) == (EndReason.COMPLETED, None)
    missed = one(row.replace("2020-02-11 11:05:12", "").replace('"32"', '"0"'))
    assert (missed.answered, missed.started_at, missed.end_reason) == (False, CALL.ended_at, None)


BAD = {
    "start_stamp": "2020-02-30 11:05:01",
    "answer_stamp": "0",
    "end_stamp": "",
    "duration": "forty",
    "billsec": "-1",
    "hangup_cause": "normal clearing",
}
WRONG = {
    "billsec": {"billsec": "44"},
    "answer_stamp": {"answer_stamp": ""},
    "end_stamp": {"end_stamp": "2020-02-11 11:04:00"},
}


@pytest.mark.parametrize("field", BAD)
def test_a_bad_field_costs_its_line_only(field: str) -> None:
    bad, good = read(line(**{field: BAD[field]}) + line())
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field, bad.found) == (1, field, BAD[field])
    assert isinstance(good, Call)
    assert good.line == 2


@pytest.mark.parametrize("field", WRONG)
def test_columns_that_contradict_each_other_cost_their_line_only(field: str) -> None:
    bad, good = read(line(**WRONG[field]) + line())
    assert isinstance(bad, Unreadable)
    assert bad.field == field
    assert isinstance(good, Call)


@pytest.mark.parametrize("row", ["a,b\n", ",".join("x" * 16) + "\n", line().replace("\n", ",") + line()])
def test_wrong_column_counts(row: str) -> None:
    bad, good = read(row + line())
    assert isinstance(bad, Unreadable)
    assert bad.field == "columns"
    assert isinstance(good, Call)


def test_a_name_with_quotes_and_a_comma_costs_its_line_only() -> None:
    bad, good = read(line(caller_id_name='Ann "A, B" C') + line())
    assert isinstance(bad, Unreadable)
    assert isinstance(good, Call)


def test_a_spreadsheet_leaves_the_seconds_to_the_durations() -> None:
    call = one(SPREADSHEET)
    assert (call.ring, call.talk, call.direction) == (
        timedelta(seconds=11),
        timedelta(seconds=32),
        Direction.INTERNAL,
    )
    assert call.end_reason == EndReason.COMPLETED


def test_an_unanswered_attempt() -> None:
    call = one(line(answer_stamp="", billsec="0", hangup_cause="NO_USER_RESPONSE"))
    assert (call.answered, call.ring, call.talk) == (False, timedelta(seconds=43), timedelta(0))
    assert (call.end_reason, call.q850) == (EndReason.NO_ANSWER, 18)


def test_without_a_uuid_the_same_row_is_the_same_call() -> None:
    assert one(line(uuid="")).id == one(line(uuid="")).id != one(line(uuid="", billsec="31")).id


def test_the_real_file(shared: Path) -> None:
    source = Source.open(str(shared / "data/vendor_records/freeswitch_cdr_csv_Master.csv"))
    assert freeswitch_csv.recognise(source.head())
    calls = list(freeswitch_csv.read(source, zone=ZoneInfo("Asia/Shanghai"), region="CN"))
    source.close()
    assert [type(call) for call in calls] == [Call] * 10
    assert sum(call.answered is True for call in calls if isinstance(call, Call)) == 9
    third = calls[2]
    assert isinstance(third, Call)
    assert (third.started_at, third.end_reason) == (
        datetime(2020, 2, 10, 14, 41, tzinfo=UTC),
        EndReason.NO_ANSWER,
    )
    assert (third.answered, third.ring) == (False, timedelta(seconds=2))
