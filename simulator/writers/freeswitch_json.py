"""FreeSWITCH's ``mod_json_cdr``, one document a line: the leg from the caller, as the switch saw it."""

from collections.abc import Iterable
from pathlib import Path

from fairline.facts import Call, Direction, EndReason, Fact, Side
from simulator.writers.freeswitch_csv import cause_of
from simulator.writers.output import Format, calls_of, encode, lines, microseconds


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one document per call."""
    return lines(path, (encode(_document(call)) for call in calls_of(facts)))


def _document(call: Call) -> dict[str, object]:
    called = call.called or call.dialed or ""
    profile = {
        "dialplan": "XML",
        "caller_id_number": call.caller or "",
        "destination_number": called,
        "rdnis": call.forwarded_from or "",
        "uuid": call.id,
        "source": "mod_sofia",
        "context": "default",
    }
    times = {
        "created_time": str(microseconds(call.started_at)),
        "answered_time": str(microseconds(call.answered_at)),
        "hangup_time": str(microseconds(call.ended_at)),
    }
    return {
        "core-uuid": "00000000-0000-4000-8000-000000000001",
        "switchname": "made-up",
        "channel_data": {"state": "CS_REPORTING", "direction": "inbound", "state_number": "11"},
        "variables": _variables(call),
        "callflow": [{"dialplan": "XML", "profile_index": "1", "caller_profile": profile, "times": times}],
    }


def _variables(call: Call) -> dict[str, str]:
    told = {
        "direction": "inbound",
        "uuid": call.id,
        "sip_call_id": call.id,
        "accountcode": call.account or "",
        "start_uepoch": str(microseconds(call.started_at)),
        "answer_uepoch": str(microseconds(call.answered_at)),
        "end_uepoch": str(microseconds(call.ended_at)),
        "hangup_cause": cause_of(call),
        "sip_term_status": str(call.sip_status or ""),
        "sip_hangup_disposition": _disposition(call),
    }
    if call.answered is True:
        told["bridge_uuid"] = call.id[::-1]
    if call.user is not None:
        side = "dialed_user" if call.direction is Direction.INBOUND else "sip_auth_username"
        told[side] = call.user
    return told


def _disposition(call: Call) -> str:
    if call.end_reason is EndReason.CANCELED:
        return "recv_cancel"
    if call.answered is not True:
        return "send_refuse"
    return "recv_bye" if call.released_by is Side.CALLER else "send_bye"


FORMAT = Format(
    name="freeswitch-json",
    suffix=".json",
    reader="freeswitch_json",
    write=write,
    tells=frozenset(
        {"id", "account", "user", "caller", "called", "dialed", "forwarded_from", "started_at", "answered"}
        | {"answered_at", "ended_at", "ring", "talk", "end_reason", "sip_status", "released_by"}
    ),
)
