"""Amazon Connect: contact records in, calls out."""

import base64
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Direction, EndReason, Fact, Side, Unreadable
from fairline.readers import amazon_connect
from fairline.readers.source import Source

CONTACT: dict[str, Any] = {
    "AWSAccountId": "123456789012",
    "AWSContactTraceRecordFormatVersion": "2017-03-10",
    "Agent": {
        "ARN": "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a-1",
        "ConnectedToAgentTimestamp": "2024-03-04T14:00:22Z",
        "Username": "camille",
        "RoutingProfile": {"ARN": "x", "Name": "y"},
    },
    "AgentConnectionAttempts": 1,
    "AnsweringMachineDetectionStatus": "HUMAN_ANSWERED",
    "Attributes": {"free": "text"},
    "Campaign": {"CampaignId": "spring"},
    "Channel": "VOICE",
    "ConnectedToSystemTimestamp": "2024-03-04T14:00:15Z",
    "ContactId": "c-1",
    "CustomerEndpoint": {"Address": "+12025550123", "Type": "TELEPHONE_NUMBER"},
    "CustomerVoiceActivity": {
        "GreetingStartTimestamp": "2024-03-04T14:00:16.200Z",
        "GreetingEndTimestamp": "2024-03-04T14:00:17.500Z",
    },
    "DisconnectReason": "CUSTOMER_DISCONNECT",
    "DisconnectTimestamp": "2024-03-04T14:01:15Z",
    "InitiationMethod": "API",
    "InitiationTimestamp": "2024-03-04T14:00:00Z",
    "LastUpdateTimestamp": "2024-03-04T14:05:00Z",
    "Queue": {"ARN": "q", "Duration": 4, "Name": "Sales"},
    "SystemEndpoint": {"Address": "+12025550100", "Type": "TELEPHONE_NUMBER"},
}


def facts(content: str) -> list[Fact | Unreadable]:
    source = Source("test", io.BytesIO(content.encode()))
    return list(amazon_connect.read(source, zone=ZoneInfo("UTC"), region=None))


def call(**changed: object) -> Call:
    [found] = facts(json.dumps(CONTACT | changed))
    assert isinstance(found, Call), found
    return found


def test_a_campaign_call() -> None:
    assert call() == Call(
        id="c-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        account="123456789012",
        user="camille",
        campaign="spring",
        direction=Direction.OUTBOUND,
        caller="+12025550100",
        called="+12025550123",
        answered=True,
        answered_at=datetime(2024, 3, 4, 14, 0, 15, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 14, 1, 15, tzinfo=UTC),
        ring=timedelta(seconds=15),
        talk=timedelta(seconds=60),
        end_reason=EndReason.COMPLETED,
        released_by=Side.CALLED,
        answered_live=True,
        agent_joined=True,
        agent_delay=timedelta(seconds=4.5),
        line=1,
        revision=1709561100,
    )


def test_an_inbound_call_that_no_agent_took() -> None:
    found = call(
        InitiationMethod="INBOUND",
        ConnectedToSystemTimestamp="2024-03-04T14:00:00Z",
        Agent=None,
        Campaign=None,
        CustomerVoiceActivity=None,
        AnsweringMachineDetectionStatus=None,
    )
    assert found == Call(
        id="c-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        account="123456789012",
        direction=Direction.INBOUND,
        caller="+12025550123",
        called="+12025550100",
        answered=True,
        answered_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 14, 1, 15, tzinfo=UTC),
        ring=timedelta(0),
        talk=timedelta(seconds=75),
        end_reason=EndReason.COMPLETED,
        released_by=Side.CALLER,
        agent_joined=False,
        line=1,
        revision=1709561100,
    )


def test_an_attempt_that_nobody_answered() -> None:
    found = call(
        ConnectedToSystemTimestamp=None,
        Agent=None,
        DisconnectReason="TELECOM_BUSY",
        AnsweringMachineDetectionStatus=None,
        CustomerVoiceActivity=None,
    )
    assert found == Call(
        id="c-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        account="123456789012",
        campaign="spring",
        direction=Direction.OUTBOUND,
        caller="+12025550100",
        called="+12025550123",
        answered=False,
        ended_at=datetime(2024, 3, 4, 14, 1, 15, tzinfo=UTC),
        ring=timedelta(seconds=75),
        talk=timedelta(0),
        end_reason=EndReason.BUSY,
        released_by=Side.NETWORK,
        agent_joined=False,
        line=1,
        revision=1709561100,
    )


