"""Amazon Connect contact records as its stream has them, one JSON object a line."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from fairline.facts import Call, Direction, EndReason, Fact, Side
from simulator.writers.output import SECOND, Format, calls_of, encode, lines, zulu, zulu_ms

REASONS = {
    EndReason.BUSY: "TELECOM_BUSY",
    EndReason.NO_ANSWER: "TELECOM_UNANSWERED",
    EndReason.CANCELED: "TELECOM_ORIGINATOR_CANCEL",
    EndReason.UNALLOCATED: "TELECOM_NUMBER_INVALID",
    EndReason.REJECTED: "TELECOM_POTENTIAL_BLOCKING",
}


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one record per call."""
    return lines(path, (encode(_contact(call)) for call in calls_of(facts, internal=False)))


def _contact(call: Call) -> dict[str, object]:
    outbound = call.direction is Direction.OUTBOUND
    customer, system = (call.called, call.caller) if outbound else (call.caller, call.called)
    contact: dict[str, object] = {
        "AWSAccountId": call.account,
        "AWSContactTraceRecordFormatVersion": "2017-03-10",
        "ContactId": call.id,
        "Channel": "VOICE",
        "InitiationMethod": "OUTBOUND" if outbound else "INBOUND",
        "InitiationTimestamp": zulu(call.started_at),
        "ConnectedToSystemTimestamp": zulu(call.answered_at),
        "DisconnectTimestamp": zulu(call.ended_at),
        "LastUpdateTimestamp": zulu(call.ended_at),
        "DisconnectReason": _reason(call, outbound=outbound),
        "CustomerEndpoint": {"Address": customer, "Type": "TELEPHONE_NUMBER"},
        "SystemEndpoint": {"Address": system, "Type": "TELEPHONE_NUMBER"},
        "Agent": _agent(call),
        "Queue": None,
        "Attributes": {},
    }
    if call.campaign is not None:
        contact["Campaign"] = {"CampaignId": call.campaign}
        contact["CustomerVoiceActivity"] = {"GreetingEndTimestamp": zulu_ms(call.answered_at)}
        detected = {True: "HUMAN_ANSWERED", False: "VOICEMAIL_BEEP", None: None}[call.answered_live]
        contact["AnsweringMachineDetectionStatus"] = detected
    return contact


def _reason(call: Call, *, outbound: bool) -> str | None:
    if call.answered is not True:
        return None if call.end_reason is None else REASONS.get(call.end_reason, "TELECOM_PROBLEM")
    by_customer = call.released_by is (Side.CALLED if outbound else Side.CALLER)
    return "CUSTOMER_DISCONNECT" if by_customer else "AGENT_DISCONNECT"


def _agent(call: Call) -> dict[str, object] | None:
    if call.agent_joined is not True or call.answered_at is None:
        return None
    joined = call.answered_at + (call.agent_delay or timedelta(0))
    return {"Username": call.user, "ConnectedToAgentTimestamp": zulu(joined)}


FORMAT = Format(
    name="amazon-connect",
    suffix=".ndjson",
    reader="amazon_connect",
    write=write,
    tells=frozenset(
        {"id", "account", "campaign", "direction", "caller", "called", "started_at", "answered"}
        | {
            "answered_at",
            "ended_at",
            "ring",
            "talk",
            "end_reason",
            "released_by",
            "agent_joined",
            "agent_delay",
        }
    ),
    grain=SECOND,
    reasons={EndReason.CONGESTION: EndReason.FAILED},
    internal=False,
)
