"""Zoom Phone: histories, elements, logs and webhooks in, calls and texts out. The records are made up."""

import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from fairline.facts import Call, Channel, Direction, EndReason, Fact, Message, Unreadable
from fairline.readers import zoom_phone
from fairline.readers.source import Source

HISTORY: dict[str, Any] = {
    "call_history_uuid": "20240304-h-1",
    "call_id": "7018317023722949162",
    "direction": "outbound",
    "international": True,
    "start_time": "2024-03-04T14:00:00Z",
    "answer_time": "2024-03-04T14:00:09Z",
    "end_time": "2024-03-04T14:01:09Z",
    "duration": 60,
    "connect_type": "external",
    "call_result": "answered",
    "caller_ext_id": "camille",
    "caller_did_number": "+12025550100",
    "caller_ext_number": "1001",
    "caller_ext_type": "user",
    "callee_did_number": "+442079460123",
    "callee_number_type": "external_pstn",
    "callee_country_iso_code": "GB",
}
ELEMENT = HISTORY | {
    "call_element_id": "20240304-x-1",
    "direction": "inbound",
    "caller_ext_id": None,
    "caller_did_number": "12025550123",
    "caller_ext_number": None,
    "callee_ext_id": "remi",
    "callee_did_number": "+12025550100",
    "callee_ext_number": "1002",
    "callee_country_iso_code": "US",
    "answer_time": "",
    "call_result": None,
    "result": "no_answer",
    "wait_time": 10,
}
LOG = {
    "id": "log-1",
    "call_id": "7018210229361148737",
    "direction": "inbound",
    "date_time": "2024-03-04T14:00:00Z",
    "answer_start_time": "2024-03-04T14:00:08.0000000+00:00",
    "call_end_time": "2024-03-04T14:00:38Z",
    "duration": 30,
    "caller_number": "+12025550123",
    "caller_number_type": 2,
    "callee_number": "1001",
    "callee_number_type": 1,
    "owner": {"id": "camille", "type": "user", "extension_number": 1001},
    "charge": "$0.0255",
    "rate": "0.0255",
    "result": "Call connected",
}


def webhook(event: str, content: object) -> dict[str, object]:
    return {"event": event, "event_ts": 1709560869000, "payload": {"account_id": "acme", "object": content}}


ENDED = {
    "call_id": "7018210229361148738",
    "caller": {"phone_number": "+12025550123", "connection_type": "pstn_off_net"},
    "callee": {"phone_number": "+12025550100", "extension_number": 1002, "user_id": "remi"},
    "forwarded_by": {"name": "Menu", "extension_type": "autoReceptionist", "extension_number": "1022"},
    "redirect_forwarded_by": {"name": "Desk", "phone_number": "+12025550155"},
    "ringing_start_time": "2024-03-04T14:00:00Z",
    "answer_start_time": "2024-03-04T14:00:10Z",
    "call_end_time": "2024-03-04T14:00:16Z",
    "handup_result": "Call connected",
}
TEXT = {
    "message_id": "m-1",
    "date_time": "2024-03-04T14:00:00Z",
    "sender": {"phone_number": "12025550100", "id": "camille"},
    "to_members": [{"phone_number": "12025550123", "is_message_owner": True}],
    "owner": {"type": "callQueue", "id": "sales", "sms_sender_user_id": "camille"},
    "message": "never kept",
    "attachments": [],
}


def facts(*records: object, region: str | None = None) -> list[Fact | Unreadable]:
    source = Source("test", io.BytesIO("".join(json.dumps(record) + "\n" for record in records).encode()))
    return list(zoom_phone.read(source, zone=ZoneInfo("UTC"), region=region))


def call(record: object, region: str | None = None) -> Call:
    [found] = facts(record, region=region)
    assert isinstance(found, Call), found
    return found


def test_an_outbound_call_of_the_history() -> None:
    assert call({"call_history": [HISTORY]}) == Call(
        id="20240304-h-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="camille",
        direction=Direction.OUTBOUND,
        caller="+12025550100",
        called="+442079460123",
        called_country="GB",
        answered=True,
        answered_at=datetime(2024, 3, 4, 14, 0, 9, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 14, 1, 9, tzinfo=UTC),
        ring=timedelta(seconds=9),
        talk=timedelta(seconds=60),
        end_reason=EndReason.COMPLETED,
        line=1,
    )


ELEMENT_FACT = Call(
    id="20240304-x-1",
    started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
    user="remi",
    direction=Direction.INBOUND,
    caller="+12025550123",
    called="+12025550100",
    called_country="US",
    answered=False,
    ended_at=datetime(2024, 3, 4, 14, 1, 9, tzinfo=UTC),
    ring=timedelta(seconds=69),
    talk=timedelta(0),
    end_reason=EndReason.NO_ANSWER,
    line=1,
)


def test_an_element_that_nobody_answered() -> None:
    assert call({"call_elements": [ELEMENT]}) == ELEMENT_FACT


