"""The eight conditions of R.2, each made false and unknown by one change to a ruling that keeps to all."""

from datetime import date, datetime, timedelta

import msgspec
import pytest
from made_rulings import DAY, HOUR, NOW, at_once, item, proposal

from fairline.cases import (
    Alternative,
    Delay,
    DelayReason,
    EvidenceItem,
    Outcome,
    Reach,
    Ruling,
    Scope,
    Trigger,
    without_notice,
)
from fairline.policy import Harm, Lasting, ScopeKind

NUMBER = at_once().scope
SERVICE = Scope(kind=ScopeKind.SERVICE, id="voice", account="acme", duration=7 * DAY)
ALL = tuple(Alternative(reach=reach, suffices=False, why="spread over all") for reach in Reach)
MINUTE = timedelta(minutes=1)


def delayed(days: int, why: str = "the court said so") -> Delay:
    return Delay(reason=DelayReason.ORDER, why=why, until=NOW + days * DAY)


def lasting(duration: timedelta | None) -> Scope:
    return Scope(kind=ScopeKind.NUMBER, id="+12025550123", account="acme", duration=duration)


T, F, U = True, False, None
CASES: dict[str, tuple[int, Ruling, bool | None]] = {
    "harm to consumers is grave": (1, at_once(), T),
    "a breach is not": (1, at_once(harm=Harm.BREACH), F),
    "nobody said how grave": (1, at_once(harm=None), U),
    "an order needs no harm": (1, at_once(harm=None, trigger=Trigger.ORDER), T),
    "nor does a network in danger": (1, at_once(harm=Harm.NUISANCE, network_at_risk=True), T),
    "a network that is not does not help": (1, at_once(harm=Harm.NUISANCE, network_at_risk=False), F),
    "no evidence cited": (2, at_once(evidence=()), U),
    "all smaller reaches were considered": (3, at_once(), T),
    "one was not": (3, at_once(alternatives=at_once().alternatives[:1]), U),
    "one has no reason": (3, at_once(alternatives=(
        at_once().alternatives[0], Alternative(reach=Reach.DESTINATION, suffices=False))), U),
    "one is undecided": (3, at_once(alternatives=(
        at_once().alternatives[0], Alternative(reach=Reach.DESTINATION, why="?"))), U),
    "a smaller one would do": (3, at_once(alternatives=(
        *at_once().alternatives[:1], Alternative(reach=Reach.DESTINATION, suffices=True, why="one"))), F),
    "a wider one does not matter": (3, at_once(alternatives=(
        *at_once().alternatives, Alternative(reach=Reach.ACCOUNT, suffices=True, why="all"))), T),
    "a service needs more of them considered": (3, at_once(scope=SERVICE), U),
    "and has them": (3, at_once(scope=SERVICE, alternatives=ALL), T),
    "two persons": (4, at_once(), T),
    "one person, no danger of life": (4, at_once(decided_by=("ada",)), F),
    "the same person twice is one": (4, at_once(decided_by=("ada", "ada")), F),
    "nobody": (4, at_once(decided_by=()), U),
    "one person for a number in danger of life": (4, at_once(decided_by=("ada",), harm=Harm.DANGER), T),
    "but not for a service": (4, at_once(decided_by=("ada",), harm=Harm.DANGER, scope=SERVICE), F),
    "the statement leaves at once": (5, at_once(), T),
    "a minute late": (5, at_once(statement_sent_at=NOW + MINUTE), F),
    "nobody says when": (5, at_once(statement_sent_at=None), U),
    "delayed for 14 days": (5, at_once(statement_sent_at=None, delay=delayed(14)), T),
    "delayed for 15": (5, at_once(statement_sent_at=None, delay=delayed(15)), F),
    "delayed without a reason": (5, at_once(statement_sent_at=None, delay=delayed(3, " ")), F),
    "at the end of the delay": (5, at_once(statement_sent_at=NOW + 3 * DAY, delay=delayed(3)), T),
    "later than the delay allowed": (5, at_once(statement_sent_at=NOW + 4 * DAY, delay=delayed(3)), F),
    "a number for 72 hours": (6, at_once(), T),
    "a minute longer": (6, at_once(scope=lasting(72 * HOUR + MINUTE)), F),
    "no end": (6, at_once(scope=lasting(None)), U),
    "a service for 7 days": (6, at_once(scope=SERVICE), T),
    "a termination does not end": (6, at_once(outcome=Outcome.TERMINATE, scope=lasting(None)), T),
    "a renewal of what nobody knows": (6, at_once(renews="r-0"), F),
    "all five keep working": (7, at_once(), T),
    "one is not confirmed": (7, at_once(keeps=tuple(Lasting)[1:]), U),
    "one stops": (7, at_once(stops=(Lasting.PORT_OUT,)), F),
    "reviewed on the fifth business day": (8, at_once(review_on=date(2027, 3, 8)), T),
    "on the sixth": (8, at_once(review_on=date(2027, 3, 9)), F),
    "no day is set": (8, at_once(review_on=None), U),
    "it was done": (8, at_once(review_on=None, reviewed_at=NOW + DAY), T),
    "it was done too late": (8, at_once(reviewed_at=NOW + 8 * DAY), F),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_condition(name: str) -> None:
    number, ruling, wanted = CASES[name]
    outcome = without_notice(proposal(ruling), NOW)[number - 1]
    assert outcome.condition.number == number
    assert outcome.holds is wanted
    assert outcome.why.en != outcome.why.fr


def test_a_ruling_that_keeps_to_all() -> None:
    assert [each.holds for each in without_notice(proposal(at_once()), NOW)] == [True] * 8


EVIDENCE: dict[str, tuple[list[EvidenceItem], bool | None]] = {
    "a certain record": ([item("A")], True),
    "counted only": ([item("B", rule="x")], False),
    "a score only": ([item("D")], False),
    "certain volume is not enough": ([item("A", clause="h", rule_id="H-VOL")], False),
    "of another account": ([item("A", subject="other")], None),
    "of the number itself": ([item("A", subject="+12025550123")], True),
}


@pytest.mark.parametrize("name", EVIDENCE)
def test_certain_evidence(name: str) -> None:
    items, wanted = EVIDENCE[name]
    assert without_notice(proposal(at_once(), *items), NOW)[1].holds is wanted


RATIFIED: dict[str, tuple[Ruling, datetime, bool]] = {
    "after 4 hours, nobody else": (at_once(), NOW + 4 * HOUR, True),
    "a minute past": (at_once(), NOW + 4 * HOUR + MINUTE, False),
    "ratified at the last minute": (
        at_once(ratified_by="ben", ratified_at=NOW + 4 * HOUR), NOW + 5 * HOUR, True),
    "ratified too late": (
        at_once(ratified_by="ben", ratified_at=NOW + 4 * HOUR + MINUTE), NOW + 5 * HOUR, False),
    "ratified by the same person": (
        at_once(ratified_by="ada", ratified_at=NOW + HOUR), NOW + 5 * HOUR, False),
}  # fmt: skip


@pytest.mark.parametrize("name", RATIFIED)
def test_a_second_person_ratifies(name: str) -> None:
    ruling, now, wanted = RATIFIED[name]
    alone = msgspec.structs.replace(ruling, decided_by=("ada",), harm=Harm.DANGER)
    assert without_notice(proposal(alone), now)[3].holds is wanted


def test_another_person_renews() -> None:
    earlier = at_once(id="r-0", decided_by=("ada",))
    same = at_once(renews="r-0", decided_by=("ada",))
    other = at_once(renews="r-0", decided_by=("ada", "ben"))
    assert without_notice(proposal(same, earlier=(earlier,)), NOW)[5].holds is False
    assert without_notice(proposal(other, earlier=(earlier,)), NOW)[5].holds is True


def test_a_review_that_is_due_and_not_done_fails_when_its_last_day_is_over() -> None:
    held = [without_notice(proposal(at_once()), NOW + days * DAY)[7].holds for days in (7, 8)]
    assert held == [True, False]


def test_public_holidays_put_the_review_off() -> None:
    """Easter Monday 2027 is 29 March, a holiday in France: five business days after the 25th is 2 April."""
    thursday = datetime(2027, 3, 25, 10, tzinfo=NOW.tzinfo)
    ruling = at_once(decided_at=thursday, effective_at=thursday, statement_sent_at=thursday)
    for day, wanted in ((date(2027, 4, 2), True), (date(2027, 4, 5), False)):
        set_ = msgspec.structs.replace(ruling, review_on=day)
        assert without_notice(proposal(set_), thursday)[7].holds is wanted


def test_the_words_say_what_is_missing() -> None:
    outcome = without_notice(proposal(at_once(keeps=tuple(Lasting)[2:])), NOW)[6]
    assert outcome.why.en.endswith("emergency calls, taking the numbers to another provider")
    assert outcome.why.fr.startswith("personne n'a confirmé que ceci continue\u00a0: les appels d'urgence")
