"""Genesys Cloud: conversation details in, one call per outside party out."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fairline.facts import Call, Direction, EndReason, Fact, Side, Unreadable
from fairline.readers import genesys
from fairline.readers.source import Source


def segment(kind: str, start: str, end: str | None, **more: object) -> dict[str, object]:
    return {
        "segmentType": kind,
        "segmentStart": f"2024-03-04T14:{start}Z",
        "segmentEnd": None if end is None else f"2024-03-04T14:{end}Z",
        **more,
    }


def outbound() -> dict[str, Any]:
    """A campaign's call: dialled, answered by a person, an agent 1.5 s later."""
    return {
        "conversationId": "v-1",
        "conversationStart": "2024-03-04T14:00:00.000Z",
        "conversationEnd": "2024-03-04T14:01:20.000Z",
        "originatingDirection": "outbound",
        "participants": [
            {
                "purpose": "customer",
                "sessions": [
                    {
                        "sessionId": "s-1",
                        "mediaType": "voice",
                        "direction": "outbound",
                        "ani": "tel:+12025550100",
                        "dnis": "tel:+12025550123",
                        "outboundCampaignId": "spring",
                        "dispositionName": "disposition.classification.callable.person",
                        "segments": [
                            segment("dialing", "00:00.000", "00:08.000"),
                            segment("interact", "00:08.000", "01:08.000", disconnectType="endpoint"),
                            segment("wrapup", "01:08.000", "01:20.000"),
                        ],
                        "metrics": [{"name": "nOutboundAttempted", "value": 1, "emitDate": "x"}],
                    }
                ],
            },
            {
                "purpose": "agent",
                "userId": "camille",
                "sessions": [
                    {
                        "sessionId": "s-2",
                        "mediaType": "voice",
                        "direction": "inbound",
                        "segments": [
                            segment("alert", "00:08.500", "00:09.500"),
                            segment("interact", "00:09.500", "01:08.000", disconnectType="peer"),
                        ],
                    }
                ],
            },
        ],
    }


def facts(*conversations: object) -> list[Fact | Unreadable]:
    content = "".join(json.dumps(conversation) + "\n" for conversation in conversations)
    source = Source("test", io.BytesIO(content.encode()))
    return list(genesys.read(source, zone=ZoneInfo("UTC"), region=None))


def call(conversation: object) -> Call:
    [found] = facts(conversation)
    assert isinstance(found, Call), found
    return found


def customer(conversation: dict[str, Any]) -> dict[str, Any]:
    session: dict[str, Any] = conversation["participants"][0]["sessions"][0]
    return session


def test_a_campaign_call() -> None:
    assert call(outbound()) == Call(
        id="s-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="camille",
        campaign="spring",
        direction=Direction.OUTBOUND,
        caller="+12025550100",
        called="+12025550123",
        answered=True,
        answered_at=datetime(2024, 3, 4, 14, 0, 8, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 14, 1, 8, tzinfo=UTC),
        ring=timedelta(seconds=8),
        talk=timedelta(seconds=60),
        end_reason=EndReason.COMPLETED,
        released_by=Side.CALLED,
        answered_live=True,
        agent_joined=True,
        agent_delay=timedelta(seconds=1.5),
        abandoned=False,
        line=1,
        revision=1709560880,
    )


def test_an_attempt_that_nobody_answered() -> None:
    conversation = outbound()
    del conversation["participants"][1]
    session = customer(conversation)
    session["dispositionName"] = None
    session["segments"] = [
        segment(
            "dialing",
            "00:00.000",
            "00:30.000",
            disconnectType="system",
            sipResponseCodes=[180, 480],
            q850ResponseCodes=[19],
        )
    ]
    assert call(conversation) == Call(
        id="s-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        campaign="spring",
        direction=Direction.OUTBOUND,
        caller="+12025550100",
        called="+12025550123",
        answered=False,
        ended_at=datetime(2024, 3, 4, 14, 0, 30, tzinfo=UTC),
        ring=timedelta(seconds=30),
        talk=timedelta(0),
        end_reason=EndReason.NO_ANSWER,
        sip_status=480,
        q850=19,
        agent_joined=False,
        abandoned=False,
        line=1,
        revision=1709560830,
    )


