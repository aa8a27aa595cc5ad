"""FreeSWITCH's JSON records in every wrapping."""

import base64
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, quote_plus
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Direction, EndReason, Side, Unreadable
from fairline.readers import freeswitch_json
from fairline.readers.source import Source

START = 1515666344534355
VARIABLES = {
    "uuid": "3da8bf84-c133-4959-9e24-e72875cb33a1",
    "accountcode": "shop",
    "hangup_cause": "NORMAL_CLEARING",
    "hangup_cause_q850": "16",
    "sip_term_status": "200",
    "sip_hangup_disposition": "recv_bye",
    "start_uepoch": str(START),
    "answer_uepoch": str(START + 3_420_018),
    "end_uepoch": str(START + 70_959_914),
}
PROFILE = {"caller_id_number": "1001", "destination_number": "+12025550123", "rdnis": "", "uuid": "u"}
FLOW_TIMES = {
    "created_time": str(START),
    "answered_time": str(START + 1_000_000),
    "hangup_time": START + 2_000_000,
}


def document(drop: object = (), flow: object = None, direction: object = "inbound", **told: object) -> str:
    assert isinstance(drop, tuple)
    variables = {name: value for name, value in (VARIABLES | told).items() if name not in drop}
    steps = [{"caller_profile": PROFILE, "times": FLOW_TIMES}] if flow is None else flow
    channel = {"state": "CS_REPORTING", "direction": direction}
    return json.dumps({"core-uuid": "c", "channel_data": channel, "variables": variables, "callflow": steps})


def read(text: str, zone: str = "UTC", region: str | None = None) -> list[object]:
    source = Source("x.cdr.json", io.BytesIO(text.encode()))
    return list(freeswitch_json.read(source, zone=ZoneInfo(zone), region=region))


def one(text: str, zone: str = "UTC") -> Call:
    (found,) = read(text, zone)
    assert isinstance(found, Call), found
    return found


def test_a_document() -> None:
    assert one(document()) == Call(
        id="3da8bf84-c133-4959-9e24-e72875cb33a1",
        line=1,
        account="shop",
        user="1001",
        direction=Direction.OUTBOUND,
        called="+12025550123",
        started_at=datetime(2018, 1, 11, 10, 25, 44, 534355, tzinfo=UTC),
        answered=True,
        answered_at=datetime(2018, 1, 11, 10, 25, 47, 954373, tzinfo=UTC),
        ended_at=datetime(2018, 1, 11, 10, 26, 55, 494269, tzinfo=UTC),
        ring=timedelta(microseconds=3420018),
        talk=timedelta(microseconds=67539896),
        end_reason=EndReason.COMPLETED,
        released_by=Side.CALLER,
        sip_status=200,
        q850=16,
    )