@pytest.mark.parametrize(
    ("status", "answered", "live", "reason"),
    [
        ("HUMAN_ANSWERED", True, True, EndReason.COMPLETED),
        ("VOICEMAIL_BEEP", True, False, EndReason.COMPLETED),
        ("FAX_MACHINE_DETECTED", True, False, EndReason.COMPLETED),
        ("AMD_UNRESOLVED", True, None, EndReason.COMPLETED),
        ("AMD_UNANSWERED", False, False, EndReason.NO_ANSWER),
        ("SIT_TONE_INVALID_NUMBER", False, False, EndReason.UNALLOCATED),
        ("SIT_TONE_BUSY", False, False, EndReason.BUSY),
        ("SIT_TONE_DETECTED", False, False, EndReason.FAILED),
        ("AMD_NOT_APPLICABLE", False, False, EndReason.FAILED),
        ("VOICEMAIL_NO_BEEP", True, False, EndReason.COMPLETED),
        (None, True, None, EndReason.COMPLETED),
    ],
)
def test_what_the_detection_heard(status: str, answered: bool, live: bool | None, reason: EndReason) -> None:
    found = call(AnsweringMachineDetectionStatus=status)
    assert (found.answered, found.answered_live, found.end_reason) == (answered, live, reason)


def test_the_delay_runs_from_the_answer_without_a_greeting_and_only_in_campaigns() -> None:
    assert call(CustomerVoiceActivity=None).agent_delay == timedelta(seconds=7)
    assert call(Campaign=None).agent_delay is None
    early = CONTACT["Agent"] | {"ConnectedToAgentTimestamp": "2024-03-04T14:00:17Z"}
    assert call(Agent=early).agent_delay == timedelta(0)


def test_a_transfer_does_not_say_who_called_whom() -> None:
    found = call(InitiationMethod="TRANSFER")
    assert (found.direction, found.caller, found.called, found.released_by) == (None, None, None, None)


def test_a_reason_as_the_interface_writes_it() -> None:
    assert call(DisconnectReason={"Code": "AGENT_DISCONNECT"}).released_by is Side.CALLER


def test_a_contact_that_is_not_over() -> None:
    found = call(
        DisconnectTimestamp=None, DisconnectReason=None, Agent=None, AnsweringMachineDetectionStatus=None
    )
    assert (found.answered, found.end_reason, found.talk, found.agent_joined) == (True, None, None, None)


def test_other_channels_are_no_calls() -> None:
    assert facts(json.dumps(CONTACT | {"Channel": "CHAT"})) == []
    assert facts(json.dumps(CONTACT | {"Channel": "TASK"})) == []


def test_a_later_record_has_the_greater_revision() -> None:
    again = json.dumps(CONTACT | {"LastUpdateTimestamp": "2024-03-04T15:00:00Z"})
    first, second = facts(f"{json.dumps(CONTACT)}\n{again}\n")
    assert isinstance(first, Call)
    assert isinstance(second, Call)
    assert first.id == second.id
    assert first.revision < second.revision


def test_events_of_a_stream() -> None:
    data = base64.b64encode(json.dumps(CONTACT).encode()).decode()
    event = {"kinesis": {"data": data}, "eventSourceARN": "arn"}
    good, bad = facts(json.dumps({"Records": [event, {"kinesis": {"data": "%%%"}}]}))
    assert isinstance(good, Call)
    assert good.id == "c-1"
    assert bad == Unreadable(line=2, field="kinesis.data", found="%%%", wanted="base64")


