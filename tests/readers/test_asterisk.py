"""Asterisk's Master.csv as two modules write it, line by line."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Direction, EndReason, Unreadable
from fairline.readers import asterisk
from fairline.readers.source import Source

# A line of cdr_custom and one of cdr_csv as Asterisk wrote them, with other names and numbers.
CUSTOM = (
    '"""""""Ann"""" <+12025550100>","+12025550100","6789","from-trunk","PJSIP/trunk-00000002",'
    '"PJSIP/6789-00000003","Dial","PJSIP/6789","2023-07-26 01:51:32","2023-07-26 01:51:50",'
    '"2023-07-26 01:52:04","31","13","ANSWERED","DOCUMENTATION","shop","1690325492.2","",2'
)
GOOD = [
    *("shop", "101", "+12025550123", "default", '"Ann" <101>', "PJSIP/101-00000002", "PJSIP/trunk-00000003"),
    *("Dial", "PJSIP/trunk", "2023-07-26 01:52:11", "2023-07-26 01:52:21", "2023-07-26 01:52:42", "31", "21"),
    *("ANSWERED", "DOCUMENTATION"),
]
COLUMNS = dict(zip(asterisk.CSV, range(16), strict=True))


def read(text: str, zone: str = "UTC", region: str | None = None) -> list[object]:
    source = Source("Master.csv", io.BytesIO(text.encode()))
    return list(asterisk.read(source, zone=ZoneInfo(zone), region=region))


def line(*tail: str, **changed: str) -> str:
    cells = [changed.get(name, GOOD[place]) for name, place in COLUMNS.items()]
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in (*cells, *tail)) + "\n"


def one(text: str, zone: str = "UTC", region: str | None = None) -> Call:
    (found,) = read(text, zone, region)
    assert isinstance(found, Call), found
    return found


def test_cdr_csv() -> None:
    assert one(line("1690325531.5", "")) == Call(
        id=one(line("1690325531.5", "")).id,
        line=1,
        account="shop",
        user="101",
        direction=Direction.OUTBOUND,
        called="+12025550123",
        started_at=datetime(2023, 7, 26, 1, 52, 11, tzinfo=UTC),
        answered=True,
        answered_at=datetime(2023, 7, 26, 1, 52, 21, tzinfo=UTC),
        ended_at=datetime(2023, 7, 26, 1, 52, 42, tzinfo=UTC),
        ring=timedelta(seconds=10),
        talk=timedelta(seconds=21),
        end_reason=EndReason.COMPLETED,
    )


def test_cdr_custom() -> None:
    call = one(CUSTOM)
    assert (call.id, call.account, call.user) == ("1690325492.2/2", "shop", "6789")
    assert (call.caller, call.dialed, call.direction) == ("+12025550100", "6789", Direction.INBOUND)
    assert (call.ring, call.talk) == (timedelta(seconds=18), timedelta(seconds=13))


def test_cdr_custom_with_columns_of_the_house() -> None:
    assert one(CUSTOM + ',"queue-7","x"').id == "1690325492.2/2"


TAILS = {
    "none": ([], ""),
    "loguniqueid": (["1690325531.5"], "1690325531.5/"),
    "loguniqueid with a system name": (["pbx-1-1690325531.5"], "pbx-1-1690325531.5/"),
    "loguserfield": (["note"], ""),
    "both": (["1690325531.5", "note"], "1690325531.5/"),
    "newcdrcolumns": (["peer", "1690325531.4", "6"], "1690325531.4/6"),
    "newcdrcolumns and loguniqueid": (["1690325531.5", "peer", "1690325531.4", "6"], "1690325531.5/6"),
    "newcdrcolumns and loguserfield": (["note", "peer", "1690325531.4", "6"], "1690325531.4/6"),
    "all": (["1690325531.5", "note", "peer", "1690325531.4", "6"], "1690325531.5/6"),
}


@pytest.mark.parametrize("name", TAILS)
def test_every_documented_tail_gives_its_id(name: str) -> None:
    tail, start = TAILS[name]
    call = one(line(*tail))
    assert call.id.startswith(start)
    assert call.called == "+12025550123"


def test_a_duplicated_row_is_the_same_fact_and_another_is_not() -> None:
    ids = [one(line()).id, one(line()).id, one(line(dst="+12025550124")).id]
    assert ids[0] == ids[1] != ids[2]


