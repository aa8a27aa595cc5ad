"""A verdict as SIP, and a decision of the engine as a verdict."""

from datetime import timedelta
from typing import Any

import pytest
from attempts import attempt, peer

from fairline.policy import Act, Cause, Doubt, RuleClass, WayOut
from fairline.ports.sip_answers import MAKERS, SipAnswer, sip_answer, undecided
from fairline.ports.sip_peers import AllowStyle, ThrottleStatus, Undecided
from fairline.ports.verdict import Ground, Verdict
from fairline.protocols.sip.answers import Redress

REDRESS = Redress(url="https://example.com/blocked", tel="+18005550100", email="help@example.com")
NEXT = {"allow": AllowStyle.REDIRECT, "next_hop": "192.0.2.9:5070"}
PHONE = "sip:+12025550123@example.com"

ALLOWED = {
    "302 names the next hop": (NEXT, PHONE, 302, "sip:+12025550123@192.0.2.9:5070"),
    "404": ({}, PHONE, 404, None),
    "503": ({"allow": AllowStyle.UNAVAILABLE}, PHONE, 503, None),
    "what a user part may not hold is escaped": (
        NEXT,
        "sip:%3Calice%3E%20x@example.com",
        302,
        "sip:%3Calice%3E%20x@192.0.2.9:5070",
    ),
    "a telephone number": (NEXT, "tel:+1-202-555-0123", 302, "sip:+1-202-555-0123@192.0.2.9:5070"),
    "nobody in particular": (NEXT, "sip:example.com", 302, "sip:192.0.2.9:5070"),
    "an emergency service": (NEXT, "urn:service:sos", 302, "urn:service:sos"),
}


@pytest.mark.parametrize("name", ALLOWED)
@pytest.mark.parametrize("act", [Act.ALLOW, Act.CHANGE])
def test_allowed(name: str, act: Act) -> None:
    changes, uri, status, contact = ALLOWED[name]
    assert sip_answer(attempt(uri), peer(**changes), Verdict(act=act)) == SipAnswer(
        status=status, contact=contact
    )


def reason(answer: SipAnswer) -> str | None:
    return dict(answer.headers).get("Reason")


