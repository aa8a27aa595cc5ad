"""POST /v1/facts: each id once, each line told, and nobody's facts but one's own."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from http_made import JSON, NDJSON, End, body, call, listed, run, told

from fairline.facts import Account, Agreement, Campaign, Number
from fairline.ports.http_keys import Scope


def outcomes(lines: list[dict[str, object]]) -> list[object]:
    return [line["taken"] for line in lines]


def test_facts_count_once_and_corrections_take_their_place(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        first, second = call("a"), call("b")
        found = told(await end.all.post("/v1/facts", content=body(first, second), headers=NDJSON))
        assert (found["counted"], outcomes(found["lines"])) == (2, ["counted", "counted"])
        again = body(first, call("b", started_at=second.started_at, revision=2), call("c"))
        found = told(await end.all.post("/v1/facts", content=again, headers=NDJSON))
        assert outcomes(found["lines"]) == ["repeated", "corrected", "counted"]
        assert [line["id"] for line in found["lines"]] == ["a", "b", "c"]
        old = call("d", started_at=datetime.now(UTC) - timedelta(days=1))
        found = told(await end.all.post("/v1/facts", content=body(old), headers=NDJSON))
        assert (found["late"], outcomes(found["lines"])) == (1, ["late"])
        assert end.counts.facts == {"counted": 3, "repeated": 1, "corrected": 1, "late": 1}

    run(test, tmp_path)


def test_good_lines_count_beside_bad_ones_in_their_order(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        ahead = call("f", started_at=datetime.now(UTC) + timedelta(hours=1))
        lines = [
            body(call("a")),
            b'{"kind":"call","id":"b"}',
            b"",
            b"{broken",
            body(call("c")),
            b'{"kind":"call","id":"n","started_at":"2026-10-05T14:02:07","account":"acme"}',
            body(ahead),
            body(call("g", user="x" * 5000)),
            b'{"kind":"spaceship","id":"h"}',
            body(call("i")) + b"\r",
        ]
        found = told(await end.all.post("/v1/facts", content=b"\n".join(lines), headers=NDJSON))
        assert [(line["line"], line["taken"], line.get("field")) for line in found["lines"]] == [
            (1, "counted", None),
            (2, "refused", "line"),
            (4, "refused", "line"),
            (5, "counted", None),
            (6, "refused", "started_at"),
            (7, "refused", "at"),
            (8, "refused", "user"),
            (9, "refused", "kind"),
            (10, "counted", None),
        ]
        assert found["lines"][1]["wanted"] == "Object missing required field `started_at`"
        assert found["lines"][4]["wanted"] == "a time with its offset from UTC"
        assert (found["counted"], found["refused"]) == (3, 6)
        assert end.counts.refusals == {("all", "unreadable"): 6}

    run(test, tmp_path)


def test_json_may_be_one_fact_or_a_list(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        one = told(await end.all.post("/v1/facts", content=b"\n " + body(call("a")), headers=JSON))
        assert outcomes(one["lines"]) == ["counted"]
        many = told(await end.all.post("/v1/facts", content=listed(call("b"), call("c")), headers=JSON))
        assert [(line["line"], line["id"]) for line in many["lines"]] == [(1, "b"), (2, "c")]

    run(test, tmp_path)


def test_another_accounts_facts_are_refused_line_by_line(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        tenant = end.tenant("acme")
        now = datetime.now(UTC)
        facts = (
            call("a"),
            call("b", account="other"),
            call("c", account=None),
            Campaign(id="spring", at=now, account="acme"),
            Account(id="acme", at=now, seats=10_000),
            Number(id="+12125550100", at=now, account="acme"),
            Agreement(id="g", at=now, account="acme"),
        )
        found = told(await tenant.post("/v1/facts", content=body(*facts), headers=NDJSON))
        assert [(line["taken"], line.get("status"), line.get("field")) for line in found["lines"]] == [
            ("counted", None, None),
            ("refused", 403, "account"),
            ("counted", None, None),
            ("counted", None, None),
            ("refused", 403, "kind"),
            ("refused", 403, "kind"),
            ("refused", 403, "kind"),
        ]
        assert end.counts.refusals == {("acme", "another account"): 4}
        assert end.guard.engine.book.registry[Account] == {}
        registrar = end.client(end.key("reg", Scope.FACTS, Scope.REGISTRY, accounts=("acme",)))
        own, theirs = Account(id="acme", at=now, seats=3), Account(id="other", at=now, seats=3)
        found = told(await registrar.post("/v1/facts", content=body(own, theirs), headers=NDJSON))
        assert [line.get("status") for line in found["lines"]] == [None, 403]
        two = end.client(end.key("two", Scope.FACTS, accounts=("acme", "other")))
        found = told(await two.post("/v1/facts", content=body(call("x", account=None)), headers=NDJSON))
        assert found["lines"][0]["wanted"] == "one of acme, other"

    run(test, tmp_path)


def test_a_fact_far_ahead_does_not_make_others_late(tmp_path: Path) -> None:
    """Without the bound one fact from 2099 would be the latest, and all that come after it late."""

    async def test(end: End) -> None:
        far = call("far", started_at=datetime(2099, 1, 1, tzinfo=UTC))
        await end.all.post("/v1/facts", content=body(far), headers=NDJSON)
        found = told(await end.all.post("/v1/facts", content=body(call("near")), headers=NDJSON))
        assert outcomes(found["lines"]) == ["counted"]

    run(test, tmp_path)


def test_attempts_of_others_are_answered_while_many_facts_are_counted(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        many = body(*(call(f"f{number}", account="big") for number in range(2_000)))
        sending = asyncio.create_task(end.all.post("/v1/facts", content=many, headers=NDJSON))
        answered = 0
        while not sending.done():
            found = told(await end.all.post("/v1/decide", content=body(call(f"d{answered}")), headers=JSON))
            assert found["act"] == "allow"
            answered += 1
        assert told(await sending)["counted"] == 2_000
        assert answered > 3

    run(test, tmp_path)


def test_the_rate_of_a_key_is_its_own(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        one, other = end.tenant("acme"), end.tenant("other")
        many = body(*(call(f"f{number}") for number in range(100)))
        assert (await one.post("/v1/facts", content=many, headers=NDJSON)).status_code == 200
        refused = await one.post("/v1/facts", content=many, headers=NDJSON | {"accept-language": "fr"})
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert told(refused)["title"] == "Trop pour cette clé"
        assert (
            await other.post("/v1/facts", content=body(call(account="other")), headers=NDJSON)
        ).status_code == 200
        assert end.counts.refusals == {("acme", "too many"): 1}
        await asyncio.sleep(1.2)
        assert (await one.post("/v1/facts", content=body(call("g")), headers=NDJSON)).status_code == 200

    run(test, tmp_path, rate_per_s=50.0, burst=50.0)