def test_two_records_of_one_channel_without_sequence_are_two_calls() -> None:
    first, second = line("1690325531.5", ""), line("1690325531.5", "", dstchannel="PJSIP/b-00000004")
    assert one(first).id != one(second).id


BAD = {
    "start": "2023-13-26 01:52:11",
    "answer": "yesterday",
    "end": "2023-07-26",
    "duration": "-31",
    "billsec": "21s",
    "disposition": "WHATEVER",
}
BAD_ORDER = {
    "billsec": {"billsec": "32"},
    "answer": {"answer": "2023-07-26 01:52:10"},
    "end": {"end": "2023-07-26 01:52:20", "duration": "31"},
}


@pytest.mark.parametrize("field", BAD)
def test_a_bad_field_costs_its_line_only(field: str) -> None:
    bad, good = read(line(**{field: BAD[field]}) + line())
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field, bad.found) == (1, field, BAD[field])
    assert isinstance(good, Call)
    assert good.line == 2


@pytest.mark.parametrize("field", BAD_ORDER)
def test_times_out_of_order_cost_their_line_only(field: str) -> None:
    bad, good = read(line(**BAD_ORDER[field]) + line())
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert isinstance(good, Call)
    assert good.line == 2


@pytest.mark.parametrize("tail", [1, 6, 16])
def test_wrong_column_counts(tail: int) -> None:
    row = line(*["x"] * tail) if tail > 5 else ",".join(GOOD[:15]) + "\n"
    bad, good = read(row + line())
    assert isinstance(bad, Unreadable)
    assert bad.field == "columns"
    assert isinstance(good, Call)


def test_an_unanswered_call_rings_to_its_end() -> None:
    call = one(line(answer="", billsec="0", disposition="NO ANSWER"))
    assert (call.answered, call.answered_at, call.ring) == (False, None, timedelta(seconds=31))
    assert (call.talk, call.end_reason) == (timedelta(0), EndReason.NO_ANSWER)


DISPOSITIONS = {"BUSY": EndReason.BUSY, "FAILED": EndReason.FAILED, "CONGESTION": EndReason.CONGESTION}


@pytest.mark.parametrize("word", DISPOSITIONS)
def test_dispositions(word: str) -> None:
    assert one(line(answer="", billsec="0", disposition=word)).end_reason == DISPOSITIONS[word]


def test_no_account_code_is_no_account() -> None:
    assert one(line(accountcode="")).account is None


def test_a_caller_id_set_for_a_seat_is_seen_by_the_channel() -> None:
    call = one(line(src="+12025550100"))
    assert (call.caller, call.user, call.direction) == ("+12025550100", "101", Direction.OUTBOUND)


def test_national_numbers_need_the_region() -> None:
    assert one(line(dst="0612345678"), region="FR").called == "+33612345678"
    assert one(line(dst="0612345678")).called is None


def test_times_are_the_servers_wall_clock() -> None:
    assert one(line(), "Europe/Paris").started_at == datetime(2023, 7, 25, 23, 52, 11, tzinfo=UTC)


def test_the_repeated_hour_is_settled_by_the_duration() -> None:
    night = {
        "start": "2024-10-27 02:59:50",
        "answer": "2024-10-27 03:00:00",
        "end": "2024-10-27 03:00:21",
        "duration": "31",
    }
    call = one(line(**night), "Europe/Paris")
    assert (call.started_at.hour, call.ring) == (1, timedelta(seconds=10))


def test_the_real_file(shared: Path) -> None:
    source = Source.open(str(shared / "data/vendor_records/asterisk_Master.csv"))
    assert asterisk.recognise(source.head())
    calls = list(asterisk.read(source, zone=ZoneInfo("UTC"), region=None))
    source.close()
    assert [type(call) for call in calls] == [Call] * 14
    assert len({call.id for call in calls if isinstance(call, Call)}) == 14
    first = calls[0]
    assert isinstance(first, Call)
    assert (first.id, first.ring, first.talk) == (
        "1690325492.2/2",
        timedelta(seconds=18),
        timedelta(seconds=13),
    )


def test_recognition() -> None:
    assert asterisk.recognise(line().encode())
    assert asterisk.recognise(CUSTOM.encode())
    assert asterisk.recognise(b'"broken\n' + line().encode())
    assert not asterisk.recognise(b"")
    assert not asterisk.recognise(b"start,end,disposition\n")
    assert not asterisk.recognise(line(disposition="NORMAL_CLEARING").encode())
