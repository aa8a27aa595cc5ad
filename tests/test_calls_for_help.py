"""Whoever calls for help gets through: under every policy, standing, load and fault, in each country."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count as numbers

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairline.cases import Outcome, Ruling, Scope
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Call, Direction, Message
from fairline.policy import DEFAULT_PLAN, Act, Answer, Clause, Mode, ScopeKind
from fairline.signals import columns, count, derived, law, sliding
from fairline.signals.book import Taken
from fairline.standing import ACTIVE, Standing, Standings
from tests.clauses.traffic import MONDAY, law_book
from tests.signals.made_up import clause_of

BOOK = law_book()
EVERY = sorted((place, number) for place in BOOK.places for number in BOOK.emergency_numbers(place))
NUMBERS = sorted({number for _, number in EVERY})
call = columns(Call)
ids = numbers()


def refusing() -> Clause:
    """Return a clause that refuses every call of everybody."""
    made = clause_of(count(True, by=call.account, over=sliding(hours=1)), "never", Answer.TERMINATE)
    limit = law(1, "nobody may call")
    test = made.rules[0].when[0].signal.at_least(limit)
    return replace(made, rules=(replace(made.rules[0], when=(test,), mode=Mode.ENFORCE, act=Act.REFUSE),))


def broken(_: datetime) -> bool:
    """Fail, as a rule with a fault does."""
    raise ZeroDivisionError


def failing() -> Clause:
    """Return a clause whose counting fails at every call."""
    fails = derived(broken, call.started_at)
    return clause_of(count(fails, of=fails, by=call.account, over=sliding(hours=1)), "broken", Answer.HOLD)


def ruling_on(kind: ScopeKind, outcome: Outcome) -> Ruling:
    """Return a ruling on everything of that kind that a call of ``a_call`` hangs on."""
    names = {ScopeKind.SERVICE: "call", ScopeKind.CAMPAIGN: "c", ScopeKind.USER: "ann"}
    name = names.get(kind, "acme" if kind is ScopeKind.ACCOUNT else "+12125550100")
    return Ruling(
        id="r",
        outcome=outcome,
        scope=Scope(kind=kind, id=name, account="acme"),
        decided_at=MONDAY - timedelta(hours=1),
        effective_at=MONDAY - timedelta(hours=1),
        decided_by=("ada", "grace"),
        reasons="so",
    )


def a_call(dialed: str, *, as_e164: bool = False, **said: object) -> Call:
    """Return an outbound call of a customer to ``dialed``."""
    fields = {"account": "acme", "direction": Direction.OUTBOUND, "campaign": "c", "user": "ann"} | said
    where = {"called": f"+{dialed}"} if as_e164 else {"dialed": dialed}
    return Call(id=str(next(ids)), started_at=MONDAY, **where, **fields)  # type: ignore[arg-type]


REFUSES, FAILS, WHOLE = (
    Engine(clauses, law=BOOK, plan=DEFAULT_PLAN) for clauses in ((refusing(),), (failing(),), CLAUSES)
)


def test_the_list_is_not_empty_anywhere_that_has_one() -> None:
    assert {"112", "911", "999", "000", "110", "15"} <= set(NUMBERS)
    assert len({place for place, _ in EVERY}) > 50


@pytest.mark.parametrize("engine", [REFUSES, FAILS, WHOLE], ids=["refusing", "failing", "the whole policy"])
def test_every_number_of_every_country_passes(engine: Engine) -> None:
    for _, number in EVERY:
        decision, found = engine.decide(a_call(number))
        assert (decision.act, decision.emergency, decision.taken) == (Act.ALLOW, True, Taken.PASSED), number
        assert (decision.reasons, found) == ((), [])


def test_the_same_calls_to_anybody_else_are_refused_or_fail() -> None:
    other = a_call("+12125550100")
    assert REFUSES.decide(other)[0].act is Act.REFUSE
    with pytest.raises(ZeroDivisionError):
        FAILS.decide(other)


@given(
    number=st.sampled_from(NUMBERS),
    outcome=st.sampled_from([Outcome.HOLD, Outcome.THROTTLE, Outcome.SUSPEND, Outcome.TERMINATE]),
    kind=st.sampled_from(list(ScopeKind)),
    clauses=st.lists(st.sampled_from([refusing(), failing(), *CLAUSES]), max_size=3, unique_by=id),
    load=st.integers(0, 30),
    said=st.fixed_dictionaries(
        {},
        optional={
            "caller": st.none() | st.sampled_from(["+12125550100", "+33142685300"]),
            "auto_dialed": st.none() | st.booleans(),
            "account": st.none() | st.just("acme"),
            "campaign": st.none() | st.just("c"),
            "caller_withheld": st.just(True),
        },
    ),
)
def test_whatever_the_policy_the_standing_and_the_load(
    number: str, outcome: Outcome, kind: ScopeKind, clauses: list[Clause], load: int, said: dict[str, object]
) -> None:
    engine = Engine([each for each in clauses if each.id != "broken"], law=BOOK, plan=DEFAULT_PLAN)
    engine.standings = Standings(MONDAY - timedelta(days=1))
    engine.standings.apply(ruling_on(kind, outcome), 1)
    engine.standings.tick(MONDAY)
    for _ in range(load):
        engine.decide(a_call("+12125550100"))
    decision, _ = engine.decide(a_call(number, **said))
    assert (decision.act, decision.emergency, decision.standing) == (Act.ALLOW, True, ACTIVE)


@pytest.mark.parametrize("outcome", [Outcome.SUSPEND, Outcome.TERMINATE])
def test_a_suspended_account_reaches_nobody_else(outcome: Outcome) -> None:
    engine = Engine((), law=BOOK, plan=DEFAULT_PLAN)
    engine.standings = Standings(MONDAY - timedelta(days=1))
    engine.standings.apply(ruling_on(ScopeKind.ACCOUNT, outcome), 1)
    engine.standings.tick(MONDAY)
    decision, _ = engine.decide(a_call("+12125550100"))
    assert decision.act is Act.REFUSE
    assert decision.standing.standing >= Standing.SUSPENDED
    text = Message(id="m", sent_at=MONDAY, account="acme", direction=Direction.OUTBOUND)
    assert engine.decide(text)[0].act is Act.REFUSE
    assert engine.decide(a_call("+12125550100", account="other"))[0].act is Act.ALLOW
