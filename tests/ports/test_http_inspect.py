"""POST /v1/inspect: whose item, on which ground, and what is told of it."""

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from http_made import JSON, End, run, told

from fairline.facts import Basis, File, Message, Topic, Verdict
from fairline.policy import Text
from fairline.ports.http_asked import Looked, Wanted
from fairline.ports.http_keys import Scope
from fairline.wire import Judged, Said

LIKELY = Said(en="It looks so.", fr="Il en a l'air.")
SCAM = Judged(topic=Topic.SCAM.value, found=True, score=0.97, why=LIKELY, version="m 1")


class NoLook:
    field = "basis"
    why = Text(en="The customer has not.", fr="Le client ne l'a pas fait.")


def item(kind: str = "message", **changes: Any) -> dict[str, Any]:
    at = "sent_at" if kind == "message" else "started_at" if kind == "call" else "at"
    return {"kind": kind, "id": "i-1", at: datetime.now(UTC).isoformat(), "account": "acme"} | changes


def inspected(test: Any, tmp_path: Path, answer: Any, bytes_max: int = 10_000) -> list[Wanted]:
    """Run ``test`` with checks that answer ``answer``; return what they were asked."""
    asked: list[Wanted] = []

    async def look(wanted: Wanted) -> Any:
        asked.append(wanted)
        return answer(wanted) if callable(answer) else answer

    run(test, tmp_path, asked={"inspect": look, "inspect_bytes_max": bytes_max})
    return asked


async def sent(end: End, body: dict[str, Any], *scopes: Scope) -> Any:
    client = end.client(end.key(f"key {len(end.clients)}", *(scopes or (Scope.INSPECT,))))
    return await client.post("/v1/inspect", json=body)


