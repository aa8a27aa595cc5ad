"""Made-up declarations and made-up traffic, and how a case of them that fails is told.

Traffic has ties, silences longer than the window, unknown fields, and registry facts that change under way.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from inspect import getfile
from pathlib import Path
from types import FunctionType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import note
from hypothesis import strategies as st

from fairline.facts import Account, Call, Direction, Fact
from fairline.law import load
from fairline.policy import (
    Answer,
    Citation,
    Clause,
    Letter,
    Mode,
    Rule,
    Severity,
    Text,
)
from fairline.signals import (
    Against,
    Reading,
    Signal,
    Unit,
    at_most,
    both,
    calendar,
    choose,
    cohort,
    columns,
    concurrent,
    count,
    derived,
    distinct,
    either,
    equal,
    first_known,
    highest,
    known,
    longest_run,
    mean,
    more_than,
    negated,
    newly_seen,
    occasions,
    ours,
    overdue,
    ratio,
    share,
    sliding,
    successive,
    total,
)
from fairline.signals.expressions import Column
from fairline.signals.limits import Value

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)  # Paris and London change their clocks in this night
call, account = columns(Call), columns(Account)


def digits_of(number: str) -> int:
    return int(number)


NEW = newly_seen(
    call.called_country,
    by=call.account,
    within=timedelta(hours=1),
    after=timedelta(hours=3),
    history_min=timedelta(hours=1),
)
TRUTHS: list[Any] = [
    True,
    call.answered,
    call.abandoned,
    account.reseller,
    equal(call.direction, Direction.OUTBOUND),
    at_most(call.talk, timedelta(seconds=6)),
    known(call.campaign),
    more_than(call.talk, call.ring),
    NEW,
]
WINDOWS = st.sampled_from(
    [
        sliding(minutes=5),
        sliding(hours=1),
        sliding(hours=24),
        sliding(minutes=10, hop=timedelta(minutes=10)),
        successive(days=1, since=call.campaign_started_at),
        calendar("day"),
        calendar("day", "Europe/Paris"),
        calendar("week"),
        calendar("month", "America/New_York"),
    ]
)
KEYS = st.sampled_from(
    [
        (call.account,),
        (call.account, call.campaign),
        (call.account, first_known(call.campaign, call.user)),
        (call.account, choose(equal(call.direction, Direction.OUTBOUND), yes=call.user, no=call.campaign)),
    ]
)


def truths() -> st.SearchStrategy[Any]:
    return st.recursive(
        st.sampled_from(TRUTHS),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda pair: both(*pair)),
            st.tuples(inner, inner).map(lambda pair: either(*pair)),
            inner.map(negated),
            st.tuples(inner, inner).map(lambda pair: first_known(*pair)),
        ),
        max_leaves=4,
    )


@st.composite
def signals(draw: st.DrawFn) -> Signal:
    of, where, by, over = draw(truths()), draw(truths()), draw(KEYS), draw(WINDOWS)
    lease = {"since": call.answered_at, "until": call.ended_at, "of": of, "by": by, "over": over}
    lasting = draw(st.sampled_from([None, timedelta(minutes=20)]))
    made: list[Signal] = [
        count(where, of=of, by=by, over=over),
        share(where, of=of, by=by, over=over),
        total(call.talk, of=of, by=by, over=over, unit=Unit.DURATION),
        mean(call.ring, of=of, by=by, over=over, unit=Unit.DURATION),
        ratio(call.talk, where=where, of=of, by=by, over=over, unit=Unit.DURATION),
        distinct(call.called_country, of=of, by=by, over=over),
        highest(call.talk, of=of, by=by, over=over, unit=Unit.DURATION),
        longest_run(derived(digits_of, call.dialed), step_max=2, of=of, by=by, over=over),
        concurrent(lasting_max=lasting, **lease),  # type: ignore[arg-type]
        occasions(level=2, lasting_max=lasting, **lease),  # type: ignore[arg-type]
        overdue(within=timedelta(seconds=5), **lease),  # type: ignore[arg-type]
    ]
    if over in (calendar("day"), calendar("week")):
        shared = {"peers": account.plan, "peers_min": 2, "of": of, "by": by, "over": over}
        made += [
            cohort(call.talk, against=against, unit=Unit.DURATION, **shared)  # type: ignore[arg-type]
            for against in Against
        ]
    return replace(draw(st.sampled_from(made)), reading=Reading.HITS)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


@st.composite
def traffic(draw: st.DrawFn) -> list[Fact]:
    now, facts = START, list[Fact]()
    offsets = st.sampled_from([0, 1, 2, 5, 61, 300, 1800])
    for number in range(draw(st.integers(1, 25))):
        now += timedelta(seconds=draw(st.sampled_from([0, 0, 1, 5, 61, 299, 301, 1800, 9000, 90000])))
        if draw(st.integers(0, 9)) == 0:
            plan, reseller = draw(maybe(st.sampled_from("pq"))), draw(maybe(st.booleans()))
            facts.append(Account(id=draw(st.sampled_from("ab")), at=now, plan=plan, reseller=reseller))
            continue
        answered_at = draw(maybe(offsets.map(lambda s, at=now: at + timedelta(seconds=s))))
        ended_at = draw(maybe(offsets.map(lambda s, at=now: at + timedelta(seconds=s))))
        facts.append(
            Call(
                id=str(number),
                started_at=now,
                account=draw(maybe(st.sampled_from("ab"))),
                campaign=draw(maybe(st.sampled_from("cd"))),
                user=draw(maybe(st.sampled_from("uv"))),
                campaign_started_at=draw(st.sampled_from([None, START, START + timedelta(hours=7)])),
                direction=draw(maybe(st.sampled_from(Direction))),
                called_country=draw(maybe(st.sampled_from(["FR", "DE"]))),
                dialed=draw(maybe(st.integers(1, 4).map(str))),
                answered=draw(maybe(st.booleans())),
                abandoned=draw(maybe(st.booleans())),
                talk=draw(maybe(st.integers(0, 9).map(lambda s: timedelta(seconds=s)))),
                ring=draw(maybe(st.integers(0, 9).map(lambda s: timedelta(seconds=s)))),
                answered_at=answered_at,
                ended_at=ended_at,
            )
        )
    return facts


NONE: dict[Unit, Value] = {
    Unit.NUMBER: -1000,
    Unit.DURATION: timedelta(days=-1000),
    Unit.MONEY: Decimal(-1000),
}
"""Below all that is measured: how far a key is above a median may be less than nothing."""


def clause_of(signal: Signal, name: str = "everything", answer: Answer = Answer.OBSERVE) -> Clause:
    """A clause that finds every key in every period: its findings are what was measured."""
    words = Text(en="", fr="")
    least = 0 if signal.reading is Reading.SHARE else NONE[signal.limit_unit]
    rule = Rule(
        id="X",
        name=name,
        title=words,
        when=(signal.at_least(ours(least, en="to see all", fr="pour tout voir")),),
        severity=Severity.NOTICE,
        answer=answer,
        mode=Mode.OBSERVE,
        reason=words,
    )
    citation = Citation(law="", url="", in_force=START.date(), checked_on=START.date())
    return Clause(
        id=name, letter=Letter.A, title=words, citation=citation, rules=(rule,), innocent=(), runbook=words
    )


LAW = load()


def checked(check: Callable[..., object], **given: object) -> None:
    """Check what is given; if that fails, hypothesis prints a program that does the same."""
    note(script(check, **given))
    check(**given)


def script(check: Callable[..., object], **given: object) -> str:
    """Return a program that checks what is given: the facts and declarations, and the comparison of the test.

    Only what is set is written. It runs in the root of the repository, with ``PYTHONPATH=.``.
    """
    program = _Program()
    name = program.of(check)
    values = [f"{each} = {program.of(value, per_line=True)}" for each, value in given.items()]
    call_ = f"{name}({', '.join(f'{each}={each}' for each in given)})"
    return "\n".join([*sorted(program.imports), "", *program.columns, "", *values, "", call_, ""])


@dataclass
class _Program:
    """Python for values, and what it needs above it."""

    imports: set[str] = field(default_factory=set)
    columns: dict[str, None] = field(default_factory=dict)

    def of(self, value: object, *, per_line: bool = False) -> str:
        """Return Python for ``value``. ``per_line``: a list has a line for each of its items."""
        match value:
            case Column(kind, name):
                return f"{self._columns(kind)}.{name}"
            case type() | FunctionType():
                self.imports.add(f"from {_module(value)} import {value.__name__}")
                return value.__name__
            case Enum():
                return f"{self.of(type(value))}.{value.name}"
            case date() | timedelta() | ZoneInfo():  # their repr names their module
                self.imports |= {"import datetime", "import zoneinfo"}
                return repr(value)
            case Decimal():
                self.imports.add("from decimal import Decimal")
                return repr(value)
            case list() if per_line:
                return "".join(["[\n", *(f"    {self.of(each)},\n" for each in value), "]"])
            case list():
                return f"[{', '.join(map(self.of, value))}]"
            case tuple():
                return f"({', '.join(map(self.of, value))}{',' if len(value) == 1 else ''})"
            case msgspec.Struct():
                return self._made(value, _struct_fields(value))
            case _ if is_dataclass(value):
                return self._made(value, _dataclass_fields(value))
            case _:
                return repr(value)

    def _columns(self, kind: type) -> str:
        name = kind.__name__.lower()
        self.columns[f"{name} = {self.of(columns)}({self.of(kind)})"] = None
        return name

    def _made(self, value: object, of: Iterator[tuple[str, object]]) -> str:
        given = ((name, getattr(value, name), default) for name, default in of)
        said = (f"{name}={self.of(found)}" for name, found, default in given if found != default)
        return f"{self.of(type(value))}({', '.join(said)})"


def _module(of: type | FunctionType) -> str:
    """Return where ``of`` is imported from: pytest names a file of tests by its last part only."""
    if not of.__module__.startswith("test_"):
        return of.__module__
    return ".".join(Path(getfile(of)).relative_to(ROOT).with_suffix("").parts)


def _struct_fields(value: msgspec.Struct) -> Iterator[tuple[str, object]]:
    """Yield each field, and what it is if nothing is said."""
    return ((each.name, each.default) for each in msgspec.structs.fields(type(value)))


def _dataclass_fields(value: Any) -> Iterator[tuple[str, object]]:
    """Yield each field that may be said, and what it is if nothing is."""
    for each in fields(value):
        if each.init:
            yield each.name, each.default
