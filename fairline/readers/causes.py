"""Why a call ended: SIP status, Q.850 cause and FreeSWITCH hangup cause, as ``EndReason``.

A cause and the SIP status it travels as give the same reason (RFC 3398 section 8.2.6.1), so that a call is
counted alike whichever record told of it. Four causes are exceptions: 2, 3 and 26 travel as 404, and 23 as
410, but none of them says that the number does not exist; here they are plain failures.

An answered call is ``COMPLETED`` however it was cleared. Sources: RFC 3261, 3398, 8197, 8224, 8688;
ITU-T Q.850; FreeSWITCH ``switch_types.h`` (``switch_call_cause_t``).
"""

from fairline.facts import EndReason

SIP_REASONS = {
    402: EndReason.REJECTED,
    403: EndReason.REJECTED,
    404: EndReason.UNALLOCATED,
    408: EndReason.NO_ANSWER,
    410: EndReason.UNALLOCATED,
    428: EndReason.REJECTED,
    433: EndReason.REJECTED,
    436: EndReason.REJECTED,
    437: EndReason.REJECTED,
    438: EndReason.REJECTED,
    480: EndReason.NO_ANSWER,
    484: EndReason.UNALLOCATED,
    486: EndReason.BUSY,
    487: EndReason.CANCELED,
    503: EndReason.CONGESTION,
    600: EndReason.BUSY,
    603: EndReason.REJECTED,
    604: EndReason.UNALLOCATED,
    607: EndReason.REJECTED,
    608: EndReason.REJECTED,
}
"""Final SIP statuses that mean something; any other from 400 to 699 is ``FAILED``."""

Q850_REASONS = {
    1: EndReason.UNALLOCATED,
    17: EndReason.BUSY,
    18: EndReason.NO_ANSWER,
    19: EndReason.NO_ANSWER,
    20: EndReason.NO_ANSWER,
    21: EndReason.REJECTED,
    22: EndReason.UNALLOCATED,
    24: EndReason.REJECTED,
    28: EndReason.UNALLOCATED,
    31: EndReason.NO_ANSWER,
    34: EndReason.CONGESTION,
    38: EndReason.CONGESTION,
    41: EndReason.CONGESTION,
    42: EndReason.CONGESTION,
    44: EndReason.CONGESTION,
    47: EndReason.CONGESTION,
    52: EndReason.REJECTED,
    53: EndReason.REJECTED,
    54: EndReason.REJECTED,
    55: EndReason.REJECTED,
    57: EndReason.REJECTED,
    58: EndReason.CONGESTION,
    87: EndReason.REJECTED,
    88: EndReason.CONGESTION,
}
"""Causes that mean something before an answer; 16 is apart, any other from 1 to 127 is ``FAILED``."""

NORMAL_CLEARING = 16

FREESWITCH_Q850 = {
    "UNALLOCATED_NUMBER": 1,
    "NO_ROUTE_TRANSIT_NET": 2,
    "NO_ROUTE_DESTINATION": 3,
    "CHANNEL_UNACCEPTABLE": 6,
    "CALL_AWARDED_DELIVERED": 7,
    "NORMAL_CLEARING": 16,
    "USER_BUSY": 17,
    "NO_USER_RESPONSE": 18,
    "NO_ANSWER": 19,
    "SUBSCRIBER_ABSENT": 20,
    "CALL_REJECTED": 21,
    "NUMBER_CHANGED": 22,
    "REDIRECTION_TO_NEW_DESTINATION": 23,
    "EXCHANGE_ROUTING_ERROR": 25,
    "DESTINATION_OUT_OF_ORDER": 27,
    "INVALID_NUMBER_FORMAT": 28,
    "FACILITY_REJECTED": 29,
    "RESPONSE_TO_STATUS_ENQUIRY": 30,
    "NORMAL_UNSPECIFIED": 31,
    "NORMAL_CIRCUIT_CONGESTION": 34,
    "NETWORK_OUT_OF_ORDER": 38,
    "NORMAL_TEMPORARY_FAILURE": 41,
    "SWITCH_CONGESTION": 42,
    "ACCESS_INFO_DISCARDED": 43,
    "REQUESTED_CHAN_UNAVAIL": 44,
    "PRE_EMPTED": 45,
    "FACILITY_NOT_SUBSCRIBED": 50,
    "OUTGOING_CALL_BARRED": 52,
    "INCOMING_CALL_BARRED": 54,
    "BEARERCAPABILITY_NOTAUTH": 57,
    "BEARERCAPABILITY_NOTAVAIL": 58,
    "SERVICE_UNAVAILABLE": 63,
    "BEARERCAPABILITY_NOTIMPL": 65,
    "CHAN_NOT_IMPLEMENTED": 66,
    "FACILITY_NOT_IMPLEMENTED": 69,
    "SERVICE_NOT_IMPLEMENTED": 79,
    "INVALID_CALL_REFERENCE": 81,
    "INCOMPATIBLE_DESTINATION": 88,
    "INVALID_MSG_UNSPECIFIED": 95,
    "MANDATORY_IE_MISSING": 96,
    "MESSAGE_TYPE_NONEXIST": 97,
    "WRONG_MESSAGE": 98,
    "IE_NONEXIST": 99,
    "INVALID_IE_CONTENTS": 100,
    "WRONG_CALL_STATE": 101,
    "RECOVERY_ON_TIMER_EXPIRE": 102,
    "MANDATORY_IE_LENGTH_ERROR": 103,
    "PROTOCOL_ERROR": 111,
    "INTERWORKING": 127,
}

