"""What counts, and what is unknown."""

from datetime import timedelta

from fairline.facts import Account, Direction, Message
from fairline.signals import (
    Measure,
    Unit,
    both,
    columns,
    count,
    equal,
    first_known,
    known,
    longest_run,
    negated,
    share,
    total,
)
from tests.signals.contract.made import (
    AT,
    ATTEMPTS,
    LAST_HOUR,
    MINUTE,
    account,
    call,
    counted,
    engine_of,
    one,
    seconds,
)

message = columns(Message)
ANSWERED = share(call.answered, of=True, by=call.account, over=LAST_HOUR)
TALK = total(call.talk, by=call.account, over=LAST_HOUR, unit=Unit.DURATION)
RUN = longest_run(call.sip_status, by=call.account, over=LAST_HOUR)
OF_RESELLERS = share(account.reseller, of=True, by=call.account, over=LAST_HOUR)


def test_the_present_fact() -> None:
    """The present fact counts: what is measured at a fact includes it."""
    engine = engine_of(ATTEMPTS)
    (found,) = engine.observe(one())
    assert found.measure.hits == 1


def test_base() -> None:
    """The base of a measure is the facts that `of` is true of, and its hits are those of them that are
    counted.
    """
    outbound = share(
        call.answered, of=equal(call.direction, Direction.OUTBOUND), by=call.account, over=LAST_HOUR
    )
    facts = [
        one(answered=True),
        one(answered=False),
        one(answered=True, direction=Direction.INBOUND),
    ]
    assert counted(outbound, facts) == Measure(hits=1, base=2)


def test_ties() -> None:
    """Facts of one instant count in the order in which they came, which is that of their source."""
    first, second = one(sip_status=1), one(sip_status=2)
    assert counted(RUN, [first, second]).hits == 2
    assert counted(RUN, [second, first]).hits == 1


def test_kinds_apart() -> None:
    """Calls and messages are counted apart, each for signals of their own kind."""
    sent = count(True, by=message.account, over=LAST_HOUR)
    facts = [one(), Message(id="m", sent_at=AT, account="acme"), Message(id="n", sent_at=AT, account="acme")]
    assert (counted(ATTEMPTS, facts).hits, counted(sent, facts).hits) == (1, 2)


def test_keys_apart() -> None:
    """Each key has counts of its own: an account's are the same whatever other accounts do."""
    facts = [one(), one(account="other"), one(SECOND_LATER, account="other")]
    assert counted(ATTEMPTS, facts).hits == 1
    assert counted(ATTEMPTS, facts, key=("other",)).hits == 2


def test_same_words_same_counts() -> None:
    """Two rules that declare a signal in the same words share its counts."""
    again = count(True, by=call.account, over=LAST_HOUR)
    engine = engine_of(ATTEMPTS, again)
    engine.observe(one())
    assert engine.keys() == 1
    assert engine.measure(again, ("acme",), engine.book.now or 0).hits == 1


SECOND_LATER = seconds(1)


def test_unknown_on_neither_side() -> None:
    """A fact whose condition is unknown is neither a hit nor in the base: it is told as unknown."""
    facts = [one(answered=True), one(answered=False), one(answered=None)]
    assert counted(ANSWERED, facts) == Measure(hits=1, base=2, unknown=1)


def test_unknown_base() -> None:
    """A fact of which nobody can tell whether it is in the base is unknown, unless one part of `of` is
    false.
    """
    met = both(call.answered, equal(call.direction, Direction.OUTBOUND))
    answered_outbound = count(met, of=met, by=call.account, over=LAST_HOUR)
    assert counted(answered_outbound, [one(answered=None)]) == Measure(0, 0, unknown=1)
    assert counted(answered_outbound, [one(answered=None, direction=Direction.INBOUND)]) == Measure(0, 0)


def test_incomplete_key() -> None:
    """A fact that lacks a part of the key counts nowhere, not even as unknown."""
    by_campaign = count(call.answered, by=(call.account, call.campaign), over=LAST_HOUR)
    facts = [one(campaign=None), one(campaign="spring", answered=True)]
    assert counted(by_campaign, facts, key=("acme", None)) == Measure(0, 0)
    assert counted(by_campaign, facts, key=("acme", "spring")) == Measure(1, 1)


def test_stated_default() -> None:
    """`first_known(column, x)` in a key counts facts that lack the column under x."""
    by_campaign = count(True, by=(call.account, first_known(call.campaign, "-")), over=LAST_HOUR)
    facts = [one(campaign=None), one(seconds(1), campaign=None), one(campaign="spring")]
    assert counted(by_campaign, facts, key=("acme", "-")).hits == 2


def test_unknown_equals_nothing() -> None:
    """A comparison with something unknown is unknown, also whether two unknown things are equal, and so is
    its opposite.
    """
    same = equal(call.caller, call.called)
    for condition in (same, negated(same)):
        asked = share(condition, of=True, by=call.account, over=LAST_HOUR)
        facts = [one(caller=None, called=None), one(caller="+33142685300", called=None)]
        assert counted(asked, facts) == Measure(0, 0, unknown=2)


def test_known() -> None:
    """`known(column)` is true or false and never unknown."""
    named = share(known(call.campaign), of=True, by=call.account, over=LAST_HOUR)
    assert counted(named, [one(campaign="spring"), one(campaign=None)]) == Measure(1, 2)


def test_unknown_value() -> None:
    """A sum leaves out values that are unknown and tells how many they were."""
    facts = [one(talk=MINUTE), one(talk=None)]
    assert counted(TALK, facts) == Measure(60_000, 1, unknown=1)


def test_registry() -> None:
    """What is known of an account, a campaign or a forwarding holds for the facts that are counted after its
    record came, and is unknown before.
    """
    said = Account(id="acme", at=AT + MINUTE, reseller=True)
    withdrawn = Account(id="acme", at=AT + 3 * MINUTE, reseller=False)
    facts = [one(), said, one(2 * MINUTE), withdrawn, one(4 * MINUTE)]
    assert counted(OF_RESELLERS, facts) == Measure(hits=1, base=2, unknown=1)


def test_record_of_the_same_instant() -> None:
    """A record of the same instant as a fact holds for it only if it came before it."""
    said = Account(id="acme", at=AT, reseller=True)
    assert counted(OF_RESELLERS, [said, one()]) == Measure(1, 1)
    assert counted(OF_RESELLERS, [one(), said]) == Measure(0, 0, unknown=1)


def test_older_record() -> None:
    """A record that is older than the one known does not take its place."""
    later = Account(id="acme", at=AT + MINUTE, reseller=True)
    older = Account(id="acme", at=AT, reseller=False)
    facts = [later, older, one(2 * MINUTE)]
    assert counted(OF_RESELLERS, facts, lateness=timedelta(minutes=5)) == Measure(1, 1)


def test_record_and_correction() -> None:
    """A correction takes back what the fact counted as when it came, and is itself counted by the records
    that are known by now.
    """
    said = Account(id="acme", at=AT, reseller=True)
    facts = [one(MINUTE, id="1"), said, one(MINUTE, id="1", revision=1)]
    assert counted(OF_RESELLERS, facts, lateness=timedelta(minutes=5)) == Measure(1, 1)


def test_late_record() -> None:
    """A record that comes late changes nothing that was counted before it came."""
    said = Account(id="acme", at=AT, reseller=True)
    facts = [one(MINUTE), said, one(2 * MINUTE)]
    assert counted(OF_RESELLERS, facts, lateness=timedelta(minutes=5)) == Measure(1, 1, unknown=1)
