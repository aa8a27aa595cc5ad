"""Twilio: resources, exports and webhooks in, calls and messages out."""

import io
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Channel, Direction, EndReason, Fact, Message, Unreadable
from fairline.readers import twilio
from fairline.readers.source import Source

SID = "CA" + "0123456789abcdef" * 2
TEXT_SID = "SM" + "0123456789abcdef" * 2
CALL = {
    "sid": SID,
    "account_sid": "AC1",
    "from": "+12025550123",
    "to": "+33639981234",
    "status": "completed",
    "direction": "outbound-api",
    "date_created": "Mon, 04 Mar 2024 09:00:00 +0000",
    "date_updated": "Mon, 04 Mar 2024 09:02:00 +0000",
    "start_time": "Mon, 04 Mar 2024 09:00:05 +0000",
    "end_time": "Mon, 04 Mar 2024 09:01:15 +0000",
    "duration": "60",
    "price": "-0.01300",
    "price_unit": "USD",
    "answered_by": "human",
    "forwarded_from": "+12025550199",
    "api_version": "2010-04-01",
    "subresource_uris": {"events": "/x"},
}
TEXT = {
    "sid": TEXT_SID,
    "account_sid": "AC1",
    "from": "+12025550123",
    "to": "whatsapp:+33639981234",
    "body": "never kept",
    "status": "delivered",
    "direction": "outbound-api",
    "date_sent": "Mon, 04 Mar 2024 09:00:00 +0100",
    "num_segments": "2",
    "num_media": "0",
    "price": "-0.00750",
    "price_unit": "EUR",
}


def facts(content: str, region: str | None = None) -> list[Fact | Unreadable]:
    source = Source("test", io.BytesIO(content.encode()))
    return list(twilio.read(source, zone=ZoneInfo("Europe/Paris"), region=region))


def call(**changed: object) -> Call:
    [found] = facts(json.dumps(CALL | changed))
    assert isinstance(found, Call), found
    return found


def text(**changed: object) -> Message:
    [found] = facts(json.dumps(TEXT | changed))
    assert isinstance(found, Message), found
    return found


def test_a_call() -> None:
    assert call() == Call(
        id=SID,
        started_at=datetime(2024, 3, 4, 9, 0, 5, tzinfo=UTC),
        account="AC1",
        direction=Direction.OUTBOUND,
        caller="+12025550123",
        called="+33639981234",
        forwarded_from="+12025550199",
        answered=True,
        answered_at=datetime(2024, 3, 4, 9, 0, 15, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 9, 1, 15, tzinfo=UTC),
        talk=timedelta(seconds=60),
        end_reason=EndReason.COMPLETED,
        answered_live=True,
        cost=Decimal("0.01300"),
        currency="USD",
        line=1,
        revision=1709542920,
    )


def test_a_message() -> None:
    assert text() == Message(
        id=TEXT_SID,
        sent_at=datetime(2024, 3, 4, 8, tzinfo=UTC),
        account="AC1",
        channel=Channel.WHATSAPP,
        direction=Direction.OUTBOUND,
        sender="+12025550123",
        recipient="+33639981234",
        delivered=True,
        segments=2,
        cost=Decimal("0.00750"),
        currency="EUR",
        line=1,
    )


def test_a_call_never_dialled_counts_at_its_creation() -> None:
    found = call(status="queued", start_time=None, end_time=None, duration=None, answered_by=None, price=None)
    assert (found.started_at, found.answered, found.end_reason, found.talk, found.cost) == (
        datetime(2024, 3, 4, 9, tzinfo=UTC),
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("status", "answered", "end_reason"),
    [
        ("queued", None, None),
        ("ringing", None, None),
        ("initiated", None, None),
        ("in-progress", True, None),
        ("answered", True, None),
        ("completed", True, EndReason.COMPLETED),
        ("busy", False, EndReason.BUSY),
        ("failed", False, EndReason.FAILED),
        ("no-answer", False, EndReason.NO_ANSWER),
        ("canceled", False, EndReason.CANCELED),
    ],
)
def test_statuses(status: str, answered: bool | None, end_reason: EndReason | None) -> None:
    found = call(status=status)
    assert (found.answered, found.end_reason) == (answered, end_reason)
    if answered is False:
        assert (found.talk, found.answered_at) == (timedelta(0), None)


@pytest.mark.parametrize(
    ("answered_by", "live"),
    [
        ("human", True),
        ("machine_start", False),
        ("machine_end_beep", False),
        ("machine_end_silence", False),
        ("machine_end_other", False),
        ("machine", False),
        ("fax", False),
        ("unknown", None),
        (None, None),
    ],
)
def test_answered_live(answered_by: str | None, live: bool | None) -> None:
    assert call(answered_by=answered_by).answered_live is live


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("inbound", Direction.INBOUND),
        ("outbound-dial", Direction.OUTBOUND),
        ("outbound-reply", Direction.OUTBOUND),
        ("outbound-call", Direction.OUTBOUND),
        ("Incoming", Direction.INBOUND),
        ("Outgoing API", Direction.OUTBOUND),
        ("Outgoing Dial", Direction.OUTBOUND),
        ("trunking-originating", Direction.INBOUND),
        ("trunking-terminating", Direction.OUTBOUND),
    ],
)
def test_directions(direction: str, expected: Direction) -> None:
    assert call(direction=direction).direction is expected


