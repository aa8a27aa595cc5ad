"""Messages in, finished calls out: who rang whom, when it was answered, when and why it ended.

A pure state machine per call, which is a Call-ID with the caller's tag. Times are seconds on any one clock,
given with each message; nothing is read from elsewhere. One call may be seen at several hops: whatever comes
twice, as a retransmission or as received and as sent on, moves nothing the second time. What decides is the
exchange nearest to the caller: the INVITEs with the fewest Via headers. A failure of one branch of a fork
further on is no end. A call comes out when it has been quiet for its state's time in ``IDLE_S``, or at
``close``. Source: RFC 3261, sections beside the tables.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from fairline.protocols.sip.message import Message

CALLS_MAX = 50_000  # ours: some 300 MB of calls at once; beyond it the quietest comes out unfinished
BRANCHES_MAX = 64  # ours: forks of one call that are told apart


class State(Enum):
    """Where a call stands."""

    CALLING = auto()
    CHALLENGED = auto()
    CANCELING = auto()
    TALKING = auto()
    ENDED = auto()


class Event(Enum):
    """What a message means to its call."""

    INVITE = auto()
    RINGING = auto()
    CHALLENGE = auto()
    FAILURE = auto()
    ANSWER = auto()
    CANCEL = auto()
    HANGUP = auto()


MOVES = {  # an absent pair is absorbed
    # RFC 3261 section 13.2.2: provisional, failed and successful answers to an INVITE.
    (State.CALLING, Event.RINGING): State.CALLING,
    (State.CALLING, Event.FAILURE): State.ENDED,
    (State.CALLING, Event.ANSWER): State.TALKING,
    # Section 22: a challenge is answered by the same INVITE with credentials and the next CSeq.
    (State.CALLING, Event.CHALLENGE): State.CHALLENGED,
    (State.CHALLENGED, Event.INVITE): State.CALLING,
    # Section 9: a CANCEL ends an attempt unless the answer crossed it.
    (State.CALLING, Event.CANCEL): State.CANCELING,
    (State.CANCELING, Event.FAILURE): State.ENDED,
    (State.CANCELING, Event.ANSWER): State.TALKING,
    # Section 15: a BYE ends a dialog; section 15.1.1 lets the caller end an early one in this way.
    (State.TALKING, Event.HANGUP): State.ENDED,
    (State.CALLING, Event.HANGUP): State.ENDED,
    (State.CANCELING, Event.HANGUP): State.ENDED,
    # Section 8.1.3.4 and 8.1.3.5: redirected or corrected, the caller tries again; section 16.7: a proxy that
    # forks in series tries its next branch.
    (State.ENDED, Event.INVITE): State.CALLING,
    (State.ENDED, Event.ANSWER): State.TALKING,
}

IDLE_S = {
    State.CALLING: 300.0,  # section 16.6 timer C is over 3 minutes; ours: two more
    State.CHALLENGED: 300.0,  # ours: a person may have to type a password
    State.CANCELING: 64.0,  # section 9.1: 64 times T1 (0.5 s) and nothing can come; ours: twice that
    State.TALKING: 6 * 3600.0,  # ours: no call lasts longer without a re-INVITE or UPDATE (RFC 4028)
    State.ENDED: 64.0,  # section 17.1.1.2 timer D absorbs retransmissions for 32 s; ours: twice that
}

RETRIED = frozenset({401, 407, 413, 415, 416, 420, 421, 422, 428, 503})
"""Failures that the caller's equipment itself mends by trying again, as do all 3xx: RFC 3261 sections 8.1.3.5
and 21.5.4, RFC 4028 section 7.3, RFC 8224 section 6.2.2. After any other, an INVITE is another call."""

RINGING = frozenset({180, 183})  # section 21.1.2 and 21.1.5
CHALLENGES = frozenset({401, 407})  # section 21.4.2 and 21.4.8


@dataclass(frozen=True, slots=True, kw_only=True)
class SipCall:
    """One call as it was seen. ``None`` where the messages did not tell; times are those given with them.

    ``ended_at`` is ``None`` for a call that was still open when last heard of. ``answered`` is ``None`` for
    one whose outcome was not seen. ``cseq`` is that of the last INVITE, and ``tried_at`` when it was sent:
    after a challenge or a redirection it is not the first. ``status`` is the final answer to it. ``mark`` is
    the name that ``receive`` was given for the first INVITE.
    """

    invite: Message
    mark: int
    cseq: int
    credentials_user: str | None
    started_at: float
    tried_at: float
    ringing_at: float | None
    answered_at: float | None
    ended_at: float | None
    answered: bool | None
    canceled: bool
    ended_by_caller: bool | None
    status: int | None
    phrase: str | None
    q850: int | None


Key = tuple[str, str | None]


@dataclass(slots=True)
class _Call:
    invite: Message
    mark: int
    started_at: float
    heard_at: float
    tried_at: float
    cseq: int
    hops: int
    branches: dict[str | None, bool] = field(default_factory=dict)
    """The branches of the INVITEs nearest to the caller, and whether each has failed."""
    further: set[str | None] = field(default_factory=set)
    state: State = State.CALLING
    credentials_user: str | None = None
    ringing_at: float | None = None
    answered_at: float | None = None
    canceled_at: float | None = None
    challenged_at: float | None = None
    ended_at: float | None = None
    ended_by_caller: bool | None = None
    status: int | None = None
    phrase: str | None = None
    q850: int | None = None
    dialogs: set[str | None] = field(default_factory=set)
    gone: set[str | None] = field(default_factory=set)


class Dialogs:
    """The calls seen of late. At most ``calls_max`` are held; then the quietest comes out as it stands."""

    def __init__(self, *, calls_max: int = CALLS_MAX) -> None:
        self._calls_max = calls_max
        self._calls: dict[Key, _Call] = {}
        self._by_quiet: dict[State, OrderedDict[Key, None]] = {state: OrderedDict() for state in State}

    def __len__(self) -> int:
        return len(self._calls)

    def receive(self, message: Message, time: float, mark: int = 0) -> list[SipCall]:
        """Take a message seen at ``time`` (seconds); return the calls that are over by then.

        A ``time`` before an earlier message's is taken as it stands, and lets nothing expire.
        """
        out = list(self._expired(time))
        key = self._key(message)
        call = self._calls.get(key)
        if call is not None and _starts_anew(call, message):
            out.append(self._take(key))
            call = None
        if call is None:
            if not _starts_call(message):
                return out
            if len(self._calls) >= self._calls_max:
                out.append(self._take(self._quietest()))
            call = self._calls[key] = _new_call(message, time, mark)
        else:
            self._by_quiet[call.state].pop(key, None)
            _advance(call, message, time, by_caller=message.sender.tag == key[1])
        call.heard_at = max(call.heard_at, time)
        self._by_quiet[call.state][key] = None
        return out

    def expire(self, time: float) -> list[SipCall]:
        """Return the calls that are over by ``time`` when nothing more is heard of them."""
        return list(self._expired(time))

    def close(self) -> list[SipCall]:
        """Return every call that is held, in order of its first INVITE's mark, and forget them all."""
        calls = [self._take(key, closing=True) for key in list(self._calls)]
        return sorted(calls, key=lambda call: call.mark)

    def _key(self, message: Message) -> Key:
        """Return the key of the message's call. The called side's requests bear the caller's tag in To."""
        key = (message.call_id, message.sender.tag)
        other = (message.call_id, message.recipient.tag)
        return other if key not in self._calls and other in self._calls else key

    def _expired(self, now: float) -> Iterator[SipCall]:
        for state, keys in self._by_quiet.items():
            while keys:
                key = next(iter(keys))
                if now - self._calls[key].heard_at <= IDLE_S[state]:
                    break
                yield self._take(key)

    def _quietest(self) -> Key:
        """Return the call that can best be spared: an ended one if there is one, else the quietest."""
        for state in (State.ENDED, State.CHALLENGED, State.CANCELING, State.CALLING, State.TALKING):
            if self._by_quiet[state]:
                return next(iter(self._by_quiet[state]))
        raise AssertionError("a full table holds calls")

    def _take(self, key: Key, *, closing: bool = False) -> SipCall:
        call = self._calls.pop(key)
        self._by_quiet[call.state].pop(key, None)
        return _seen(call, closing=closing)


