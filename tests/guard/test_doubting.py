"""What is answered where nobody can decide: which rules were in doubt, which way it went, and its note."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fairline.cases import Outcome
from fairline.facts import Account, Message
from fairline.guard import Guard, GuardSettings, NotWritten
from fairline.guard.aside import IDS_MAX, SUMS_MAX, Aside
from fairline.guard.replay import replay
from fairline.guard.throttle import Throttle
from fairline.policy import Act, Cause, Doubt, RuleClass, ScopeKind, Severity, WayOut, WhenInDoubt
from fairline.standing import Effective, Standing, Subject
from fairline.stores.journal_files import entries
from tests.guard.guarding import LATENESS, LAW, PLAN, POLICY, START, Clock, call, ruling, run

ANALYTICS = Doubt(RuleClass.ANALYTICS, WayOut.OPEN, Cause.SLOW)


@asynccontextmanager
async def doubting(
    folder: Path, clock: Clock, clauses: Any = POLICY, *, throttle: Throttle | None = None, **ways: WayOut
) -> AsyncIterator[Guard]:
    guard = Guard.open(
        folder, clauses, law=LAW, plan=PLAN, lateness=LATENESS, now=clock, freeze=False,
        settings=GuardSettings(tick_s=0.02), doubt=WhenInDoubt(**ways), throttle=throttle,
    )  # fmt: skip
    try:
        yield guard
    finally:
        await guard.close()


def noted(folder: Path, kind: str) -> list[Any]:
    return [msgspec.json.decode(each.body) for each in entries(folder, kinds=(kind,))]


def with_rule(**changes: Any) -> Any:
    """The policy with its refusing rule changed."""
    (clause,) = POLICY
    return (replace(clause, rules=(replace(clause.rules[0], **changes), *clause.rules[1:])),)


WAYS = {
    "open is the default": ({}, {}, False, Act.ALLOW, WayOut.OPEN),
    "its class is closed": ({"analytics": WayOut.CLOSED}, {}, False, Act.REFUSE, WayOut.CLOSED),
    "another class is closed": ({"law": WayOut.CLOSED}, {}, False, Act.ALLOW, WayOut.OPEN),
    "whoever asks has all closed": ({}, {}, True, Act.REFUSE, WayOut.CLOSED),
}


@pytest.mark.parametrize("name", WAYS)
def test_each_class_goes_its_way_and_the_decision_says_so(name: str, tmp_path: Path) -> None:
    ways, changes, closed, act, way = WAYS[name]

    async def work() -> None:
        async with doubting(tmp_path, Clock(), with_rule(**changes), **ways) as guard:
            decision = guard.in_doubt(call("1"), Cause.SLOW, closed=closed)
            assert (decision.act, decision.doubts) == (act, (ANALYTICS._replace(way=way),))
            assert guard.counts["undecided"] == 1
            assert guard.counts[f"in doubt: analytics {way}"] == 1
            help_ = guard.in_doubt(call("2", called="911"), Cause.SLOW, closed=closed)
            assert (help_.act, help_.emergency, help_.doubts) == (Act.ALLOW, True, ())

    run(work())
    (told,) = noted(tmp_path, "undecided")
    doubts = [{"rules": "analytics", "way": way.value, "cause": "too slow"}]
    assert told == {"cause": "too slow", "act": act.name.lower(), "count": 1, "doubts": doubts, "ids": ["1"]}


def test_a_class_is_in_doubt_only_where_it_has_a_rule_for_such_a_fact(tmp_path: Path) -> None:
    async def work() -> None:
        critical = with_rule(severity=Severity.CRITICAL)
        async with doubting(tmp_path, Clock(), critical, critical=WayOut.CLOSED) as guard:
            assert guard.in_doubt(call("1"), Cause.FAILED).act is Act.REFUSE
            message = Message(id="m", sent_at=START, account="acme")
            assert guard.in_doubt(message, Cause.FAILED).doubts == ()

    run(work())


def test_where_nothing_can_be_written_standing_refuses_and_it_is_noted_later(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with doubting(tmp_path, clock) as guard:
            await guard.rule(ruling("r", clock.moment))
            guard._writing.trouble = "a disk that is full"
            decision = await guard.decide(call("1"))
            assert (decision.act, decision.standing.ruling) == (Act.REFUSE, "r")
            causes = {each.rules: (each.way, each.cause) for each in decision.doubts}
            assert causes[RuleClass.STANDING] == (WayOut.CLOSED, Cause.UNWRITTEN)
            assert causes[RuleClass.ANALYTICS] == (WayOut.OPEN, Cause.UNWRITTEN)
            with pytest.raises(NotWritten):
                await guard.decide(call("2", account="other"))
            assert guard.in_doubt(call("2", account="other"), Cause.FAILED).doubts[0].cause is Cause.UNWRITTEN
            assert not noted(tmp_path, "undecided")
            guard._writing.trouble = None

    run(work())
    assert [(each["act"], each["ids"]) for each in noted(tmp_path, "undecided")] == [
        ("refuse", ["1"]),
        ("allow", ["2"]),
    ]


def test_standing_may_be_left_open(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with doubting(tmp_path, clock, standing=WayOut.OPEN) as guard:
            await guard.rule(ruling("r", clock.moment))
            assert (await guard.decide(call("1"))).act is Act.REFUSE, "there is no doubt"
            assert guard.in_doubt(call("2"), Cause.SLOW).act is Act.ALLOW

    run(work())


def test_what_is_restricted_and_too_fast_is_refused_and_summed_up(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with doubting(tmp_path, clock, throttle=Throttle(1.0, 2)) as guard:
            await guard.rule(ruling("r", clock.moment, Outcome.THROTTLE))
            decided = [await guard.decide(call(str(n))) for n in range(6)]
            assert [each.act for each in decided] == [Act.ALLOW] * 2 + [Act.REFUSE] * 4
            assert [each.wait_s > 0 for each in decided] == [False] * 2 + [True] * 4
            assert (await guard.decide(call("o", account="other"))).act is Act.ALLOW
            assert guard.counts["throttled"] == 4
            while not noted(tmp_path, "throttled"):
                await asyncio.sleep(0.01)

    run(work())
    assert [each.id for each in entries(tmp_path, kinds=("attempt",))] == ["0", "1", "o"]
    (told,) = noted(tmp_path, "throttled")
    subject = ["account", "acme", "acme"]
    assert told == {"count": 4, "subject": subject, "ruling": "r", "ids": ["2", "3", "4", "5"]}
    assert replay(tmp_path, POLICY, law=LAW).same


@pytest.mark.parametrize("way", WayOut)
def test_a_rule_that_is_warming_goes_the_way_of_its_class(way: WayOut, tmp_path: Path) -> None:
    (clause,) = POLICY
    before = (replace(clause, rules=clause.rules[1:]),)

    async def work() -> None:
        async with doubting(tmp_path, Clock(), before, analytics=way) as guard:
            await guard.observe([Account(id="acme", at=START)])
            await guard.decide(call("first"))
            assert await guard.reload(POLICY)
            decided = [
                await guard.decide(call(str(n), START + n * timedelta(seconds=1))) for n in range(1, 8)
            ]
            assert {each.act for each in decided[:5]} == {Act.ALLOW}
            assert decided[-1].reasons[0].warming
            assert decided[-1].doubts == (Doubt(RuleClass.ANALYTICS, way, Cause.WARMING),)
            assert decided[-1].act is (Act.REFUSE if way is WayOut.CLOSED else Act.ALLOW)

    run(work())
    written = list(entries(tmp_path, kinds=("attempt",)))[-1]
    doubts = msgspec.json.decode(written.body)["decision"]["doubts"]
    assert doubts == [{"rules": "analytics", "way": way.value, "cause": "warming"}]
    (said,) = {tuple(each.get("closed", ["standing"])) for each in noted(tmp_path, "policy")}
    assert ("analytics" in said) is (way is WayOut.CLOSED)


def test_sums_are_bounded() -> None:
    aside, written = Aside(), []

    def decision(account: str) -> Any:
        class Slowed:
            standing = Effective(Standing.RESTRICTED, Subject(ScopeKind.ACCOUNT, account, account), "r")

        return Slowed()

    for number in range(SUMS_MAX + 50):
        aside.throttled(call(f"c{number}"), decision(f"a{number}"))
    for number in range(IDS_MAX + 50):
        aside.throttled(call(f"\ud800{number}"), decision("a0"))
    aside.write(1, lambda at, kind, id, body: written.append(msgspec.json.decode(body)))
    assert len(written) == SUMS_MAX + 1
    assert (written[0]["count"], len(written[0]["ids"])) == (IDS_MAX + 51, IDS_MAX)
    assert written[-1] == {"count": 50, "ids": [f"c{SUMS_MAX + n}" for n in range(50)]}
    aside.write(1, lambda at, kind, id, body: written.append(body))
    assert len(written) == SUMS_MAX + 1, "nothing is written twice"
