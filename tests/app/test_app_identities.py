"""A whole guard with ``[stir]`` and ``[numbers]``: what is signed, verified, fetched, and refused by it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from stir_made import (
    CALLED,
    CALLER,
    DAY,
    OTHER,
    X5U,
    Authority,
    authority,
    identity,
    new_key,
    shown,
    signer_certificate,
)

from fairline.app import App
from fairline.checks.caller import Anchors, Credentials, Proof, Verifier
from fairline.clauses.e_deception.do_not_originate import CLAUSE as NEVER_CALL
from fairline.client import AsyncClient
from fairline.config import read
from fairline.facts import Account, Attestation, Call, Direction, Event, FairlineError, Number
from fairline.ports.http_keys import Scope, add

GONE = "https://127.0.0.1:8443/one.pem"
NOW = datetime.now(UTC)
ROOT: Authority = authority(since=NOW - DAY, until=NOW + DAY)
KEY = new_key()
PEM = signer_certificate(ROOT, KEY, since=NOW - DAY, until=NOW + DAY)
CONFIG = f"""
[ports.http]
listen = ["127.0.0.1:0"]
decide_within_ms = 4000
[ports.sip]
listen = ["127.0.0.1:0"]
decide_within_ms = 4000
[[ports.sip.peers]]
name = "switch"
addresses = ["127.0.0.1"]
account = "acme"
direction = "outbound"
[stir]
anchors = ["root.pem"]
certificates = "certificates"
hosts = ["127.0.0.1"]
fetch_within_s = 1.0
[stir.signing]
key = "key.pem"
certificate = "certificates/cr.example.com/sp/one.pem"
certificate_url = "{X5U}"
[numbers]
do_not_originate = "dno.txt"
"""


class House:
    """A running guard, what was decided, and both ways to ask it."""

    def __init__(self, app: App, key: str) -> None:
        assert app.http is not None
        assert app.sip is not None
        self.app, self.decided = app, list[Event]()
        self.client = AsyncClient("http://{}:{}".format(*app.http.addresses[0]), key)
        self.web_url, self.key = "http://{}:{}".format(*app.http.addresses[0]), key
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.setblocking(False)
        self.udp.connect(app.sip.addresses[0])
        inner = app.guard.decide

        def decide(attempt: Event) -> Any:
            self.decided.append(attempt)
            return inner(attempt)

        app.guard.decide = decide  # type: ignore[method-assign]

    async def invite(self, *identities: str, **options: Any) -> bytes:
        """Return the final answer to an INVITE with these identities."""
        extra = "".join(f"Identity: {each}\r\n" for each in identities)
        self.udp.send(invite(extra=extra, **options))
        loop = asyncio.get_running_loop()
        while True:
            answer = await asyncio.wait_for(loop.sock_recv(self.udp, 65_535), 10)
            if not answer.startswith(b"SIP/2.0 1"):
                return answer

    @property
    def last(self) -> Call:
        assert isinstance(self.decided[-1], Call)
        return self.decided[-1]

    async def post(self, path: str, body: Any) -> Any:
        """Return what the HTTP port answers."""
        async with httpx.AsyncClient(headers={"authorization": f"Bearer {self.key}"}) as client:
            answer = await client.post(self.web_url + path, json=body)
            assert answer.status_code == 200, answer.text
            return answer.json()


def housed(folder: Path, test: Callable[[House], Awaitable[None]], *, more: str = "") -> None:
    """Run ``test`` with a guard over ``folder``."""
    made = folder / "certificates" / "cr.example.com" / "sp"
    made.mkdir(parents=True)
    (made / "one.pem").write_bytes(PEM)
    (folder / "root.pem").write_bytes(ROOT.pem())
    key = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(key)
    (folder / "dno.txt").write_text(f"day {NOW:%Y-%m-%d}\n{OTHER}\n")
    (folder / "fairline.toml").write_text(CONFIG + more, encoding="utf-8")
    scopes = (Scope.SIGN, Scope.VERIFY, Scope.DECIDE)
    api_key = add(folder / "keys.json", "test", scopes, now=NOW)

    async def whole() -> None:
        app = App(read(folder / "fairline.toml"), (NEVER_CALL,))
        await app.start()
        try:
            house = House(app, api_key)
            await test(house)
            house.udp.close()
            await house.client.aclose()
        finally:
            await app.stop()

    asyncio.run(asyncio.wait_for(whole(), 60))


def invite(
    *,
    extra: str,
    number: int = 1,
    uri: str = f"sip:{CALLED}@example.com",
    sender: str = f"<sip:{CALLER}@example.com>",
) -> bytes:
    """Return the ``number``-th INVITE."""
    return (
        f"INVITE {uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK-{number}\r\n"
        f"From: {sender};tag=f{number}\r\nTo: <{uri}>\r\nCall-ID: {number}@test\r\nCSeq: 1 INVITE\r\n"
        f"Max-Forwards: 70\r\n{extra}Content-Length: 0\r\n\r\n"
    ).encode()


def signed(**changes: Any) -> str:
    return identity(KEY, **({"iat": int(datetime.now(UTC).timestamp())} | changes))


def test_an_identity_is_verified_before_the_call_is_decided_on(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        token = signed()
        assert (await house.invite(token, number=1)).startswith(b"SIP/2.0 404 ")
        assert (house.last.verified, house.last.attestation) == (True, Attestation.FULL)
        await house.invite(identity(new_key(), iat=int(datetime.now(UTC).timestamp())), number=2)
        assert house.last.verified is False
        await house.invite(token, number=3)
        assert house.last.verified is False  # another call with the same token
        await house.invite(number=4)
        assert house.last.verified is None
        assert house.app.identities is not None
        assert house.app.identities.counts == {
            "TN-Validation-Passed": 1,
            "TN-Validation-Failed: signature": 1,
            "TN-Validation-Failed: replayed": 1,
        }
        stir = next(each for each in house.app.status().ports if each.name == "stir")
        assert stir.counts["TN-Validation-Passed"] == 1

    housed(tmp_path, test)


def test_a_certificate_inside_the_network_is_never_fetched(tmp_path: Path) -> None:
    """Though its host is on the list: a socket listens there, and nobody comes."""

    async def test(house: House) -> None:
        with socket.socket() as trap:
            trap.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trap.bind(("127.0.0.1", 8443))
            trap.listen()
            trap.setblocking(False)
            await house.invite(signed(x5u=GONE))
            assert house.last.verified is None
            with pytest.raises(BlockingIOError):
                trap.accept()
        assert house.app.identities is not None
        assert house.app.identities.counts == {"No-TN-Validation: private": 1}

    housed(tmp_path, test)


def test_a_call_for_help_is_answered_whatever_it_is_signed_with(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        answer = await house.invite(signed(x5u=GONE), uri="sip:911@example.com", sender=f"<sip:{OTHER}@x>")
        assert answer.startswith(b"SIP/2.0 404 ")
        assert house.app.identities is not None
        assert not house.app.identities.counts
        await asyncio.sleep(0.05)
        assert house.app.guard.engine.number(OTHER) is None  # nothing is learned of who calls for help

    housed(tmp_path, test)


def test_a_number_that_never_calls_is_refused_with_the_first_call(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        assert (await house.invite(number=1)).startswith(b"SIP/2.0 404 ")
        refused = await house.invite(number=2, sender=f"<sip:{OTHER}@example.com>")
        assert refused.startswith(b"SIP/2.0 403 ")
        learned = house.app.guard.engine.number(OTHER)
        assert learned is not None
        assert learned.do_not_originate is True
        assert house.app.guard.engine.number(CALLER) is None

    housed(tmp_path, test)


def test_a_call_says_how_far_it_could_be_signed(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.invite(number=1)
        assert house.last.signed_as is Attestation.GATEWAY
        await house.app.guard.observe([Account(id="acme", at=NOW)])
        await house.invite(number=2)
        assert house.last.signed_as is Attestation.PARTIAL
        await house.app.guard.observe([Number(id=CALLER, at=NOW, account="acme")])
        await house.invite(number=3)
        assert house.last.signed_as is Attestation.FULL

    housed(tmp_path, test)


def to_sign(**changes: Any) -> dict[str, Any]:
    usual = {
        "attest": "A",
        "dest": {"tn": [CALLED[1:]]},
        "iat": int(datetime.now(UTC).timestamp()),
        "orig": {"tn": CALLER[1:]},
        "origid": "x-1",
    }
    return {"signingRequest": usual | changes}


def test_what_is_signed_by_http_is_verified_by_http(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        async def level(**changes: Any) -> Attestation | None:
            body = to_sign(**changes)
            made = (await house.post("/stir/v1/signing", body))["signingResponse"]["identity"]
            known = Credentials(Anchors([ROOT.certificate]))
            known.put(X5U, PEM, body["signingRequest"]["iat"])
            proof = Verifier(known).verify(shown(made), float(body["signingRequest"]["iat"]))
            assert isinstance(proof, Proof)
            assert proof.fault is None
            asked = {
                "from": {"tn": CALLER[1:]},
                "to": {"tn": [CALLED[1:]]},
                "time": body["signingRequest"]["iat"],
                "identity": made,
            }
            for caller, verstat in ((CALLER, "TN-Validation-Passed"), (OTHER, "TN-Validation-Failed")):
                told = await house.post(
                    "/stir/v1/verification", {"verificationRequest": asked | {"from": {"tn": caller}}}
                )
                assert told["verificationResponse"]["verstat"] == verstat
            return proof.attestation

        assert await level() is Attestation.GATEWAY
        await house.app.guard.observe([Account(id="acme", at=NOW), Number(id=CALLER, at=NOW, account="acme")])
        assert await level() is Attestation.FULL
        assert await level(attest="B") is Attestation.PARTIAL
        await house.app.guard.observe([Account(id="beta", at=NOW)])
        assert await level(account="beta") is Attestation.PARTIAL
        assert await level(account="nobody") is Attestation.GATEWAY

    housed(tmp_path, test)


def test_what_does_not_hold_is_told_in_the_terms_of_sip(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        at = int(datetime.now(UTC).timestamp())

        async def told(**changes: Any) -> tuple[int | None, str]:
            usual = {"from": {"tn": CALLER}, "to": {"tn": [CALLED]}, "time": at, "identity": signed()}
            answer = await house.post("/stir/v1/verification", {"verificationRequest": usual | changes})
            found = answer["verificationResponse"]
            return found.get("reasoncode"), found["verstat"]

        failed, none = "TN-Validation-Failed", "No-TN-Validation"
        assert await told() == (None, "TN-Validation-Passed")
        assert await told(identity="") == (428, none)
        assert await told(identity=signed(iat=at - 61)) == (403, failed)
        assert await told(identity=signed(x5u=GONE)) == (436, none)
        assert await told(identity="nonsense") == (438, failed)
        assert await told(time=at - 100, identity=signed(iat=at - 100)) == (None, "TN-Validation-Passed")

    housed(tmp_path, test)


def test_the_folder_of_certificates_is_read_again(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        file = tmp_path / "certificates" / "cr.example.com" / "sp" / "two.pem"
        address = X5U.replace("one", "two")
        await house.invite(signed(x5u=address), number=1)
        assert house.last.verified is None
        file.write_bytes(PEM)
        house.app.reload_certificates()
        await house.invite(signed(x5u=address), number=2)
        assert house.last.verified is True

    housed(tmp_path, test)


def test_the_list_of_numbers_is_read_again_and_a_wrong_one_changes_nothing(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        async def refused(number: int, sender: str) -> bool:
            answer = await house.invite(number=number, sender=f"<sip:{sender}@example.com>")
            return answer.startswith(b"SIP/2.0 403 ")

        other, list_file = "+15035550111", tmp_path / "dno.txt"
        assert house.app.shown is not None
        list_file.write_text("no day\n")
        await house.app.shown.reread()
        assert [await refused(1, OTHER), await refused(2, other)] == [True, False]
        list_file.write_text(f"day {NOW:%Y-%m-%d}\n{other}\n")
        await house.app.shown.reread()
        assert await refused(3, other)

    housed(tmp_path, test)


def test_an_unknown_number_of_a_customer_s_line_is_not_unallocated(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        nobody = "+12225550123"
        await house.app.guard.observe([Number(id=nobody, at=NOW - timedelta(days=1), account="acme")])
        answer = await house.invite(sender=f"<sip:{nobody}@example.com>")
        assert answer.startswith(b"SIP/2.0 404 ")

    housed(tmp_path, test, more="unallocated = true\n")


def test_decide_over_http_learns_of_numbers_too(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        call = Call(
            id="h1", started_at=datetime.now(UTC), account="acme", direction=Direction.OUTBOUND, caller=OTHER,
            called=CALLED,
        )  # fmt: skip
        decided = await house.client.decide(call)
        assert decided.act == "refuse"

    housed(tmp_path, test)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("hosts = ['a.example']", r"stir\.anchors: found none"),
        ("fresh_s = 0", r"stir\.fresh_s: found 0"),
        ("fresh_s = 601.0", r"stir\.fresh_s"),
        ("anchors = ['root.pem']\nhosts = ['https://a.example']", r"stir\.hosts"),
        ("anchors = ['root.pem']\nnetworks = ['10.0.0.1/8']", r"stir\.networks"),
        ("[numbers]\nstale_days = 0", r"numbers\.stale_days"),
        ("[stir.signing]\nkey = 'k.pem'", r"stir\.signing\.certificate_url: found none, wanted one"),
    ],
)
def test_settings_that_could_not_work(given: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "fairline.toml"
    file.write_text(given if given.startswith("[") else f"[stir]\n{given}")
    with pytest.raises(FairlineError, match=told):
        read(file)


@pytest.mark.parametrize(
    "missing", ["root.pem", "key.pem", "dno.txt", "certificates/cr.example.com/sp/one.pem"]
)
def test_a_file_that_is_missing_is_told_at_the_start(missing: str, tmp_path: Path) -> None:
    async def nothing(_: House) -> None:
        (tmp_path / missing).unlink()

    housed(tmp_path, nothing)

    async def again() -> None:
        await App(read(tmp_path / "fairline.toml"), (NEVER_CALL,)).start()

    with pytest.raises(FairlineError, match=r"^(stir|numbers)\."):
        asyncio.run(asyncio.wait_for(again(), 30))
