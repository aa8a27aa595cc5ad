"""Events of acc_json, joined into calls within bounded memory."""

import io
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Direction, EndReason, Side, Unreadable
from fairline.readers import kamailio_calls, kamailio_json
from fairline.readers.source import Source

T = 1795470657
AT = datetime.fromtimestamp(T, UTC)
SIDES = {"src_user": "101", "dst_user": "+12025550123;rn=+12025550000;npdi", "src_ip": "127.0.0.1"}


def event(callid: str, method: str = "INVITE", code: str = "200", after: int = 0, **more: object) -> str:
    told = {"time": T + after, "method": method, "from_tag": "f", "to_tag": "t", "callid": callid}
    return json.dumps(told | {"sip_code": code, "sip_reason": "OK"} | SIDES | more) + "\n"


def dialog(callid: str | None, start: float, lasted: str, **more: object) -> str:
    told = {"start_time": f"{T + start:.3f}", "end_time": f"{T + start + 1:.3f}", "duration": lasted}
    return json.dumps(told | ({} if callid is None else {"callid": callid}) | more) + "\n"


def read(text: str) -> list[object]:
    source = Source("acc.ndjson", io.BytesIO(text.encode()))
    return list(kamailio_json.read(source, zone=ZoneInfo("UTC"), region=None))


def ids(text: str) -> list[str]:
    return [call.id for call in read(text) if isinstance(call, Call)]


def test_three_events_are_one_call() -> None:
    text = event("c1") + event("c1", "BYE", after=30) + dialog("c1", -5.25, "35.509")
    assert read(text) == [
        Call(
            id="c1",
            line=1,
            user="101",
            direction=Direction.OUTBOUND,
            called="+12025550123",
            started_at=AT - timedelta(seconds=5.25),
            answered=True,
            answered_at=AT,
            ended_at=AT + timedelta(seconds=30.259),
            ring=timedelta(seconds=5.25),
            talk=timedelta(seconds=30.259),
            end_reason=EndReason.COMPLETED,
            sip_status=200,
            released_by=Side.CALLER,
        )
    ]


@pytest.mark.parametrize("code", ["401", "407"])
def test_a_challenged_call_is_one_under_the_name_of_the_invite_that_went_on(code: str) -> None:
    """RFC 3261 section 22.2; the SIP port gives the attempt the same name."""
    rows = (
        event("c1", code=code, cseq="1")
        + event("c1", after=5, cseq="2")
        + event("c1", "BYE", after=9, cseq="3")
    )
    (call,) = read(rows)
    assert isinstance(call, Call)
    assert (call.id, call.answered, call.sip_status) == ("c1;from-tag=f;cseq=2", True, 200)
    (refused,) = read(event("c1", code=code, cseq="1") + event("c1", code="486", after=5, cseq="2"))
    assert isinstance(refused, Call)
    assert (refused.id, refused.answered, refused.sip_status) == ("c1;from-tag=f;cseq=2", False, 486)


def test_interleaved_calls_come_in_the_order_of_their_first_events() -> None:
    text = (
        event("b")
        + event("a")
        + event("a", "BYE", after=9)
        + event("c", code="486")
        + event("b", "BYE", after=5)
    )
    calls = [call for call in read(text) if isinstance(call, Call)]
    assert [call.id for call in calls] == ["b", "a", "c"]
    assert [call.talk for call in calls] == [timedelta(seconds=5), timedelta(seconds=9), timedelta(0)]


def test_an_event_sent_twice_changes_nothing() -> None:
    once = event("c1") + event("c1", "BYE", after=3)
    assert read(event("c1") + once + once)[0] == read(once)[0]
    assert len(read(once + once)) == 1


BAD = {
    "time": event("c1", time="soon"),
    "sip_code": event("c1", sip_code="OK"),
    "callid": event(""),
    "method": json.dumps({"callid": "c1"}) + "\n",
    "line": '{"time":1795470657,"method"\n',
    "start_time": dialog("c1", 0, "1.5", start_time="0"),
    "duration": dialog("c1", 0, "long"),
    "end_time": dialog("c1", 0, "0", end_time=f"{T - 9}.0"),
}


@pytest.mark.parametrize("field", BAD)
def test_a_bad_field_costs_its_line_only(field: str) -> None:
    found = read(BAD[field] + event("c2"))
    assert len(found) == 2
    bad, good = found
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert isinstance(good, Call)
    assert (good.id, good.line) == ("c2", 2)


def test_values_of_other_types_do_not_stop_it() -> None:
    text = event("c1", src_user=None, dst_user=["x"], pai={"a": 1}) + "[1]\n7\nnull\n" + event("c2")
    assert ids(text) == ["c1", "c2"]


def test_memory_is_bounded_by_telling_the_oldest_call(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = kamailio_calls.joined
    monkeypatch.setattr(kamailio_json, "joined", lambda rows, region: entries(rows, region, open_max=2))
    text = "".join(event(f"c{number}") for number in range(4)) + event("c0", "BYE", after=9)
    found = read(text + event("c3", "BYE", after=9))
    assert [call.id for call in found if isinstance(call, Call)] == ["c0", "c1", "c2", "c3"]
    assert [call.talk for call in found if isinstance(call, Call)] == [None, None, None, timedelta(seconds=9)]
    (late,) = [bad for bad in found if isinstance(bad, Unreadable)]
    assert (late.line, late.found) == (5, "BYE")


def test_rows_of_one_call_id_are_bounded_too() -> None:
    found = read(event("c1") * (kamailio_calls.ENTRIES_MAX + 1))
    assert [call.id for call in found if isinstance(call, Call)] == ["c1", "c1"]


def test_recognition() -> None:
    assert kamailio_json.recognise(event("c1").encode())
    assert kamailio_json.recognise(dialog(None, 0, "1.509").encode())
    assert kamailio_json.recognise(b"garbage\n" + event("c1").encode())
    assert not kamailio_json.recognise(b'{"start_time":1,"end_time":2,"duration":3}\n')
    assert not kamailio_json.recognise(b'{"start_time":"2026-01-01","end_time":"","duration":"3"}\n')
    assert not kamailio_json.recognise(b"")
