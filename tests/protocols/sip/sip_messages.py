"""Made-up SIP messages for scripts in simulated time."""

from fairline.protocols.sip.message import Message, parse

CALL_ID = "c1@192.0.2.1"


def request(
    method: str,
    *,
    cseq: int = 1,
    branch: str = "z9hG4bK-a",
    via: tuple[str, ...] = (),
    from_tag: str = "alice",
    to_tag: str | None = None,
    call_id: str = CALL_ID,
    uri: str = "sip:+12025550123@example.com",
    extra: str = "",
) -> bytes:
    """Return a request. ``via`` are the branches below the topmost, as a proxy's copy has them."""
    return _message(f"{method} {uri} SIP/2.0", method, cseq, (branch, *via), from_tag, to_tag, call_id, extra)


def response(
    status: int,
    phrase: str = "Phrase",
    *,
    method: str = "INVITE",
    cseq: int = 1,
    branch: str = "z9hG4bK-a",
    via: tuple[str, ...] = (),
    from_tag: str = "alice",
    to_tag: str | None = "bob",
    call_id: str = CALL_ID,
    extra: str = "",
) -> bytes:
    """Return a response to a request of ``method`` and ``cseq``."""
    return _message(
        f"SIP/2.0 {status} {phrase}", method, cseq, (branch, *via), from_tag, to_tag, call_id, extra
    )


def read(data: bytes) -> Message:
    """Return the message, which must be one."""
    message = parse(data)
    assert isinstance(message, Message), message
    return message


def _message(
    start: str,
    method: str,
    cseq: int,
    branches: tuple[str, ...],
    from_tag: str,
    to_tag: str | None,
    call_id: str,
    extra: str,
) -> bytes:
    vias = "".join(f"Via: SIP/2.0/UDP 192.0.2.{n};branch={b}\r\n" for n, b in enumerate(branches, start=1))
    to = "" if to_tag is None else f";tag={to_tag}"
    return (
        f"{start}\r\n{vias}From: <sip:+13035550100@example.com>;tag={from_tag}\r\n"
        f"To: <sip:+12025550123@example.com>{to}\r\nCall-ID: {call_id}\r\nCSeq: {cseq} {method}\r\n"
        f"{extra}Content-Length: 0\r\n\r\n"
    ).encode()
