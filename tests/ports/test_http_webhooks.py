"""Webhooks: who signed them, that each counts once, and what they carry."""

import base64
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from http_made import JSON, End, body, call, run, told

from fairline.facts.errors import FairlineError
from fairline.ports.http_problems import Refusal
from fairline.ports.http_settings import HttpSettings, TwilioHook, ZoomHook
from fairline.ports.http_webhooks import Twilio
from fairline.signals.book import Taken

SECRET, TOKEN = b"zoom-secret", b"12345"
SID = "CA" + "0" * 31 + "1"
PUBLIC = "https://example.com/v1/webhooks/twilio"


def hooks(tmp_path: Path, **changes: Any) -> dict[str, Any]:
    (tmp_path / "zoom").write_bytes(SECRET + b"\n")
    (tmp_path / "twilio").write_bytes(TOKEN)
    return {
        "zoom": ZoomHook(secret_file=tmp_path / "zoom", account="acme", tolerance_s=60),
        "twilio": TwilioHook(auth_token_file=tmp_path / "twilio", public_url=PUBLIC, account="acme"),
    } | changes


def zoom_event(event: str = "phone.caller_ended", id: str = "z1") -> bytes:
    ended = datetime.now(UTC)
    told_of = {
        "call_id": id,
        "direction": "outbound",
        "ringing_start_time": (ended - timedelta(seconds=30)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "call_end_time": ended.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "handup_result": "Call connected",
        "caller": {"phone_number": "+12125550100", "user_id": "remi"},
        "callee": {"phone_number": "+12125550142"},
    }
    payload = {"account_id": "zoom-1", "object": told_of}
    return json.dumps({"event": event, "event_ts": 1, "payload": payload}).encode()


async def zoom(
    end: End, content: bytes, *, at: float | None = None, secret: bytes = SECRET
) -> httpx.Response:
    stamp = str(int(time.time() if at is None else at))
    signed = hmac.new(secret, f"v0:{stamp}:".encode() + content, sha256).hexdigest()
    headers = JSON | {"x-zm-request-timestamp": stamp, "x-zm-signature": f"v0={signed}"}
    return await end.web.post("/v1/webhooks/zoom", content=content, headers=headers)


def test_a_webhook_of_zoom_is_a_fact_of_the_account(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        answer = await zoom(end, zoom_event())
        assert answer.status_code == 200
        assert [(line["taken"], line["id"]) for line in told(answer)["lines"]] == [("counted", "z1")]
        assert end.guard.engine.book._retained.get(call("z1", account="acme")) is not None
        ringing = await zoom(end, zoom_event("phone.caller_ringing"))
        assert (ringing.status_code, told(ringing)["lines"]) == (200, [])
        meeting = await zoom(end, b'{"event":"meeting.started","payload":{"object":{}}}')
        assert (meeting.status_code, told(meeting)["lines"]) == (200, [])

    run(test, tmp_path, **hooks(tmp_path))


def test_zooms_question_whether_the_address_is_ours(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        asked = b'{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}'
        answer = await zoom(end, asked)
        wanted = hmac.new(SECRET, b"qgg8vlvZRS6UYooatFL8Aw", sha256).hexdigest()
        assert told(answer) == {"plainToken": "qgg8vlvZRS6UYooatFL8Aw", "encryptedToken": wanted}
        assert (await zoom(end, asked, secret=b"other")).status_code == 403

    run(test, tmp_path, **hooks(tmp_path))


def test_webhooks_of_zoom_that_are_forged_old_or_replayed(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        forged = await zoom(end, zoom_event(), secret=b"other")
        assert (forged.status_code, told(forged)["type"]) == (403, "/v1/problems/wrong-signature")
        bare = await end.web.post("/v1/webhooks/zoom", content=zoom_event(), headers=JSON)
        assert bare.status_code == 403
        for at in (time.time() - 3_600, time.time() + 3_600, 0):
            assert (await zoom(end, zoom_event(), at=at)).status_code == 409
        now = time.time()
        content = zoom_event()
        assert (await zoom(end, content, at=now)).status_code == 200
        again = await zoom(end, content, at=now)
        assert (again.status_code, told(again)["type"]) == (409, "/v1/problems/replayed")
        assert end.counts.refusals == {("zoom", "wrong signature"): 2, ("zoom", "replayed webhook"): 4}
        assert end.guard.engine.taken.total() == 1

    run(test, tmp_path, **hooks(tmp_path))


def test_a_webhook_that_could_not_be_counted_may_come_again(tmp_path: Path) -> None:
    fails = True

    async def test(end: End) -> None:
        nonlocal fails
        now, content = time.time(), zoom_event()
        assert (await zoom(end, content, at=now)).status_code == 500
        fails = False
        assert (await zoom(end, content, at=now)).status_code == 200
        assert (await zoom(end, content, at=now)).status_code == 409

    def observe(facts: Any) -> Any:
        if fails:
            raise RuntimeError("the disk is full")
        return [Taken.COUNTED for _ in facts]

    run(test, tmp_path, asked={"observe": observe}, **hooks(tmp_path))


def signed(url: str, parameters: dict[str, str], token: bytes = TOKEN) -> str:
    text = url + "".join(name + parameters[name] for name in sorted(parameters))
    return base64.b64encode(hmac.new(token, text.encode(), sha1).digest()).decode()


def twilio_call(**changes: str) -> dict[str, str]:
    return {
        "CallSid": SID,
        "AccountSid": "AC1",
        "From": "+12125550100",
        "To": "+12125550142",
        "Direction": "outbound-api",
        "CallStatus": "completed",
        "CallDuration": "30",
        "Timestamp": format_datetime(datetime.now(UTC)),
        "SequenceNumber": "3",
    } | changes


async def twilio(end: End, parameters: dict[str, str], signature: str, query: str = "") -> httpx.Response:
    headers = {"content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature}
    return await end.web.post(f"/v1/webhooks/twilio{query}", content=urlencode(parameters), headers=headers)


def test_a_webhook_of_twilio_is_a_fact_of_the_account(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        sent = twilio_call()
        answer = await twilio(end, sent, signed(PUBLIC, sent))
        assert [(line["taken"], line["id"]) for line in told(answer)["lines"]] == [("counted", SID)]
        assert end.guard.engine.book._retained.get(call(SID, account="acme")) is not None
        later = twilio_call(SequenceNumber="4", Empty="", Name="É & ü")
        address = f"{PUBLIC}?hook=1&b=%20"
        answer = await twilio(end, later, signed(address, later), "?hook=1&b=%20")
        assert told(answer)["lines"][0]["taken"] == "corrected"
        ported = twilio_call(SequenceNumber="5")
        answer = await twilio(end, ported, signed(PUBLIC.replace(".com/", ".com:443/"), ported))
        assert answer.status_code == 200

    run(test, tmp_path, **hooks(tmp_path))


def test_webhooks_of_twilio_in_json(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        start = format_datetime(datetime.now(UTC))
        content = json.dumps(
            {"sid": SID, "account_sid": "AC1", "api_version": "x", "start_time": start}
        ).encode()
        query = f"?bodySHA256={sha256(content).hexdigest()}"
        headers = JSON | {"x-twilio-signature": signed(PUBLIC + query, {})}
        altered = await end.web.post(f"/v1/webhooks/twilio{query}", content=content + b" ", headers=headers)
        assert altered.status_code == 403
        answer = await end.web.post(f"/v1/webhooks/twilio{query}", content=content, headers=headers)
        assert told(answer)["lines"][0]["taken"] == "counted"
        bare = JSON | {"x-twilio-signature": signed(PUBLIC, {})}
        assert (await end.web.post("/v1/webhooks/twilio", content=content, headers=bare)).status_code == 403

    run(test, tmp_path, **hooks(tmp_path))


def test_webhooks_of_twilio_that_are_forged_or_replayed(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        sent = twilio_call()
        good = signed(PUBLIC, sent)
        for parameters, signature in (
            (sent, signed(PUBLIC, sent, b"other")),
            (sent, signed("https://evil.example/", sent)),
            (sent | {"CallDuration": "9"}, good),
            (sent, ""),
            (sent, "é"),
        ):
            headers = {"content-type": "application/x-www-form-urlencoded"}
            answer = await end.web.post(
                "/v1/webhooks/twilio",
                content=urlencode(parameters),
                headers=[*headers.items(), (b"x-twilio-signature", signature.encode())],
            )
            assert answer.status_code == 403
        assert (await twilio(end, sent, good)).status_code == 200
        assert (await twilio(end, sent, good)).status_code == 409
        assert end.counts.refusals == {("twilio", "wrong signature"): 5, ("twilio", "replayed webhook"): 1}

    run(test, tmp_path, **hooks(tmp_path))


def test_twilios_own_example_of_a_signature(tmp_path: Path) -> None:
    """https://www.twilio.com/docs/usage/security, the example with token 12345."""
    (tmp_path / "token").write_bytes(b"12345")
    url = "https://mycompany.com/myapp.php"
    made = Twilio(TwilioHook(auth_token_file=tmp_path / "token", public_url=url))
    sent = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+12349013030",
        "Digits": "1234",
        "From": "+12349013030",
        "To": "+18005551212",
    }
    headers = {b"x-twilio-signature": b"0/KCTR6DLpKmkAf8muzZqo1nDgQ="}
    content = urlencode(sent).encode()
    assert made.check(headers, b"foo=1&bar=2", content, form=True) == headers[b"x-twilio-signature"]
    with pytest.raises(Refusal):
        made.check(headers, b"foo=1&bar=3", content, form=True)


def event(fact: bytes, **changes: Any) -> dict[str, Any]:
    usual = {"specversion": "1.0", "id": "e1", "source": "/dialer", "type": "fairline.fact"}
    return usual | {"datacontenttype": "application/json", "data": json.loads(fact)} | changes


def test_cloudevents_in_each_mode(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        path = "/v1/webhooks/cloudevents"
        structured = {"content-type": "application/cloudevents+json; charset=utf-8"}
        answer = await end.all.post(path, content=json.dumps(event(body(call("a")))), headers=structured)
        assert [(line["taken"], line["id"]) for line in told(answer)["lines"]] == [("counted", "a")]
        packed = event(body(call("p")), data_base64=base64.b64encode(body(call("b"))).decode())
        answer = await end.all.post(path, content=json.dumps(packed), headers=structured)
        assert told(answer)["lines"][0]["id"] == "b"
        attributes = {"ce-specversion": "1.0", "ce-id": "e", "ce-source": "/x", "ce-type": "t"}
        answer = await end.all.post(path, content=body(call("c")), headers=JSON | attributes)
        assert told(answer)["lines"][0]["id"] == "c"
        batch = [
            event(body(call("d"))),
            event(body(call("x")), specversion="0.3"),
            event(b"{}", data=None),
            event(body(call("x")), source=""),
            event(b'{"kind":"call"}'),
            7,
            event(body(call("e"))),
        ]
        batched = {"content-type": "application/cloudevents-batch+json"}
        answer = await end.all.post(path, content=json.dumps(batch), headers=batched)
        assert [(line["line"], line["taken"], line.get("field")) for line in told(answer)["lines"]] == [
            (1, "counted", None),
            (2, "refused", "specversion"),
            (3, "refused", "data"),
            (4, "refused", "source"),
            (5, "refused", "line"),
            (6, "refused", "event"),
            (7, "counted", None),
        ]
        bare = await end.all.post(path, content=body(call("y")), headers=JSON)
        assert told(bare)["lines"][0]["field"] == "ce-specversion"
        assert (await end.web.post(path, content=b"{}", headers=structured)).status_code == 401
        other = end.tenant("other")
        answer = await other.post(path, content=json.dumps(event(body(call("z")))), headers=structured)
        assert told(answer)["lines"][0]["status"] == 403

    run(test, tmp_path)


SETTINGS: dict[str, tuple[dict[str, Any], str]] = {
    "an address that is none": (
        {"listen": ("here",)},
        r"ports\.http\.listen: found 'here', wanted host:port",
    ),
    "no address": ({"listen": ()}, r"ports\.http\.listen: found none"),
    "no time": ({"decide_within_ms": 0}, r"ports\.http\.decide_within_ms: found 0, wanted more than 0"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_do_not_fit(name: str) -> None:
    changes, message = SETTINGS[name]
    with pytest.raises(FairlineError, match=message):
        HttpSettings(**changes)


def test_files_and_addresses_that_do_not_fit(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match=r"ports\.http\.twilio\.public_url: found 'example\.com'"):
        TwilioHook(auth_token_file=tmp_path, public_url="example.com")
    with pytest.raises(
        FairlineError, match=r"ports\.http\.twilio\.zone: found 'Mars/Base', wanted a time zone"
    ):
        TwilioHook(auth_token_file=tmp_path, public_url=PUBLIC, zone="Mars/Base")
    hook = TwilioHook(auth_token_file=tmp_path / "none", public_url=PUBLIC)
    with pytest.raises(FairlineError, match=r"ports\.http\.twilio\.auth_token_file: found no file to read"):
        Twilio(hook)
    (tmp_path / "none").write_bytes(b" \n")
    with pytest.raises(FairlineError, match=r"found nothing in .*, wanted a secret"):
        Twilio(hook)
