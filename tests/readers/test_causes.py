"""Why calls end: the same reason whichever way the cause was told."""

import json
from pathlib import Path

import pytest

from fairline.facts import EndReason
from fairline.readers.causes import (
    FREESWITCH_Q850,
    end_reason_of_freeswitch,
    end_reason_of_q850,
    end_reason_of_sip,
    q850_of_freeswitch,
)

RFC_3398 = {1: 404, 17: 486, 18: 408, 19: 480, 20: 480, 21: 403, 22: 410, 27: 502, 28: 484, 29: 501, 31: 480}
RFC_3398 |= {34: 503, 38: 503, 41: 503, 42: 503, 47: 503, 55: 403, 57: 403, 58: 503, 65: 488, 70: 488}
RFC_3398 |= {87: 403, 88: 503, 102: 504, 111: 500, 127: 500}
"""Section 8.2.6.1 without 16 (no status) and 2, 3, 23, 26 (see the module)."""

SIP = {
    (200, None): EndReason.COMPLETED,
    (486, True): EndReason.COMPLETED,
    (180, None): None,
    (302, False): None,
    (399, None): None,
    (400, None): EndReason.FAILED,
    (404, None): EndReason.UNALLOCATED,
    (486, False): EndReason.BUSY,
    (487, None): EndReason.CANCELED,
    (503, None): EndReason.CONGESTION,
    (600, None): EndReason.BUSY,
    (603, None): EndReason.REJECTED,
    (699, None): EndReason.FAILED,
    (700, None): None,
    (0, None): None,
    (-1, None): None,
}


@pytest.mark.parametrize("key", SIP)
def test_sip(key: tuple[int, bool | None]) -> None:
    assert end_reason_of_sip(*key) == SIP[key]


@pytest.mark.parametrize("cause", RFC_3398)
def test_a_cause_and_the_status_it_travels_as_mean_the_same(cause: int) -> None:
    assert end_reason_of_q850(cause) == end_reason_of_sip(RFC_3398[cause])


@pytest.mark.parametrize("cause", [2, 3, 26, 23])
def test_a_routing_fault_does_not_say_that_the_number_is_unallocated(cause: int) -> None:
    assert end_reason_of_q850(cause) == EndReason.FAILED


def test_normal_clearing_depends_on_the_answer() -> None:
    assert end_reason_of_q850(16, True) == EndReason.COMPLETED
    assert end_reason_of_q850(16, False) == EndReason.CANCELED
    assert end_reason_of_q850(16) == EndReason.COMPLETED


@pytest.mark.parametrize("cause", [0, 128, -1, 487])
def test_no_q850_cause(cause: int) -> None:
    assert end_reason_of_q850(cause, False) is None


def test_an_answered_call_is_completed_however_it_was_cleared() -> None:
    assert end_reason_of_q850(38, True) == EndReason.COMPLETED
    assert end_reason_of_freeswitch("MEDIA_TIMEOUT", True) == EndReason.COMPLETED


def test_freeswitch() -> None:
    assert end_reason_of_freeswitch("ORIGINATOR_CANCEL", False) == EndReason.CANCELED
    assert end_reason_of_freeswitch("NORMAL_CLEARING", False) == EndReason.CANCELED
    assert end_reason_of_freeswitch("UNALLOCATED_NUMBER", False) == EndReason.UNALLOCATED
    assert end_reason_of_freeswitch("NONE", False) is None
    assert end_reason_of_freeswitch("", None) is None
    assert q850_of_freeswitch("USER_BUSY") == 17
    assert q850_of_freeswitch("ORIGINATOR_CANCEL") is None


def test_against_a_published_table(shared: Path) -> None:
    table = json.loads((shared / "data/vendor_records/q850_hangup_cause.json").read_text())
    named = {row["fields"]["enumeration"].strip(): row["fields"]["code"] for row in table}
    q850 = {name: code for name, code in named.items() if name and 1 <= code <= 127}
    assert {name: FREESWITCH_Q850.get(name) for name in q850} == q850
    own = [name for name, code in named.items() if name and code > 127]
    assert all(end_reason_of_freeswitch(name) is not None for name in own)