BLOCKED = (
    'SIP;cause=603;text="v=analytics1;url=https://example.com/blocked;tel=+18005550100;'
    'email=help@example.com;id=case-77";location=RLN'
)
OURS = 'SIP;cause=403;text="{ground}: {words}; rule=short-calls; id=case-77"'
REFUSED = {
    "policy": (Act.REFUSE, Ground.POLICY, {"redress": REDRESS}, 403, "refused"),
    "standing": (Act.REFUSE, Ground.STANDING, {"redress": REDRESS}, 403, "refused"),
    "analytics without redress": (Act.REFUSE, Ground.ANALYTICS, {}, 403, "refused"),
    "hold": (Act.HOLD, Ground.POLICY, {}, 403, "held for review"),
    "hold by a score": (Act.HOLD, Ground.ANALYTICS, {"redress": REDRESS}, 403, "held for review"),
    "challenge with nobody to ask": (Act.CHALLENGE, Ground.ANALYTICS, {}, 403, "confirm first"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason_of_ours(name: str) -> None:
    act, ground, changes, status, words = REFUSED[name]
    verdict = Verdict(act=act, ground=ground, rule="short-calls", case="case-77")
    answer = sip_answer(attempt(), peer(**changes), verdict)
    assert (answer.status, answer.phrase, answer.contact) == (status, None, None)
    assert reason(answer) == OURS.format(ground=ground, words=words)


def test_a_block_by_analytics_says_where_to_complain() -> None:
    verdict = Verdict(act=Act.REFUSE, ground=Ground.ANALYTICS, rule="short-calls", case="case-77")
    answer = sip_answer(attempt(), peer(redress=REDRESS), verdict)
    assert (answer.status, answer.phrase, reason(answer)) == (603, "Network Blocked", BLOCKED)


def test_only_analytics_is_ever_603() -> None:
    for act, ground in MAKERS:
        answer = sip_answer(attempt(), peer(redress=REDRESS), Verdict(act=act, ground=ground))
        assert (answer.status == 603) is ((act, ground) == (Act.REFUSE, Ground.ANALYTICS))


def test_every_verdict_has_an_answer() -> None:
    stops = {Act.CHALLENGE, Act.HOLD, Act.REFUSE}
    assert set(MAKERS) == {(act, ground) for act in stops for ground in Ground}
    assert stops | {Act.ALLOW, Act.CHANGE} == set(Act)


def test_nothing_that_is_stopped_looks_allowed() -> None:
    """A peer that is told "go on" by 404 or 503 must not be stopped by the same status."""
    for style in (AllowStyle.NOT_FOUND, AllowStyle.UNAVAILABLE):
        for act, ground in MAKERS:
            answer = sip_answer(attempt(), peer(allow=style), Verdict(act=act, ground=ground))
            assert answer.status not in (302, 404, 503)


def test_a_wish_is_607_and_a_challenge_is_sent_to_who_can_ask() -> None:
    assert sip_answer(attempt(), peer(), Verdict(act=Act.REFUSE, ground=Ground.WISH)).status == 607
    answer = sip_answer(attempt(), peer(challenge_at="captcha.example.com"), Verdict(act=Act.CHALLENGE))
    assert (answer.status, answer.contact) == (302, "sip:+12025550123@captcha.example.com")


RATES = {
    "as told, rounded up": (timedelta(seconds=2.1), ThrottleStatus.TOO_MANY, 429, 3),
    "at least a second": (timedelta(0), ThrottleStatus.TOO_MANY, 429, 1),
    "ours where nothing is told": (None, ThrottleStatus.TOO_MANY, 429, 30),
    "503 where the peer stops at it": (timedelta(seconds=9), ThrottleStatus.UNAVAILABLE, 503, 9),
}


@pytest.mark.parametrize("name", RATES)
def test_throttled(name: str) -> None:
    after, throttle, status, seconds = RATES[name]
    verdict = Verdict(act=Act.REFUSE, ground=Ground.RATE, retry_after=after)
    answer = sip_answer(attempt(), peer(throttle=throttle), verdict)
    assert (answer.status, answer.retry_after) == (status, seconds)


def test_undecided() -> None:
    assert undecided(attempt(), peer()).status == 404
    refused = undecided(attempt(), peer(when_undecided=Undecided.REFUSE))
    assert (refused.status, reason(refused)) == (403, 'SIP;cause=403;text="undecided"')


OPEN = Doubt(RuleClass.LAW, WayOut.OPEN, Cause.SLOW)
CLOSED = Doubt(RuleClass.CRITICAL, WayOut.CLOSED, Cause.SLOW)


@pytest.mark.parametrize("style", [{}, NEXT], ids=["404", "302"])
def test_undecided_says_which_rules_nobody_asked(style: dict[str, Any]) -> None:
    passes = undecided(attempt(), peer(**style), Verdict(act=Act.ALLOW, doubts=(OPEN,)))
    plain = sip_answer(attempt(), peer(**style), Verdict(act=Act.ALLOW))
    assert (passes.status, passes.contact) == (plain.status, plain.contact)
    assert reason(passes) == f'SIP;cause={plain.status};text="undecided; open: law (too slow)"'
    refused = undecided(attempt(), peer(**style), Verdict(act=Act.REFUSE, doubts=(OPEN, CLOSED)))
    said = "undecided; open: law; closed: critical (too slow)"
    assert (refused.status, reason(refused)) == (403, f'SIP;cause=403;text="{said}"')


def test_a_standing_that_is_known_is_told_as_it_is() -> None:
    held = Verdict(act=Act.REFUSE, ground=Ground.STANDING, case="r", doubts=(OPEN,))
    assert undecided(attempt(), peer(), held) == sip_answer(attempt(), peer(), held)


def test_a_rule_that_refuses_while_it_is_warming_says_so() -> None:
    warming = Doubt(RuleClass.ANALYTICS, WayOut.CLOSED, Cause.WARMING)
    said = sip_answer(attempt(), peer(), Verdict(act=Act.REFUSE, rule="x", doubts=(warming,)))
    assert reason(said) == ('SIP;cause=403;text="policy: refused; rule=x; closed: analytics (warming)"')


NO_REDRESS = {
    "none of the three": {},
    "not public": {"url": "http://example.com"},
    "a quote in a URL": {"url": 'https://example.com/"'},
    "a semicolon in a URL": {"url": "https://example.com/;x"},
    "a national number": {"tel": "202 555 0123"},
    "a line break": {"email": "a@example.com\r\nX: y"},
    "a place that is none": {"tel": "+12025550123", "location": "HOME"},
}


@pytest.mark.parametrize("name", NO_REDRESS)
def test_redress_that_nobody_could_use(name: str) -> None:
    with pytest.raises(ValueError, match="redress"):
        Redress(**NO_REDRESS[name])


def test_a_case_that_603_cannot_carry_is_left_out() -> None:
    for case in ("a b", "x" * 65, 'x"y', ""):
        verdict = Verdict(act=Act.REFUSE, ground=Ground.ANALYTICS, case=case)
        assert ";id=" not in (reason(sip_answer(attempt(), peer(redress=REDRESS), verdict)) or "")


def test_a_rule_cannot_break_out_of_its_quotes() -> None:
    verdict = Verdict(act=Act.REFUSE, rule='x"\r\nContact: <sip:a@b>')
    assert reason(sip_answer(attempt(), peer(), verdict)) == (
        'SIP;cause=403;text="policy: refused; rule=xContact: <sip:a@b>"'
    )
