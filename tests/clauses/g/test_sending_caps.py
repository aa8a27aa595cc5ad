"""T-Mobile's daily caps by vetting score; RingCentral's hundred voicemails and faxes at once."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.g_harvesting_spam.sending_caps import CLAUSE
from fairline.facts import Account, Campaign, Channel, Direction, Fact, Purpose
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, MINUTE, SECOND, decided, texts
from tests.clauses.traffic import MONDAY

BLAST = "voicemails-and-faxes-at-once"
TIERS = {
    "daily-cap-low": 2_000,
    "daily-cap-basic": 10_000,
    "daily-cap-good": 40_000,
    "daily-cap-best": 200_000,
}
US = {"recipient_country": "US", "every": timedelta(milliseconds=10)}
MIDNIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)  # in Los Angeles


def brand(cap: int | None) -> list[Fact]:
    return [Account(id="acme", at=MONDAY - DAY, messages_day_max=cap)]


@pytest.mark.parametrize("rule", TIERS)
def test_the_limit(rule: str) -> None:
    cap = TIERS[rule]
    check(CLAUSE, rule, ([*brand(cap), *texts(cap, **US)], None))
    check(CLAUSE, rule, ([*brand(cap), *texts(cap + 1, **US)], (cap + 1, cap + 1)))


TIER_OF = {1: 0, 2_000: 0, 2_001: 1, 10_000: 1, 10_001: 2, 40_000: 2, 40_001: 3, 200_000: 3}


@pytest.mark.parametrize("cap", TIER_OF)
def test_the_brand_is_in_one_tier(cap: int) -> None:
    """Which rule counts one text, of its day, by the measure that each of them has then."""
    from fairline.engine import Engine
    from fairline.policy import DEFAULT_PLAN
    from tests.clauses.traffic import law_book

    engine = Engine([CLAUSE], law=law_book(), plan=DEFAULT_PLAN)
    before = texts(1, start=MIDNIGHT - SECOND, **US)
    received = texts(1, start=MIDNIGHT, **US, direction=Direction.INBOUND)
    for fact in [*brand(cap), *received, *before, *texts(1, start=MIDNIGHT, **US)]:
        engine.observe(fact)
    at = int(MIDNIGHT.timestamp() * 1_000_000)
    counted = [engine.measure(rule.signal, ("acme",), at).hits for rule in CLAUSE.rules if rule.name in TIERS]
    assert counted == [int(tier == TIER_OF[cap]) for tier in range(4)]


LOW: dict[str, Case] = {
    "the day ends at midnight Pacific time": (
        [*brand(2_000), *texts(2_000, **US), *texts(1, start=MIDNIGHT, **US)], None),
    "not before": (
        [*brand(2_000), *texts(2_000, **US), *texts(1, start=MIDNIGHT - SECOND, **US)], (2001, 2001)),
    "a cap nobody named": ([*brand(None), *texts(2_001, **US)], None),
    "another country": ([*brand(2_000), *texts(2_001, every=US["every"])], None),
    "a country nobody knows": ([*brand(2_000), *texts(2_001, **(US | {"recipient_country": None}))], None),
    "received": ([*brand(2_000), *texts(2_001, **US, direction=Direction.INBOUND)], None),
    "no texts": ([*brand(2_000), *texts(2_001, **US, channel=Channel.EMAIL)], None),
    "pictures count": ([*brand(2_000), *texts(2_001, **US, channel=Channel.MMS)], (2001, 2001)),
    "of two accounts": ([*brand(2_000), *texts(2_000, **US), *texts(1, **US, account="beta")], None),
}  # fmt: skip
FAX = {"channel": Channel.FAX}
BLASTS: dict[str, Case] = {
    "ninety-nine": (texts(99, **FAX), None),
    "a hundred": (texts(100, **FAX), (100, 100)),
    "voicemails and faxes": (texts(50, **FAX) + texts(50, channel=Channel.VOICEMAIL), (100, 100)),
    "texts are none": (texts(100), None),
    "received": (texts(100, **FAX, direction=Direction.INBOUND), None),
    "the last moment of the hour": (
        texts(99, **FAX) + texts(1, start=MONDAY + HOUR - MINUTE, **FAX), (100, 100)),
    "the first after it": (
        texts(99, every=SECOND / 2, **FAX) + texts(1, start=MONDAY + HOUR, **FAX), None),
    "an emergency": (texts(100, **FAX, purpose=Purpose.EMERGENCY), None),
    "a purpose nobody named": (texts(100, **FAX, purpose=None), (100, 100)),
    "the campaign is an emergency": (
        [Campaign(id="storm", at=MONDAY - DAY, account="acme", purpose=Purpose.EMERGENCY),
         *texts(100, **FAX, purpose=None, campaign="storm")], None),
    "another account": (texts(99, **FAX) + texts(1, **FAX, account="beta"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", LOW)
def test_days_and_texts(name: str) -> None:
    check(CLAUSE, "daily-cap-low", LOW[name])


@pytest.mark.parametrize("name", BLASTS)
def test_blasts(name: str) -> None:
    check(CLAUSE, BLAST, BLASTS[name])


def test_the_hundredth_is_held() -> None:
    (attempt,) = texts(1, start=MONDAY + 5 * MINUTE, **FAX)
    assert decided(CLAUSE, texts(99, **FAX), attempt).act is Act.HOLD
    assert decided(CLAUSE, texts(98, **FAX), attempt).act is Act.ALLOW


def test_how_grave_it_is_and_the_reasons_in_both_languages() -> None:
    (blast,) = found(CLAUSE, BLAST, texts(100, **FAX))
    assert (blast.severity, blast.answer, blast.rule.mode) == (Severity.MAJOR, Answer.HOLD, Mode.ENFORCE)
    assert blast.reason(Lang.EN) == "100 voicemails and faxes went out within an hour; 100 are a blast."
    assert blast.reason(Lang.FR) == (
        "100 messages vocaux et télécopies en une heure\u00a0; dès 100, c'est un envoi massif."
    )
    (cap,) = found(CLAUSE, "daily-cap-low", [*brand(2_000), *texts(2_001, **US)])
    assert (cap.severity, cap.answer, cap.rule.mode) == (Severity.MINOR, Answer.THROTTLE, Mode.OBSERVE)
    assert cap.reason(Lang.EN) == (
        "The brand sent 2,001 texts to the United States in a day; carriers allow 2,000."
    )
    others = [rule for rule in CLAUSE.rules if rule.name in TIERS]
    assert {(rule.severity, rule.answer, rule.mode) for rule in others} == {
        (Severity.MINOR, Answer.THROTTLE, Mode.OBSERVE)
    }