BAD: dict[str, Any] = {
    "ContactId": ({"ContactId": ""}, "ContactId", ""),
    "a number as id": ({"ContactId": 7}, "ContactId", "7"),
    "Channel": ({"Channel": "PIGEON"}, "Channel", "PIGEON"),
    "InitiationTimestamp": ({"InitiationTimestamp": None}, "InitiationTimestamp", ""),
    "wrong start": ({"InitiationTimestamp": "noon"}, "InitiationTimestamp", "noon"),
    "ConnectedToSystemTimestamp": ({"ConnectedToSystemTimestamp": "x"}, "ConnectedToSystemTimestamp", "x"),
    "DisconnectTimestamp": ({"DisconnectTimestamp": "x"}, "DisconnectTimestamp", "x"),
    "ends before its answer": (
        {"DisconnectTimestamp": "2024-03-04T14:00:05Z"},
        "DisconnectTimestamp",
        "2024-03-04T14:00:05+00:00",
    ),
    "LastUpdateTimestamp": ({"LastUpdateTimestamp": "x"}, "LastUpdateTimestamp", "x"),
    "Agent": ({"Agent": {"ConnectedToAgentTimestamp": "x"}}, "Agent.ConnectedToAgentTimestamp", "x"),
    "Agent's name": ({"Agent": {"Username": []}}, "Agent.Username", "[]"),
    "Campaign": ({"Campaign": "spring"}, "Campaign", "spring"),
    "CustomerEndpoint": ({"CustomerEndpoint": {"Address": 1}}, "CustomerEndpoint.Address", "1"),
    "SystemEndpoint": ({"SystemEndpoint": [1]}, "SystemEndpoint", "[1]"),
    "DisconnectReason": ({"DisconnectReason": 3}, "DisconnectReason", "3"),
    "greeting": (
        {"CustomerVoiceActivity": {"GreetingEndTimestamp": "hello"}},
        "CustomerVoiceActivity.GreetingEndTimestamp",
        "hello",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_field_costs_one_record(name: str) -> None:
    changed, field, value = BAD[name]
    bad, good = facts(f"{json.dumps(CONTACT | changed)}\n{json.dumps(CONTACT)}\n")
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field, bad.found) == (1, field, value)
    assert isinstance(good, Call)
    assert good.line == 2


def test_recognise() -> None:
    assert amazon_connect.recognise(json.dumps(CONTACT).encode())
    assert amazon_connect.recognise(b'[{"ContactId":"a","Channel":"VOICE","InitiationMethod":"API"}]')
    assert not amazon_connect.recognise(b'{"ContactId":"a"}')
    assert not amazon_connect.recognise(b"ContactId,Channel,InitiationMethod\n")
    assert not amazon_connect.recognise(b"")


@pytest.mark.parametrize(
    ("reason", "end_reason", "released_by"),
    [
        ("TELECOM_BUSY", EndReason.BUSY, Side.NETWORK),
        ("TELECOM_NUMBER_INVALID", EndReason.UNALLOCATED, Side.NETWORK),
        ("TELECOM_POTENTIAL_BLOCKING", EndReason.REJECTED, Side.NETWORK),
        ("TELECOM_UNANSWERED", EndReason.NO_ANSWER, Side.NETWORK),
        ("TELECOM_TIMEOUT", EndReason.NO_ANSWER, Side.NETWORK),
        ("TELECOM_ORIGINATOR_CANCEL", EndReason.CANCELED, Side.CALLER),
        ("TELECOM_PROBLEM", EndReason.FAILED, Side.NETWORK),
        ("OUTBOUND_ATTEMPT_FAILED", EndReason.FAILED, None),
        ("EXPIRED", EndReason.CANCELED, None),
        ("CONTACT_FLOW_DISCONNECT", None, Side.CALLER),
        ("SOMETHING_NEW", None, None),
    ],
)
def test_why_an_attempt_failed(reason: str, end_reason: EndReason | None, released_by: Side | None) -> None:
    found = call(
        ConnectedToSystemTimestamp=None,
        DisconnectReason=reason,
        Agent=None,
        AnsweringMachineDetectionStatus=None,
    )
    assert (found.answered, found.end_reason, found.released_by) == (False, end_reason, released_by)


@pytest.mark.parametrize(
    ("method", "direction"),
    [
        *[(method, Direction.INBOUND) for method in ("INBOUND", "WEBRTC_API")],
        *[(method, Direction.OUTBOUND) for method in ("OUTBOUND", "EXTERNAL_OUTBOUND", "CALLBACK", "API")],
        ("MONITOR", Direction.INTERNAL),
        *[(method, None) for method in ("TRANSFER", "QUEUE_TRANSFER", "DISCONNECT")],
    ],
)
def test_directions(method: str, direction: Direction | None) -> None:
    assert call(InitiationMethod=method).direction is direction