def test_addresses_that_are_no_numbers_stay_as_written() -> None:
    found = call(to="client:alice", **{"from": "sip:bob@example.com"}, forwarded_from="calledvia1")
    assert (found.caller, found.called, found.dialed, found.forwarded_from) == (
        None,
        None,
        "client:alice",
        None,
    )
    assert text(**{"from": "72975"}).sender == "72975"


def test_channels() -> None:
    assert text(to="+33639981234").channel is Channel.SMS
    assert text(to="+33639981234", num_media="1").channel is Channel.MMS
    assert text(to="messenger:1").channel is Channel.CHAT
    assert text(to="+33639981234", sid="MM" + "0" * 32).channel is Channel.MMS


@pytest.mark.parametrize(
    ("status", "delivered"),
    [
        *[(word, None) for word in ("accepted", "scheduled", "queued", "sending", "sent", "receiving")],
        *[(word, True) for word in ("received", "delivered", "read")],
        *[(word, False) for word in ("undelivered", "failed", "canceled")],
    ],
)
def test_delivered(status: str, delivered: bool | None) -> None:
    assert text(status=status).delivered is delivered


BAD: dict[str, Any] = {
    "sid": ({"sid": "CA123"}, "CA123"),
    "account_sid": ({"account_sid": 7}, "7"),
    "from": ({"from": ["+12025550123"]}, "['+12025550123']"),
    "status": ({"status": "exploded"}, "exploded"),
    "direction": ({"direction": "sideways"}, "sideways"),
    "start_time": ({"start_time": "yesterday"}, "yesterday"),
    "start_time ": ({"start_time": None, "date_created": None}, ""),
    "date_created": ({"start_time": None, "date_created": "Mon, 99 Mar 2024"}, "Mon, 99 Mar 2024"),
    "end_time": ({"end_time": "Mon, 04 Mar 2024 08:00:00 +0000"}, "2024-03-04T08:00:00+00:00"),
    "date_updated": ({"date_updated": "soon"}, "soon"),
    "duration": ({"duration": "-5"}, "-5"),
    "price": ({"price": "cheap"}, "cheap"),
    "answered_by": ({"answered_by": "dog"}, "dog"),
    "forwarded_from": ({"forwarded_from": {}}, "{}"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_field_costs_one_record(name: str) -> None:
    changed, found = BAD[name]
    bad, good = facts(f"{json.dumps(CALL | changed)}\n{json.dumps(CALL)}\n")
    assert isinstance(bad, Unreadable)
    field = {"date_created": "start_time"}.get(name.strip(), name.strip())
    assert (bad.line, bad.field, bad.found) == (1, field, found)
    assert isinstance(good, Call)
    assert good.line == 2


BAD_TEXT: dict[str, Any] = {
    "num_segments": {"num_segments": "many"},
    "num_media": {"num_media": "some", "to": "+33639981234"},
    "date_sent": {"date_sent": None},
    "status": {"status": "eaten"},
}


@pytest.mark.parametrize("field", BAD_TEXT)
def test_one_bad_field_costs_one_message(field: str) -> None:
    bad, good = facts(json.dumps({"messages": [TEXT | BAD_TEXT[field], TEXT]}))
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert isinstance(good, Message)
    assert good.line == 2


def test_an_export_of_the_console_in_the_zone_of_the_reader() -> None:
    content = (
        "Call SID,From,To,Status,Direction,Start Time,End Time,Duration,Price,Price Unit\n"
        f"{SID},+12025550123,06 39 98 12 34,completed,Outbound API,"
        "2024-03-04 10:00:00,2024-03-04 10:00:30,20,-0.02,USD\n"
        f"{SID},+12025550123\n"
        f"nonsense,+12025550123,+33639981234,busy,Inbound,2024-03-04 10:00:00,,,,\n"
        f"{SID},+12025550123,+33639981234,busy,Inbound,2024-03-04 10:00:00,,,,\n"
    )
    first, short, no_sid, last = facts(content, region="FR")
    assert isinstance(first, Call)
    assert first.called == "+33639981234"
    assert first.started_at == datetime(2024, 3, 4, 9, tzinfo=UTC)
    assert first.answered_at == datetime(2024, 3, 4, 9, 0, 10, tzinfo=UTC)
    assert short == Unreadable(line=3, field="columns", found="2", wanted="10")
    assert isinstance(no_sid, Unreadable)
    assert (no_sid.line, no_sid.field, no_sid.found) == (4, "sid", "nonsense")
    assert isinstance(last, Call)
    assert (last.line, last.end_reason, last.direction) == (5, EndReason.BUSY, Direction.INBOUND)


def test_an_export_of_messages() -> None:
    content = (
        "From,To,Body,Status,SentDate,ApiVersion,NumSegments,ErrorCode,AccountSid,Sid,Direction,Price,PriceUnit\n"
        '+12025550123,+33639981234,"a, b",failed,2024-03-04T09:00:00Z,2010-04-01,1,30007,'
        f"AC1,{TEXT_SID},outbound-api,-0.0075,USD\n"
    )
    [found] = facts(content)
    assert isinstance(found, Message)
    assert (found.id, found.sent_at, found.delivered, found.segments, found.cost) == (
        TEXT_SID,
        datetime(2024, 3, 4, 9, tzinfo=UTC),
        False,
        1,
        Decimal("0.0075"),
    )


def test_webhooks_one_request_a_line() -> None:
    common = f"CallSid={SID}&AccountSid=AC1&From=%2B12025550123&To=%2B33639981234&Direction=outbound-api"
    ringing = (
        f"{common}&CallStatus=ringing&SequenceNumber=1&Timestamp=Mon%2C+04+Mar+2024+09%3A00%3A00+%2B0000"
    )
    finished = (
        f"{common}&CallStatus=completed&SequenceNumber=3&CallDuration=60&AnsweredBy=machine_start&SipResponseCode=200"
        "&Timestamp=Mon%2C+04+Mar+2024+09%3A01%3A10+%2B0000&StirVerstat=TN-Validation-Passed-A"
    )
    undated = f"{common}&CallStatus=ringing"
    first, second, third = facts(f"{ringing}\n{finished}\n{undated}\n")
    assert first == Call(
        id=SID,
        started_at=datetime(2024, 3, 4, 9, tzinfo=UTC),
        account="AC1",
        direction=Direction.OUTBOUND,
        caller="+12025550123",
        called="+33639981234",
        line=1,
        revision=1,
    )
    assert second == Call(
        id=SID,
        started_at=datetime(2024, 3, 4, 9, 0, 10, tzinfo=UTC),
        account="AC1",
        direction=Direction.OUTBOUND,
        caller="+12025550123",
        called="+33639981234",
        answered=True,
        answered_at=datetime(2024, 3, 4, 9, 0, 10, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 9, 1, 10, tzinfo=UTC),
        talk=timedelta(seconds=60),
        end_reason=EndReason.COMPLETED,
        sip_status=200,
        answered_live=False,
        line=2,
        revision=3,
    )
    assert isinstance(third, Unreadable)
    assert third.field == "start_time"


def test_other_resources_are_passed_over_but_no_broken_call() -> None:
    recording = json.dumps({"sid": "RE" + "0" * 32, "call_sid": SID, "duration": ["x"]})
    [bad, good] = facts(f"{recording}\n{json.dumps(CALL | {'sid': 7})}\n{json.dumps(CALL)}\n")
    assert bad == Unreadable(line=2, field="sid", found="7", wanted="str | null")
    assert isinstance(good, Call)


def test_an_error_page_is_unreadable() -> None:
    [found] = facts('{"code": 20003, "message": "Authenticate", "status": 401}')
    assert isinstance(found, Unreadable)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (json.dumps(CALL), True),
        (json.dumps({"calls": [CALL]}), True),
        (f"CallSid={SID}&AccountSid=AC1&CallStatus=ringing\n", True),
        (f"Call SID,From,To,Status\n{SID},1,2,busy\n", True),
        (f"{SID},1,2,busy\n", False),
        (f"a=1&b={SID}\n", False),
        (f"MessageSid={TEXT_SID}&MessageStatus=sent\n", True),
        (json.dumps({"sid": SID}), False),
        ("Call SID,From,To,Status\n", False),
        ("", False),
        ("\x00\xff{", False),
    ],
)
def test_recognise(head: str, expected: bool) -> None:
    assert twilio.recognise(head.encode("utf-8", "surrogateescape")) is expected


