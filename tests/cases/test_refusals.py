"""Why a ruling is refused: one thing spoiled at a time, and what is then said."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from made_rulings import DAY, HOUR, NOW, at_once, item, proposal, with_notice

from fairline.cases import (
    EvidenceItem,
    NoticeGiven,
    Outcome,
    Proposal,
    Ruling,
    Scope,
    ShortNotice,
    Trigger,
    refusals,
)
from fairline.policy import Harm, Lang, Lasting, ScopeKind

CAMPAIGN = Scope(kind=ScopeKind.CAMPAIGN, id="spring", account="acme", duration=DAY)
FOR_GOOD = Scope(kind=ScopeKind.ACCOUNT, id="acme", account="acme")


def third(ruling: Ruling) -> Proposal:
    """Put forward after two rulings within 90 days."""
    earlier = tuple(at_once(id=f"r-{n}0", decided_at=NOW - n * 20 * DAY) for n in (1, 2))
    return proposal(ruling, earlier=earlier)


def notified(days: int, **changes: object) -> Ruling:
    return with_notice(notice=NoticeGiven(given_at=NOW - days * DAY), **changes)


def terminated(days: int, **changes: object) -> Ruling:
    return notified(days, outcome=Outcome.TERMINATE, scope=FOR_GOOD, **changes)


def counted(rule_id: str) -> EvidenceItem:
    return item("A", rule=rule_id.lower(), rule_id=rule_id, clause=rule_id[0].lower())


STAND = {
    "suspended at once, all conditions kept": proposal(at_once()),
    "suspended after notice": proposal(with_notice()),
    "ten days of notice are enough": proposal(notified(10)),
    "terminated the third time with 30 days": third(terminated(30)),
    "with ten days if repeated infringement is proven": third(
        terminated(10, short_notice=ShortNotice.REPEATED_INFRINGEMENT)),
    "a nuisance that came back on the first day of six months": proposal(
        terminated(30, harm=Harm.NUISANCE, circumstances=("concealment",)),
        earlier=(at_once(id="r-0", decided_at=datetime(2026, 8, 31, 22, 0, tzinfo=UTC)),)),
    "a question rests on a score": proposal(
        at_once(outcome=Outcome.ASK, scope=FOR_GOOD, harm=None, facts_since=None), item("D")),
    "nothing follows, on no evidence": proposal(at_once(outcome=Outcome.DISMISS, evidence=())),
    "ordered, the ladder does not bind": proposal(at_once(
        outcome=Outcome.TERMINATE, trigger=Trigger.ORDER, harm=None, scope=FOR_GOOD,
        notice=NoticeGiven(given_at=NOW - 30 * DAY))),
    "a vague word that is cited": proposal(
        at_once(interpretations=("I-3.1",)), counted("B-WAN")),
    "no life depends on it": proposal(at_once(clauses=("f",), no_life_depends=True)),
}  # fmt: skip


@pytest.mark.parametrize("name", STAND)
def test_it_may_stand(name: str) -> None:
    assert refusals(STAND[name], NOW) == ()


REFUSED = {
    "no reasons": (proposal(at_once(reasons=" \n")), ["no reasons are given"]),
    "a machine alone": (proposal(at_once(decided_by_machine=True)), ["a machine alone decided this"]),
    "decided tomorrow": (
        proposal(at_once(decided_at=NOW + HOUR, effective_at=NOW + HOUR)), ["decided in the future"]),
    "in effect before it is decided": (
        proposal(with_notice(effective_at=NOW - HOUR, statement_sent_at=NOW - HOUR)),
        ["before it is decided"]),
    "evidence that is not there": (
        proposal(at_once(evidence=("1".rjust(64, "0"), "f" * 64))), ["cited is missing"]),
    "evidence about somebody else": (
        proposal(with_notice(), item("A", subject="other")), ["about somebody else", "does not permit"]),
    "a service on counts alone": (
        proposal(with_notice(scope=CAMPAIGN), item("B", rule="x")),
        ["does not permit this: suspend the service", "the ladder goes to this here: suspend the number"]),
    "one person terminates": (
        third(terminated(30, decided_by=("ada",))), ["2 persons have to decide this; 1 did"]),
    "terminated the first time": (
        proposal(terminated(30)),
        ["the ladder goes to this here: suspend the number. This is more: terminate"]),
    "nobody said how grave": (proposal(with_notice(harm=None)), ["how grave the harm is"]),
    "a circumstance nobody knows": (
        proposal(with_notice(circumstances=("bad-mood",))), ["no such circumstance: bad-mood"]),
    "no notice, one condition not known": (
        proposal(at_once(review_on=None)), ["notice is due: 10 days"]),
    "no notice and no word why": (proposal(at_once(no_notice_because="")), ["say why no notice"]),
    "nine days of notice": (proposal(notified(9)), ["less than 10 days"]),
    "29 days before a termination": (third(terminated(29)), ["less than 30 days"]),
    "nine days, repeated or not": (
        third(terminated(9, short_notice=ShortNotice.REPEATED_INFRINGEMENT)), ["less than 10 days"]),
    "resale has 30 days to mend": (proposal(notified(29, clauses=("k",))), ["less than 30 days"]),
    "so has the quality of traffic": (
        proposal(notified(29, interpretations=("I-1.1",)), counted("B-SDC")), ["less than 30 days"]),
    "no statement": (
        proposal(with_notice(statement_sent_at=None)), ["the statement of reasons has to leave"]),
    "a suspension without end": (
        proposal(with_notice(scope=Scope(kind=ScopeKind.NUMBER, id="+1", account="acme"))), ["needs an end"]),
    "a nuisance suspended after 29 days": (
        third(notified(29, harm=Harm.NUISANCE)), ["less than 30 days"]),
    "a nuisance that is only aggravated": (
        proposal(terminated(30, harm=Harm.NUISANCE, circumstances=("concealment",))), ["number 2 within 6"]),
    "a nuisance that last came back more than six months ago": (
        proposal(terminated(30, harm=Harm.NUISANCE, circumstances=("concealment",)),
                 earlier=(at_once(id="r-0", decided_at=datetime(2026, 8, 31, 21, 59, tzinfo=UTC)),)),
        ["number 2 within 6"]),
    "a termination with one": (
        third(notified(30, outcome=Outcome.TERMINATE, scope=CAMPAIGN)), ["a termination has no end"]),
    "an end before the start": (
        proposal(with_notice(scope=msgspec.structs.replace(CAMPAIGN, kind=ScopeKind.NUMBER,
                                                           duration=timedelta(0)))), ["lasts no time"]),
    "a vague word that is not cited": (
        proposal(with_notice(), counted("B-WAN")),
        ["B-WAN rests on “Traffic pumping”: the ruling has to cite I-3.1"]),
    "facts from before the word had a meaning": (
        proposal(with_notice(facts_since=datetime(2026, 12, 8, 22, 59, tzinfo=UTC),
                             interpretations=("I-3.1",)),
                 counted("B-WAN")),
        ["“Traffic pumping” had no published interpretation in force on 2026-12-08, and B-WAN rests on it"]),
    "facts of no day": (proposal(with_notice(facts_since=None)), ["when the facts began"]),
    "a life may depend on it": (proposal(with_notice(clauses=("l",))), ["no life depends"]),
    "so its clause says": (proposal(with_notice(), counted("F-TEL")), ["I-14.1", "no life depends"]),
    "emergency calls would stop": (
        proposal(with_notice(stops=(Lasting.EMERGENCY_CALLS,))), ["keep working: emergency calls"]),
    "renewed by the same person": (
        proposal(with_notice(renews="r-0", decided_by=("ada",)), earlier=(at_once(id="r-0"),)),
        ["another person has to renew it"]),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(name: str) -> None:
    put_forward, wanted = REFUSED[name]
    found = refusals(put_forward, NOW)
    assert len(found) == len(wanted), found
    for text, part in zip(found, wanted, strict=True):
        assert part in text.en
        assert text.en != text.fr


def test_the_day_a_word_has_a_meaning_is_the_providers() -> None:
    """The first interpretations hold from 9 December in Paris, where it begins at 23:00 UTC."""
    ruling = with_notice(facts_since=datetime(2026, 12, 8, 23, 0, tzinfo=UTC), interpretations=("I-3.1",))
    assert refusals(proposal(ruling, counted("B-WAN")), NOW) == ()


def test_what_is_missing_for_no_notice_is_numbered() -> None:
    (text,) = refusals(proposal(at_once(review_on=None, keeps=())), NOW)
    assert "7) nobody has confirmed that this keeps working" in text.en
    assert "8) aucun jour n'est fixé pour le réexamen" in text.fr


def test_braces_in_names_are_only_braces() -> None:
    (text,) = refusals(proposal(with_notice(circumstances=("{oops",))), NOW)
    assert text.say(Lang.FR) == "circonstance inconnue\u00a0: {oops"


def test_a_ruling_comes_back_from_json_as_it_was() -> None:
    for ruling in (at_once(), terminated(30)):
        assert msgspec.json.decode(msgspec.json.encode(ruling), type=Ruling) == ruling
    assert msgspec.json.decode(msgspec.json.encode(item()), type=EvidenceItem) == item()


def test_harm_is_asked_of_restrictions_only() -> None:
    assert refusals(proposal(at_once(outcome=Outcome.WARN, harm=None)), NOW) == ()
