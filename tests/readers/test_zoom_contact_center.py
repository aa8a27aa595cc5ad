"""Zoom Contact Center: reports and webhooks in, calls and texts out."""

import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Channel, Direction, EndReason, Fact, Message, Unreadable
from fairline.readers import zoom_contact_center
from fairline.readers.source import Source

VOICE = {
    "engagement_id": "e-1",
    "direction": "outbound",
    "call_legs": ["outbound"],
    "caller_number": "+12025550100",
    "callee_number": "+12025550123",
    "start_time": "2024-03-04T09:00:00-05:00",
    "end_time": "2024-03-04T09:01:00-05:00",
    "total_duration": 60,
    "consumer_number": "+12025550123",
    "agents": [{"user_id": "camille", "team_ids": ["t"]}],
    "result": "completed",
    "charge": "$0.019",
    "voice_call_details": [{"engagement_id": "e-1"}],
}
TEXT = {
    "engagement_id": "e-2",
    "direction": "inbound",
    "contact_center_number": "+12025550100",
    "consumer_number": "+12025550123",
    "start_time": "2024-03-04T14:00:00Z",
    "agents": [{"user_id": "camille"}],
    "sms_types": ["sms"],
    "total_sent_messages": 3,
}
ENGAGEMENT = {
    "engagement_id": "e-3",
    "direction": "inbound",
    "start_time": "2024-03-04T14:00:00Z",
    "end_time": "2024-03-04T14:02:00Z",
    "enter_channel": {"channel": "voice", "channel_source": "voice"},
    "consumer": {"consumer_number": "+12025550123"},
    "users": [{"user_id": "remi"}],
    "ani_from": "+12025550123",
    "dnis_to": "+12025550100",
    "duration": 120000,
}
DIALED = {
    "engagement_id": "e-4",
    "start_time": "2024-03-04T14:00:00Z",
    "end_time": "2024-03-04T14:01:00Z",
    "campaign": {"campaign_id": "spring", "campaign_name": "x"},
    "dialer_method": "progressive",
    "caller_id_number": "12025550100",
    "consumer_number": "+12025550123",
    "calls_answered_count": 1,
    "calls_failed_count": 0,
    "calls_with_amd_count": 0,
    "calls_blocked_count": 0,
    "contacts_connected_count": 1,
}
STATUS: dict[str, Any] = {
    "event": "contact_center.sms_status",
    "event_ts": 1709560800500,
    "payload": {
        "account_id": "acme",
        "object": {
            "message_id": "m-1",
            "contact_center_number": "+12025550100",
            "consumer_number": "12025550123",
            "status": "delivered",
            "date_time_ms": "2024-03-04T14:00:00.500Z",
        },
    },
}
ENDED = {
    "event": "contact_center.cx_engagement_end_data_ready",
    "event_ts": 1709560800500,
    "payload": {
        "account_id": "acme",
        "object": {
            "engagement_id": "e-5",
            "engagement_direction": "inbound",
            "channel": "voice",
            "start_time": "2024-03-04T13:58:00.250Z",
            "date_time_ms": "2024-03-04T14:00:00.250Z",
        },
    },
}


def facts(content: object) -> list[Fact | Unreadable]:
    lines = content if isinstance(content, list) else [content]
    source = Source("test", io.BytesIO("".join(json.dumps(line) + "\n" for line in lines).encode()))
    return list(zoom_contact_center.read(source, zone=ZoneInfo("UTC"), region=None))


def one(record: object) -> Fact | Unreadable:
    [found] = facts(record)
    return found


def call(record: object) -> Call:
    found = one(record)
    assert isinstance(found, Call), found
    return found


def test_a_voice_call_of_the_report() -> None:
    assert one({"page_size": 1, "voice_calls": [VOICE]}) == Call(
        id="e-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="camille",
        direction=Direction.OUTBOUND,
        caller="+12025550100",
        called="+12025550123",
        answered=True,
        ended_at=datetime(2024, 3, 4, 14, 1, tzinfo=UTC),
        end_reason=EndReason.COMPLETED,
        agent_joined=True,
        cost=Decimal("0.019"),
        currency="USD",
        line=1,
    )


def test_a_text_exchange_of_the_report() -> None:
    assert one({"sms": [TEXT]}) == Message(
        id="e-2",
        sent_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="camille",
        channel=Channel.SMS,
        direction=Direction.INBOUND,
        sender="+12025550123",
        recipient="+12025550100",
        line=1,
    )


def test_an_engagement_of_the_log() -> None:
    assert one({"engagement_logs": [ENGAGEMENT]}) == Call(
        id="e-3",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="remi",
        direction=Direction.INBOUND,
        caller="+12025550123",
        called="+12025550100",
        ended_at=datetime(2024, 3, 4, 14, 2, tzinfo=UTC),
        agent_joined=True,
        line=1,
    )


