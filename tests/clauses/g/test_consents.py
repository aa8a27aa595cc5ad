"""Directive 2002/58/EC art. 13; CPCE art. L. 34-5; UWG § 7: a marketing message wants consent beforehand."""

from datetime import datetime

import pytest

from fairline.clauses.g_harvesting_spam.consents import CLAUSE
from fairline.facts import (
    Account,
    Campaign,
    Channel,
    Consent,
    ConsentSource,
    Direction,
    Fact,
    Purpose,
)
from fairline.policy import Act, Answer, Evidence, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, MINUTE, SECOND, THEIRS, decided, texts
from tests.clauses.traffic import MONDAY

WITHOUT, OUTSIDE, UNCLEAR = "message-without-consent", "message-outside-consent", "message-consent-unclear"
COMPLETE: list[Fact] = [Account(id="acme", at=MONDAY - DAY, consents_complete=True)]
LISTED: list[Fact] = [Account(id="acme", at=MONDAY - DAY, consents_complete=False)]


def consent(at: datetime = MONDAY - DAY, **fields: object) -> list[Fact]:
    whole: dict[str, object] = {
        "account": "acme", "contact": THEIRS, "seller": "Acme", "channels": (Channel.SMS,),
        "purposes": (Purpose.MARKETING, Purpose.SURVEY), "proven": True, "source": ConsentSource.FORM,
    }  # fmt: skip
    return [Consent(id="c", at=at, **(whole | fields))]  # type: ignore[arg-type]


