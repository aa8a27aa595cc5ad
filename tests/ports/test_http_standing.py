"""Standings and findings over HTTP, problems, metrics and the description of it all."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from http_made import ALL, JSON, NDJSON, End, body, call, run, told
from openapi_spec_validator import OpenAPIV31SpecValidator
from prometheus_client.parser import text_string_to_metric_families

from fairline import wire
from fairline.policy import Act, Answer, ScopeKind
from fairline.ports.http_deciding import ACTS, ANSWERS, KIND_NAMES, STANDINGS, TAKEN
from fairline.ports.http_keys import Scope
from fairline.ports.http_openapi import OPERATIONS
from fairline.ports.http_problems import KINDS, language
from fairline.ports.http_routes import ROUTES
from fairline.signals.book import Taken
from fairline.standing import Standing


def ruling(move: str = "suspend", **changes: Any) -> dict[str, Any]:
    scope = {"kind": "account", "account": "acme", "id": "acme"} | changes.pop("scope", {})
    return {"move": move, "scope": scope, "reasons": "robocalls", "decided_by": ["jane"]} | changes


async def move(end: End, **given: Any) -> Any:
    return await end.all.post("/v1/standing", content=json.dumps(ruling(**given)), headers=JSON)


def test_a_suspension_takes_effect_is_seen_and_is_lifted(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        moved = told(await move(end, id="r1"))
        assert (moved["ruling"], moved["before"], moved["after"], moved["changed"]) == (
            "r1",
            "active",
            "suspended",
            True,
        )
        assert told(await move(end, id="r1"))["changed"] is False
        refused = told(await end.all.post("/v1/decide", content=body(call()), headers=JSON))
        assert (refused["act"], refused["ruling"]) == ("refuse", "r1")
        (stands,) = told(await end.all.get("/v1/standing"))["standings"]
        assert (stands["subject"]["id"], stands["standing"], stands["reasons"]) == (
            "acme",
            "suspended",
            "robocalls",
        )
        await move(end, move="restore", id="r2", reasons="mended")
        assert told(await end.all.get("/v1/standing")) == {"standings": []}
        history = told(await end.all.get("/v1/standing/account/acme/acme"))
        assert history["stands"]["standing"] == "active"
        assert [(each["id"], each["move"]) for each in history["rulings"]] == [
            ("r1", "suspend"),
            ("r2", "restore"),
        ]

    run(test, tmp_path)


def test_scope_territory_and_duration(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        number = {"kind": "number", "id": "+12125550100", "territory": ["FR"], "duration": "PT3600S"}
        moved = told(await move(end, scope=number))
        assert moved["after"] == "suspended"
        path = "/v1/standing/number/acme/%2B12125550100"
        there = told(await end.all.get(path, params={"territory": "FR"}))
        assert there["stands"]["standing"] == "suspended"
        assert there["stands"]["territory"] == ["FR"]
        assert there["stands"]["expires_at"] is not None
        assert told(await end.all.get(path, params={"territory": "US"}))["stands"]["standing"] == "active"

    run(test, tmp_path)


def test_an_id_may_have_a_slash(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        await move(end, scope={"kind": "campaign", "id": "2026/spring sale"})
        found = told(await end.all.get("/v1/standing/campaign/acme/2026%2Fspring%20sale"))
        assert found["stands"]["standing"] == "suspended"

    run(test, tmp_path)


def test_what_is_terminated_can_only_be_restored(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        one = await move(end, move="terminate")
        assert (one.status_code, told(one)["field"]) == (422, "decided_by")
        assert told(await move(end, move="terminate", decided_by=["jane", "omar"]))["after"] == "terminated"
        for each in ("restrict", "suspend"):
            again = await move(end, move=each)
            assert (again.status_code, told(again)["type"]) == (409, "/v1/problems/move-not-allowed")
        assert told(again)["detail"] == "It is terminated, and suspend cannot follow."
        assert told(await move(end, move="restore"))["after"] == "active"

    run(test, tmp_path)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no reason": ({"reasons": " "}, "reasons"),
    "nobody": ({"decided_by": []}, "decided_by"),
    "nobody but blanks": ({"decided_by": [" "]}, "decided_by"),
    "another move": ({"move": "pardon"}, "move"),
    "another kind": ({"scope": {"kind": "planet"}}, "scope.kind"),
    "an account of another id": ({"scope": {"id": "other"}}, "scope.id"),
    "no end after its beginning": ({"scope": {"duration": 0}}, "scope.duration"),
    "an end too far": ({"scope": {"duration": "P20000D"}}, "scope.duration"),
    "a country in words": ({"scope": {"territory": ["France"]}}, "scope.territory"),
    "a reason without end": ({"reasons": "x" * 5_000}, "body"),
    "a field that nobody knows": ({"reason": "typo"}, "body"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_told_by_its_field(name: str, tmp_path: Path) -> None:
    given, field = WRONG[name]

    async def test(end: End) -> None:
        answer = await move(end, **given)
        assert answer.status_code == 422
        assert told(answer)["field"] == field
        assert end.guard.standings.all() == {}

    run(test, tmp_path)


def test_a_key_sees_and_moves_its_own_accounts_and_within_its_scopes(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        await move(end)
        await move(end, scope={"account": "other", "id": "other"})
        tenant = end.tenant("acme", scopes=(Scope.READ,))
        seen = told(await tenant.get("/v1/standing"))["standings"]
        assert [each["subject"]["account"] for each in seen] == ["acme"]
        for path in (
            "/v1/standing/account/other/other",
            "/v1/standing?account=other",
            "/v1/findings?account=other",
        ):
            assert (await tenant.get(path)).status_code == 403
        lifted = await tenant.post("/v1/standing", content=json.dumps(ruling("restore")), headers=JSON)
        assert (lifted.status_code, told(lifted)["type"]) == (403, "/v1/problems/scope-missing")
        mover = end.tenant("acme", "beta")
        other = ruling(scope={"account": "other", "id": "other"})
        assert (await mover.post("/v1/standing", content=json.dumps(other), headers=JSON)).status_code == 403
        assert end.counts.refusals["acme", "another account"] == 3

    run(test, tmp_path)


def test_standings_come_in_pages(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        for number in range(7):
            await move(end, scope={"kind": "user", "id": f"u{number}"})
        seen: list[str] = []
        after = ""
        while True:
            page = told(await end.all.get("/v1/standing", params={"limit": "3", "after": after}))
            seen += [each["subject"]["id"] for each in page["standings"]]
            assert len(page["standings"]) <= 3
            after = page.get("after", "")
            if not after:
                break
        assert seen == [f"u{number}" for number in range(7)]
        for limit in ("0", "-1", "x", "99999", "9" * 5_000):
            assert (await end.all.get("/v1/standing", params={"limit": limit})).status_code == 422

    run(test, tmp_path)


def test_findings_are_shown_to_those_they_concern(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        for start in range(0, 600, 200):
            facts = [
                call(
                    f"{account}{start}{n}", account=account, talk=2, answered=True, called=f"+1212555{n:04d}"
                )
                for account in ("acme", "other")
                for n in range(start, start + 200)
            ]
            sent = body(*facts).replace(b'"talk":2', b'"talk":"PT2S"')
            await end.all.post("/v1/facts", content=sent, headers=NDJSON)
        everything = told(await end.all.get("/v1/findings"))["findings"]
        assert {each["account"] for each in everything} >= {"acme", "other"}
        tenant = end.tenant("acme", scopes=(Scope.READ,))
        own = told(await tenant.get("/v1/findings"))["findings"]
        assert own
        assert {each["account"] for each in own} == {"acme"}
        one = told(await end.all.get("/v1/findings", params={"rule": own[0]["rule"], "limit": "1"}))[
            "findings"
        ]
        assert [each["rule"] for each in one] == [own[0]["rule"]]
        assert one[0]["reason"]["en"] != one[0]["reason"]["fr"]

    run(test, tmp_path)


def test_health_metrics_and_problems(tmp_path: Path) -> None:
    ready = True

    async def test(end: End) -> None:
        nonlocal ready
        assert told(await end.web.get("/healthz")) == {"status": "ok"}
        assert (await end.web.get("/readyz")).status_code == 200
        ready = False
        assert (await end.web.get("/readyz")).status_code == 503
        assert (await end.web.get("/metrics")).status_code == 401
        await end.all.post("/v1/decide", content=body(call()), headers=JSON)
        shown = (await end.all.get("/metrics")).text
        samples = {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(shown)
            for sample in family.samples
        }
        assert samples["fairline_http_requests_total", "/v1/decide", "200"] == 1
        assert samples["fairline_http_refusals_total", "-", "no key"] == 1
        assert samples["fairline_http_decisions_total", "allow"] == 1
        assert samples["fairline_http_decide_seconds_count",] == 1
        for name, kind in KINDS.items():
            told_of = told(await end.web.get(f"/v1/problems/{name}"))
            assert told_of["status"] == kind.status
            assert told_of["title"]["en"] != told_of["title"]["fr"]
        assert (await end.web.get("/v1/problems/none")).status_code == 404

    run(test, tmp_path, asked={"ready": lambda: ready})


def test_the_description_is_valid_and_has_every_route_in_both_languages(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        english = told(await end.web.get("/openapi.json"))
        french = told(await end.web.get("/openapi.json", headers={"accept-language": "fr-CA"}))
        for described in (english, french):
            OpenAPIV31SpecValidator(described).validate()
        summaries = [
            {of["summary"] for path in each["paths"].values() for of in path.values()}
            for each in (english, french)
        ]
        assert len(summaries[0]) == len(summaries[1]) == len(ROUTES)
        assert not summaries[0] & summaries[1]
        assert {"Call", "Decided", "FactsTaken", "Problem", "Move"} <= set(english["components"]["schemas"])

    run(test, tmp_path)


def test_every_route_is_described_and_every_description_a_route() -> None:
    assert {(route.method, route.path) for route in ROUTES} == set(OPERATIONS)


def test_the_words_on_the_wire_are_those_of_the_policy() -> None:
    assert list(ACTS) == list(Act)
    assert len(ANSWERS) == len(Answer)
    assert [each.name.lower().replace("_", "-") for each in Answer] == list(ANSWERS)
    assert get_args(wire.ActName) == tuple(ACTS.values())
    assert get_args(wire.AnswerName) == ANSWERS
    assert get_args(wire.StandingName) == tuple(STANDINGS[each] for each in Standing)
    assert set(get_args(wire.TakenName)) == {TAKEN[each] for each in Taken}
    assert get_args(wire.KindName) == KIND_NAMES == tuple(ScopeKind)


ACCEPTED = {
    None: "en",
    b"fr": "fr",
    b"fr-CA,fr;q=0.9,en;q=0.8": "fr",
    b"en,fr;q=0.5": "en",
    b"de, fr;q=0.1": "fr",
    b"de": "en",
    b"fr;q=x": "en",
    b"\xff;q=,,;;": "en",
    b"fr;q=0": "en",
}


@pytest.mark.parametrize("accepted", ACCEPTED)
def test_the_language_of_refusals(accepted: bytes | None) -> None:
    assert language(accepted) == ACCEPTED[accepted]


def test_the_time_of_a_ruling_is_the_ports(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        before = datetime.now(UTC)
        await move(end)
        (made,) = told(await end.all.get("/v1/standing/account/acme/acme"))["rulings"]
        assert before <= datetime.fromisoformat(made["decided_at"]) <= datetime.now(UTC)

    run(test, tmp_path)


def test_all_scopes_are_used() -> None:
    used = {scope for route in ROUTES for scope in route.scopes}
    assert used | {Scope.REGISTRY, Scope.LEGAL} == set(Scope), "these two say what one may bring by a path"
    assert set(ALL) <= used