def test_a_call_of_the_dialer() -> None:
    assert one({"engagements": [DIALED]}) == Call(
        id="e-4",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        campaign="spring",
        direction=Direction.OUTBOUND,
        caller="+12025550100",
        called="+12025550123",
        answered=True,
        ended_at=datetime(2024, 3, 4, 14, 1, tzinfo=UTC),
        end_reason=EndReason.COMPLETED,
        answered_live=True,
        agent_joined=True,
        line=1,
    )


def test_what_the_dialer_counted() -> None:
    machine = call(DIALED | {"calls_with_amd_count": 1, "contacts_connected_count": 0})
    assert (machine.answered, machine.answered_live, machine.agent_joined) == (True, False, False)
    failed = call(
        DIALED | {"calls_answered_count": 0, "calls_failed_count": 1, "contacts_connected_count": 0}
    )
    assert (failed.answered, failed.answered_live, failed.end_reason) == (False, None, EndReason.FAILED)
    assert failed.talk == timedelta(0)
    summed = one(DIALED | {"calls_answered_count": 3})
    assert isinstance(summed, Unreadable)
    assert (summed.field, summed.wanted) == ("calls_answered_count", "one call")


def test_a_texts_status() -> None:
    assert one(STATUS) == Message(
        id="m-1",
        sent_at=datetime(2024, 3, 4, 14, 0, 0, 500_000, tzinfo=UTC),
        account="acme",
        channel=Channel.SMS,
        direction=Direction.OUTBOUND,
        sender="+12025550100",
        recipient="+12025550123",
        delivered=True,
        line=1,
        revision=1709560800500,
    )


def test_an_ended_engagement_that_says_when_it_started() -> None:
    assert one(ENDED) == Call(
        id="e-5",
        started_at=datetime(2024, 3, 4, 13, 58, 0, 250_000, tzinfo=UTC),
        account="acme",
        direction=Direction.INBOUND,
        ended_at=datetime(2024, 3, 4, 14, 0, 0, 250_000, tzinfo=UTC),
        line=1,
        revision=1709560800500,
    )


def test_progress_and_other_channels_are_passed_over() -> None:
    video = {**ENGAGEMENT, "enter_channel": "video"}
    chat = {**ENGAGEMENT, "enter_channel": None, "channels": [{"channel": "messaging"}]}
    answered = {**ENDED, "event": "contact_center.engagement_user_answered"}
    assert facts([video, chat, answered]) == []


@pytest.mark.parametrize(
    ("result", "answered", "end_reason"),
    [
        ("completed", True, EndReason.COMPLETED),
        ("answered", True, EndReason.COMPLETED),
        ("connected", True, EndReason.COMPLETED),
        ("missed", False, EndReason.NO_ANSWER),
        ("no_answer", False, EndReason.NO_ANSWER),
        ("rejected", False, EndReason.REJECTED),
        ("blocked", False, EndReason.REJECTED),
        ("canceled", False, EndReason.CANCELED),
        ("cancelled", False, EndReason.CANCELED),
        ("failed", False, EndReason.FAILED),
        ("Busy", False, EndReason.BUSY),
        ("something new", None, None),
        (None, None, None),
    ],
)
def test_results(result: str | None, answered: bool | None, end_reason: EndReason | None) -> None:
    found = call(VOICE | {"result": result})
    assert (found.answered, found.end_reason) == (answered, end_reason)


def test_abandoned_is_said_of_outbound_calls_only() -> None:
    assert call(VOICE | {"result": "abandoned"}).abandoned is True
    assert call(VOICE | {"result": "abandoned", "direction": "inbound"}).abandoned is None
    assert call(ENGAGEMENT | {"direction": "outbound", "abandoned_count": 0}).abandoned is False


def test_no_agents_listed_and_none_in_the_list() -> None:
    assert call(VOICE | {"agents": []}).agent_joined is False
    assert call(VOICE | {"agents": None}).agent_joined is None


