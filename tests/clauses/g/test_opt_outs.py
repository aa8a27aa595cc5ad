"""47 CFR 64.1200(a)(10), (12): who says STOP gets no more messages, and one confirmation at most."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.g_harvesting_spam.opt_outs import CLAUSE
from fairline.engine import Engine
from fairline.facts import Campaign, Channel, Consent, Direction, Fact, Message, Purpose
from fairline.history import History
from fairline.law.opting_out import is_opt_out, opt_out_words
from fairline.policy import DEFAULT_PLAN, Act, Answer, Evidence, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    THEIRS,
    decided,
    inbound,
    opt_out,
    stop,
    texts,
)
from tests.clauses.traffic import MONDAY, law_book

UNWANTED, SERVICE, AGAIN = "message-after-opt-out", "service-message-after-opt-out", "opt-out-confirmed-again"


def consent(at: datetime, contact: str = THEIRS) -> Consent:
    return Consent(id="c", at=at, account="acme", contact=contact)


def confirmation(after: timedelta, *, of: datetime = MONDAY, **fields: object) -> list[Message]:
    return texts(1, start=of + after, confirms_opt_out=True, purpose=None, **fields)


CASES: dict[str, tuple[list[Fact], str | None]] = {
    "the very next message after STOP": ([*stop(), *texts(1, start=MONDAY - HOUR + SECOND)], UNWANTED),
    "a message in the same instant": ([*stop(MONDAY), *texts(1)], UNWANTED),
    "an opt-out that came another way": ([opt_out(), *texts(1)], UNWANTED),
    "a message before it": ([*texts(1), opt_out(MONDAY + SECOND)], None),
    "nobody opted out": ([*texts(1)], None),
    "an answer that is no opt-out": ([*inbound(1, start=MONDAY - HOUR, opts_out=False), *texts(1)], None),
    "an answer nobody looked at": ([*inbound(1, start=MONDAY - HOUR), *texts(1)], None),
    "an opt-out from an account that writes it": (
        [*texts(1, start=MONDAY - HOUR, opts_out=True, purpose=Purpose.SURVEY), *texts(1)], None),
    "another person opted out": ([*stop(sender="+33611111111"), *texts(1)], None),
    "opted out of another account": ([*stop(account="beta"), *texts(1)], None),
    "years ago": ([opt_out(MONDAY - timedelta(days=900)), *texts(1)], UNWANTED),
    "another channel": ([*stop(), *texts(1, channel=Channel.WHATSAPP)], UNWANTED),
    "another number of the account": ([*stop(), *texts(1, sender="+12025550111")], UNWANTED),
    "a later consent": ([*stop(), consent(MONDAY - MINUTE), *texts(1)], None),
    "a consent of the same instant": ([*stop(), consent(MONDAY - HOUR), *texts(1)], UNWANTED),
    "an earlier one": ([consent(MONDAY - DAY), *stop(), *texts(1)], UNWANTED),
    "and out again": ([consent(MONDAY - 2 * HOUR), *stop(), *texts(1)], UNWANTED),
    "a purpose nobody named": ([*stop(), *texts(1, purpose=None)], UNWANTED),
    "a survey": ([*stop(), *texts(1, purpose=Purpose.SURVEY)], UNWANTED),
    "a service message": ([*stop(), *texts(1, purpose=Purpose.TRANSACTIONAL)], SERVICE),
    "an appointment": ([*stop(), *texts(1, purpose=Purpose.APPOINTMENT)], SERVICE),
    "a debt": ([*stop(), *texts(1, purpose=Purpose.DEBT)], SERVICE),
    "the campaign is a service": (
        [Campaign(id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.TRANSACTIONAL), *stop(),
         *texts(1, purpose=None, campaign="spring")], SERVICE),
    "an emergency": ([*stop(), *texts(1, purpose=Purpose.EMERGENCY)], None),
    "a code the person asked for": ([*stop(), *texts(1, one_time_code=True, purpose=None)], None),
    "no code": ([*stop(), *texts(1, one_time_code=False)], UNWANTED),
    "one confirmation": ([*stop(MONDAY), *confirmation(SECOND)], None),
    "five minutes after": ([*stop(MONDAY), *confirmation(5 * MINUTE)], None),
    "later than that": ([*stop(MONDAY), *confirmation(5 * MINUTE + SECOND)], UNWANTED),
    "a confirmation that sells": (
        [*stop(MONDAY), *texts(1, start=MONDAY + SECOND, confirms_opt_out=True)], UNWANTED),
    "no confirmation": ([*stop(MONDAY), *texts(1, start=MONDAY + SECOND, confirms_opt_out=False)], UNWANTED),
    "an inbound message after it": ([*stop(), *inbound(1)], None),
    "a direction nobody named": ([*stop(), *texts(1, direction=None)], None),
    "no recipient, no measure": ([*stop(), *texts(1, recipient=None)], None),
    "no account, no measure": ([*stop(account=None), *texts(1, account=None)], None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_message_breaks_one_rule_or_none(name: str) -> None:
    facts, broken = CASES[name]
    for rule in (UNWANTED, SERVICE):
        check(CLAUSE, rule, (facts, (1, 1) if rule == broken else None))


CONFIRMED: dict[str, Case] = {
    "one is allowed": ([*stop(MONDAY), *confirmation(SECOND)], None),
    "two are one too many": (
        [*stop(MONDAY), *confirmation(SECOND), *confirmation(5 * MINUTE)], (2, 2)),
    "the second too late is no confirmation": (
        [*stop(MONDAY), *confirmation(SECOND), *confirmation(6 * MINUTE)], None),
    "messages that confirm nothing are the other rules'": ([*stop(MONDAY), *texts(2)], None),
    "whoever agreed again may be told twice": (
        [*stop(MONDAY), consent(MONDAY + SECOND), *confirmation(2 * SECOND), *confirmation(3 * SECOND)],
        None),
    "two codes that the person asked for": (
        [*stop(MONDAY), *confirmation(SECOND, one_time_code=True),
         *confirmation(MINUTE, one_time_code=True)], None),
    "two of two people": (
        [*stop(MONDAY), *stop(MONDAY, sender="+33611111111"), *confirmation(SECOND),
         *confirmation(SECOND, recipient="+33611111111")], None),
    "two of two accounts": (
        [*stop(MONDAY), *stop(MONDAY, account="beta"), *confirmation(SECOND),
         *confirmation(SECOND, account="beta")], None),
    "two opt-outs in less than six minutes are counted as one": (
        [*stop(MONDAY), *confirmation(SECOND), consent(MONDAY + MINUTE), *stop(MONDAY + 6 * MINUTE - SECOND),
         *confirmation(timedelta(0), of=MONDAY + 6 * MINUTE - SECOND)], (2, 2)),
    "one for each of two opt-outs": (
        [*stop(MONDAY), *confirmation(SECOND), consent(MONDAY + MINUTE), *stop(MONDAY + 6 * MINUTE + SECOND),
         *confirmation(SECOND, of=MONDAY + 6 * MINUTE + SECOND)], None),
}  # fmt: skip


@pytest.mark.parametrize("name", CONFIRMED)
def test_confirmations(name: str) -> None:
    check(CLAUSE, AGAIN, CONFIRMED[name])


WINDOWS = {UNWANTED: Purpose.MARKETING, SERVICE: Purpose.TRANSACTIONAL}


@pytest.mark.parametrize("rule", WINDOWS)
def test_windows_and_keys(rule: str) -> None:
    def after(number: int, **fields: object) -> list[Fact]:
        return [*stop(), *texts(number, **({"purpose": WINDOWS[rule]} | fields))]

    check(CLAUSE, rule, (after(2, every=DAY - SECOND), (2, 2)))
    check(CLAUSE, rule, (after(2, every=DAY), (1, 1)))
    check(CLAUSE, rule, (after(3, recipient="+33611111111"), None))
    two_people = [*after(2), *stop(sender="+33611111111"), *after(3, recipient="+33611111111")]
    told = found(CLAUSE, rule, two_people)
    assert sorted((each.measure.hits, each.limit.value) for each in told) == [(2, 1), (3, 1)]


STARTS: list[Fact] = [*stop()]
ANSWERS: dict[str, tuple[list[Fact], Message, Act]] = {
    "refused": ([*STARTS], texts(1)[0], Act.REFUSE),
    "asked about": ([*STARTS], texts(1, purpose=Purpose.APPOINTMENT)[0], Act.CHALLENGE),
    "to another person, it passes": ([*STARTS], texts(1, recipient="+33611111111")[0], Act.ALLOW),
    "the confirmation passes": ([*stop(MONDAY)], confirmation(SECOND)[0], Act.ALLOW),
    "the second does not": (
        [*stop(MONDAY), *confirmation(SECOND)], confirmation(MINUTE)[0], Act.REFUSE),
    "a consent lifts it": ([*STARTS, *texts(1), consent(MONDAY + SECOND)], texts(1, start=MONDAY + MINUTE)[0],
                           Act.ALLOW),
}  # fmt: skip


@pytest.mark.parametrize("lateness", [timedelta(0), HOUR])
@pytest.mark.parametrize("name", ANSWERS)
def test_it_is_answered_before_it_is_sent(name: str, lateness: timedelta) -> None:
    facts, attempt, act = ANSWERS[name]
    assert decided(CLAUSE, facts, attempt, lateness=lateness).act is act


def test_a_stop_that_comes_late_refuses_what_is_asked_after_it_came() -> None:
    engine = Engine([CLAUSE], law=law_book(), plan=DEFAULT_PLAN, lateness=HOUR)
    (before,), (attempt,) = texts(1, start=MONDAY), texts(1, start=MONDAY + 2 * MINUTE)
    assert engine.decide(before)[0].act is Act.ALLOW
    engine.observe(stop(MONDAY - MINUTE)[0])
    assert engine.decide(attempt)[0].act is Act.REFUSE
    (earlier,) = texts(1, start=MONDAY - 2 * MINUTE)
    assert engine.decide(earlier)[0].act is Act.ALLOW


@pytest.mark.parametrize("name", [*CASES, *CONFIRMED])
def test_the_history_finds_what_the_engine_finds(name: str) -> None:
    facts = CASES[name][0] if name in CASES else list(CONFIRMED[name][0])
    with History() as history:
        history.add(facts)
        history.settle()
        past = list(history.findings([CLAUSE], law=law_book(), plan=DEFAULT_PLAN))
    online = [each for rule in (UNWANTED, SERVICE, AGAIN) for each in found(CLAUSE, rule, facts)]
    assert sorted(each.id for each in past) == sorted(each.id for each in online)


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "it", "pt"])
def test_every_word_of_six_languages_stops_the_next_message(language: str) -> None:
    words = opt_out_words(language)
    assert len(words) > 10
    for word in words:
        told = inbound(1, start=MONDAY - SECOND, opts_out=is_opt_out(f" {word.upper()}! "))
        assert decided(CLAUSE, told, texts(1)[0]).act is Act.REFUSE, word
    told = inbound(1, start=MONDAY - SECOND, opts_out=is_opt_out("when does the bus stop"))
    assert decided(CLAUSE, told, texts(1)[0]).act is Act.ALLOW


def test_an_account_that_writes_stop_opts_nobody_out() -> None:
    written = texts(1, start=MONDAY - HOUR, opts_out=True, direction=Direction.OUTBOUND)
    assert decided(CLAUSE, written, texts(1)[0]).act is Act.ALLOW


def test_how_grave_it_is_and_the_reason_in_both_languages() -> None:
    (unwanted,) = found(CLAUSE, UNWANTED, [*stop(), *texts(2)])
    assert (unwanted.severity, unwanted.answer) == (Severity.MAJOR, Answer.CHALLENGE)
    assert (unwanted.rule.evidence, unwanted.rule.mode) == (Evidence.A, Mode.ENFORCE)
    assert unwanted.reason(Lang.EN) == (
        "+33612345678 had asked for no more messages and was sent 2 within 24\u00a0h."
    )
    assert unwanted.reason(Lang.FR) == (
        "+33612345678 avait demandé l'arrêt des messages et en a reçu 2 en 24\u00a0h."
    )
    (service,) = found(CLAUSE, SERVICE, [*stop(), *texts(1, purpose=Purpose.DEBT)])
    assert (service.severity, service.answer) == (Severity.NOTICE, Answer.CHALLENGE)
    (again,) = found(CLAUSE, AGAIN, [*stop(MONDAY), *confirmation(SECOND), *confirmation(MINUTE)])
    assert (again.severity, again.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert again.reason(Lang.EN) == "+33612345678 got 2 confirmations of an opt-out; the law allows 1."
    assert again.reason(Lang.FR) == (
        "+33612345678 a reçu 2 confirmations de son STOP\u00a0; limite\u00a0: 1."
    )