def _starts_call(message: Message) -> bool:
    """Whether this is an INVITE outside a dialog, which has no tag in To (RFC 3261 section 12.2)."""
    return message.is_request and message.method == "INVITE" and message.recipient.tag is None


def _starts_anew(call: _Call, message: Message) -> bool:
    """Whether a call that is over is followed by another of the same Call-ID and tag."""
    if call.state is not State.ENDED or not _starts_call(message) or message.cseq <= call.cseq:
        return False
    mended = call.status is not None and (300 <= call.status < 400 or call.status in RETRIED)
    return call.answered_at is not None or not mended


def _new_call(message: Message, time: float, mark: int) -> _Call:
    call = _Call(message, mark, time, time, time, message.cseq, message.vias)
    call.branches[message.branch] = False
    call.credentials_user = message.credentials_user
    return call


def _advance(call: _Call, message: Message, time: float, *, by_caller: bool) -> None:
    event = _event(call, message, by_caller=by_caller)
    state = None if event is None else MOVES.get((call.state, event))
    if event is None or state is None:
        return
    call.state = state
    _note(call, event, message, time, by_caller=by_caller)


def _event(call: _Call, message: Message, *, by_caller: bool) -> Event | None:
    """Return what the message means to its call, keeping count of its branches and dialogs."""
    if not message.is_request:
        in_time = by_caller and message.method == "INVITE" and message.cseq == call.cseq
        return _answer(call, message) if in_time else None
    if message.method == "BYE":
        return _hangup(call, message, by_caller=by_caller)
    if not by_caller:
        return None
    if message.method == "CANCEL":
        return Event.CANCEL if message.cseq == call.cseq and message.branch in call.branches else None
    return _invite(call, message) if _starts_call(message) else None


