"""The policy that is timed: 30 windowed signals and 12 rules, declared with fairline's own words.

Every rule has two or three tests over one key and one window, and no two tests share a signal. The limits are
such as a provider would set; ordinary traffic stays below most of them, so that what is timed is counting and
looking, with a finding now and then.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, EndReason, Side
from fairline.facts.numbering import digits
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import (
    Limit,
    Test,
    Unit,
    at_most,
    both,
    calendar,
    columns,
    concurrent,
    count,
    derived,
    distinct,
    equal,
    highest,
    less_than,
    longest_run,
    mean,
    negated,
    ours,
    share,
    share_distinct,
    sliding,
    total,
)

call = columns(Call)

account = call.account
number = (call.account, call.caller)
person = (call.account, call.called)
campaign = (call.account, call.campaign)
minutes, hour, day, week = sliding(minutes=5), sliding(hours=1), sliding(hours=24), sliding(days=7)
today = calendar("day")

outbound = equal(call.direction, Direction.OUTBOUND)
answered = both(outbound, call.answered)
unanswered = negated(call.answered)
short = at_most(call.talk, timedelta(seconds=6))
brief_ring = less_than(call.ring, timedelta(seconds=5))
unallocated = equal(call.end_reason, EndReason.UNALLOCATED)
canceled = equal(call.end_reason, EndReason.CANCELED)
dropped = both(equal(call.released_by, Side.CALLER), short)
digits_called = derived(digits, call.called)
LASTING_MAX = timedelta(hours=4)  # a peer's: Twilio ends a call then


def most(value: int | float | timedelta) -> Limit:
    """Return a limit, and that it is the bench's own."""
    return ours(value, en="the bench's", fr="celle du banc d'essai")


RULES: dict[str, tuple[Test, ...]] = {
    "burst": (
        count(outbound, of=outbound, by=account, over=minutes).above(most(300)),
        share(unanswered, of=outbound, by=account, over=minutes).above(most(0.9), base_min=50),
        distinct(call.called, of=outbound, by=account, over=minutes).above(most(250)),
    ),
    "hour": (
        share(short, of=answered, by=account, over=hour).above(most(0.4), base_min=100),
        share(unallocated, of=outbound, by=account, over=hour).above(most(0.1), base_min=100),
        total(call.talk, of=outbound, by=account, over=hour, unit=Unit.DURATION).above(
            most(timedelta(hours=20))
        ),
    ),
    "volume": (
        count(outbound, of=outbound, by=account, over=day).above(most(20_000)),
        total(call.talk, of=answered, by=account, over=day, unit=Unit.DURATION).above(
            most(timedelta(hours=400))
        ),
        distinct(call.caller, of=outbound, by=account, over=day).above(most(100)),
    ),
    "week": (
        total(call.talk, of=answered, by=account, over=week, unit=Unit.DURATION).above(
            most(timedelta(hours=2_000))
        ),
        share(short, of=answered, by=account, over=week).above(most(0.2), base_min=200),
    ),
    "number-burst": (
        count(outbound, of=outbound, by=number, over=minutes).above(most(60)),
        share(unanswered, of=outbound, by=number, over=minutes).above(most(0.9), base_min=20),
    ),
    "number-hour": (
        share(short, of=answered, by=number, over=hour).above(most(0.4), base_min=50),
        share(unallocated, of=outbound, by=number, over=hour).above(most(0.1), base_min=50),
        distinct(call.called, of=outbound, by=number, over=hour).above(most(100)),
    ),
    "number-week": (
        share(short, of=answered, by=number, over=week).above(most(0.10), base_min=20),
        highest(call.talk, of=answered, by=number, over=week, unit=Unit.DURATION).above(
            most(timedelta(minutes=10))
        ),
    ),
    "person-hour": (
        count(outbound, of=outbound, by=person, over=hour).above(most(3)),
        share(canceled, of=outbound, by=person, over=hour).above(most(0.5), base_min=3),
    ),
    "person-day": (
        count(outbound, of=outbound, by=person, over=day).above(most(7)),
        total(call.ring, of=outbound, by=person, over=day, unit=Unit.DURATION).above(
            most(timedelta(minutes=5))
        ),
        share(brief_ring, of=outbound, by=person, over=day).above(most(0.5), base_min=5),
    ),
    "campaign-day": (
        share(dropped, of=answered, by=campaign, over=today).above(most(0.03), base_min=100),
        mean(call.talk, of=answered, by=campaign, over=today, unit=Unit.DURATION).below(
            most(timedelta(seconds=30)), base_min=100
        ),
        count(outbound, of=outbound, by=campaign, over=today).above(most(2_000)),
    ),
    "lines": (
        concurrent(
            since=call.answered_at,
            until=call.ended_at,
            lasting_max=LASTING_MAX,
            of=answered,
            by=account,
            over=today,
        ).above(most(40)),
        share_distinct(call.caller, of=outbound, by=account, over=today).above(most(0.5), base_min=100),
    ),
    "scanning": (
        longest_run(digits_called, of=outbound, by=number, over=today).at_least(most(20)),
        count(outbound, of=outbound, by=number, over=today).at_least(most(100)),
    ),
}
NOTHING = Text(en="{hits}", fr="{hits}")
CITATION = Citation(
    law="none: a policy to be timed", url="", in_force=date(2026, 1, 1), checked_on=date(2026, 1, 1)
)


def clause(rules: dict[str, tuple[Test, ...]]) -> Clause:
    """Return a clause of these tests, by the names of their rules."""
    return Clause(
        id="bench",
        letter=Letter.H,
        title=NOTHING,
        citation=CITATION,
        innocent=(),
        runbook=NOTHING,
        rules=tuple(
            Rule(
                id="BENCH",
                name=name,
                title=NOTHING,
                when=when,
                severity=Severity.MINOR,
                answer=Answer.OBSERVE,
                reason=NOTHING,
                mode=Mode.OBSERVE,
            )
            for name, when in rules.items()
        ),
    )


WINDOWED = clause(RULES)
"""The 30 signals and 12 rules."""
