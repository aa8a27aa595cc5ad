"""A declaration that cannot be right fails with a sentence: what was found, what was wanted."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fairline.facts import Account, Call, Direction, Forwarding, Message
from fairline.facts.numbering import hour_slot
from fairline.policy import Answer, Mode, Rule, Severity, Text
from fairline.policy.clause import Rung
from fairline.signals import (
    DeclarationError,
    Signal,
    Unit,
    calendar,
    choose,
    cohort,
    columns,
    concurrent,
    count,
    dated,
    derived,
    distinct,
    equal,
    first_known,
    highest,
    longest_run,
    mean,
    newly_seen,
    occasions,
    ours,
    overdue,
    per_plan,
    ratio,
    share,
    sliding,
    successive,
    total,
)
from fairline.signals.checking import KEYS
from fairline.signals.expressions import Column

call, message = columns(Call), columns(Message)
account, forwarding = columns(Account), columns(Forwarding)
HOUR, DAY = sliding(hours=1), calendar("day")
SECOND = timedelta(seconds=1)
KNOWN = (
    "account, brand, called, called_business, called_country, called_places, caller, campaign, dialed,"
    " forwarded_from, seller, source_ip, transferred_to, user"
)


def attempts(**changed: Any) -> Signal:
    return count(True, **({"by": call.account, "over": HOUR} | changed))


def talk(**changed: Any) -> Signal:
    return total(call.talk, **({"by": call.account, "over": HOUR, "unit": Unit.DURATION} | changed))


def open_at_once(**changed: Any) -> Signal:
    times = {"since": call.answered_at, "until": call.ended_at, "by": call.account, "over": HOUR}
    return concurrent(**(times | changed))


def answered() -> Signal:
    return share(call.answered, of=True, by=call.account, over=HOUR)


def peers(**changed: Any) -> Signal:
    asked = {"peers": account.plan, "peers_min": 2, "by": call.account, "over": DAY, "unit": Unit.DURATION}
    return cohort(call.talk, **(asked | changed))


def new(**changed: Any) -> bool:
    spans = {"within": SECOND, "after": SECOND, "history_min": SECOND}
    return newly_seen(call.called, by=call.account, **(spans | changed))


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "no column at all": (
        lambda: count(True, by=7, over=HOUR),
        "count: found no column of a fact, wanted one of what is counted",
    ),
    "two kinds in key and condition": (
        lambda: attempts(of=message.delivered),
        "count: found columns of Message and Call, wanted those of one kind of fact",
    ),
    "two kinds in the value": (
        lambda: distinct(message.recipient, by=call.account, over=HOUR),
        "distinct: found columns of Message and Call, wanted those of one kind of fact",
    ),
    "two kinds in the end of a lease": (
        lambda: open_at_once(until=message.sent_at),
        "concurrent: found columns of Call and Message, wanted those of one kind of fact",
    ),
    "two kinds in the anchor": (
        lambda: attempts(over=successive(days=1, since=message.sent_at)),
        "count: found columns of Call and Message, wanted those of one kind of fact",
    ),
    "two kinds in the sides of a ratio": (
        lambda: ratio(
            call.talk, where=message.delivered, by=call.account, over=HOUR, unit=Unit.DURATION
        ),
        "ratio: found columns of Call and Message, wanted those of one kind of fact",
    ),
    "a record that messages have not": (
        lambda: count(forwarding.active, by=message.account, over=HOUR),
        "count: found a column of Forwarding, wanted one that a Message belongs to",
    ),
    "a key without parts": (
        lambda: count(call.answered, by=(), over=HOUR),
        "count: found a key without parts, wanted at least one",
    ),
    "a nullable part of a key": (
        lambda: attempts(by=(call.account, call.end_reason)),
        "count: found end_reason in the key, which may be unknown, wanted one of "
        f"{KNOWN}, or first_known(end_reason, what to count the unknown under)",
    ),
    "a function of something known": (
        lambda: attempts(by=(call.account, derived(hour_slot, call.started_at))),
        "count: found hour_slot in the key, which may be unknown, wanted one of "
        f"{KNOWN}, or first_known(hour_slot, what to count the unknown under)",
    ),
    "a nullable alternative": (
        lambda: attempts(by=(call.account, first_known(call.campaign, call.currency))),
        "count: found campaign in the key, which may be unknown, wanted one of "
        f"{KNOWN}, or first_known(campaign, what to count the unknown under)",
    ),
    "a column of a record as a message's key": (
        lambda: count(True, by=(message.account, account.plan), over=HOUR),
        "count: found plan in the key, which may be unknown, wanted one of account, brand, campaign, "
        "recipient, recipient_country, recipient_places, seller, sender, template, user, "
        "or first_known(plan, what to count the unknown under)",
    ),
    "no time at all": (lambda: sliding(), "sliding: found a window of 0:00:00, wanted one that lasts"),
    "less than no time": (
        lambda: sliding(hours=-1),
        "sliding: found a window of -1 day, 23:00:00, wanted one that lasts",
    ),
    "a hop of nothing": (
        lambda: sliding(hours=1, hop=timedelta(0)),
        "sliding: found a hop of 0:00:00, wanted one that lasts",
    ),
    "a hop that does not divide": (
        lambda: sliding(minutes=10, hop=timedelta(minutes=3)),
        "sliding: found a window of 0:10:00 and a hop of 0:03:00, "
        "wanted a whole number of hops in the window",
    ),
    "a hop longer than the window": (
        lambda: sliding(minutes=10, hop=timedelta(minutes=20)),
        "sliding: found a window of 0:10:00 and a hop of 0:20:00, "
        "wanted a whole number of hops in the window",
    ),
    "a window longer than any that has a hop": (
        lambda: sliding(days=91),
        "sliding: found 91 days, 0:00:00 and no hop, wanted at most 90 days, or a hop",
    ),
    "spans of nothing": (
        lambda: successive(days=0, since=call.started_at),
        "successive: found spans of 0:00:00, wanted some that last",
    ),
    "spans from nowhere": (
        lambda: successive(days=1, since=None), "successive: found since None, wanted a column"
    ),
    "a period that is none": (
        lambda: calendar("year"),  # type: ignore[arg-type]
        "calendar: found year, wanted one of day, week, month",
    ),
    "a zone that is none": (
        lambda: calendar("day", "Europe/Atlantis"),
        "calendar: found zone Europe/Atlantis, wanted an IANA name",
    ),
    "a level of nobody": (
        lambda: occasions(
            level=0, since=call.answered_at, until=call.ended_at, by=call.account, over=HOUR
        ),
        "occasions: found a level of 0, wanted 1 or more",
    ),
    "a step of nothing": (
        lambda: longest_run(call.sip_status, step_max=0, by=call.account, over=HOUR),
        "longest run: found steps of at most 0, wanted 1 or more",
    ),
    "a lease that never lasts": (
        lambda: open_at_once(lasting_max=timedelta(0)),
        "concurrent: found a lease of at most 0:00:00, wanted one that lasts",
    ),
    "due before it began": (
        lambda: overdue(
            since=call.answered_at, until=call.ended_at, within=-SECOND, by=call.account, over=HOUR
        ),
        "overdue: found within -1 day, 23:59:59, wanted 0 or more",
    ),
    "a cohort over a sliding window": (
        lambda: peers(over=HOUR),
        "cohort: found a sliding window, wanted a calendar one, which all keys share",
    ),
    "a cohort over successive spans": (
        lambda: peers(over=successive(days=1, since=call.campaign_started_at)),
        "cohort: found a successive window, wanted a calendar one, which all keys share",
    ),
    "a cohort of nobody": (
        lambda: peers(peers_min=0), "cohort: found peers of at least 0, wanted 1 or more"
    ),
    "a duration summed as a number": (
        lambda: talk(unit=Unit.NUMBER),
        "total: found the unit number for talk, wanted duration",
    ),
    "money summed as a duration": (
        lambda: mean(call.cost, by=call.account, over=HOUR, unit=Unit.DURATION),
        "mean: found the unit duration for cost, wanted money",
    ),
    "words summed": (
        lambda: highest(call.user, by=call.account, over=HOUR, unit=Unit.NUMBER),  # type: ignore[arg-type]
        "highest: found user, wanted a number, a duration or money",
    ),
    "a limit that is no number": (
        lambda: attempts().above(ours(float("nan"), en="", fr="")),
        "count: found a limit of nan, wanted a finite number",
    ),
    "a limit without end": (
        lambda: attempts().at_least(ours(float("inf"), en="", fr="")),
        "count: found a limit of inf, wanted a finite number",
    ),
    "an amount that is none": (
        lambda: total(call.cost, by=call.account, over=HOUR, unit=Unit.MONEY).above(
            ours(Decimal("NaN"), en="", fr="")
        ),
        "total: found a limit of Decimal('NaN'), wanted a finite number",
    ),
    "a duration for a count": (
        lambda: attempts().above(ours(SECOND, en="", fr="")),
        "count: found a limit of datetime.timedelta(seconds=1), wanted a number",
    ),
    "a number for a duration": (
        lambda: talk().below(ours(60, en="", fr="")),
        "total: found a limit of 60, wanted a timedelta",
    ),
    "a number for money": (
        lambda: total(call.cost, by=call.account, over=HOUR, unit=Unit.MONEY).above(ours(5, en="", fr="")),
        "total: found a limit of 5, wanted a Decimal",
    ),
    "a duration for a ratio of durations": (
        lambda: peers().above(ours(SECOND, en="", fr="")),
        "cohort: found a limit of datetime.timedelta(seconds=1), wanted a number",
    ),
    "a truth for a number": (
        lambda: attempts().above(ours(True, en="", fr="")), "count: found a limit of True, wanted a number"
    ),
    "a share in percent": (
        lambda: answered().above(ours(3, en="", fr="")),
        "share: found a limit of 3, wanted a share, from 0 to 1",
    ),
    "a share below nothing": (
        lambda: answered().below(ours(-0.1, en="", fr="")),
        "share: found a limit of -0.1, wanted a share, from 0 to 1",
    ),
    "one plan's limit": (
        lambda: attempts().above(
            per_plan({"p": ours(SECOND, en="", fr="")}, otherwise=ours(1, en="", fr=""))
        ),
        "count: found a limit of datetime.timedelta(seconds=1), wanted a number",
    ),
    "one day's limit": (
        lambda: attempts().above(dated({date(2026, 1, 1): ours(float("nan"), en="", fr="")})),
        "count: found a limit of nan, wanted a finite number",
    ),
    "less than no base": (
        lambda: answered().above(ours(0.5, en="", fr=""), base_min=-1), "base_min: found -1, wanted 0 or more"
    ),
    "more often than there are periods": (
        lambda: attempts(over=DAY).above(ours(1, en="", fr="")).on(4, of=3),
        "on: found 4 of 3 periods, wanted 1 or more of at least as many",
    ),
    "new for no time": (
        lambda: new(within=timedelta(0)),
        "newly seen: found within 0:00:00, wanted a span that lasts",
    ),
    "new after less than no silence": (
        lambda: new(after=-SECOND),
        "newly seen: found after -1 day, 23:59:59, wanted a span of 0 or more",
    ),
    "new before there was a past": (
        lambda: new(history_min=-SECOND),
        "newly seen: found history_min -1 day, 23:59:59, wanted a span of 0 or more",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_it_fails_with_a_sentence(name: str) -> None:
    declare, sentence = WRONG[name]
    with pytest.raises(DeclarationError) as raised:
        declare()
    assert str(raised.value) == sentence


def test_a_rung_is_held_against_the_same_measure() -> None:
    words = Text(en="x", fr="x")
    with pytest.raises(DeclarationError, match=r"^count: found a limit of .*, wanted a number$"):
        Rule(
            id="X",
            name="x",
            title=words,
            when=(attempts().above(ours(1, en="", fr="")),),
            severity=Severity.NOTICE,
            answer=Answer.OBSERVE,
            mode=Mode.OBSERVE,
            reason=words,
            ladder=(Rung(ours(SECOND, en="", fr=""), Severity.MAJOR, Answer.OBSERVE),),
        )


def test_an_unknown_column_is_told_with_the_nearest() -> None:
    with pytest.raises(AttributeError) as raised:
        call.anwsered  # type: ignore[attr-defined]  # noqa: B018
    assert str(raised.value) == "Call.anwsered: found no such field, did you mean answered"


OUTBOUND = equal(call.direction, Direction.OUTBOUND)
RIGHT: dict[str, Callable[[], object]] = {
    "what is never unknown": lambda: attempts(by=(call.account, call.id)),
    "a default for what is": lambda: attempts(by=(call.account, first_known(call.end_reason, "-"))),
    "a function with a default": lambda: attempts(
        by=(call.account, first_known(derived(hour_slot, call.answered_at), 0))
    ),
    "one of two that may be keys": lambda: attempts(by=(call.account, first_known(call.called, call.dialed))),
    "a choice of them": lambda: attempts(by=choose(OUTBOUND, yes=call.called, no=call.caller)),
    "a choice that says nobody": lambda: attempts(by=choose(OUTBOUND, yes=call.called, no=None)),
    "one hop that is the window": lambda: sliding(minutes=10, hop=timedelta(minutes=10)),
    "the longest window that has a hop": lambda: sliding(days=90),
    "due at once": lambda: overdue(
        since=call.answered_at, until=call.ended_at, within=timedelta(0), by=call.account, over=HOUR
    ),
    "a share of all": lambda: answered().at_least(ours(1, en="", fr="")),
    "no limit for other plans": lambda: attempts().above(
        per_plan({"p": ours(1, en="", fr="")}, otherwise=None)
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_can_be_right_is_declared(name: str) -> None:
    assert RIGHT[name]() is not None


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, each) for kind, known in KEYS.items() for each in sorted(known)]
)
def test_what_may_be_a_key_is_a_column_and_may_be_one(kind: type[Any], field: str) -> None:
    part = getattr(columns(kind), field)
    assert isinstance(part, Column)
    assert count(True, by=part, over=HOUR).by == (part,)