OTHER = document(uuid="b")
WRAPPED = {
    "one a line": f"{document()}\n{OTHER}\n",
    "an array": f"[{document()},{OTHER}]",
    "one after another over several lines": "\n".join(
        json.dumps(json.loads(d), indent=1) for d in (document(), OTHER)
    ),
    "form bodies": f"cdr={quote(document())}\ncdr={quote(OTHER)}\n",
    "form bodies with plus signs": f"cdr={quote_plus(document())}\r\ncdr={quote_plus(OTHER)}&uuid=a_b\r\n",
    "base64": "".join(f"cdr={base64.b64encode(d.encode()).decode()}\n" for d in (document(), OTHER)),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_every_wrapping_holds_the_same_two_calls(name: str) -> None:
    calls = read(WRAPPED[name])
    assert [call.id for call in calls if isinstance(call, Call)] == [VARIABLES["uuid"], "b"]
    assert all(isinstance(call, Call) and call.called == "+12025550123" for call in calls)
    assert freeswitch_json.recognise(WRAPPED[name].encode())


BAD = {
    "start_uepoch": "yesterday",
    "answer_uepoch": str(START - 1),
    "end_uepoch": str(START + 1),
}


@pytest.mark.parametrize("field", BAD)
def test_a_bad_time_costs_its_record_only(field: str) -> None:
    bad, good = read(document(**{field: BAD[field]}) + "\n" + OTHER)
    assert isinstance(bad, Unreadable)
    assert bad.line == 1
    assert bad.field.startswith(field.split("_")[0])
    assert isinstance(good, Call)
    assert good.line == 2


WRONG_TYPES = {
    "no object": "17",
    "variables": '{"channel_data":{},"variables":[]}',
    "callflow": '{"variables":{"start_uepoch":"1"},"callflow":[{"caller_profile":7}]}',
    "broken": '{"variables":{"start_uepoch"',
    "no start": document(drop=("start_uepoch",), flow=[]),
}


@pytest.mark.parametrize("name", WRONG_TYPES)
def test_a_document_of_another_shape_costs_itself_only(name: str) -> None:
    first, bad, good = read(f"{document()}\n{WRONG_TYPES[name]}\n{OTHER}\n")
    assert isinstance(first, Call)
    assert isinstance(bad, Unreadable)
    assert bad.line == 2
    assert isinstance(good, Call)


def test_a_bad_form_body_costs_its_line_only() -> None:
    good, bad, other = read(f"cdr={quote(document())}\ncdr=%%%\ncdr={quote(OTHER)}\n")
    assert isinstance(good, Call)
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (2, "cdr")
    assert isinstance(other, Call)


def test_the_callflow_tells_the_times_that_the_variables_do_not() -> None:
    call = one(document(drop=("start_uepoch", "answer_uepoch", "end_uepoch")))
    assert (call.ring, call.talk) == (timedelta(seconds=1), timedelta(seconds=1))


def test_wall_clocks_are_the_last_resort() -> None:
    stamps = {"start_stamp": "2018-01-11 11:25:44", "end_stamp": "2018-01-11 11:26:55"}
    call = one(
        document(drop=("start_uepoch", "answer_uepoch", "end_uepoch"), flow=[], **stamps), "Europe/Paris"
    )
    assert call.started_at == datetime(2018, 1, 11, 10, 25, 44, tzinfo=UTC)
    assert (call.answered, call.ring) == (False, timedelta(seconds=71))


def test_values_with_percent_codes() -> None:
    told = {"accountcode": "my%20shop", "sip_auth_username": "1%30%30%31"}
    call = one(document(**told))
    assert (call.account, call.user) == ("my shop", "1001")


def test_a_redirecting_number_is_where_the_leg_was_forwarded_from() -> None:
    step = {"caller_profile": PROFILE | {"rdnis": "+12025550177"}, "times": FLOW_TIMES}
    assert one(document(flow=[step])).forwarded_from == "+12025550177"
    same = {"caller_profile": PROFILE | {"rdnis": "+12025550123"}, "times": FLOW_TIMES}
    assert one(document(flow=[same])).forwarded_from is None


def test_a_callflow_that_is_one_object() -> None:
    assert one(document(flow={"caller_profile": PROFILE, "times": FLOW_TIMES})).called == "+12025550123"


RELEASED = {
    ("inbound", "recv_bye"): Side.CALLER,
    ("outbound", "recv_bye"): Side.CALLED,
    ("inbound", "recv_cancel"): Side.CALLER,
    ("outbound", "recv_refuse"): Side.CALLED,
    ("inbound", "send_refuse"): None,
    ("inbound", "send_bye"): None,
    ("", "recv_bye"): None,
}


@pytest.mark.parametrize(("direction", "disposition"), RELEASED)
def test_who_released_it(direction: str, disposition: str) -> None:
    call = one(document(direction=direction, sip_hangup_disposition=disposition))
    assert call.released_by == RELEASED[direction, disposition]


def test_a_bye_sent_on_a_bridged_leg_was_the_other_side_hanging_up() -> None:
    told = {"sip_hangup_disposition": "send_bye", "bridge_uuid": "b"}
    assert one(document(**told)).released_by == Side.CALLED
    assert one(document(direction="outbound", **told)).released_by == Side.CALLER
    assert one(document(hangup_cause="MEDIA_TIMEOUT", **told)).released_by is None


STATUSES = [
    ({"sip_term_status": "486"}, 486),
    ({"sip_term_status": "", "sip_invite_failure_status": "487"}, 487),
    ({"sip_term_status": "", "proto_specific_hangup_cause": "sip:603"}, 603),
    ({"sip_term_status": "abc"}, None),
]


@pytest.mark.parametrize(("told", "expected"), STATUSES)
def test_sip_status(told: dict[str, str], expected: int | None) -> None:
    assert one(document(**told)).sip_status == expected


def test_the_real_file(shared: Path) -> None:
    source = Source.open(str(shared / "data/vendor_records/freeswitch_mod_json_cdr_0.json"))
    assert freeswitch_json.recognise(source.head())
    (call,) = freeswitch_json.read(source, zone=ZoneInfo("UTC"), region=None)
    source.close()
    assert isinstance(call, Call)
    assert (call.user, call.dialed, call.direction, call.q850) == ("1001", "1002", Direction.INTERNAL, 16)
    assert (call.ring, call.talk) == (timedelta(microseconds=3420018), timedelta(microseconds=67539896))


def test_recognition_refuses_other_json() -> None:
    for other in (b"", b"{}", b'{"variables":{}}', b"cdr=", b"cdr=abc", b"[1,2]", b'{"callflow":1'):
        assert not freeswitch_json.recognise(other)