def _invite(call: _Call, message: Message) -> Event | None:
    """Tell a retransmission and a copy further on from another try, and note which branch it opens."""
    if message.cseq < call.cseq:
        return None
    again = message.cseq > call.cseq
    if again or message.vias < call.hops:
        if again and call.state not in (State.CHALLENGED, State.ENDED):
            return None
        call.cseq, call.hops = message.cseq, message.vias
        call.further |= set() if again else set(call.branches)
        call.branches = {message.branch: False}
        return Event.INVITE if again else None
    if message.vias > call.hops:
        if len(call.further) < BRANCHES_MAX:
            call.further.add(message.branch)
        return None
    if message.branch in call.branches or len(call.branches) >= BRANCHES_MAX:
        return None
    call.branches[message.branch] = False
    return Event.INVITE


def _answer(call: _Call, message: Message) -> Event | None:
    status = message.status
    assert status is not None
    if status < 200:
        return Event.RINGING if status in RINGING else None
    if status < 300:
        tag = message.recipient.tag
        if tag in call.gone or tag in call.dialogs or len(call.dialogs) >= BRANCHES_MAX:
            return None
        call.dialogs.add(tag)
        return Event.ANSWER
    if message.branch in call.further:
        return None
    if message.branch in call.branches:
        call.branches[message.branch] = True
        if not all(call.branches.values()):
            return None
    return Event.CHALLENGE if status in CHALLENGES else Event.FAILURE


def _hangup(call: _Call, message: Message, *, by_caller: bool) -> Event | None:
    """A forked call has one dialog per answer; it is over when the last of them is."""
    tag = message.recipient.tag if by_caller else message.sender.tag
    if len(call.gone) < BRANCHES_MAX:
        call.gone.add(tag)
    call.dialogs.discard(tag)
    return None if call.dialogs else Event.HANGUP


def _note(call: _Call, event: Event, message: Message, time: float, *, by_caller: bool) -> None:
    """Write down what the event tells. Called only for events that moved the call."""
    cause = message.causes.get("q.850")
    if event is Event.RINGING:
        call.ringing_at = time if call.ringing_at is None else call.ringing_at
    elif event is Event.INVITE:
        call.tried_at, call.ringing_at = time, None
        call.credentials_user = message.credentials_user or call.credentials_user
        call.ended_at = call.canceled_at = call.challenged_at = None
        call.status = call.phrase = call.q850 = call.ended_by_caller = None
    elif event is Event.CHALLENGE:
        call.challenged_at = time
    elif event is Event.CANCEL:
        call.canceled_at, call.q850 = time, cause
    elif event is Event.ANSWER:
        call.answered_at = time if call.answered_at is None else call.answered_at
        call.ended_at = None
    else:
        call.ended_at = time
        call.q850 = cause if cause is not None else call.q850
        call.ended_by_caller = by_caller if event is Event.HANGUP else call.ended_by_caller
    if message.status is not None and message.status >= 200:
        call.status, call.phrase = message.status, message.phrase


def _seen(call: _Call, *, closing: bool) -> SipCall:
    """Return the call as it stands. One that fell quiet after a CANCEL or a challenge ended with that."""
    canceled = call.canceled_at is not None and call.answered_at is None
    ended_at = call.ended_at
    if not closing and ended_at is None:
        quiet = {State.CANCELING: call.canceled_at, State.CHALLENGED: call.challenged_at}
        ended_at = quiet.get(call.state)
    unanswered = ended_at is not None and (canceled or call.status is not None)
    return SipCall(
        invite=call.invite,
        mark=call.mark,
        cseq=call.cseq,
        credentials_user=call.credentials_user,
        started_at=call.started_at,
        tried_at=call.tried_at,
        ringing_at=call.ringing_at,
        answered_at=call.answered_at,
        ended_at=ended_at,
        answered=True if call.answered_at is not None else False if unanswered else None,
        canceled=canceled,
        ended_by_caller=True if canceled and ended_at is not None else call.ended_by_caller,
        status=call.status,
        phrase=call.phrase,
        q850=call.q850,
    )
