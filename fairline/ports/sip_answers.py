"""A verdict as SIP. Which status says what, and why that one, stands beside each line of the table."""

import re
from collections.abc import Callable
from urllib.parse import quote

import msgspec

from fairline.policy import Act
from fairline.policy.doubt import said
from fairline.ports.sip_peers import AllowStyle, SipPeer, Undecided
from fairline.ports.verdict import Ground, Verdict
from fairline.protocols.sip.answers import NETWORK_BLOCKED, blocked_reason, own_reason
from fairline.protocols.sip.attempt import Attempt
from fairline.protocols.sip.headers import Headers

RETRY_AFTER_S = 30  # ours: where whoever throttles does not say
USER_SAFE = "-_.!~*'()&=+$,/"  # RFC 3261 section 25.1: what may stand unescaped in a user part
NUMBER = re.compile(r"\+?[0-9]+")  # nothing in it has to be escaped
WORDS_OF = {Act.CHALLENGE: "confirm first", Act.HOLD: "held for review", Act.REFUSE: "refused"}


class SipAnswer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One final answer. ``contact`` only with 302."""

    status: int
    phrase: str | None = None
    contact: str | None = None
    headers: Headers = ()
    retry_after: int | None = None


Make = Callable[[Attempt, SipPeer, Verdict], SipAnswer]


def allowed(attempt: Attempt, peer: SipPeer) -> SipAnswer:
    """Return "go on", in the peer's own style."""
    if peer.allow is AllowStyle.REDIRECT:
        assert peer.next_hop is not None
        return SipAnswer(status=302, contact=_contact(attempt, peer.next_hop))
    return SipAnswer(status=int(peer.allow))


def undecided(attempt: Attempt, peer: SipPeer, verdict: Verdict | None = None) -> SipAnswer:
    """Return what is said when nobody decided: ``verdict``, or what the peer's table has. It names the rules
    that nobody asked, and the way out. A refusal is 403: after a 5xx the peer would go on."""
    if verdict is None:
        refuse = peer.when_undecided is Undecided.REFUSE
        verdict = Verdict(act=Act.REFUSE if refuse else Act.ALLOW)
    if verdict.ground is Ground.STANDING:
        return sip_answer(attempt, peer, verdict)
    text = "; ".join(("undecided", said(verdict.doubts))) if verdict.doubts else "undecided"
    if verdict.act is Act.REFUSE:
        return SipAnswer(status=403, headers=(("Reason", own_reason(403, text)),))
    answer = allowed(attempt, peer)
    if not verdict.doubts:
        return answer
    return msgspec.structs.replace(answer, headers=(("Reason", own_reason(answer.status, text)),))


def sip_answer(attempt: Attempt, peer: SipPeer, verdict: Verdict) -> SipAnswer:
    """Return the answer to ``attempt`` of ``peer``."""
    if verdict.act in (Act.ALLOW, Act.CHANGE):
        return allowed(attempt, peer)
    return MAKERS[verdict.act, verdict.ground](attempt, peer, verdict)


def _ours(attempt: Attempt, peer: SipPeer, verdict: Verdict) -> SipAnswer:
    """403 "Forbidden" (RFC 3261 section 21.4.4): no other route is tried, and it claims no analytics."""
    parts = [f"{verdict.ground}: {WORDS_OF[verdict.act]}"]
    parts += [f"rule={verdict.rule}"] if verdict.rule is not None else []
    parts += [f"id={verdict.case}"] if verdict.case is not None else []
    parts += [said(verdict.doubts)] if verdict.doubts else []
    return SipAnswer(status=403, headers=(("Reason", own_reason(403, "; ".join(parts))),))


def _challenged(attempt: Attempt, peer: SipPeer, verdict: Verdict) -> SipAnswer:
    """302 to whoever can ask the caller, if the peer has one. SIP itself can only ask for credentials (401,
    407), which a dialer has; so otherwise it is 403, and the reason says what is missing."""
    if peer.challenge_at is None:
        return _ours(attempt, peer, verdict)
    return SipAnswer(status=302, contact=_contact(attempt, peer.challenge_at))


def _blocked(attempt: Attempt, peer: SipPeer, verdict: Verdict) -> SipAnswer:
    """603+ where the peer ends calls for others and a blocked caller can complain (47 CFR 64.1200(k)(9));
    without redress it may not be said, and the block is one of policy."""
    if peer.redress is None:
        return _ours(attempt, peer, verdict)
    reason = blocked_reason(peer.redress, verdict.case)
    return SipAnswer(status=603, phrase=NETWORK_BLOCKED, headers=(("Reason", reason),))


def _unwanted(attempt: Attempt, peer: SipPeer, verdict: Verdict) -> SipAnswer:
    """607 "Unwanted": the called party's own wish (RFC 8197)."""
    return SipAnswer(status=607, headers=(("Reason", own_reason(607, "unwanted by the called party")),))


def _throttled(attempt: Attempt, peer: SipPeer, verdict: Verdict) -> SipAnswer:
    """429 with Retry-After, or 503 where the peer's switch is known to stop at it."""
    told = verdict.retry_after
    seconds = RETRY_AFTER_S if told is None else max(1, -int(-told.total_seconds() // 1))
    reason = own_reason(int(peer.throttle), "rate: too many at once")
    return SipAnswer(status=int(peer.throttle), headers=(("Reason", reason),), retry_after=seconds)


MAKERS: dict[tuple[Act, Ground], Make] = {
    # A score alone never sanctions, so what it challenges or holds is asked or looked at, and not blocked.
    (Act.CHALLENGE, Ground.POLICY): _challenged,
    (Act.CHALLENGE, Ground.STANDING): _challenged,
    (Act.CHALLENGE, Ground.ANALYTICS): _challenged,
    (Act.CHALLENGE, Ground.WISH): _challenged,
    (Act.CHALLENGE, Ground.RATE): _throttled,
    # A call cannot wait for a person. A 5xx or 480 would let the peer go round the hold; 403 does not.
    (Act.HOLD, Ground.POLICY): _ours,
    (Act.HOLD, Ground.STANDING): _ours,
    (Act.HOLD, Ground.ANALYTICS): _ours,
    (Act.HOLD, Ground.WISH): _ours,
    (Act.HOLD, Ground.RATE): _throttled,
    (Act.REFUSE, Ground.POLICY): _ours,
    (Act.REFUSE, Ground.STANDING): _ours,
    (Act.REFUSE, Ground.ANALYTICS): _blocked,
    (Act.REFUSE, Ground.WISH): _unwanted,
    (Act.REFUSE, Ground.RATE): _throttled,
}


def _contact(attempt: Attempt, hop: str) -> str:
    """Return the called user at ``hop``. A service of no user (urn:service:sos) stays what it is: the peer's
    own table knows the way to it. What has to go by TLS all the way goes on so (RFC 5630 section 5.4)."""
    user = attempt.target.user
    scheme = "sips" if attempt.uri[:5].lower() == "sips:" else "sip"
    if user is None:
        safe = all(char.isprintable() and char not in '<>" ' for char in attempt.uri)
        return attempt.uri if attempt.uri[:4].lower() == "urn:" and safe else f"{scheme}:{hop}"
    safe_user = user if NUMBER.fullmatch(user) else quote(user, safe=USER_SAFE)
    return f"{scheme}:{safe_user}@{hop}"