def test_the_vendors_examples(shared: Path) -> None:
    path = shared / "data" / "vendor_records" / "twilio_oai_examples.json"
    source = Source.open(str(path))
    assert twilio.recognise(source.head())
    found = list(twilio.read(source, zone=ZoneInfo("UTC"), region=None))
    assert Counter(type(fact).__name__ for fact in found) == {"Call": 11, "Message": 8}
    source.close()


@pytest.mark.parametrize(
    ("body", "opts_out", "asks_help"),
    [
        ("STOP", True, False),
        (" désabonnez-moi ! ", True, False),
        ("HELP", None, True),
        ("when does the bus stop", None, False),
        ("", None, False),
        (None, None, None),
    ],
)
def test_what_the_words_of_an_inbound_text_ask_for(
    body: str | None, opts_out: bool | None, asks_help: bool | None
) -> None:
    found = text(direction="inbound", body=body)
    assert (found.opts_out, found.asks_help) == (opts_out, asks_help)
    sent = text(body=body)
    assert (sent.opts_out, sent.asks_help) == (None, None)


def test_the_words_of_a_webhook_are_asked_too() -> None:
    [found] = facts(
        f"MessageSid={TEXT_SID}&AccountSid=AC1&From=%2B12025550123&To=%2B12025550100&Body=Stopp%21&SmsStatus=received&DateSent=Mon%2C+04+Mar+2024+09%3A00%3A00+%2B0100"
    )
    assert isinstance(found, Message), found
    assert (found.direction, found.opts_out) == (Direction.INBOUND, True)
