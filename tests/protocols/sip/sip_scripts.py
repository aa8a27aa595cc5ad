"""A server under a script in simulated time."""

from fairline.protocols.sip.endpoint import Endpoint, Transport
from fairline.protocols.sip.events import Event, InviteReceived, Limits
from fairline.protocols.sip.server import SipServer

UDP = Endpoint(host="192.0.2.1", port=5060)
TCP = Endpoint(host="192.0.2.1", port=40_000, transport=Transport.TCP, line=7)


def urgent(uri: str, user: str | None) -> bool:
    """A call for help, as the scripts have it."""
    return user == "911" or uri.startswith("urn:service:sos")


class Script:
    """One server, one clock. ``sent`` holds every status sent since it was last looked at, with its time."""

    def __init__(self, *, source: Endpoint = UDP, limits: Limits | None = None) -> None:
        self.server = SipServer(secret=b"script", urgent=urgent, limits=limits)
        self.source = source
        self.now = 100.0
        self.bytes: list[bytes] = []

    def receive(self, data: bytes, *, source: Endpoint | None = None, waited: float = 0.0) -> list[int]:
        """Let ``data`` come in now; return the statuses sent for it."""
        self.server.receive(data, source or self.source, self.now, waited)
        return self.statuses()

    def events(self) -> list[Event]:
        """Return what came out."""
        found = []
        while (event := self.server.next_event()) is not None:
            found.append(event)
        return found

    def invited(self) -> InviteReceived:
        """Return the one attempt that came out."""
        (event,) = self.events()
        assert isinstance(event, InviteReceived)
        return event

    def statuses(self) -> list[int]:
        """Return the statuses sent since asked last."""
        self.bytes = [each.data for each in self.server.datagrams()]
        return [int(data.split(b" ", 2)[1]) for data in self.bytes]

    def pass_to(self, seconds: float) -> list[tuple[float, int]]:
        """Let time go on to ``seconds`` after the start, alarm by alarm; return what was sent when."""
        sent = []
        until = 100.0 + seconds
        while (due := self.server.deadline()) is not None and due <= until:
            self.now = max(self.now, due)
            self.server.tick(self.now)
            sent += [(round(self.now - 100.0, 3), status) for status in self.statuses()]
        self.now = until
        return sent
