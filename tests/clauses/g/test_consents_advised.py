"""CTIA: consent before the first text, whatever sends it; and consents more than two years old."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.g_harvesting_spam.consents_advised import CLAUSE
from fairline.facts import Campaign, Channel, Consent, Direction, Fact, Purpose
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, SECOND, THEIRS, decided, texts
from tests.clauses.traffic import MONDAY

ADVISED, OLD = "message-consent-advised", "message-on-old-consent"
YEARS = timedelta(days=730)


def consent(at: datetime = MONDAY - DAY, **fields: object) -> list[Fact]:
    whole: dict[str, object] = {
        "account": "acme", "contact": THEIRS, "channels": (Channel.SMS,), "purposes": (Purpose.MARKETING,),
        "proven": True,
    }  # fmt: skip
    return [Consent(id="c", at=at, **(whole | fields))]  # type: ignore[arg-type]


US: dict[str, object] = {
    "recipient_country": "US", "recipient_places": ("US-NY",), "recipient_zones": ("America/New_York",),
}  # fmt: skip
ADVISED_CASES: dict[str, Case] = {
    "no consent is known": (texts(1, **US), (1, 1)),
    "by picture message": (texts(1, **US, channel=Channel.MMS), (1, 1)),
    "by e-mail the code is another's": (texts(1, **US, channel=Channel.EMAIL), None),
    "a consent that is shown": ([*consent(), *texts(1, **US)], None),
    "a consent to another channel": ([*consent(channels=(Channel.EMAIL,)), *texts(1, **US)], (1, 1)),
    "to another purpose": ([*consent(purposes=(Purpose.SURVEY,)), *texts(1, **US)], (1, 1)),
    "an unproven one": ([*consent(proven=False), *texts(1, **US)], (1, 1)),
    "one of which it is not known": ([*consent(proven=None), *texts(1, **US)], (1, 1)),
    "a customer": ([*consent(proven=False, customer_until=MONDAY), *texts(1, **US)], None),
    "a customer no more": ([*consent(proven=False, customer_until=MONDAY - SECOND), *texts(1, **US)], (1, 1)),
    "where the law asks, the other rule does": (
        texts(1, recipient_country="US", recipient_places=("US-NY", "FR")), None),
    "another country": (texts(1), None),
    "a country nobody knows": (texts(1, **(US | {"recipient_country": None})), None),
    "another purpose": (texts(1, **US, purpose=Purpose.SURVEY), None),
    "a purpose nobody named": (texts(1, **US, purpose=None), None),
    "the campaign names it": (
        [Campaign(id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING),
         *texts(1, **US, purpose=None, campaign="spring")], (1, 1)),
    "an answer": (texts(1, **US, direction=Direction.INBOUND), None),
    "nobody knows who sent it": (texts(1, **US, sender=None), (1, 1)),
    "no account, no measure": (texts(1, **US, account=None), None),
    "the last moment of the day": (texts(2, **US, every=DAY - SECOND), (2, 2)),
    "the first after it": (texts(2, **US, every=DAY), (1, 1)),
}  # fmt: skip
OLD_CASES: dict[str, Case] = {
    "two years to the moment are not more": ([*consent(MONDAY - YEARS), *texts(1)], None),
    "a moment more is": ([*consent(MONDAY - YEARS - SECOND), *texts(1)], (1, 1)),
    "it is as old as it was given": ([*consent(given_at=MONDAY - 2 * YEARS), *texts(1)], (1, 1)),
    "a record that came late is not older": (
        [*consent(MONDAY - 2 * YEARS, given_at=MONDAY - DAY), *texts(1)],
        None,
    ),
    "one that is not shown is the other rules'": (
        [*consent(MONDAY - 2 * YEARS, proven=False), *texts(1)],
        None,
    ),
    "the code asks, too": ([*consent(MONDAY - 2 * YEARS), *texts(1, **US)], (1, 1)),
    "nobody asks for one": ([*consent(MONDAY - 2 * YEARS), *texts(1, recipient_places=("JP",))], None),
    "a customer": ([*consent(MONDAY - 2 * YEARS, customer_until=MONDAY), *texts(1)], None),
    "a survey": (
        [*consent(MONDAY - 2 * YEARS, purposes=(Purpose.SURVEY,)), *texts(1, purpose=Purpose.SURVEY)],
        None,
    ),
    "nobody knows who sent it": ([*consent(MONDAY - 2 * YEARS), *texts(1, sender=None)], (1, 1)),
    "the last moment of the day": (
        [*consent(MONDAY - 2 * YEARS), *texts(2, every=DAY - SECOND)],
        (2, 2),
    ),
    "the first after it": ([*consent(MONDAY - 2 * YEARS), *texts(2, every=DAY)], (1, 1)),
}


@pytest.mark.parametrize("name", ADVISED_CASES)
def test_consent_that_the_industry_asks_for(name: str) -> None:
    check(CLAUSE, ADVISED, ADVISED_CASES[name])


@pytest.mark.parametrize("name", OLD_CASES)
def test_old_consents(name: str) -> None:
    check(CLAUSE, OLD, OLD_CASES[name])


def test_each_number_has_its_own() -> None:
    facts = [
        *consent(MONDAY - 2 * YEARS, proven=None),
        *texts(2, **US),
        *texts(3, **US, sender="+12025550111"),
    ]
    assert sorted(each.measure.hits for each in found(CLAUSE, ADVISED, facts)) == [2, 3]
    old = [*consent(MONDAY - 2 * YEARS), *texts(2), *texts(3, sender="+12025550111")]
    assert sorted(each.measure.hits for each in found(CLAUSE, OLD, old)) == [2, 3]


def test_it_is_asked_about_and_never_refused() -> None:
    (attempt,) = texts(1, **US)
    assert decided(CLAUSE, [], attempt).act is Act.CHALLENGE
    assert (
        decided(
            CLAUSE, [*texts(1, **US), *consent(MONDAY + SECOND)], texts(1, **US, start=MONDAY + HOUR)[0]
        ).act
        is Act.ALLOW
    )
    old = decided(CLAUSE, consent(MONDAY - 2 * YEARS), texts(1)[0])
    assert (old.act, [each.rule.name for each in old.reasons]) == (Act.ALLOW, [OLD])
    assert old.reasons[0].rule.act is Act.CHALLENGE


def test_how_grave_it_is_and_the_reason_in_both_languages() -> None:
    (advised,) = found(CLAUSE, ADVISED, texts(1, **US))
    assert (advised.severity, advised.answer, advised.rule.mode) == (
        Severity.NOTICE, Answer.CHALLENGE, Mode.ENFORCE)  # fmt: skip
    assert advised.reason(Lang.EN) == (
        "Marketing texts without the consent that the industry asks for, in 24\u00a0h: 1."
    )
    assert advised.reason(Lang.FR) == (
        "SMS de prospection sans l'accord que demande la profession, en 24\u00a0h\u00a0: 1."
    )
    (old,) = found(CLAUSE, OLD, [*consent(MONDAY - 2 * YEARS), *texts(1)])
    assert (old.severity, old.answer, old.rule.mode) == (Severity.NOTICE, Answer.CHALLENGE, Mode.OBSERVE)
    assert (advised.limit.value, old.limit.value) == (1, 1)
    assert old.reason(Lang.EN) == (
        "Marketing messages on a consent more than two years old, within 24\u00a0h: 1."
    )
    assert old.reason(Lang.FR) == (
        "Messages de prospection sur un accord de plus de deux ans, en 24\u00a0h\u00a0: 1."
    )
