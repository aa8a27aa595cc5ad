"""Webhooks: told once at least, signed as the specification has it, and never forgotten."""

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fairline.actuators import Webhook, WebhookSettings
from fairline.actuators.webhook import signature
from fairline.facts import FairlineError
from fairline.policy import ScopeKind
from fairline.standing import Change, Standing, Subject

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ACME = Subject(ScopeKind.ACCOUNT, "acme", "acme")
SUSPENDED = Change(ACME, Standing.ACTIVE, Standing.SUSPENDED, NOW)
KEYS = (b"k" * 24, b"l" * 32)


def test_a_signature_is_that_of_the_specification() -> None:
    """The example of the specification's own libraries: secret, id, timestamp and payload are theirs."""
    key = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    found = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


class Receiver:
    """Answers with the next of ``says``, else 204."""

    def __init__(self) -> None:
        self.says: list[bytes] = []
        self.heard: list[tuple[dict[str, str], bytes]] = []

    async def start(self) -> None:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {line.partition(": ")[0].lower(): line.partition(": ")[2] for line in head[1:]}
        body = await reader.readexactly(int(headers["content-length"]))
        self.heard.append((headers, body))
        writer.write(
            self.says.pop(0) if self.says else b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
        )
        writer.close()


def run(
    test: Callable[[Receiver, Callable[[], Webhook]], Awaitable[None]], folder: Path, **more: Any
) -> None:
    secret = folder / "secret"
    secret.write_text("\n".join(f"whsec_{b64encode(key).decode()}" for key in KEYS))

    async def whole() -> None:
        receiver = Receiver()
        await receiver.start()

        def made() -> Webhook:
            usual = {"url": f"http://127.0.0.1:{receiver.port}/hook?a=1", "secret_file": str(secret)}
            settings = WebhookSettings(**usual | {"again_s": 0.01} | more)
            return Webhook(settings, folder / "outbox.sqlite", chance=lambda: 0.0)

        try:
            await test(receiver, made)
        finally:
            receiver.server.close()

    asyncio.run(asyncio.wait_for(whole(), 30))


async def until(done: Callable[[], bool]) -> None:
    for _ in range(500):
        if done():
            return
        await asyncio.sleep(0.01)
    raise AssertionError


def said(status: str, more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\n\r\n".encode()


def test_a_change_is_told_with_both_signatures(tmp_path: Path) -> None:
    async def test(receiver: Receiver, made: Callable[[], Webhook]) -> None:
        webhook = made()
        await webhook.start({})
        webhook.want([SUSPENDED])
        await until(lambda: webhook.counts["delivered"] == 1)
        await webhook.stop()
        ((headers, body),) = receiver.heard
        at = int(headers["webhook-timestamp"])
        assert abs(at - datetime.now(UTC).timestamp()) < 60
        signed = [signature(key, headers["webhook-id"], at, body) for key in KEYS]
        assert headers["webhook-signature"].split(" ") == signed
        assert json.loads(body) == {
            "type": "standing.changed",
            "timestamp": "2026-11-24T12:00:00Z",
            "data": {
                "kind": "account",
                "account": "acme",
                "id": "acme",
                "before": "active",
                "after": "suspended",
            },
        }

    run(test, tmp_path)


def test_what_fails_is_tried_again_under_the_same_id(tmp_path: Path) -> None:
    async def test(receiver: Receiver, made: Callable[[], Webhook]) -> None:
        receiver.says = [said("500 Oops"), b"nonsense\r\n\r\n", said("429 Slow", "Retry-After: 0\r\n"), b""]
        webhook = made()
        await webhook.start({})
        webhook.want([SUSPENDED])
        await until(lambda: webhook.counts["delivered"] == 1)
        assert webhook.counts["failed"] == 4
        assert webhook.letters(dead=False) == []
        await webhook.stop()
        assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
        assert len({body for _, body in receiver.heard}) == 1

    run(test, tmp_path)


@pytest.mark.parametrize(("status", "tries"), [("500 Oops", 3), ("410 Gone", 1)])
def test_a_dead_letter_is_kept_listed_and_sent_again(tmp_path: Path, status: str, tries: int) -> None:
    async def test(receiver: Receiver, made: Callable[[], Webhook]) -> None:
        receiver.says = [said(status)] * tries
        webhook = made()
        await webhook.start({})
        webhook.want([SUSPENDED])
        await until(lambda: webhook.counts["dead"] == 1)
        await webhook.stop()
        webhook = made()
        await webhook.start({ACME: Standing.SUSPENDED})
        (letter,) = webhook.letters(dead=True)
        assert (letter.tries, letter.why) == (tries, f"HTTP {status[:3]}")
        assert not webhook.redeliver("msg_none")
        assert webhook.redeliver(letter.id)
        await until(lambda: webhook.counts["delivered"] == 1)
        assert webhook.letters(dead=True) == []
        assert receiver.heard[-1][0]["webhook-id"] == letter.id
        await webhook.stop()

    run(test, tmp_path, tries_max=3)


def test_a_start_tells_what_moved_meanwhile_and_nothing_twice(tmp_path: Path) -> None:
    async def test(receiver: Receiver, made: Callable[[], Webhook]) -> None:
        webhook = made()
        await webhook.start({ACME: Standing.SUSPENDED})
        await until(lambda: webhook.counts["delivered"] == 1)
        await webhook.stop()
        webhook = made()
        await webhook.start({ACME: Standing.SUSPENDED})
        await asyncio.sleep(0.05)
        await webhook.stop()
        webhook = made()
        await webhook.start({})
        await until(lambda: webhook.counts["delivered"] == 1)
        await webhook.stop()
        moved = [json.loads(body)["data"] for _, body in receiver.heard]
        assert [(each["before"], each["after"]) for each in moved] == [
            ("active", "suspended"),
            ("suspended", "active"),
        ]

    run(test, tmp_path)


@pytest.mark.parametrize("secret", ["", "plain", "whsec_c2hvcnQ=", "whsec_!!"])
def test_a_secret_that_is_none_is_refused_and_not_shown(tmp_path: Path, secret: str) -> None:
    file = tmp_path / "secret"
    file.write_text(secret)
    with pytest.raises(FairlineError, match=r"^actuators\.webhook\.webhook\.secret_file: found") as told:
        Webhook(WebhookSettings(url="https://example.com/", secret_file=str(file)), tmp_path / "outbox")
    assert not secret or secret not in str(told.value)
