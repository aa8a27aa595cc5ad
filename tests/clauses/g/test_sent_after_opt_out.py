"""What is delivered after an opt-out: once a fault, three times in a week a channel that does not heed."""

from datetime import timedelta

import pytest

from fairline.clauses.g_harvesting_spam.sent_after_opt_out import CLAUSE
from fairline.facts import Campaign, Channel, Consent, Direction, Fact, Message, Purpose
from fairline.policy import Answer, Evidence, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, MINUTE, SECOND, THEIRS, stop, texts
from tests.clauses.traffic import MONDAY

ONCE, AGAIN, SHARE = (
    "delivered-after-opt-out", "delivered-after-opt-out-again", "delivered-after-opt-out-share",
)  # fmt: skip
WEEK = timedelta(days=7)
OTHER, LATER = "+33611111111", MONDAY + HOUR


def after(number: int = 1, **fields: object) -> list[Fact]:
    return [*stop(), *texts(number, **({"delivered": True} | fields))]


def arrived(number: int, **fields: object) -> list[Message]:
    """Return what reached somebody who never opted out."""
    return texts(number, **({"recipient": OTHER, "delivered": True} | fields))


ONE: dict[str, Case] = {
    "one that arrived": (after(), (1, 1)),
    "one that did not": (after(delivered=False), None),
    "one that was tried": (after(delivered=None), None),
    "nobody opted out": (texts(1, delivered=True), None),
    "a later consent": (
        [*after(), Consent(id="c", at=MONDAY - MINUTE, account="acme", contact=THEIRS)], None),
    "an earlier one": ([*after(), Consent(id="c", at=MONDAY - DAY, account="acme", contact=THEIRS)], (1, 1)),
    "an emergency": (after(purpose=Purpose.EMERGENCY), None),
    "the campaign is one": (
        [Campaign(id="storm", at=MONDAY - DAY, account="acme", purpose=Purpose.EMERGENCY),
         *after(purpose=None, campaign="storm")], None),
    "a code": (after(one_time_code=True), None),
    "a confirmation within five minutes": (
        [*stop(MONDAY), *texts(1, start=MONDAY + 5 * MINUTE, delivered=True, purpose=None,
                               confirms_opt_out=True)], None),
    "a moment later": (
        [*stop(MONDAY), *texts(1, start=MONDAY + 5 * MINUTE + SECOND, delivered=True, purpose=None,
                               confirms_opt_out=True)], (1, 1)),
    "a confirmation that sells": (
        [*stop(MONDAY), *texts(1, start=MONDAY + SECOND, delivered=True, confirms_opt_out=True)], (1, 1)),
    "received": (after(direction=Direction.INBOUND), None),
    "the last moment of the week": (after(2, every=WEEK - 3 * HOUR), (2, 2)),
    "the first after it": (after(2, every=WEEK), (1, 1)),
    "a channel nobody named": (after(channel=None), (1, 1)),
    "no account": (after(account=None), None),
}  # fmt: skip
THREE: dict[str, Case] = {
    "two may be a race": (after(2), None),
    "three": (after(3), (3, 3)),
    "three that did not arrive": (after(3, delivered=False), None),
    "three before it": ([*texts(3, start=MONDAY - DAY, delivered=True), *stop()], None),
    "three emergencies": (after(3, purpose=Purpose.EMERGENCY), None),
    "of two channels": ([*after(2), *texts(1, delivered=True, channel=Channel.MMS)], None),
    "of two accounts": ([*after(2), *after(2, account="beta")], None),
    "the last moment of the week": (after(3, every=WEEK / 2 - HOUR), (3, 3)),
    "the first after it": (after(3, every=WEEK / 2), None),
}
MANY: dict[str, Case] = {
    "one in a thousand": ([*texts(999, recipient=OTHER, delivered=True), *after(1)], None),
    "chance alone does not accuse": (
        [*texts(998, recipient=OTHER, delivered=True), *after(2, start=LATER)], None),
    "surely more": ([*texts(995, recipient=OTHER, delivered=True), *after(5, start=LATER)], (5, 1000)),
    "three in a thousand are": ([*arrived(997), *after(3, start=LATER)], (3, 1000)),
    "three of 1,050 may be chance": ([*arrived(1047), *after(3, start=LATER)], None),
    "emergencies are none": (
        [*arrived(995), *after(5, start=LATER, purpose=Purpose.EMERGENCY)], None),
    "received messages are not in the base": (
        [*arrived(900, direction=Direction.INBOUND), *arrived(997), *after(3, start=LATER)], (3, 1000)),
    "the last hour of the week": ([*arrived(995), *after(5, start=MONDAY + WEEK - 2 * HOUR)], (5, 1000)),
    "999 are too few": ([*texts(990, recipient=OTHER, delivered=True), *after(9)], None),
    "what did not arrive is not in the base": (
        [*texts(990, recipient=OTHER, delivered=True), *texts(90, recipient=OTHER, delivered=False),
         *after(9)],
        None),
    "another channel": (
        [*texts(991, recipient=OTHER, delivered=True, channel=Channel.MMS), *after(9)], None),
    "the first after the week": (
        [*texts(991, start=MONDAY - WEEK, recipient=OTHER, delivered=True), *after(9)], None),
}  # fmt: skip
TABLES = {ONCE: ONE, AGAIN: THREE, SHARE: MANY}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, table in TABLES.items() for name in table])
def test_what_arrived(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


def test_each_channel_has_its_own() -> None:
    told = found(CLAUSE, ONCE, [*after(2), *texts(3, delivered=True, channel=Channel.MMS)])
    assert sorted(each.measure.hits for each in told) == [2, 3]


def test_how_grave_it_is_and_the_reasons_in_both_languages() -> None:
    (once,) = found(CLAUSE, ONCE, after())
    assert once.limit.value == 1
    assert (once.severity, once.answer, once.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, Mode.ENFORCE)
    assert once.rule.evidence is Evidence.A
    (again,) = found(CLAUSE, AGAIN, after(3))
    assert (again.severity, again.answer, again.rule.mode) == (
        Severity.MAJOR, Answer.SUSPEND_SERVICE, Mode.OBSERVE)  # fmt: skip
    assert again.rule.evidence is Evidence.A
    assert again.reason(Lang.EN) == (
        "3 messages reached people after their opt-out within 7 days; from 3, the channel does not heed"
        " its list."
    )
    assert again.reason(Lang.FR) == (
        "3 messages remis après une opposition en 7\u00a0jours\u00a0; dès 3, le canal ne respecte"
        " pas sa liste."
    )
    (share,) = found(CLAUSE, SHARE, MANY["surely more"][0])
    assert (share.severity, share.answer) == (Severity.MAJOR, Answer.SUSPEND_SERVICE)
    assert share.rule.mode is Mode.OBSERVE