BAD: dict[str, Any] = {
    "engagement_id": (VOICE, {"engagement_id": None}, "engagement_id"),
    "an id that is a number": (VOICE, {"engagement_id": 7}, "engagement_id"),
    "direction": (VOICE, {"direction": "sideways"}, "direction"),
    "no start": (VOICE, {"start_time": ""}, "start_time"),
    "start_time": (VOICE, {"start_time": "noon"}, "start_time"),
    "end_time": (VOICE, {"end_time": "2024-03-04T08:00:00-05:00"}, "end_time"),
    "caller_number": (VOICE, {"caller_number": 12025550100}, "caller_number"),
    "agents": (VOICE, {"agents": [{"user_id": 7}]}, "agents.user_id"),
    "charge": (VOICE, {"charge": "free"}, "charge"),
    "talk_duration": (ENGAGEMENT, {"talk_duration": "long"}, "talk_duration"),
    "enter_channel": (ENGAGEMENT, {"enter_channel": []}, "enter_channel"),
    "campaign": (DIALED, {"campaign": "spring"}, "campaign"),
    "calls_answered_count": (DIALED, {"calls_answered_count": "some"}, "calls_answered_count"),
    "sms_types": (TEXT, {"sms_types": "sms"}, "sms_types"),
    "event_ts": (STATUS, {"event_ts": "now"}, "event_ts"),
    "event": (STATUS, {"event": "phone.caller_ended"}, "event"),
    "payload": (STATUS, {"payload": {}}, "payload.object"),
    "neither": (ENGAGEMENT, {"enter_channel": None}, "engagement_id"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_field_costs_one_record(name: str) -> None:
    record, changed, field = BAD[name]
    bad, good = facts([{**record, **changed}, record])
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert isinstance(good, Call | Message)
    assert good.line == 2


def test_recognise() -> None:
    for record in (VOICE, TEXT, ENGAGEMENT, DIALED, STATUS, ENDED):
        assert zoom_contact_center.recognise(json.dumps(record).encode())
    assert not zoom_contact_center.recognise(b'{"event":"phone.caller_ended","payload":{}}')
    assert not zoom_contact_center.recognise(b'{"event":"meeting.started","payload":{}}')
    assert not zoom_contact_center.recognise(b'{"engagement_id":"a"}')


def test_the_vendors_examples(shared: Path) -> None:
    source = Source.open(str(shared / "data" / "vendor_records" / "zoom_contact_center_examples.json"))
    assert zoom_contact_center.recognise(source.head())
    text, voice = zoom_contact_center.read(source, zone=ZoneInfo("UTC"), region=None)
    source.close()
    assert isinstance(text, Message)
    assert (text.sender, text.recipient, text.line) == ("+12059300920", "+18108001001", 1)
    assert isinstance(voice, Call)
    assert (voice.caller, voice.called, voice.cost, voice.line) == (
        "+18108001001",
        "+12055437350",
        Decimal("0.019"),
        2,
    )


@pytest.mark.parametrize(
    ("status", "delivered"),
    [
        ("delivered", True),
        ("read", True),
        ("failed", False),
        ("undelivered", False),
        ("rejected", False),
        ("sent", None),
    ],
)
def test_delivered(status: str, delivered: bool | None) -> None:
    found = one({**STATUS, "payload": {"object": STATUS["payload"]["object"] | {"status": status}}})
    assert isinstance(found, Message)
    assert found.delivered is delivered


LISTED = {
    "engagement_id": "e-6",
    "direction": "outbound",
    "start_time": "2024-03-04T14:00:00.0000000+00:00",
    "end_time": "2024-03-04T14:01:00.0000000+00:00",
    "channel_types": ["voice"],
    "consumers": [{"consumer_number": "+12025550123"}],
    "agents": [{"user_id": "camille"}],
    "talk_duration": 40,
}


def test_an_engagement_of_the_list() -> None:
    assert one({"engagements": [LISTED]}) == Call(
        id="e-6",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="camille",
        direction=Direction.OUTBOUND,
        called="+12025550123",
        answered=True,
        ended_at=datetime(2024, 3, 4, 14, 1, tzinfo=UTC),
        talk=timedelta(seconds=40),
        agent_joined=True,
        line=1,
    )


def test_who_called_whom_in_each_report() -> None:
    inbound = call(LISTED | {"direction": "inbound"})
    assert (inbound.caller, inbound.called) == ("+12025550123", None)
    named = call(ENGAGEMENT | {"ani_from": None})
    assert (named.caller, named.called) == ("+12025550123", "+12025550100")
    data_set = call(
        ENGAGEMENT | {"ani_from": None, "dnis_to": None, "ani": "+12025550124", "dnis": "+12025550125"}
    )
    assert (data_set.caller, data_set.called) == ("+12025550124", "+12025550125")


def test_a_short_code_and_a_picture() -> None:
    found = one({"sms": [TEXT | {"contact_center_number": "72975", "sms_types": ["MMS"]}]})
    assert isinstance(found, Message)
    assert (found.recipient, found.channel) == ("72975", Channel.MMS)


def test_what_the_dialer_blocked() -> None:
    none = {"calls_answered_count": 0, "contacts_connected_count": 0}
    assert call(DIALED | none | {"calls_blocked_count": 1}).end_reason is EndReason.REJECTED
    assert isinstance(one(DIALED | {"calls_blocked_count": 1}), Unreadable)
