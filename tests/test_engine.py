"""The engine's decisions: worst answer wins, all reasons are kept, emergency calls pass."""

import gc
from dataclasses import replace
from datetime import timedelta

from msgspec.structs import replace as with_fields

from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Call
from fairline.policy import DEFAULT_PLAN, Act, Answer, Clause, Mode
from fairline.signals import Signal, columns, concurrent, count, law, ours, sliding
from fairline.signals.book import Taken
from tests.clauses.traffic import calls, law_book
from tests.signals.made_up import clause_of

call = columns(Call)
HOUR = sliding(hours=1)


def rule(name: str, most: int, answer: Answer, mode: Mode = Mode.ENFORCE) -> Clause:
    """A clause that more than ``most`` calls an hour break."""
    attempts: Signal = count(True, by=call.account, over=HOUR)
    made = clause_of(attempts, name, answer)
    limit = law(most, "to be tried") if mode is Mode.ENFORCE else ours(most, en="", fr="")
    changed = replace(made.rules[0], when=(attempts.above(limit),), mode=mode)
    return replace(made, rules=(changed,))


def engine_of(*clauses: Clause, lateness: timedelta = timedelta(0)) -> Engine:
    return Engine(clauses, law=law_book(), plan=DEFAULT_PLAN, lateness=lateness)


def test_the_attempt_counts_for_its_own_decision() -> None:
    engine = engine_of(rule("hold", 2, Answer.HOLD))
    answers = [engine.decide(each)[0].answer for each in calls(3)]
    assert answers == [Answer.OBSERVE, Answer.OBSERVE, Answer.HOLD]


def test_the_worst_answer_wins_and_every_reason_is_kept() -> None:
    engine = engine_of(
        rule("slow", 1, Answer.THROTTLE), rule("watch", 1, Answer.TERMINATE, Mode.OBSERVE),
        rule("ask", 0, Answer.CHALLENGE), rule("stop", 5, Answer.SUSPEND_SERVICE),
    )  # fmt: skip
    first, second = (engine.decide(each)[0] for each in calls(2))
    assert (first.answer, [each.rule.name for each in first.reasons]) == (Answer.CHALLENGE, ["ask"])
    assert second.answer is Answer.THROTTLE
    assert [each.rule.name for each in second.reasons] == ["slow", "watch", "ask"]
    assert [each.measure.hits for each in second.reasons] == [2, 2, 2]


def test_a_rule_that_is_still_broken_goes_on_answering() -> None:
    engine = engine_of(rule("hold", 1, Answer.HOLD))
    decided = [engine.decide(each) for each in calls(4)]
    assert [decision.answer for decision, _ in decided[1:]] == [Answer.HOLD] * 3
    assert [len(found) for _, found in decided] == [0, 1, 0, 0]  # one spell is one finding


def test_other_keys_are_not_answered_for() -> None:
    engine = engine_of(rule("hold", 1, Answer.HOLD))
    for each in calls(5):
        engine.decide(each)
    assert engine.decide(calls(1, account="other", start=calls(6)[5].at)[0])[0].answer is Answer.OBSERVE


def at_once() -> Clause:
    """A clause that two calls open at once break."""
    opened = concurrent(
        since=call.answered_at, until=call.ended_at, lasting_max=timedelta(hours=1), by=call.account,
        over=sliding(seconds=1, hop=timedelta(seconds=1)),
    )  # fmt: skip
    made = clause_of(opened, "two", Answer.CHALLENGE)
    limit = law(2, "two at once")
    changed = replace(made.rules[0], when=(opened.at_least(limit),), mode=Mode.ENFORCE, act=Act.REFUSE)
    return replace(made, rules=(changed,))


def test_what_opens_with_an_attempt_counts_for_its_decision() -> None:
    engine = engine_of(at_once())
    acts = [engine.decide(with_fields(each, answered_at=each.started_at))[0].act for each in calls(2)]
    assert acts == [Act.ALLOW, Act.REFUSE]


def test_what_was_due_before_an_attempt_is_no_reason_against_it() -> None:
    """It is found all the same."""
    engine = engine_of(at_once())
    first, second = calls(2)
    answered = first.started_at + timedelta(seconds=30)
    for each in (first, second):
        engine.decide(with_fields(each, answered_at=answered))
    decision, found = engine.decide(calls(1, account="other", start=answered + timedelta(seconds=5))[0])
    assert (decision.act, decision.answer, decision.reasons) == (Act.ALLOW, Answer.OBSERVE, ())
    assert [each.rule.name for each in found if each.open] == ["two"]


def test_an_emergency_call_passes_whatever_is_broken() -> None:
    engine = engine_of(rule("hold", 0, Answer.SUSPEND_SERVICE))
    for number, dialed in enumerate(("911", "112", "999", "000", "15")):
        start = calls(1)[0].at + timedelta(seconds=number)
        decision, _ = engine.decide(calls(1, start=start, dialed=dialed)[0])
        assert (decision.answer, decision.emergency) == (Answer.OBSERVE, True), dialed
        assert (decision.act, decision.taken) == (Act.ALLOW, Taken.PASSED)
    other = engine.decide(calls(1, start=calls(9)[8].at, dialed="9110")[0])[0]
    assert (other.answer, other.emergency) == (Answer.SUSPEND_SERVICE, False)


def test_the_record_of_an_attempt_takes_its_place() -> None:
    engine = engine_of(rule("hold", 2, Answer.HOLD), lateness=timedelta(hours=1))
    attempts = calls(2)
    for each in attempts:
        engine.decide(each)
    for each in attempts:
        engine.observe(with_fields(each, revision=1, answered=True))
    assert engine.taken == {Taken.COUNTED: 2, Taken.CORRECTED: 2}
    assert engine.decide(calls(3)[2])[0].reasons[0].measure.hits == 3


def test_what_comes_too_late_is_told_and_breaks_nothing() -> None:
    engine = engine_of(rule("hold", 0, Answer.HOLD), lateness=timedelta(minutes=1))
    now, early = calls(1, start=calls(1)[0].at + timedelta(hours=1))[0], calls(1)[0]
    engine.decide(now)
    decision, _ = engine.decide(early)
    assert (decision.answer, decision.taken, decision.reasons) == (Answer.OBSERVE, Taken.LATE, ())


def test_policies_are_told_apart() -> None:
    one, same = engine_of(rule("hold", 2, Answer.HOLD)), engine_of(rule("hold", 2, Answer.HOLD))
    other = engine_of(rule("hold", 3, Answer.HOLD))
    assert one.policy == same.policy != other.policy


def test_the_engine_makes_no_cycles() -> None:
    """So a server may leave the garbage collector off."""
    engine = engine_of(*CLAUSES, lateness=timedelta(minutes=5))
    facts = calls(300, caller="+12025550100", called="+12125550101", answered=True, talk=timedelta(seconds=2))
    gc.collect()
    gc.disable()
    try:
        for each in facts:
            engine.decide(each)
            engine.observe(with_fields(each, revision=1))
        assert gc.collect() == 0
    finally:
        gc.enable()
