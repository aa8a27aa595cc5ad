"""The API of ATIS-1000082 on the port: what it takes, what it answers, and its own form of errors."""

import asyncio
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from http_made import JSON, End, run, told

from fairline.facts import Attestation
from fairline.policy import Text
from fairline.ports.http_keys import Scope
from fairline.ports.identities import Signing, Stir, Verified, Verifying

SIGNING, VERIFICATION = "/stir/v1/signing", "/stir/v1/verification"
PASSED = Verified(
    verstat="TN-Validation-Passed", status=None, phrase=None, why=Text(en="It holds.", fr="Tient.")
)
FAILED = Verified(
    verstat="TN-Validation-Failed",
    status=438,
    phrase="Invalid Identity Header",
    why=Text(en="The signature is of another.", fr="La signature est d'un autre."),
)


class Made:
    """Who signs and verifies, and what was asked."""

    def __init__(self, answer: Verified = PASSED) -> None:
        self.signed: list[Signing] = []
        self.verified: list[Verifying] = []
        self.answer = answer

    def sign(self, asked: Signing) -> str:
        self.signed.append(asked)
        return "a.b.c;info=<https://cr.example.com/one.pem>"

    async def verify(self, asked: Verifying) -> Verified:
        await asyncio.sleep(0)
        self.verified.append(asked)
        return self.answer

    def stir(self) -> Stir:
        return Stir(sign=self.sign, verify=self.verify)


def now() -> int:
    return int(datetime.now(UTC).timestamp())


def to_sign(**changes: Any) -> dict[str, Any]:
    usual = {
        "attest": "A",
        "dest": {"tn": ["12025550123"]},
        "iat": now(),
        "orig": {"tn": "13035550100"},
        "origid": "de305d54-75b4-431b-adb2-eb6b9e546014",
    }
    whole = {name: value for name, value in (usual | changes).items() if value is not None}
    return {"signingRequest": whole}


def to_verify(**changes: Any) -> dict[str, Any]:
    usual = {
        "from": {"tn": "13035550100"},
        "to": {"tn": ["12025550123"]},
        "time": now(),
        "identity": "a.b.c;info=<https://cr.example.com/one.pem>",
    }
    whole = {name: value for name, value in (usual | changes).items() if value is not None}
    return {"verificationRequest": whole}


def asked(
    tmp_path: Path,
    path: str,
    *,
    made: Made | None = None,
    accounts: tuple[str, ...] = (),
    scopes: tuple[Scope, ...] = (Scope.SIGN, Scope.VERIFY),
    send: Callable[[httpx.AsyncClient, str], Any],
    stir: bool = True,
    **settings: Any,
) -> httpx.Response:
    """Return the answer to what ``send`` sends."""
    found: list[httpx.Response] = []

    async def test(end: End) -> None:
        client = end.client(end.key("switch", *scopes, accounts=accounts))
        found.append(await send(client, path))

    given = {"stir": (made or Made()).stir()} if stir else {}
    run(test, tmp_path, asked=given, **settings)
    return found[0]


def posted(body: Any) -> Callable[[httpx.AsyncClient, str], Any]:
    return lambda client, path: client.post(path, json=body)


def test_a_call_is_signed(tmp_path: Path) -> None:
    made, body = Made(), to_sign(account="acme")
    answer = asked(tmp_path, SIGNING, made=made, accounts=("acme", "beta"), send=posted(body))
    assert answer.status_code == 200
    assert told(answer) == {"signingResponse": {"identity": "a.b.c;info=<https://cr.example.com/one.pem>"}}
    assert made.signed == [
        Signing(
            caller="13035550100",
            called=("12025550123",),
            attestation=Attestation.FULL,
            issued=body["signingRequest"]["iat"],
            origid="de305d54-75b4-431b-adb2-eb6b9e546014",
            account="acme",
            accounts=("acme", "beta"),
        )
    ]


def test_a_diversion_is_signed_and_plus_signs_are_dropped(tmp_path: Path) -> None:
    made = Made()
    body = to_sign(div={"tn": "+12025550123"}, orig={"tn": "+13035550100"}, dest={"tn": ["+14045550199"]})
    assert asked(tmp_path, SIGNING, made=made, send=posted(body)).status_code == 200
    (signed,) = made.signed
    assert (signed.caller, signed.called, signed.diverted_by) == (
        "13035550100",
        ("14045550199",),
        "12025550123",
    )


