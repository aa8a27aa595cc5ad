"""What the tests of the guard share: a small policy that finds and refuses, calls, rulings, an open guard."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fairline.cases import AppealDecision, Outcome, Ruling, Scope
from fairline.facts import Call, Direction
from fairline.guard import Guard, GuardSettings
from fairline.law import LawBook
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, ScopeKind, Severity, Text
from fairline.signals import columns, contract, count, equal, share, sliding
from fairline.signals.windows import instant
from tests.clauses.traffic import law_book

START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
LATENESS = timedelta(minutes=5)
PLAN = "business-phone"
FREQUENT_MAX = 5
LAW: LawBook = law_book()
SLACK = timedelta(milliseconds=1)

_call = columns(Call)
_outbound = equal(_call.direction, Direction.OUTBOUND)
_SO = Text(en="{hits}", fr="{hits}")


def _limit(value: float) -> Any:
    return contract(value, en="a test's", fr="celle d'un essai")


def _rule(name: str, test: Any, act: Act, answer: Answer) -> Rule:
    return Rule(
        id="TEST", name=name, title=_SO, when=(test,), severity=Severity.MAJOR, answer=answer, reason=_SO,
        mode=Mode.ENFORCE, act=act,
    )  # fmt: skip


def policy(most: int = FREQUENT_MAX) -> tuple[Clause, ...]:
    """More than ``most`` calls of an account to one person in a minute are refused; few answers are found."""
    person = (_call.account, _call.called)
    frequent = count(_outbound, of=_outbound, by=person, over=sliding(minutes=1)).above(_limit(most))
    short = share(_call.answered, of=_outbound, by=_call.account, over=sliding(hours=1)).below(
        _limit(0.5), base_min=10
    )
    return (
        Clause(
            id="test",
            letter=Letter.H,
            title=_SO,
            citation=Citation(law="none", url="", in_force=date(2026, 1, 1), checked_on=date(2026, 1, 1)),
            innocent=(),
            runbook=_SO,
            rules=(
                _rule("frequent", frequent, Act.REFUSE, Answer.THROTTLE),
                _rule("unanswered", short, Act.ALLOW, Answer.CHALLENGE),
            ),
        ),
    )


POLICY = policy()


class Clock:
    """Time that passes when told to, or a little each time it is asked."""

    def __init__(self, at: datetime = START, step_us: int = 10) -> None:
        self.at = instant(at)
        self.step_us = step_us

    def __call__(self) -> int:
        self.at += self.step_us
        return self.at

    def wait(self, span: timedelta) -> None:
        self.at += span // timedelta(microseconds=1)

    @property
    def moment(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=self.at)


def call(
    name: str, at: datetime = START, *, account: str = "acme", called: str = "+12025550123", **fields: Any
) -> Call:
    return Call(
        id=name,
        started_at=at,
        account=account,
        direction=Direction.OUTBOUND,
        caller="+13035550100",
        called=called,
        **fields,
    )


def ruling(
    name: str,
    at: datetime,
    outcome: Outcome = Outcome.SUSPEND,
    *,
    account: str = "acme",
    duration: timedelta | None = None,
) -> Ruling:
    return Ruling(
        id=name,
        outcome=outcome,
        scope=Scope(kind=ScopeKind.ACCOUNT, id=account, account=account, duration=duration),
        decided_at=at,
        effective_at=at,
        decided_by=("ada",),
        reasons="so",
    )


def overturned(name: str, at: datetime) -> AppealDecision:
    return AppealDecision(
        id=f"d-{name}", appeal=f"a-{name}", ruling=name, decided_at=at, decided_by="cleo", overturned=True,
        reasons="wrong",
    )  # fmt: skip


def opened(folder: Path, clock: Clock, clauses: tuple[Clause, ...] = POLICY, **settings: Any) -> Guard:
    return Guard.open(
        folder,
        clauses,
        law=LAW,
        plan=PLAN,
        lateness=LATENESS,
        now=clock,
        settings=GuardSettings(**settings),
        freeze=False,
    )


@asynccontextmanager
async def guarding(
    folder: Path, clock: Clock, clauses: tuple[Clause, ...] = POLICY, **settings: Any
) -> AsyncIterator[Guard]:
    guard = opened(folder, clock, clauses, **settings)
    try:
        yield guard
    finally:
        await guard.close()


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(work, 20))
