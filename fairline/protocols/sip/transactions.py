"""Server transactions as tables: what moves them, how long they wait, and how a request finds its own.

A UAS that never answers an INVITE with success: the answers are 302 and failures, so each INVITE ends in
an ACK of its own transaction (RFC 3261 section 17.2.1). Sections are named beside the tables.
"""

from dataclasses import dataclass, field
from enum import Enum, auto

from fairline.protocols.sip.endpoint import Datagram, Endpoint
from fairline.protocols.sip.headers import Headers
from fairline.protocols.sip.message import Message
from fairline.protocols.sip.via import Via

T1_S = 0.5  # RFC 3261 section 17.1.1.1: an estimate of the round trip
T2_S = 4.0  # the longest gap between two copies of an answer
T4_S = 5.0  # how long a message may stay in the network
TRYING_S = 0.2  # section 17.2.1: an INVITE not answered by then gets a 100
ANSWER_S_MAX = 32.0  # ours: an INVITE nobody decided by then gets a 500, so that none stays for ever
COOKIE = "z9hg4bk"  # section 8.1.1.7: begins every branch of RFC 3261, any letter case


class _Word(Enum):
    """A word of the tables below. It is looked up by what it is: to hash its name takes longer."""

    __hash__ = object.__hash__


class State(_Word):
    """Where a transaction stands. RFC 3261's "Trying" and "Proceeding" are both ``ASKED``."""

    ASKED = auto()
    COMPLETED = auto()
    CONFIRMED = auto()
    TERMINATED = auto()


class Happening(_Word):
    """What comes to a transaction."""

    AGAIN = auto()  # the same request once more
    FINAL = auto()  # the answer
    ACK = auto()
    ALARM = auto()  # its alarm, the last gap not yet over
    LAST_ALARM = auto()  # its alarm, after the last gap


class Do(_Word):
    """What a move lets happen."""

    NOTHING = auto()
    SEND = auto()  # the last answer, once more
    TRYING = auto()  # 100, the first time
    FAIL = auto()  # 500, because nobody decided


Move = tuple[State, Do]

INVITE_MOVES: dict[tuple[State, Happening], Move] = {  # section 17.2.1, figure 7; an absent pair is absorbed
    (State.ASKED, Happening.AGAIN): (State.ASKED, Do.SEND),
    (State.ASKED, Happening.FINAL): (State.COMPLETED, Do.SEND),
    (State.ASKED, Happening.ALARM): (State.ASKED, Do.TRYING),
    (State.ASKED, Happening.LAST_ALARM): (State.ASKED, Do.FAIL),
    (State.COMPLETED, Happening.AGAIN): (State.COMPLETED, Do.SEND),
    (State.COMPLETED, Happening.ALARM): (State.COMPLETED, Do.SEND),
    (State.COMPLETED, Happening.ACK): (State.CONFIRMED, Do.NOTHING),
    (State.COMPLETED, Happening.LAST_ALARM): (State.TERMINATED, Do.NOTHING),
    (State.CONFIRMED, Happening.LAST_ALARM): (State.TERMINATED, Do.NOTHING),
}
OTHER_MOVES: dict[tuple[State, Happening], Move] = {  # section 17.2.2, figure 8
    (State.ASKED, Happening.FINAL): (State.COMPLETED, Do.SEND),
    (State.ASKED, Happening.LAST_ALARM): (State.ASKED, Do.FAIL),
    (State.COMPLETED, Happening.AGAIN): (State.COMPLETED, Do.SEND),
    (State.COMPLETED, Happening.LAST_ALARM): (State.TERMINATED, Do.NOTHING),
}

# Gaps between alarms on entering a state, by whether it is an INVITE and whether the transport is reliable.
# Section 17.2.1: timer G doubles from T1 to T2 until timer H ends it all at 64*T1; timer I is T4 over UDP,
# none over TCP. Section 17.2.2: timer J is 64*T1 over UDP, none over TCP. An empty row leaves at once.
GAPS_S: dict[tuple[State, bool, bool], tuple[float, ...]] = {
    (State.ASKED, True, False): (TRYING_S, ANSWER_S_MAX - TRYING_S),
    (State.ASKED, True, True): (TRYING_S, ANSWER_S_MAX - TRYING_S),
    (State.ASKED, False, False): (ANSWER_S_MAX,),
    (State.ASKED, False, True): (ANSWER_S_MAX,),
    (State.COMPLETED, True, False): (T1_S, 2 * T1_S, 4 * T1_S, *(T2_S,) * 7, T1_S),  # G, and H at 64*T1
    (State.COMPLETED, True, True): (64 * T1_S,),  # H
    (State.COMPLETED, False, False): (64 * T1_S,),  # J
    (State.COMPLETED, False, True): (),
    (State.CONFIRMED, True, False): (T4_S,),  # I
    (State.CONFIRMED, True, True): (),
}


@dataclass(slots=True, kw_only=True)
class Transaction:
    """One request and its answer. ``hop`` and ``headers`` go when the final answer is made, as nothing else
    is made of them; ``answer`` goes when it has arrived.
    """

    key: str
    invite: bool
    source: Endpoint
    hop: Via | None
    headers: Headers
    """Those of the request that its answers repeat."""
    merge: str | None
    """What a copy of the request on another way would have in common with it (section 8.2.2.2)."""
    state: State = State.ASKED
    answer: Datagram | None = None
    gaps: tuple[float, ...] = field(default=())
    """The gaps still to come in this state."""

    def move(self, happening: Happening) -> Do | None:
        """Go where the tables say; ``None`` if nothing comes of it. The gaps of a new state are set."""
        moves = INVITE_MOVES if self.invite else OTHER_MOVES
        found = moves.get((self.state, happening))
        if found is None:
            return None
        state, do = found
        if state is not self.state:
            self.state = state
            self.gaps = GAPS_S.get((state, self.invite, self.source.reliable), ())
            if not self.gaps:
                self.state = State.TERMINATED
        return do


def key_of(message: Message, hop: Via, source: Endpoint) -> str:
    """Return what names the server transaction of a request whose topmost Via is ``hop`` (section 17.2.3).

    An ACK and a CANCEL share the branch of their INVITE; a CANCEL has a transaction of its own. A branch
    without the cookie is of RFC 2543: then all that an ACK repeats names it. The sender's address is part of
    it, so that nobody can cancel the attempts of others.
    """
    method = "INVITE" if message.method == "ACK" else message.method
    branch = hop.branch
    if branch is not None and branch[:7].lower() == COOKIE and len(branch) > 7:
        return f"{method} {branch} {hop.sent_by} {source.host}"
    parts = (method, message.uri, message.sender.tag, message.call_id, message.cseq, hop.text, source.host)
    return "\x1f".join(map(str, parts))


def invite_key(message: Message, hop: Via, source: Endpoint) -> str:
    """Return the transaction of the INVITE that a CANCEL is for (section 9.2)."""
    return "INVITE" + key_of(message, hop, source)[len(message.method) :]


def merge_of(message: Message) -> str:
    """Return what two copies of one request have in common that came on two ways (section 8.2.2.2)."""
    return f"{message.sender.tag}\x1f{message.call_id}\x1f{message.cseq}\x1f{message.method}"