def test_the_same_element_as_a_webhook() -> None:
    event = webhook("phone.callee_call_element_completed", {"user_id": "remi", "call_elements": [ELEMENT]})
    assert call(event) == msgspec.structs.replace(ELEMENT_FACT, account="acme")


def test_an_old_log() -> None:
    assert call({"call_logs": [LOG]}) == Call(
        id="log-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="camille",
        direction=Direction.INBOUND,
        caller="+12025550123",
        dialed="1001",
        answered=True,
        answered_at=datetime(2024, 3, 4, 14, 0, 8, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 14, 0, 38, tzinfo=UTC),
        ring=timedelta(seconds=8),
        talk=timedelta(seconds=30),
        end_reason=EndReason.COMPLETED,
        cost=Decimal("0.0255"),
        currency="USD",
        line=1,
    )


def test_an_ended_call_that_was_forwarded() -> None:
    assert call(webhook("phone.callee_ended", ENDED)) == Call(
        id="7018210229361148738",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        account="acme",
        user="remi",
        direction=Direction.INBOUND,
        caller="+12025550123",
        called="+12025550100",
        forwarded_from="+12025550155",
        answered=True,
        answered_at=datetime(2024, 3, 4, 14, 0, 10, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 14, 0, 16, tzinfo=UTC),
        ring=timedelta(seconds=10),
        talk=timedelta(seconds=6),
        end_reason=EndReason.COMPLETED,
        line=1,
    )


def test_two_extensions_are_an_internal_call() -> None:
    inside = ENDED | {
        "caller": {"extension_number": 1001, "user_id": "camille"},
        "callee": {"extension_number": "1002"},
    }
    found = call(webhook("phone.caller_ended", inside))
    assert (found.direction, found.user, found.called, found.dialed) == (
        Direction.INTERNAL,
        "camille",
        None,
        "1002",
    )
    assert call(HISTORY | {"connect_type": "internal"}).direction is Direction.INTERNAL


@pytest.mark.parametrize(
    ("result", "answered", "end_reason"),
    [
        ("answered", True, EndReason.COMPLETED),
        *[
            (word, True, EndReason.COMPLETED)
            for word in ("connected", "completed", "Recorded", "Auto Recorded")
        ],
        *[
            (word, False, EndReason.NO_ANSWER)
            for word in ("missed", "Call missed", "no_answer", "ring_timeout")
        ],
        *[(word, False, EndReason.REJECTED) for word in ("rejected", "blocked")],
        *[(word, False, EndReason.CANCELED) for word in ("Call Cancel", "call_canceled", "canceled")],
        ("failed", False, EndReason.FAILED),
        ("wrong_number", False, EndReason.UNALLOCATED),
        ("Busy", False, EndReason.BUSY),
        ("call_failed", False, EndReason.FAILED),
        ("something new", None, None),
    ],
)
def test_results(result: str, answered: bool | None, end_reason: EndReason | None) -> None:
    found = call(HISTORY | {"call_result": result, "answer_time": None})
    assert (found.answered, found.end_reason) == (answered, end_reason)


def test_a_voicemail_is_no_person() -> None:
    found = call(HISTORY | {"call_result": "voicemail"})
    assert (found.answered, found.answered_live) == (True, False)
    assert call(HISTORY).answered_live is None


def test_numbers_without_a_plus_are_read_in_the_region_too() -> None:
    assert call(HISTORY | {"callee_did_number": "020 7946 0123"}, region="GB").called == "+442079460123"
    assert call(HISTORY | {"callee_did_number": "12025550123"}, region="GB").called == "+12025550123"


def test_a_text_sent_and_received() -> None:
    assert facts(webhook("phone.sms_sent", TEXT)) == [
        Message(
            id="m-1",
            sent_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
            account="acme",
            user="camille",
            channel=Channel.SMS,
            direction=Direction.OUTBOUND,
            sender="+12025550100",
            recipient="+12025550123",
            line=1,
        )
    ]
    [received] = facts(webhook("phone.sms_received", TEXT | {"attachments": [{"id": "a"}]}))
    assert isinstance(received, Message)
    assert (received.direction, received.delivered, received.channel) == (
        Direction.INBOUND,
        True,
        Channel.MMS,
    )
    [failed] = facts(webhook("phone.sms_sent_failed", TEXT))
    assert isinstance(failed, Message)
    assert failed.delivered is False


def test_a_text_to_two_people_is_two_messages() -> None:
    members = [{"phone_number": "12025550123"}, {"phone_number": "12025550124"}]
    found = facts(webhook("phone.sms_sent", TEXT | {"to_members": members}))
    assert [(m.id, m.recipient) for m in found if isinstance(m, Message)] == [
        ("m-1/+12025550123", "+12025550123"),
        ("m-1/+12025550124", "+12025550124"),
    ]


def test_a_received_text_is_the_owners() -> None:
    members = [{"phone_number": "12025550123", "is_message_owner": True}, {"phone_number": "12025550124"}]
    [found] = facts(webhook("phone.sms_received", TEXT | {"to_members": members}))
    assert isinstance(found, Message)
    assert (found.id, found.recipient) == ("m-1", "+12025550123")