def test_an_inbound_call_hung_up_by_the_agent() -> None:
    conversation = outbound()
    session = customer(conversation)
    session |= {
        "direction": "inbound",
        "ani": "tel:+12025550123",
        "dnis": "tel:+12025550100",
        "outboundCampaignId": None,
        "dispositionName": None,
        "metrics": [],
        "segments": [
            segment("system", "00:00.000", "00:01.000"),
            segment("ivr", "00:01.000", "00:05.000"),
            segment("interact", "00:05.000", "01:08.000", disconnectType="peer"),
        ],
    }
    found = call(conversation)
    assert found == Call(
        id="s-1",
        started_at=datetime(2024, 3, 4, 14, tzinfo=UTC),
        user="camille",
        direction=Direction.INBOUND,
        caller="+12025550123",
        called="+12025550100",
        answered=True,
        answered_at=datetime(2024, 3, 4, 14, 0, 1, tzinfo=UTC),
        ended_at=datetime(2024, 3, 4, 14, 1, 8, tzinfo=UTC),
        ring=timedelta(seconds=1),
        talk=timedelta(seconds=67),
        end_reason=EndReason.COMPLETED,
        released_by=Side.CALLED,
        agent_joined=True,
        line=1,
        revision=1709560868,
    )


@pytest.mark.parametrize(
    ("name", "live"),
    [
        ("disposition.classification.callable.person", True),
        ("LIVE_VOICE", True),
        ("disposition.classification.callable.machine", False),
        ("disposition.classification.callable.fax", False),
        ("disposition.classification.callable.busy", False),
        ("disposition.classification.callable.linebusy", False),
        ("disposition.classification.callable.noanswer", False),
        ("disposition.classification.callable.sit", False),
        ("disposition.classification.uncallable.notfound", False),
        ("ANSWERING_MACHINE", False),
        ("disposition.classification.callable.disconnect", None),
        (None, None),
    ],
)
def test_answered_live(name: str | None, live: bool | None) -> None:
    conversation = outbound()
    customer(conversation)["dispositionName"] = name
    assert call(conversation).answered_live is live


def test_the_platforms_own_count_of_abandoned_calls() -> None:
    conversation = outbound()
    customer(conversation)["metrics"].append({"name": "nOutboundAbandoned", "value": 1})
    assert call(conversation).abandoned is True
    customer(conversation)["metrics"][1]["value"] = 0
    assert call(conversation).abandoned is False
    customer(conversation)["metrics"] = None
    assert call(conversation).abandoned is None


def test_two_outside_parties_are_two_legs() -> None:
    conversation = outbound()
    third = json.loads(json.dumps(conversation["participants"][0]))
    third["purpose"] = "external"
    third["sessions"][0]["sessionId"] = "s-3"
    conversation["participants"].append(third)
    assert [fact.id for fact in facts(conversation) if isinstance(fact, Call)] == ["s-1", "s-3"]


def test_a_callback_is_no_call_but_lends_its_campaign() -> None:
    conversation = outbound()
    customer(conversation)["outboundCampaignId"] = None
    conversation["participants"].append(
        {
            "purpose": "customer",
            "sessions": [{"sessionId": "s-4", "mediaType": "callback", "outboundCampaignId": "spring"}],
        }
    )
    assert call(conversation).campaign == "spring"
    conversation["participants"] = conversation["participants"][2:]
    assert facts(conversation) == []


def test_a_call_between_users_is_the_one_who_started_it() -> None:
    conversation = outbound()
    first, second = conversation["participants"]
    first |= {"purpose": "user", "userId": "remi"}
    second["purpose"] = "user"
    found = call(conversation)
    assert (found.id, found.user, found.released_by) == ("s-1", "remi", Side.CALLER)


def test_a_conversation_that_is_not_over() -> None:
    conversation = outbound() | {"conversationEnd": None}
    del conversation["participants"][1]
    customer(conversation)["segments"] = [segment("dialing", "00:00.000", None)]
    found = call(conversation)
    assert (found.answered, found.ended_at, found.end_reason, found.agent_joined) == (None, None, None, None)


def broken(field: str, value: object) -> dict[str, Any]:
    conversation = outbound()
    if field in conversation:
        conversation[field] = value
    elif field in customer(conversation):
        customer(conversation)[field] = value
    else:
        customer(conversation)["segments"][0][field] = value
    return conversation