CASES: dict[str, tuple[list[Fact], str | None]] = {
    "no consent among all there are": ([*COMPLETE, *texts(1)], WITHOUT),
    "the consent of another person is none": (
        [*COMPLETE, *consent(contact="+33600000000"), *texts(1)], WITHOUT),
    "nor is one to another account": ([*COMPLETE, *consent(account="beta"), *texts(1)], WITHOUT),
    "nor is a later one": ([*COMPLETE, *texts(1), *consent(at=MONDAY + SECOND)], WITHOUT),
    "the consents are not all there are": ([*LISTED, *texts(1)], UNCLEAR),
    "nobody knows whether they are": (texts(1), UNCLEAR),
    "a consent that says all": ([*consent(), *texts(1)], None),
    "and has the campaign's seller": (
        [Campaign(id="spring", at=MONDAY - DAY, account="acme", seller="Acme"), *consent(),
         *texts(1, campaign="spring")], None),
    "another seller": ([*consent(), *texts(1, seller="Other")], OUTSIDE),
    "the campaign's other seller": (
        [Campaign(id="spring", at=MONDAY - DAY, account="acme", seller="Other"), *consent(),
         *texts(1, campaign="spring")], OUTSIDE),
    "another channel": ([*consent(channels=(Channel.EMAIL,)), *texts(1)], OUTSIDE),
    "another purpose": ([*consent(purposes=(Purpose.SURVEY,)), *texts(1)], OUTSIDE),
    "unproven": ([*consent(proven=False), *texts(1)], OUTSIDE),
    "bought": ([*consent(source=ConsentSource.PURCHASED), *texts(1)], OUTSIDE),
    "a source nobody named": ([*consent(source=None), *texts(1)], None),
    "expired a moment ago": ([*consent(expires_at=MONDAY - SECOND), *texts(1)], OUTSIDE),
    "expires with the message": ([*consent(expires_at=MONDAY), *texts(1)], None),
    "bought, and unclear besides": (
        [*consent(source=ConsentSource.PURCHASED, proven=None), *texts(1)], OUTSIDE),
    "channels nobody named": ([*consent(channels=None), *texts(1)], UNCLEAR),
    "purposes nobody named": ([*consent(purposes=None), *texts(1)], UNCLEAR),
    "a proof nobody spoke of": ([*consent(proven=None), *texts(1)], UNCLEAR),
    "for whom nobody said": ([*consent(seller=None), *texts(1)], UNCLEAR),
    "the latest word counts": ([*consent(), *consent(at=MONDAY - HOUR, proven=False), *texts(1)], OUTSIDE),
    "a customer": ([*COMPLETE, *consent(customer_until=MONDAY, proven=False), *texts(1)], None),
    "a customer no more": ([*consent(customer_until=MONDAY - SECOND, proven=False), *texts(1)], OUTSIDE),
    "a survey is no marketing": ([*COMPLETE, *texts(1, purpose=Purpose.SURVEY)], None),
    "nor is one of which no consent is known": (texts(1, purpose=Purpose.SURVEY), None),
    "nor is an answer to it": (texts(1, direction=Direction.INBOUND), None),
    "the campaign says that it is": (
        [*COMPLETE, Campaign(id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING),
         *texts(1, campaign="spring", purpose=None)], WITHOUT),
    "a purpose nobody named": ([*COMPLETE, *texts(1, purpose=None)], None),
    "an answer of the person": ([*COMPLETE, *texts(1, direction=Direction.INBOUND)], None),
    "a direction nobody named": ([*COMPLETE, *texts(1, direction=None)], None),
    "a channel without a law": ([*COMPLETE, *texts(1, channel=Channel.CHAT)], None),
    "by e-mail": ([*COMPLETE, *texts(1, channel=Channel.EMAIL)], WITHOUT),
    "nobody knows where the person is": ([*COMPLETE, *texts(1, recipient_places=None)], None),
    "nobody knows who sent it": ([*COMPLETE, *texts(1, sender=None)], WITHOUT),
    "no account, no measure": (texts(1, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_message_breaks_one_rule_or_none(name: str) -> None:
    facts, broken = CASES[name]
    for rule in (WITHOUT, OUTSIDE, UNCLEAR):
        check(CLAUSE, rule, (facts, (1, 1) if rule == broken else None))


WINDOW: dict[str, Case] = {
    "several are one finding": ([*COMPLETE, *texts(3)], (3, 3)),
    "the last moment of the day": ([*COMPLETE, *texts(2, every=DAY - SECOND)], (2, 2)),
    "the first after it": ([*COMPLETE, *texts(2, every=DAY)], (1, 1)),
}
MORE = {WITHOUT: COMPLETE, OUTSIDE: consent(proven=False), UNCLEAR: LISTED}


@pytest.mark.parametrize("name", WINDOW)
def test_the_window(name: str) -> None:
    check(CLAUSE, WITHOUT, WINDOW[name])


@pytest.mark.parametrize("rule", MORE)
def test_each_number_has_its_own(rule: str) -> None:
    facts = [*MORE[rule], *texts(2), *texts(3, sender="+12025550111", start=MONDAY + HOUR)]
    measures = [each.measure.hits for each in found(CLAUSE, rule, facts)]
    assert sorted(measures) == [2, 3]
    within_a_day = [*MORE[rule], *texts(2, every=DAY - SECOND)]
    assert [each.measure.hits for each in found(CLAUSE, rule, within_a_day)] == [2]
    assert [each.measure.hits for each in found(CLAUSE, rule, [*MORE[rule], *texts(2, every=DAY)])] == [1]


ACTS = {WITHOUT: Act.REFUSE, OUTSIDE: Act.REFUSE, UNCLEAR: Act.CHALLENGE}


@pytest.mark.parametrize("rule", MORE)
def test_it_is_answered_before_it_is_sent(rule: str) -> None:
    (attempt,) = texts(1)
    decision = decided(CLAUSE, MORE[rule], attempt)
    assert (decision.act, [each.rule.name for each in decision.reasons]) == (ACTS[rule], [rule])
    (agreed,) = texts(1, start=MONDAY + HOUR)
    assert decided(CLAUSE, [*MORE[rule], *texts(1), *consent(at=MONDAY + MINUTE)], agreed).act is Act.ALLOW


def test_how_grave_it_is_and_the_reason_in_both_languages() -> None:
    (without,) = found(CLAUSE, WITHOUT, [*COMPLETE, *texts(1200)])
    assert (without.severity, without.answer) == (Severity.MAJOR, Answer.CHALLENGE)
    assert (without.rule.evidence, without.rule.mode) == (Evidence.A, Mode.ENFORCE)
    assert without.reason(Lang.EN) == (
        "Marketing messages to people who had given no consent, within 24\u00a0h: 1,200."
    )
    assert without.reason(Lang.FR) == (
        "Messages de prospection sans consentement du destinataire, en 24\u00a0h\u00a0: 1\u202f200."
    )
    (outside,) = found(CLAUSE, OUTSIDE, [*MORE[OUTSIDE], *texts(1)])
    assert (outside.severity, outside.rule.evidence) == (Severity.MAJOR, Evidence.A)
    (unclear,) = found(CLAUSE, UNCLEAR, texts(1))
    assert (unclear.severity, unclear.rule.evidence) == (Severity.NOTICE, Evidence.B)
    assert [each.limit.value for each in (without, outside, unclear)] == [1, 1, 1]