FREESWITCH_REASONS = {
    "ORIGINATOR_CANCEL": EndReason.CANCELED,
    "LOSE_RACE": EndReason.CANCELED,
    "PICKED_OFF": EndReason.CANCELED,
    "BLIND_TRANSFER": EndReason.COMPLETED,
    "ATTENDED_TRANSFER": EndReason.COMPLETED,
    "ALLOTTED_TIMEOUT": EndReason.NO_ANSWER,
    "PROGRESS_TIMEOUT": EndReason.NO_ANSWER,
    "USER_NOT_REGISTERED": EndReason.NO_ANSWER,
    "USER_CHALLENGE": EndReason.FAILED,
    "MEDIA_TIMEOUT": EndReason.FAILED,
    "MANAGER_REQUEST": EndReason.CANCELED,
    "CRASH": EndReason.FAILED,
    "SYSTEM_SHUTDOWN": EndReason.FAILED,
    "GATEWAY_DOWN": EndReason.FAILED,
    "INVALID_GATEWAY": EndReason.FAILED,
    "INVALID_URL": EndReason.FAILED,
    "INVALID_PROFILE": EndReason.FAILED,
    "NO_PICKUP": EndReason.NO_ANSWER,
    "SRTP_READ_ERROR": EndReason.FAILED,
    "BOWOUT": EndReason.COMPLETED,
    "BUSY_EVERYWHERE": EndReason.BUSY,
    "DECLINE": EndReason.REJECTED,
    "DOES_NOT_EXIST_ANYWHERE": EndReason.UNALLOCATED,
    "NOT_ACCEPTABLE": EndReason.FAILED,
    "UNWANTED": EndReason.REJECTED,
    "NO_IDENTITY": EndReason.REJECTED,
    "BAD_IDENTITY_INFO": EndReason.REJECTED,
    "UNSUPPORTED_CERTIFICATE": EndReason.REJECTED,
    "INVALID_IDENTITY": EndReason.REJECTED,
    "STALE_DATE": EndReason.REJECTED,
    "REJECT_ALL": EndReason.REJECTED,
}
"""FreeSWITCH's own causes, before an answer; they have no Q.850 number."""


def end_reason_of_sip(status: int, answered: bool | None = None) -> EndReason | None:
    """Return why an attempt with this final status ended. ``None``: 1xx or 3xx, unless answered."""
    if answered is True or 200 <= status <= 299:
        return EndReason.COMPLETED
    if 400 <= status <= 699:
        return SIP_REASONS.get(status, EndReason.FAILED)
    return None


def end_reason_of_q850(cause: int, answered: bool | None = None) -> EndReason | None:
    """Return why a call with this cause ended. ``None``: 0 or no Q.850 cause, unless answered.

    Normal clearing (16) of a call known to be unanswered means that the caller gave up.
    """
    if answered is True:
        return EndReason.COMPLETED
    if cause == NORMAL_CLEARING:
        return EndReason.CANCELED if answered is False else EndReason.COMPLETED
    if 1 <= cause <= 127:
        return Q850_REASONS.get(cause, EndReason.FAILED)
    return None


def end_reason_of_freeswitch(name: str, answered: bool | None = None) -> EndReason | None:
    """Return why a call with this hangup cause ended. ``None``: ``NONE`` or unknown, unless answered."""
    if answered is True:
        return EndReason.COMPLETED
    cause = FREESWITCH_Q850.get(name)
    if cause is not None:
        return end_reason_of_q850(cause, answered)
    return FREESWITCH_REASONS.get(name)


def q850_of_freeswitch(name: str) -> int | None:
    """Return the Q.850 number of a hangup cause; ``None`` for FreeSWITCH's own causes and unknown names."""
    return FREESWITCH_Q850.get(name)