BAD = {
    "conversationId": (7, "conversationId"),
    "participants": ("nobody", "participants"),
    "sessionId": ("", "sessionId"),
    "ani": (7, "participants.sessions.ani"),
    "segments": ({}, "participants.sessions.segments"),
    "segmentStart": ("noon", "segmentStart"),
    "sipResponseCodes": ("busy", "participants.sessions.segments.sipResponseCodes"),
    "q850ResponseCodes": ([[]], "participants.sessions.segments.q850ResponseCodes"),
    "metrics": ([{"value": "x"}], "participants.sessions.metrics.value"),
}


@pytest.mark.parametrize("field", BAD)
def test_one_bad_field_costs_one_record(field: str) -> None:
    value, named = BAD[field]
    bad, good = facts(broken(field, value), outbound())
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, named)
    assert isinstance(good, Call)
    assert good.line == 2


def test_a_talk_that_ends_before_it_starts() -> None:
    conversation = outbound()
    customer(conversation)["segments"][1] = segment("interact", "00:08.000", "00:02.000")
    [bad] = facts(conversation)
    assert isinstance(bad, Unreadable)
    assert bad.field == "segmentEnd"


def test_no_identifier() -> None:
    conversation = outbound() | {"conversationId": None}
    [bad] = facts(conversation)
    assert isinstance(bad, Unreadable)
    assert bad.wanted == "a conversation with its conversationId"


def test_recognise() -> None:
    assert genesys.recognise(json.dumps({"conversations": [outbound()]}).encode())
    assert not genesys.recognise(b'{"conversationId": "a"}')
    assert not genesys.recognise(b"conversationId,conversationStart,participants")


def test_the_vendors_examples(shared: Path) -> None:
    """Fifteen conversations of 2016: two calls, eleven previews that were skipped, two chats."""
    source = Source.open(str(shared / "data" / "vendor_records" / "genesys_conversation_details.json"))
    assert genesys.recognise(source.head())
    found = list(genesys.read(source, zone=ZoneInfo("UTC"), region=None))
    source.close()
    assert [(fact.line, fact.called, fact.talk) for fact in found if isinstance(fact, Call)] == [
        (7, "+81359891323", timedelta(seconds=37.793)),
        (8, "+81359891323", timedelta(seconds=34.296)),
    ]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("sip", "q850", "disposition", "expected"),
    [
        ([486], [19], None, EndReason.BUSY),
        (None, [17], None, EndReason.BUSY),
        ([180], [1], None, EndReason.UNALLOCATED),
        (None, None, "disposition.classification.callable.noanswer", EndReason.NO_ANSWER),
        (None, None, "disposition.classification.callable.busy", EndReason.BUSY),
        (None, None, "disposition.classification.uncallable.notfound", EndReason.UNALLOCATED),
        (None, None, None, None),
    ],
)
def test_why_an_attempt_failed(
    sip: list[int] | None, q850: list[int] | None, disposition: str | None, expected: EndReason | None
) -> None:
    conversation = outbound()
    session = customer(conversation)
    session["dispositionName"] = disposition
    session["segments"] = [
        segment("dialing", "00:00.000", "00:30.000", sipResponseCodes=sip, q850ResponseCodes=q850)
    ]
    assert call(conversation).end_reason is expected


def test_an_answered_call_that_is_not_over_has_no_end_reason() -> None:
    conversation = outbound()
    customer(conversation)["segments"][1:] = [segment("interact", "00:08.000", None)]
    found = call(conversation)
    assert (found.answered, found.talk, found.end_reason) == (True, None, None)


def test_the_direction_of_the_conversation_where_the_session_has_none() -> None:
    conversation = outbound()
    customer(conversation)["direction"] = None
    assert call(conversation).direction is Direction.OUTBOUND


def test_nobody_joined_only_when_all_have_left() -> None:
    conversation = outbound() | {"conversationEnd": None}
    conversation["participants"][1]["sessions"][0]["segments"] = [segment("alert", "00:08.500", None)]
    assert call(conversation).agent_joined is None
    conversation["participants"][1]["sessions"][0]["segments"] = [segment("alert", "00:08.500", "00:10.000")]
    assert call(conversation).agent_joined is False


def test_of_two_users_the_one_who_started_first_has_the_call() -> None:
    conversation = outbound()
    first, second = conversation["participants"]
    first["purpose"] = second["purpose"] = "user"
    conversation["participants"] = [second, first]
    assert call(conversation).id == "s-1"
