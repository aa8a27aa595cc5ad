"""A redirect server's side of SIP: requests in, attempts out, answers by transaction. No socket, no clock.

The caller gives bytes and the time (seconds, never going back), asks for events and for datagrams to send,
and calls ``tick`` at ``deadline``. What is refused before anybody is asked, is refused without a
transaction, the same way each time (RFC 3261 section 8.2.7). An urgent attempt is let in whatever its faults,
the load or the room left. What is left out is told in ``docs/reference/sip.md``.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from math import ceil

from fairline.protocols.sip.address import address
from fairline.protocols.sip.admission import Refusal, refusal
from fairline.protocols.sip.alarms import Alarms
from fairline.protocols.sip.answers import ALLOW, answered, copied, only_copied
from fairline.protocols.sip.attempt import attempt_of
from fairline.protocols.sip.endpoint import Datagram, Endpoint
from fairline.protocols.sip.events import (
    Canceled,
    Event,
    InviteReceived,
    Limits,
    OptionsReceived,
    Unanswered,
)
from fairline.protocols.sip.headers import Headers
from fairline.protocols.sip.message import FOUND_CHARS_MAX, Malformed, Message, parse, top_via
from fairline.protocols.sip.transactions import (
    GAPS_S,
    Do,
    Happening,
    State,
    Transaction,
    invite_key,
    key_of,
    merge_of,
)
from fairline.protocols.sip.via import Via

FIRST_LINE_BYTES_MAX = 4096  # ours
BREAKS_OUT = frozenset("<>\r\n")  # of the brackets around a Contact
BLANK = b"\r\n\0 \t"
FOUND_IN_VIA = "a Via that an answer could go by"


class SipServer:
    """The core. ``counts`` has one for each message received, by what became of it, and one for each answer.

    ``secret`` makes To tags that cannot be guessed; ``urgent`` tells a call for help by its Request-URI and
    the user in it.
    """

    def __init__(
        self,
        *,
        secret: bytes,
        urgent: Callable[[str, str | None], bool] = lambda _, __: False,
        limits: Limits | None = None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.limits = limits or Limits()
        self._secret = secret[:64]
        self._urgent = urgent
        self._now = 0.0
        self._transactions: dict[str, Transaction] = {}
        self._done: OrderedDict[str, None] = OrderedDict()
        self._merges: dict[str, str] = {}
        self._alarms = Alarms()
        self._events: deque[Event] = deque()
        self._urgent_events: deque[Event] = deque()
        self._out: list[Datagram] = []
        self._strangers = (0.0, 0)
        self._sheds = (0.0, 0)

    def __len__(self) -> int:
        """Return how many transactions are kept."""
        return len(self._transactions)

    def receive(self, data: bytes, source: Endpoint, now: float, waited: float = 0.0) -> None:
        """Take one message of a peer. ``waited``: how long it lay in the socket, in seconds."""
        if now > self._now:
            self._now = now
        if data[:1] in BLANK and not data.strip(BLANK):
            self.counts["keep-alive"] += 1  # RFC 5626 section 4.4.1
            return
        if waited > self.limits.waited_s_max and self._dropped(data):
            self.counts["dropped"] += 1
            return
        message = parse(data)
        if isinstance(message, Malformed):
            self._malformed(message, source)
        elif message.status is not None:
            self.counts["response"] += 1  # we ask nothing, so nothing is answered to us
        elif (hop := message.top_via) is None:
            found = (message.first("via") or "")[:FOUND_CHARS_MAX]
            self.counts["malformed"] += 1
            self._tell(Malformed(field="via", found=found, wanted=FOUND_IN_VIA, method=message.method))
        else:
            self._request(message, hop, data, source, waited)

    def turn_away(self, data: bytes, source: Endpoint, now: float) -> None:
        """Take one message of somebody unknown: an INVITE gets 403, a few each second, nothing else does."""
        if now > self._now:
            self._now = now
        self.counts["stranger"] += 1
        second, said = self._strangers
        if self._now - second >= 1.0:
            second, said = self._now, 0
        self._strangers = second, said
        if said >= self.limits.strangers_per_s_max or data.lstrip(b"\r\n")[:7].upper() != b"INVITE ":
            return
        message = parse(data)
        if isinstance(message, Message) and (hop := message.top_via) is not None:
            self._strangers = second, said + 1
            self._refuse_now(Refusal(status=403), copied(message, data), hop, source)

    def next_event(self) -> Event | None:
        """Return what came first, calls for help before all else; ``None`` if nothing is waiting.

        An attempt that waited here too long is refused with 503 instead.
        """
        while True:
            if self._urgent_events:
                return self._urgent_events.popleft()
            if not self._events:
                return None
            event = self._events.popleft()
            if not isinstance(event, InviteReceived):
                return event
            if event.transaction not in self._transactions:
                continue
            if self._now - event.arrived <= self.limits.waited_s_max:
                return event
            self.counts["shed"] += 1
            self._finish(event.transaction, self._busy())

    def redirect(self, transaction: str, contact: str, now: float, headers: Headers = ()) -> bool:
        """Answer 302 to ``contact``, a URI. ``False``: it was answered or given up before."""
        assert BREAKS_OUT.isdisjoint(contact)
        if now > self._now:
            self._now = now
        return self._finish(transaction, Refusal(status=302, headers=(("Contact", f"<{contact}>"), *headers)))

    def refuse(
        self,
        transaction: str,
        status: int,
        now: float,
        *,
        phrase: str | None = None,
        headers: Headers = (),
        retry_after: int | None = None,
    ) -> bool:
        """Answer a failure, 400 to 699. ``retry_after``: seconds. ``False``: answered or given up before."""
        assert 400 <= status <= 699
        if now > self._now:
            self._now = now
        later = () if retry_after is None else (("Retry-After", str(max(1, ceil(retry_after)))),)
        return self._finish(transaction, Refusal(status=status, headers=(*headers, *later), phrase=phrase))

    def answer_options(self, transaction: str, now: float) -> bool:
        """Answer 200 with what we serve (RFC 3261 section 11.2)."""
        if now > self._now:
            self._now = now
        return self._finish(transaction, Refusal(status=200, headers=(("Allow", ALLOW), ("Supported", ""))))

    def datagrams(self) -> list[Datagram]:
        """Return what is to be sent, in order. Asking twice sends once."""
        out, self._out = self._out, []
        return out

    def deadline(self) -> float | None:
        """Return when to call ``tick`` next, ``None`` if nothing is waited for."""
        return self._alarms.deadline()

    def tick(self, now: float) -> None:
        """Let the time be ``now``: send again, give up and forget what is due."""
        if now > self._now:
            self._now = now
        for key in self._alarms.due(self._now):
            transaction = self._transactions[key]
            if transaction.gaps:
                self._alarms.set(key, transaction.gaps[0], self._now)
                transaction.gaps = transaction.gaps[1:]
                self._happens(transaction, Happening.ALARM)
            else:
                self._happens(transaction, Happening.LAST_ALARM)

    def _request(self, message: Message, hop: Via, data: bytes, source: Endpoint, waited: float) -> None:
        key = key_of(message, hop, source)
        transaction = self._transactions.get(key)
        if message.method == "ACK":
            found = transaction is not None and self._happens(transaction, Happening.ACK)
            self.counts["ack" if found else "stray ack"] += 1
        elif transaction is not None:
            self.counts["again"] += 1
            self._happens(transaction, Happening.AGAIN)
        else:
            self._new(message, key, hop, data, source, waited)

    def _new(
        self, message: Message, key: str, hop: Via, data: bytes, source: Endpoint, waited: float
    ) -> None:
        invite = message.method == "INVITE"
        urgent = invite and message.recipient.tag is None and self._asks_for_help(message)
        merge = merge_of(message) if invite else None
        refused = None if urgent else self._refused(message, data, merge, waited)
        if refused is not None:
            self._refuse_now(refused, copied(message, data), hop, source)
        elif message.method == "CANCEL":
            self._cancel(message, data, hop, source)
        elif not self._room(urgent):
            self.counts["shed"] += 1
            self._refuse_now(self._busy(), copied(message, data), hop, source)
        else:
            self.counts[message.method] += 1
            transaction = Transaction(
                key=key, invite=invite, source=source, hop=hop, headers=copied(message, data), merge=merge
            )
            self._transactions[key] = transaction
            if merge is not None:
                self._merges[merge] = key
            self._wait(transaction, GAPS_S[State.ASKED, invite, source.reliable])
            self._ask(message, transaction, urgent, self._now - waited)

    def _asks_for_help(self, message: Message) -> bool:
        assert message.uri is not None
        assert message.target is not None
        return self._urgent(message.uri, message.target.user)

    def _refused(self, message: Message, data: bytes, merge: str | None, waited: float) -> Refusal | None:
        """Return why a new request is not even asked about."""
        if len(data) > self.limits.message_bytes_max:
            return Refusal(status=513)
        found = refusal(message)
        if found is not None or message.method == "CANCEL":
            return found
        if merge in self._merges:
            return Refusal(status=482)  # RFC 3261 section 8.2.2.2
        if waited > self.limits.waited_s_max:
            self.counts["shed"] += 1
            return self._busy()
        return None

    def _ask(self, message: Message, transaction: Transaction, urgent: bool, arrived: float) -> None:
        if not transaction.invite:
            self._tell(OptionsReceived(transaction=transaction.key, source=transaction.source))
            return
        event = InviteReceived(
            transaction=transaction.key,
            attempt=attempt_of(message, transaction.source),
            urgent=urgent,
            arrived=arrived,
        )
        if urgent:
            self._urgent_events.append(event)
        elif not self._tell(event):
            self.counts["shed"] += 1
            self._finish(transaction.key, self._busy())

    def _cancel(self, message: Message, data: bytes, hop: Via, source: Endpoint) -> None:
        """Section 9.2: 200 to the CANCEL, and 487 to an INVITE that is not answered yet."""
        transaction = self._transactions.get(invite_key(message, hop, source))
        self.counts["CANCEL"] += 1
        status = 481 if transaction is None else 200
        self._refuse_now(Refusal(status=status), copied(message, data), hop, source)
        if transaction is not None and self._finish(transaction.key, Refusal(status=487)):
            self._tell(Canceled(transaction=transaction.key))

    def _malformed(self, found: Malformed, source: Endpoint) -> None:
        """Tell of it, and refuse it if it is a request that can be answered."""
        self.counts["malformed"] += 1
        self._tell(found)
        hop = top_via(dict(reversed(found.headers)).get("via"))
        if hop is None or found.method in ("", "ACK"):
            return
        status = 505 if found.field == "version" else 400
        phrase = None if status == 505 else f"Bad {found.field.title()}"
        self._refuse_now(Refusal(status=status, phrase=phrase), only_copied(found.headers), hop, source)

    def _dropped(self, data: bytes) -> bool:
        """Whether an old INVITE is not even read: so many got 503 this second that more would cost the time
        that fresh ones need. Its sender repeats it. Only the start line is looked at, for a call for help.
        """
        if data[:7] != b"INVITE ":
            return False
        second, said = self._sheds
        if self._now - second >= 1.0:
            second, said = self._now, 0
        self._sheds = second, said + 1
        if said < self.limits.sheds_per_s_max:
            return False
        line = data[:FIRST_LINE_BYTES_MAX].partition(b"\n")[0]
        uri = line[7:].decode("utf-8", "replace").strip().rpartition(" ")[0].strip()
        return not self._urgent(uri, address(f"<{uri}>").user)

    def _room(self, urgent: bool) -> bool:
        """Make room for one more; ``False`` if all that is kept is needed. A call for help has room."""
        if len(self._transactions) < self.limits.transactions_max:
            return True
        oldest = next(iter(self._done), None)
        if oldest is None and urgent:
            oldest = next(iter(self._transactions))
        if oldest is None:
            return False
        self._forget(self._transactions[oldest])
        return True

    def _finish(self, key: str, answer: Refusal) -> bool:
        """Give the final answer to a transaction, once."""
        transaction = self._transactions.get(key)
        if transaction is None or transaction.state is not State.ASKED:
            return False
        transaction.answer = self._answer_to(transaction, answer)
        transaction.hop, transaction.headers = None, ()
        return self._happens(transaction, Happening.FINAL)

    def _happens(self, transaction: Transaction, happening: Happening) -> bool:
        """Move a transaction and do what the move asks. ``False``: absorbed."""
        before = transaction.state
        do = transaction.move(happening)
        if do is None:
            return False
        if do is Do.TRYING:
            transaction.answer = self._answer_to(transaction, Refusal(status=100))
        if do is Do.FAIL:
            self._finish(transaction.key, Refusal(status=500))
            self._tell(Unanswered(transaction=transaction.key))
        elif do is not Do.NOTHING and transaction.answer is not None:
            self._out.append(transaction.answer)
        if transaction.state is not before and do is not Do.FAIL:
            self._entered(transaction)
        return True

    def _entered(self, transaction: Transaction) -> None:
        """Keep what the new state needs, and no more."""
        if transaction.state is State.TERMINATED:
            self._forget(transaction)
            return
        self._wait(transaction, transaction.gaps)
        if transaction.state is State.CONFIRMED:
            transaction.answer = None
            self._unmerge(transaction)
        if transaction.state is State.CONFIRMED or not transaction.invite:
            self._done[transaction.key] = None

    def _wait(self, transaction: Transaction, gaps: tuple[float, ...]) -> None:
        self._alarms.set(transaction.key, gaps[0], self._now)
        transaction.gaps = gaps[1:]

    def _forget(self, transaction: Transaction) -> None:
        self._alarms.clear(transaction.key)
        self._transactions.pop(transaction.key, None)
        self._done.pop(transaction.key, None)
        self._unmerge(transaction)

    def _unmerge(self, transaction: Transaction) -> None:
        if transaction.merge is not None and self._merges.get(transaction.merge) == transaction.key:
            del self._merges[transaction.merge]

    def _busy(self) -> Refusal:
        return Refusal(status=503, headers=(("Retry-After", str(self.limits.retry_after_s)),))

    def _refuse_now(self, answer: Refusal, headers: Headers, hop: Via, source: Endpoint) -> None:
        self._out.append(self._made(answer, headers, hop, source))

    def _answer_to(self, transaction: Transaction, answer: Refusal) -> Datagram:
        assert transaction.hop is not None
        return self._made(answer, transaction.headers, transaction.hop, transaction.source)

    def _made(self, answer: Refusal, headers: Headers, hop: Via, source: Endpoint) -> Datagram:
        self.counts[str(answer.status)] += 1
        return answered(
            headers,
            hop,
            answer.status,
            source,
            phrase=answer.phrase,
            secret=self._secret,
            extra=answer.headers,
        )

    def _tell(self, event: Event) -> bool:
        if len(self._events) >= self.limits.events_max:
            self.counts["events dropped"] += 1
            return False
        self._events.append(event)
        return True
