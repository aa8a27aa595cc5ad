"""Our own facts written and read back, and what is not one of them."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest

from fairline.facts import (
    Account,
    Call,
    Campaign,
    Channel,
    Direction,
    Fact,
    Forwarding,
    Message,
    Purpose,
    Unreadable,
)
from fairline.readers import fairline_ndjson
from fairline.readers.source import Source

AT = datetime(2026, 8, 1, 12, tzinfo=UTC)
FACTS: list[Fact] = [
    Call(
        id="a",
        line=1,
        started_at=AT,
        ring=timedelta(seconds=5.5),
        talk=timedelta(0),
        cost=Decimal("0.0075"),
        direction=Direction.OUTBOUND,
        called_places=("US-FL",),
    ),
    Message(id="b", line=2, sent_at=AT, channel=Channel.SMS, segments=2),
    Account(id="c", line=3, at=AT, seats=7, revenue_share=False),
    Campaign(id="d", line=4, at=AT, purpose=Purpose.MARKETING),
    Forwarding(id="e", line=5, at=AT, active=True),
]
WRITTEN = b"\n".join(msgspec.json.encode(fact) for fact in FACTS)


def read(content: str | bytes, zone: str = "UTC") -> list[object]:
    raw = content.encode() if isinstance(content, str) else content
    return list(fairline_ndjson.read(Source("x", io.BytesIO(raw)), zone=ZoneInfo(zone), region=None))


def call(**more: object) -> str:
    told: dict[str, object] = {"kind": "call", "id": "a", "started_at": "2026-08-01T12:00:00Z"}
    return msgspec.json.encode(told | more).decode() + "\n"


def test_what_was_written_is_read_back() -> None:
    assert read(WRITTEN) == FACTS
    assert fairline_ndjson.recognise(WRITTEN)


def test_durations_may_be_seconds() -> None:
    assert read(call(ring=5.5, talk=61, agent_delay="PT2S")) == [
        Call(
            id="a",
            line=1,
            started_at=AT,
            ring=timedelta(seconds=5.5),
            talk=timedelta(seconds=61),
            agent_delay=timedelta(seconds=2),
        )
    ]


def test_a_time_without_a_zone_is_local_and_the_line_is_ours() -> None:
    (found,) = read(call(started_at="2026-08-01T08:00:00", line=99), "America/New_York")
    assert found == Call(id="a", line=1, started_at=AT)


BAD: dict[str, object] = {
    "started_at": "yesterday",
    "ring": -1,
    "talk": 1e12,
    "answered": "perhaps",
    "end_reason": "eaten",
    "cost": "NaN",
    "called_places": "US-FL",
    "ended_at": "9999-12-31T23:59:59Z",
    "id": None,
}


@pytest.mark.parametrize("field", BAD)
def test_a_bad_field_costs_its_line_only(field: str) -> None:
    bad, good = read(call(**{field: BAD[field]}) + call())
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert len(bad.found) <= 80
    assert isinstance(good, Call)
    assert good.line == 2


@pytest.mark.parametrize(
    "line", ["{", "7", "null", "[]", '{"kind":"call"}', '{"kind":"cell","id":"a"}', "\0", "[" * 9999]
)
def test_what_is_no_fact(line: str) -> None:
    bad, good = read(line + "\n" + call())
    assert isinstance(bad, Unreadable)
    assert isinstance(good, Call)


def test_unknown_fields_of_a_later_version_are_passed_over() -> None:
    assert read(call(colour="red")) == [Call(id="a", line=1, started_at=AT)]


def test_recognition() -> None:
    for other in (
        b"",
        b"{}",
        b'{"kind":"call"',
        b'{"kind":"unreadable"}',
        b'["kind"]',
        b'{"id":"a"}\n{"kind":"call"}',
    ):
        assert not fairline_ndjson.recognise(other)
