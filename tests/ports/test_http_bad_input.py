"""Whatever comes, it is refused and counted, and a good request at the same time is answered as ever."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from http_made import JSON, NDJSON, End, body, call, run, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json as wire

from fairline.facts import Unreadable
from fairline.ports import http_keys
from fairline.ports.http_facts import lines_of
from fairline.ports.http_keys import Keys, NoKey, Scope


async def good(end: End) -> None:
    """A good request is answered."""
    found = await end.all.post("/v1/decide", content=body(call()), headers=JSON)
    assert found.status_code == 200
    assert told(found)["act"] == "allow"


KEYS = {
    "none at all": (None, "no key"),
    "not a bearer": ("Basic YTpi", "malformed key"),
    "nothing of ours": ("Bearer abc", "malformed key"),
    "unknown": ("Bearer fl_000000000000_c2VjcmV0", "unknown key"),
    "not ASCII": ("Bearer fl_\xe9_\xff", "unknown key"),
    "only its name": ("Bearer all", "malformed key"),
}


@pytest.mark.parametrize("name", KEYS)
def test_wrong_keys(name: str, tmp_path: Path) -> None:
    given_, reason = KEYS[name]

    async def test(end: End) -> None:
        headers = [(b"content-type", b"application/json")]
        if given_ is not None:
            headers.append((b"authorization", given_.encode("latin-1")))
        answer = await end.web.post("/v1/decide", content=body(call()), headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="fairline"'
        assert answer.headers["content-type"] == "application/problem+json"
        assert told(answer)["type"] == "/v1/problems/no-valid-key"
        await good(end)
        assert end.counts.refusals == {("-", reason): 1}

    run(test, tmp_path)


def test_a_key_with_one_letter_changed_expired_or_revoked_is_none(tmp_path: Path) -> None:
    path, now = tmp_path / "keys.json", datetime.now(UTC)
    key = http_keys.add(path, "a", (Scope.DECIDE,), lasts=timedelta(days=1), now=now)
    bearer = f"Bearer {key}".encode()
    keys = Keys(path)
    found = keys.of(bearer, now)
    assert not isinstance(found, NoKey)
    assert found.name == "a"
    assert keys.of(b"bearer  " + key.encode(), now) == found
    last = bearer[-1:]
    assert keys.of(bearer[:-1] + (b"A" if last != b"A" else b"B"), now) is NoKey.WRONG
    assert keys.of(bearer[:-1], now) is NoKey.WRONG
    assert keys.of(bearer, now + timedelta(days=1)) is NoKey.EXPIRED
    http_keys.revoke(path, "a", now)
    assert keys.refresh()
    assert not keys.refresh()
    assert keys.of(bearer, now) is NoKey.REVOKED
    stored = path.read_text()
    assert key.split("_", 2)[2] not in stored
    assert path.stat().st_mode & 0o077 == 0


async def post(end: End, content: bytes, headers: dict[str, str], path: str = "/v1/decide") -> Any:
    return await end.all.post(path, content=content, headers=headers)


ONE = wire.encode(call())
DEEP = ONE[:-1] + b',"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
LONG = b'{"kind":"call","id":"a","sip_status":' + b"9" * 10_000 + b"}"
OLD = wire.encode(call(started_at=datetime(1970, 1, 1, tzinfo=UTC)))
MANY_HEADERS = b"".join(b"X-%d: %s\r\n" % (n, b"y" * 90) for n in range(2_000))
BODIES: dict[str, tuple[bytes, dict[str, str], int, str]] = {
    "broken JSON": (b'{"kind":"call"', JSON, 422, "unreadable"),
    "nothing": (b"", JSON, 422, "unreadable"),
    "NaN": (b'{"kind":"call","id":NaN}', JSON, 422, "unreadable"),
    "a NUL": (ONE + b"\x00", JSON, 422, "unreadable"),
    "bytes that are no UTF-8": (ONE.replace(b"acme", b"\xff\xfe"), JSON, 422, "unreadable"),
    "half a surrogate": (ONE.replace(b"acme", b"\\ud800"), JSON, 422, "unreadable"),
    "deep nesting": (b'{"kind":' + b"[" * 100_000, JSON, 422, "unreadable"),
    "deep nesting in a field nobody knows": (DEEP, JSON, 422, "unreadable"),
    "a list in a list": (b"[" * 50_000 + b"]" * 50_000, JSON, 422, "unreadable"),
    "a number without end": (LONG, JSON, 422, "unreadable"),
    "a time with no offset": (ONE.replace(b"Z", b""), JSON, 422, "unreadable"),
    "a time of long ago": (OLD, JSON, 422, "unreadable"),
    "another type": (ONE, {"content-type": "text/plain"}, 415, "wrong content type"),
    "no type": (ONE, {}, 415, "wrong content type"),
    "packed": (
        gzip.compress(b" " * 1_000_000), JSON | {"content-encoding": "gzip"}, 415, "wrong content type"),
    "too much": (ONE + b" " * 200_000, JSON, 413, "body too large"),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_bad_bodies(name: str, tmp_path: Path) -> None:
    content, headers, status, reason = BODIES[name]

    async def test(end: End) -> None:
        answer, _ = await asyncio.gather(post(end, content, headers), good(end))
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert told(answer)["status"] == status
        assert len(answer.content) < 2_000
        assert end.counts.refusals == {("all", reason): 1}
        await good(end)

    limit = 400_000 if "deep" in name or "list" in name else 100_000
    run(test, tmp_path, body_bytes_max=limit)


def test_a_body_of_unknown_length_is_bounded_too(tmp_path: Path) -> None:
    async def chunks() -> Any:
        for _ in range(100):
            yield b" " * 10_000

    async def test(end: End) -> None:
        answer = await end.all.post("/v1/facts", content=chunks(), headers=NDJSON)
        assert answer.status_code == 413
        await good(end)

    run(test, tmp_path, body_bytes_max=50_000)


PATHS = {
    ("GET", "/"): 404,
    ("GET", "/v1/decide"): 405,
    ("PUT", "/v1/standing"): 405,
    ("POST", "/v1/webhooks/zoom"): 404,
    ("POST", "/v1/webhooks/twilio"): 404,
    ("GET", "/v1/standing/planet/a/b"): 422,
    ("GET", "/v1/standing/account/a"): 404,
    ("GET", "/v1/../../etc/passwd"): 404,
    ("GET", "/%00%ff"): 404,
    ("OPTIONS", "/v1/facts"): 405,
}


@pytest.mark.parametrize("asked", PATHS)
def test_paths_and_methods_that_are_none(asked: tuple[str, str], tmp_path: Path) -> None:
    async def test(end: End) -> None:
        answer = await end.all.request(*asked)
        assert answer.status_code == PATHS[asked]
        if answer.status_code == 405:
            assert answer.headers["allow"]
        await good(end)

    run(test, tmp_path)


RAW: dict[str, tuple[bytes, bytes, str]] = {
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01" * 20, b"HTTP/1.1 400 ", "not HTTP"),
    "SIP": (b"INVITE sip:a@b SIP/2.0\r\n\r\n", b"HTTP/1.1 400 ", "not HTTP"),
    "two lengths": (
        b"POST /v1/decide HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 400 ", "not HTTP"),
    "a length and chunks": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 400 ", "not HTTP"),
    "headers without end": (
        b"GET /healthz HTTP/1.1\r\nHost: a\r\n" + MANY_HEADERS,
        b"HTTP/1.1 431 ", "headers too large"),
}  # fmt: skip


@pytest.mark.parametrize("name", RAW)
def test_what_is_no_request(name: str, tmp_path: Path) -> None:
    data, status, counted = RAW[name]

    async def test(end: End) -> None:
        answer, _ = await asyncio.gather(end.raw(data), good(end))
        assert answer.startswith(status) or answer == b""
        assert b"connection: close" in answer or answer == b""
        assert end.counts.connections[counted] == 1
        await good(end)

    run(test, tmp_path)


SLOW = {
    "headers that trickle": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: ",
    "a body that trickles": (
        b"POST /v1/facts HTTP/1.1\r\nHost: a\r\nContent-Type: application/jsonl\r\nContent-Length: 900\r\n"
        b"Authorization: Bearer KEY\r\n\r\n"
    ),
}


@pytest.mark.parametrize("name", SLOW)
def test_slow_clients_are_ended_and_others_answered(name: str, tmp_path: Path) -> None:
    async def test(end: End) -> None:
        key = end.key("slow", Scope.FACTS)
        reader, writer = await asyncio.open_connection(end.host, end.number)
        writer.write(SLOW[name].replace(b"KEY", key.encode()))
        answer = b""
        for _ in range(80):
            if writer.is_closing() or reader.at_eof():
                break
            writer.write(b"x")
            await asyncio.gather(good(end), asyncio.sleep(0.05), return_exceptions=False)
            try:
                answer += await asyncio.wait_for(reader.read(4096), 0.01)
            except TimeoutError:
                continue
            except ConnectionError:
                break
        writer.close()
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert end.counts.connections["too slow"] == 1
        assert end.guard.engine.taken.total() > 0

    run(test, tmp_path, headers_within_s=0.3, body_within_s=0.3)


def test_idle_connections_end_and_new_ones_find_room(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        kept = [await asyncio.open_connection(end.host, end.number) for _ in range(12)]
        await asyncio.sleep(0.05)
        await good(end)
        assert end.counts.connections["made room"] >= 8
        assert len(end.port._connections.open) <= 4
        await asyncio.sleep(1.3)
        assert end.counts.connections["idle"] >= 1
        await good(end)
        for _, writer in kept:
            writer.close()

    run(test, tmp_path, connections_max=4, idle_s_max=0.3)


def test_pipelined_requests_are_answered_in_order(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        one = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        none = b"GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        answer = await end.raw(one * 5 + none)
        assert answer.count(b"HTTP/1.1 200") == 5
        assert answer.rindex(b"HTTP/1.1 200") < answer.index(b"HTTP/1.1 404")

    run(test, tmp_path)


@given(st.lists(st.one_of(st.binary(max_size=200), st.just(ONE)), max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bytes_are_facts_or_unreadable(lines: list[bytes]) -> None:
    for found in lines_of(b"\n".join(lines)):
        if isinstance(found, Unreadable):
            assert len(found.found) <= 80
            assert found.wanted


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_fact_altered_anywhere_is_a_fact_or_unreadable(data: st.DataObject) -> None:
    altered = bytearray(ONE)
    for _ in range(data.draw(st.integers(1, 4))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    assert all(found is not None for found in lines_of(bytes(altered)))
