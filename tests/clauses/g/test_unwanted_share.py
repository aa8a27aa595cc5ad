"""Opt-outs by number; complaints and dead addresses by template, over 24 hours."""

import pytest

from fairline.clauses.g_harvesting_spam.unwanted_share import CLAUSE
from fairline.facts import Direction, Fact
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, MINUTE, inbound, texts
from tests.clauses.traffic import MONDAY

OPT_OUTS, COMPLAINTS, BOUNCES = "opt-out-share", "complaint-share", "bounce-share"


def answered(sent: int, stops: int, **fields: object) -> list[Fact]:
    return [*texts(sent), *inbound(stops, start=MONDAY + HOUR, opts_out=True, **fields)]


def mailed(good: int, bad: int, field: str, **fields: object) -> list[Fact]:
    whole = {"template": "t"} | fields
    return [
        *texts(good, **whole, **{field: False}),
        *texts(bad, start=MONDAY + HOUR, **whole, **{field: True}),
    ]  # type: ignore[arg-type]


OPTED: dict[str, Case] = {
    "one in a hundred": (answered(990, 10), None),
    "chance alone does not accuse": (answered(984, 16), None),
    "surely more than one in a hundred": (answered(982, 18), (18, 1000)),
    "499 are too few": (answered(400, 99), None),
    "500 are enough": (answered(401, 99), (99, 500)),
    "other answers are none": ([*answered(990, 10), *inbound(90, opts_out=False)], None),
    "nor are those nobody looked at": ([*answered(990, 10), *inbound(90)], None),
    "nor are texts of the account that only say so": (
        [*texts(90, opts_out=True), *answered(990, 10)], None),
    "to another number": (answered(990, 90, recipient="+12025550111"), None),
    "to another account": (answered(990, 90, account="beta"), None),
    "the last moment of the day": (
        [*texts(982), *inbound(18, start=MONDAY + DAY - MINUTE, opts_out=True)], (18, 1000)),
    "the first after it": ([*texts(982), *inbound(18, start=MONDAY + DAY + MINUTE, opts_out=True)], None),
    "a direction nobody named": ([*answered(990, 10), *texts(90, direction=None, opts_out=True)], None),
}  # fmt: skip
COMPLAINED: dict[str, Case] = {
    "one in a thousand": (mailed(999, 1, "complained"), None),
    "chance alone does not accuse": (mailed(998, 2, "complained"), None),
    "surely more than one in a thousand": (mailed(995, 5, "complained"), (5, 1000)),
    "499 are too few": (mailed(490, 9, "complained"), None),
    "500 are enough": (mailed(491, 9, "complained"), (9, 500)),
    "nobody complained that is said": (
        [*texts(995, template="t"), *texts(5, template="t", start=MONDAY + HOUR, complained=True)],
        (5, 1000)),
    "another template": ([*mailed(999, 1, "complained"), *texts(9, template="u", complained=True)], None),
    "another account": (
        [*mailed(999, 1, "complained"), *texts(9, template="t", account="beta", complained=True)], None),
    "received": (mailed(995, 5, "complained", direction=Direction.INBOUND), None),
    "no template, no measure": (mailed(995, 5, "complained", template=None), None),
    "the last moment of the day": (
        [*texts(995, template="t"),
         *texts(5, template="t", start=MONDAY + DAY - MINUTE, complained=True)], (5, 1000)),
    "the first after the day": (
        [*texts(995, template="t"), *texts(5, template="t", start=MONDAY + DAY, complained=True)], None),
}  # fmt: skip
BOUNCED: dict[str, Case] = {
    "one in twenty": (mailed(950, 50, "bounced"), None),
    "chance alone does not accuse": (mailed(938, 62, "bounced"), None),
    "surely more than one in twenty": (mailed(930, 70, "bounced"), (70, 1000)),
    "499 are too few": (mailed(400, 99, "bounced"), None),
    "500 are enough": (mailed(401, 99, "bounced"), (99, 500)),
    "not delivered": (
        [*texts(930, template="t", delivered=True),
         *texts(70, start=MONDAY + HOUR, template="t", delivered=False)], (70, 1000)),
    "those of which nothing is known count on neither side": (
        [*mailed(930, 70, "bounced"), *texts(900, template="t")], (70, 1000)),
    "another template": ([*mailed(950, 50, "bounced"), *texts(90, template="u", bounced=True)], None),
    "received": (mailed(900, 100, "bounced", direction=Direction.INBOUND), None),
    "the first of the surely more": (mailed(934, 66, "bounced"), (66, 1000)),
    "the last moment of the day": (
        [*texts(930, template="t", bounced=False),
         *texts(70, template="t", start=MONDAY + DAY - 2 * MINUTE, bounced=True)],
        (70, 1000)),
    "the first after the day": (
        [*texts(930, template="t", bounced=False),
         *texts(70, template="t", start=MONDAY + DAY, bounced=True)],
        None),
}  # fmt: skip
TABLES = {OPT_OUTS: OPTED, COMPLAINTS: COMPLAINED, BOUNCES: BOUNCED}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, table in TABLES.items() for name in table])
def test_shares(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


LADDERS: dict[str, tuple[list[Fact], list[Fact], Mode]] = {
    OPT_OUTS: (answered(960, 40), answered(959, 41), Mode.OBSERVE),
    COMPLAINTS: (mailed(994, 6, "complained"), mailed(1043, 7, "complained"), Mode.ENFORCE),
    BOUNCES: (mailed(882, 118, "bounced"), mailed(881, 119, "bounced"), Mode.OBSERVE),
}


@pytest.mark.parametrize("rule", LADDERS)
def test_the_ladder(rule: str) -> None:
    some, many, mode = LADDERS[rule]
    (low,), (high,) = found(CLAUSE, rule, some), found(CLAUSE, rule, many)
    assert (low.severity, low.answer, low.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, mode)
    assert (high.severity, high.answer) == (Severity.MAJOR, Answer.HOLD)


def test_the_reasons_in_both_languages() -> None:
    (opt_outs,) = found(CLAUSE, OPT_OUTS, answered(982, 18))
    assert opt_outs.reason(Lang.EN) == (
        "Of 1,000 texts sent from +12025550100 and opt-outs to it, 18 were opt-outs; limit 1%."
    )
    assert opt_outs.reason(Lang.FR) == (
        "+12025550100\u00a0: 18 oppositions sur 1\u202f000 envois et oppositions\u00a0;"
        " limite\u00a0: 1\u00a0%."
    )
    (complaints,) = found(CLAUSE, COMPLAINTS, mailed(995, 5, "complained"))
    assert complaints.reason(Lang.EN) == (
        "5 of 1,000 messages of one template were complained about; the limit is 0.1%."
    )