def test_content_is_looked_at_and_the_item_decided_on(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        answer = told(await sent(end, {"item": item(), "basis": "customer", "text": "Pay now"}))
        assert answer["decided"]["act"] == "allow"
        assert answer["look"] == "look-1"
        assert answer["judged"] == [
            {"topic": "scam", "found": True, "score": 0.97, "version": "m 1",
             "why": {"en": "It looks so.", "fr": "Il en a l'air."}}
        ]  # fmt: skip
        assert answer["item"]["hides_text"] is True
        assert "Pay now" not in str(answer)

    def found(wanted: Wanted) -> Looked:
        assert isinstance(wanted.item, Message)
        seen = Message(id="i-1", sent_at=wanted.item.sent_at, account="acme", hides_text=True)
        return Looked(item=seen, look="look-1", judged=(SCAM,))

    (asked,) = inspected(test, tmp_path, found)
    assert (asked.basis, asked.data, asked.by_legal) == (Basis.CUSTOMER, b"Pay now", False)


def test_a_ground_that_does_not_hold_is_refused_in_both_languages(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        response = await sent(end, {"item": item(), "basis": "customer", "text": "x"})
        assert response.status_code == 403
        problem = response.json()
        assert problem["type"].endswith("/no-ground")
        assert (problem["field"], problem["found"]) == ("basis", "customer")
        assert problem["detail"] == "The customer has not."
        client = end.client(end.key("fr", Scope.INSPECT))
        again = await client.post(
            "/v1/inspect",
            json={"item": item(), "basis": "customer", "text": "x"},
            headers={"accept-language": "fr"},
        )
        assert again.json()["detail"] == "Le client ne l'a pas fait."
        assert sum(end.counts.refusals[who, "no ground"] for who in ("key 2", "fr")) == 2

    inspected(test, tmp_path, NoLook())


def test_a_file_that_is_held_is_held_whatever_the_rules_say(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        body = {
            "item": item("file"),
            "basis": "complaint",
            "reference": "c",
            "data": b64encode(b"MZ").decode(),
        }
        answer = told(await sent(end, body | {"name": "a.exe", "type": "text/plain"}))
        assert answer["decided"]["act"] == "hold"
        assert answer["held"] == {"en": "Sealed.", "fr": "Scellé."}
        assert answer["complete"] is False

    def found(wanted: Wanted) -> Looked:
        assert isinstance(wanted.item, File)
        assert (wanted.data, wanted.name, wanted.declared) == (b"MZ", "a.exe", "text/plain")
        return Looked(item=wanted.item, look="l", complete=False, held=Said(en="Sealed.", fr="Scellé."))

    inspected(test, tmp_path, found)


def test_a_mail_fares_no_better_than_the_files_in_it(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        answer = told(await sent(end, {"item": item(channel="email"), "basis": "customer", "text": "x"}))
        assert [each["act"] for each in answer["files"]] == ["allow", "refuse"]
        assert answer["decided"]["act"] == "refuse"
        assert answer["files"][1]["reasons"][0]["rule"] == "malicious-file"

    def found(wanted: Wanted) -> Looked:
        at = datetime.now(UTC)
        files = (
            File(id="i-1/1", at=at, account="acme", verdict=Verdict.CLEAN),
            File(id="i-1/2", at=at, account="acme", verdict=Verdict.MALICIOUS, sha256="0" * 64),
        )
        return Looked(item=wanted.item, look="l", files=files)

    inspected(test, tmp_path, found)


def test_without_content_nothing_is_looked_at(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        answer = told(await sent(end, {"item": item(), "basis": "customer"}))
        assert answer["decided"]["act"] == "allow"
        assert "look" not in answer

    (asked,) = inspected(test, tmp_path, lambda wanted: Looked(item=wanted.item))
    assert asked.basis is Basis.METADATA


def test_orders_are_the_legal_desks(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        await sent(end, {"item": item(), "basis": "order", "reference": "7", "text": "x"})
        desk = end.client(end.key("desk", Scope.INSPECT, Scope.LEGAL))
        await desk.post("/v1/inspect", json={"item": item(), "basis": "order", "reference": "7", "text": "x"})

    asked = inspected(test, tmp_path, lambda wanted: Looked(item=wanted.item))
    assert [each.by_legal for each in asked] == [False, True]


def test_a_call_for_help_is_not_looked_at(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        help = item("call", direction="outbound", called="911", dialed="911", account="other")
        client = end.tenant("acme", scopes=(Scope.INSPECT,))
        answer = told(
            await client.post("/v1/inspect", json={"item": help, "basis": "customer", "text": "help"})
        )
        assert answer["decided"]["emergency"] is True
        assert answer["decided"]["act"] == "allow"

    assert inspected(test, tmp_path, NoLook()) == []


BAD: dict[str, tuple[dict[str, Any], int, str]] = {
    "another kind": ({"item": item("access")}, 422, "body"),
    "an unknown key": ({"item": item(), "more": 1}, 422, "body"),
    "both contents": ({"item": item(), "text": "a", "data": "YQ=="}, 422, "data"),
    "no base64": ({"item": item(), "data": "%%%"}, 422, "body"),
    "another basis": ({"item": item(), "basis": "curiosity"}, 422, "body"),
    "a number past all bounds": ({"item": item(segments=1 << 70)}, 422, "segments"),
    "another account": ({"item": item(account="other")}, 403, "account"),
    "a time far behind": ({"item": item(sent_at="2020-01-01T00:00:00Z")}, 422, "at"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_requests_are_refused_and_nobody_looks(name: str, tmp_path: Path) -> None:
    body, status, field = BAD[name]

    async def test(end: End) -> None:
        client = end.tenant("acme", scopes=(Scope.INSPECT,))
        response = await client.post("/v1/inspect", json={"basis": "customer", "text": "x"} | body)
        if "data" in body and "text" not in body:
            response = await client.post("/v1/inspect", json={"basis": "customer"} | body)
        assert response.status_code == status, response.text
        assert response.json()["field"] == field

    assert inspected(test, tmp_path, NoLook()) == []


def test_no_scope_no_checks_too_much(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        refused = await sent(end, {"item": item(), "basis": "customer", "text": "x"}, Scope.DECIDE)
        assert refused.status_code == 403
        large = await sent(end, {"item": item(), "basis": "customer", "text": "x" * 20_000})
        assert large.status_code == 413

    assert inspected(test, tmp_path, NoLook()) == []

    async def none(end: End) -> None:
        client = end.client(end.key("none", Scope.INSPECT))
        answer = await client.post("/v1/inspect", content=b"{}", headers=JSON)
        assert answer.status_code == 404

    (tmp_path / "none").mkdir()
    run(none, tmp_path / "none")