def test_progress_is_passed_over() -> None:
    assert facts(webhook("phone.caller_ringing", ENDED), webhook("phone.callee_hold", ENDED)) == []


BAD: dict[str, tuple[object, object, str]] = {
    "no id": (HISTORY | {"call_history_uuid": "", "call_id": ""}, HISTORY, "call_id"),
    "id": (HISTORY | {"call_history_uuid": 7}, HISTORY, "call_history_uuid"),
    "direction": (HISTORY | {"direction": "sideways"}, HISTORY, "direction"),
    "no start": (HISTORY | {"start_time": ""}, HISTORY, "start_time"),
    "start_time": (HISTORY | {"start_time": "noon"}, HISTORY, "start_time"),
    "answer_time": (HISTORY | {"answer_time": "noon"}, HISTORY, "answer_time"),
    "answered before its start": (HISTORY | {"answer_time": "2024-03-04T13:00:00Z"}, HISTORY, "answer_time"),
    "end_time": (HISTORY | {"end_time": "2024-03-04T13:00:00Z"}, HISTORY, "end_time"),
    "callee_did_number": (HISTORY | {"callee_did_number": {}}, HISTORY, "callee_did_number"),
    "duration": (LOG | {"duration": "long"}, LOG, "duration"),
    "owner": (LOG | {"owner": "camille"}, LOG, "owner"),
    "charge": (LOG | {"charge": "free"}, LOG, "charge"),
    "payload": ({"event": "phone.caller_ended", "event_ts": 1}, HISTORY, "record"),
    "call_elements": (
        webhook("phone.caller_call_element_completed", {"call_elements": 7}),
        HISTORY,
        "call_elements",
    ),
    "nobody to send to": (webhook("phone.sms_sent", TEXT | {"to_members": []}), HISTORY, "to_members"),
    "message_id": (webhook("phone.sms_sent", TEXT | {"message_id": None}), HISTORY, "message_id"),
    "date_time": (webhook("phone.sms_sent", TEXT | {"date_time": "soon"}), HISTORY, "date_time"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_field_costs_one_record(name: str) -> None:
    record, fine, field = BAD[name]
    bad, good = facts(record, fine)
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert isinstance(good, Call)
    assert good.line == 2


def test_recognise() -> None:
    for record in (HISTORY, ELEMENT, {"call_logs": [LOG]}, webhook("phone.callee_ended", ENDED)):
        assert zoom_phone.recognise(json.dumps(record).encode())
    assert not zoom_phone.recognise(b'{"event":"contact_center.sms_status","payload":{}}')
    assert not zoom_phone.recognise(b'{"call_id":"a","callee_number":"1"}')
    assert not zoom_phone.recognise(b"call_history_uuid,callee_number")


def test_a_call_that_is_not_over() -> None:
    found = call(HISTORY | {"call_result": None, "end_time": None, "duration": None})
    assert (found.answered, found.end_reason, found.talk) == (True, None, None)


def test_a_log_without_times_of_its_answer_has_its_duration() -> None:
    found = call(LOG | {"answer_start_time": None})
    assert (found.answered, found.answered_at, found.talk) == (True, None, timedelta(seconds=30))
    assert call(LOG | {"answer_start_time": None, "result": "voicemail"}).talk is None


def test_a_missed_call_of_a_webhook() -> None:
    found = call(webhook("phone.callee_missed", ENDED | {"answer_start_time": None, "handup_result": None}))
    assert (found.answered, found.end_reason, found.talk) == (False, EndReason.NO_ANSWER, timedelta(0))


def test_the_user_of_an_internal_call_is_whose_record_it_is() -> None:
    inside = HISTORY | {"connect_type": "internal", "callee_ext_id": "remi"}
    assert call(inside).user == "camille"
    assert call(inside | {"direction": "inbound"}).user == "remi"


def test_who_sent_a_text() -> None:
    [found] = facts(webhook("phone.sms_sent", TEXT | {"owner": {"type": "user", "id": "remi"}}))
    assert isinstance(found, Message)
    assert found.user == "remi"
    [found] = facts(webhook("phone.sms_sent", TEXT | {"owner": {"type": "callQueue", "id": "sales"}}))
    assert isinstance(found, Message)
    assert found.user is None


@pytest.mark.parametrize(
    ("words", "opts_out", "asks_help"),
    [("baja.", True, False), ("Hilfe!", None, True), ("bis später", None, False)],
)
def test_what_the_words_of_a_received_text_ask_for(
    words: str, opts_out: bool | None, asks_help: bool
) -> None:
    [received] = facts(webhook("phone.sms_received", TEXT | {"message": words}))
    [sent] = facts(webhook("phone.sms_sent", TEXT | {"message": words}))
    assert isinstance(received, Message)
    assert isinstance(sent, Message)
    assert (received.opts_out, received.asks_help) == (opts_out, asks_help)
    assert (sent.opts_out, sent.asks_help) == (None, None)
