"""INVITEs and peers for the tests of the port."""

from typing import Any

from fairline.ports.sip_peers import SipPeer
from fairline.protocols.sip.attempt import Attempt, attempt_of
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.message import Message, parse

SOURCE = Endpoint(host="192.0.2.1", port=5060)


def invite(
    uri: str = "sip:+12025550123@example.com",
    *,
    number: int = 1,
    method: str = "INVITE",
    sender: str = "<sip:+13035550100@example.com>",
    extra: str = "",
    transport: str = "UDP",
) -> bytes:
    """Return the ``number``-th INVITE, or the ACK or CANCEL that belongs to it."""
    return (
        f"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/{transport} 127.0.0.1:9;rport;branch=z9hG4bK-{number}\r\n"
        f"From: {sender};tag=f{number}\r\nTo: <{uri}>\r\nCall-ID: {number}@test\r\nCSeq: 1 {method}\r\n"
        f"Max-Forwards: 70\r\n{extra}Content-Length: 0\r\n\r\n"
    ).encode()


def attempt(uri: str = "sip:+12025550123@example.com", *, sender: str = "", extra: str = "") -> Attempt:
    """Return the attempt that an INVITE is read as."""
    given = {"sender": sender} if sender else {}
    message = parse(invite(uri, extra=extra, **given))
    assert isinstance(message, Message)
    return attempt_of(message, SOURCE)


def peer(**changes: Any) -> SipPeer:
    """Return a peer of account acme that asks from here."""
    usual: dict[str, Any] = {"name": "sbc", "addresses": ("127.0.0.1", "::1"), "account": "acme"}
    return SipPeer(**usual | changes)