def test_an_identity_that_holds(tmp_path: Path) -> None:
    made, body = Made(), to_verify()
    answer = asked(tmp_path, VERIFICATION, made=made, send=posted(body))
    assert answer.status_code == 200
    assert told(answer) == {"verificationResponse": {"verstat": "TN-Validation-Passed"}}
    assert made.verified == [
        Verifying(
            caller="13035550100",
            called=("12025550123",),
            at=body["verificationRequest"]["time"],
            identity="a.b.c;info=<https://cr.example.com/one.pem>",
        )
    ]


def test_an_identity_that_does_not(tmp_path: Path) -> None:
    answer = asked(tmp_path, VERIFICATION, made=Made(FAILED), send=posted(to_verify()))
    assert answer.status_code == 200
    assert told(answer) == {
        "verificationResponse": {
            "verstat": "TN-Validation-Failed",
            "reasoncode": 438,
            "reasontext": "Invalid Identity Header",
            "reasondesc": "The signature is of another.",
        }
    }


WRONG: dict[str, tuple[str, Callable[[], Any], int, str, str]] = {
    "no attestation": (SIGNING, lambda: to_sign(attest=None), 400, "SVC4001", "'attest'"),
    "no origin": (SIGNING, lambda: to_sign(orig=None), 400, "SVC4001", "'orig'"),
    "no number in it": (SIGNING, lambda: to_sign(orig={}), 400, "SVC4001", "'tn'"),
    "no time": (SIGNING, lambda: to_sign(iat=None), 400, "SVC4001", "'iat'"),
    "nothing in it": (SIGNING, dict, 400, "SVC4001", "'signingRequest'"),
    "an attestation that is none": (SIGNING, lambda: to_sign(attest="D"), 400, "SVC4005", "'attest'"),
    "a time that is text": (SIGNING, lambda: to_sign(iat="now"), 400, "SVC4005", "'iat'"),
    "a time of another day": (SIGNING, lambda: to_sign(iat=now() - 86_400), 400, "SVC4005", "'iat'"),
    "a time to come": (SIGNING, lambda: to_sign(iat=now() + 3_600), 400, "SVC4005", "'iat'"),
    "a number that is none": (SIGNING, lambda: to_sign(orig={"tn": "alice"}), 400, "SVC4005", "'orig'"),
    "nobody called": (SIGNING, lambda: to_sign(dest={"tn": []}), 400, "SVC4005", "'dest'"),
    "a number called that is none": (
        SIGNING,
        lambda: to_sign(dest={"tn": ["1", "x"]}),
        400,
        "SVC4005",
        "'dest'",
    ),
    "everybody called": (SIGNING, lambda: to_sign(dest={"tn": ["1"] * 101}), 400, "SVC4005", "'dest'"),
    "an empty id": (SIGNING, lambda: to_sign(origid=""), 400, "SVC4005", "'origid'"),
    "an id with a line end": (SIGNING, lambda: to_sign(origid="a\r\nb"), 400, "SVC4005", "'origid'"),
    "diverted by nobody": (SIGNING, lambda: to_sign(div={"tn": ""}), 400, "SVC4005", "'div'"),
    "another's account": (SIGNING, lambda: to_sign(account="other"), 403, "POL4030", "account"),
    "no caller": (VERIFICATION, lambda: to_verify(**{"from": None}), 400, "SVC4001", "'from'"),
    "no identity": (VERIFICATION, lambda: to_verify(identity=None), 400, "SVC4001", "'identity'"),
    "an identity without end": (
        VERIFICATION,
        lambda: to_verify(identity="x" * 70_000),
        400,
        "SVC4005",
        "'identity'",
    ),
    "a caller that is none": (
        VERIFICATION,
        lambda: to_verify(**{"from": {"tn": "x"}}),
        400,
        "SVC4005",
        "'from'",
    ),
    "a time long ago": (VERIFICATION, lambda: to_verify(time=1), 400, "SVC4005", "'time'"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_request_that_is_wrong(name: str, tmp_path: Path) -> None:
    path, body, status, message, text = WRONG[name]  # made now: times grow old while other tests run
    made = Made()
    answer = asked(tmp_path, path, made=made, accounts=("acme",), send=posted(body()))
    assert answer.status_code == status
    (exception,) = told(answer)["requestError"].values()
    assert exception["messageId"] == message
    assert text in exception["text"]
    assert not made.signed
    assert not made.verified


@pytest.mark.parametrize("path", [SIGNING, VERIFICATION])
@pytest.mark.parametrize(
    ("content", "headers", "status", "message"),
    [
        (b"", JSON, 400, "SVC4000"),
        (b"{", JSON, 400, "SVC4006"),
        (b"\xff\xfe", JSON, 400, "SVC4006"),
        (b'{"x":' * 30_000, JSON, 400, "SVC4006"),
        (b"[]", JSON, 400, "SVC4005"),
        (b"{}", {"content-type": "text/plain"}, 415, "SVC4004"),
        (b" " * 200_001, JSON, 413, "SVC4006"),
    ],
)
def test_a_body_that_is_none(
    path: str, content: bytes, headers: dict[str, str], status: int, message: str, tmp_path: Path
) -> None:
    answer = asked(
        tmp_path,
        path,
        send=lambda client, path: client.post(path, content=content, headers=headers),
        body_bytes_max=200_000,
    )
    assert answer.status_code == status
    (exception,) = told(answer)["requestError"].values()
    assert exception["messageId"] == message


@pytest.mark.parametrize("path", [SIGNING, VERIFICATION])
def test_without_a_set_up_there_is_nothing(path: str, tmp_path: Path) -> None:
    body = to_sign() if path == SIGNING else to_verify()
    answer = asked(tmp_path, path, send=posted(body), stir=False)
    assert answer.status_code == 404
    assert told(answer)["requestError"]["serviceException"]["messageId"] == "SVC4003"


@pytest.mark.parametrize(
    ("path", "scope"), [(SIGNING, Scope.VERIFY), (VERIFICATION, Scope.SIGN), (SIGNING, Scope.DECIDE)]
)
def test_each_has_a_scope_of_its_own(path: str, scope: Scope, tmp_path: Path) -> None:
    made = Made()
    answer = asked(tmp_path, path, made=made, scopes=(scope,), send=posted(to_sign() | to_verify()))
    assert answer.status_code == 403
    assert told(answer)["type"] == "/v1/problems/scope-missing"
    assert not made.signed


def test_without_a_key_nobody_is_signed_for(tmp_path: Path) -> None:
    made = Made()

    async def test(end: End) -> None:
        answer = await end.web.post(SIGNING, json=to_sign())
        assert answer.status_code == 401

    run(test, tmp_path, asked={"stir": made.stir()})
    assert not made.signed


def test_too_many_for_a_key(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        client = end.client(end.key("switch", Scope.SIGN))
        statuses = [(await client.post(SIGNING, json=to_sign())).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429] or 429 in statuses
        last = await client.post(SIGNING, json=to_sign())
        assert told(last)["requestError"]["policyException"]["messageId"] == "POL4290"

    run(test, tmp_path, asked={"stir": Made().stir()}, rate_per_s=0.01, burst=2.0)


def test_it_stands_in_the_description(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        described = told(await end.web.get("/openapi.json"))
        for path, scope in ((SIGNING, "sign"), (VERIFICATION, "verify")):
            operation = described["paths"][path]["post"]
            assert operation["x-scopes"] == [scope]
            assert {"200", "400", "401", "403", "404", "413", "415", "429"} <= set(operation["responses"])
            error = operation["responses"]["400"]["content"]["application/json"]["schema"]
            assert error == {"$ref": "#/components/schemas/RequestError"}

    run(test, tmp_path, asked={"stir": Made().stir()})


def test_any_body_is_answered(tmp_path: Path) -> None:
    """Bodies cut, bent and mixed: an answer or a refusal, and nobody is signed for by what is not whole."""
    chance = random.Random(1)
    pieces = (
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b"null",
        b"1e999",
        b"\\ud800",
        b"\0",
        b"\xff",
        b"-1",
        b"",
    )
    made = Made()

    async def test(end: End) -> None:
        client = end.client(end.key("switch", Scope.SIGN, Scope.VERIFY))
        for turn in range(300):
            path, whole = chance.choice(((SIGNING, to_sign()), (VERIFICATION, to_verify())))
            body = bytearray(json.dumps(whole).encode())
            for _ in range(chance.randrange(4) if turn else 1):
                at = chance.randrange(len(body))
                body[at : at + chance.randrange(12)] = chance.choice(pieces)
            answer = await client.post(path, content=bytes(body), headers=JSON)
            assert answer.status_code in (200, 400), (answer.status_code, bytes(body))
            assert "requestError" in told(answer) or answer.status_code == 200

    run(test, tmp_path, asked={"stir": made.stir()})
    assert made.signed
    assert made.verified
