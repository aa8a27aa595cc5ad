"""One SIP message, whole, odd, cut and altered."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sip_messages import read, request, response

from fairline.protocols.sip.message import Malformed, Message, parse, starts_like_sip
from fairline.protocols.sip.stream import Stream

INVITE = request(
    "INVITE",
    extra='P-Asserted-Identity: "Alice, A." <sip:+13035550199@example.com>, <tel:+13035550199>\r\n'
    "Diversion: <sip:+14045550100@example.com>;reason=unconditional\r\n"
    "User-Agent: dialer 1.0\r\n",
)


def test_an_invite() -> None:
    message = read(INVITE)
    assert (message.method, message.status, message.cseq, message.branch) == ("INVITE", None, 1, "z9hG4bK-a")
    assert (message.sender.user, message.sender.tag, message.recipient.tag) == ("+13035550100", "alice", None)
    assert message.target is not None
    assert message.target.user == "+12025550123"
    assert [asserted.user for asserted in message.asserted] == ["+13035550199", "+13035550199"]
    assert message.diverted_from is not None
    assert message.diverted_from.user == "+14045550100"
    assert message.user_agent == "dialer 1.0"


def test_a_response_with_its_reason() -> None:
    reason = 'Reason: SIP;cause=603;text="a;b,c", Q.850 ;cause=21;text="Call Rejected"\r\n'
    message = read(response(603, "Network Blocked", extra=reason))
    assert (message.method, message.status, message.phrase) == ("INVITE", 603, "Network Blocked")
    assert message.causes == {"sip": 603, "q.850": 21}


def test_compact_names_folded_lines_and_any_case() -> None:
    message = read(
        b"INVITE sip:bob@example.com SIP/2.0\r\nv:SIP/2.0/UDP a;branch=x, SIP/2.0/UDP b;branch=y\r\n"
        b"f: Alice\r\n  <sip:alice@example.com>;TAG=1\r\nT:\tsip:bob@example.com\r\n"
        b"i : 7\r\ncSEQ: 009\r\n INVITE\r\n\r\n"
    )
    assert (message.sender.user, message.sender.tag, message.call_id, message.cseq) == ("alice", "1", "7", 9)
    assert (message.vias, message.branch, message.recipient.user) == (2, "x", "bob")


HISTORY = {
    "the index that mp names": (
        "<sip:+12025550111@x>;index=1, <sip:+12025550112@x>;index=1.1, <sip:+12025550113@x>;index=1.2;mp=1",
        "+12025550111",
    ),
    "else the last that was left for a reason": (
        "<sip:+12025550111@x?Reason=SIP%3Bcause%3D302>;index=1, <sip:+12025550112@x>;index=1.1",
        "+12025550111",
    ),
    "one entry is no forwarding": ("<sip:+12025550111@x>;index=1", None),
    "nor is a route without a reason": ("<sip:+12025550111@x>;index=1, <sip:bob@x>;index=1.1", None),
}


@pytest.mark.parametrize("name", HISTORY)
def test_history_info(name: str) -> None:
    value, expected = HISTORY[name]
    diverted = read(request("INVITE", extra=f"History-Info: {value}\r\n")).diverted_from
    assert (diverted.user if diverted is not None else None) == expected


ADDRESSES = {
    "with a name that looks like a URI": ('"<sip:x@y>" <sip:bob@example.com>;tag=1', "bob"),
    "with an escaped quote": ('"a\\" <sip:x@y>" <sip:bob@example.com>', "bob"),
    "with user parameters": ("<sip:+12025550123;npdi=yes;rn=+1@example.com;user=phone>", "+12025550123"),
    "with a password": ("<sip:bob:secret@example.com>", "bob"),
    "escaped": ("<sip:%2B12025550123@example.com>", "+12025550123"),
    "escaped so that it cannot be shown": ("<sip:a%00b@example.com>", "a%00b"),
    "of a telephone": ("<tel:+1-202-555-0123;phone-context=x>", "+1-202-555-0123"),
    "without a user": ("<sip:example.com>", None),
    "of another scheme": ("<http://bob@example.com>", None),
    "nonsense": ("><;,=", None),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_addresses(name: str) -> None:
    value, user = ADDRESSES[name]
    message = read(
        INVITE.replace(b"From: <sip:+13035550100@example.com>;tag=alice", f"From: {value}".encode())
    )
    assert message.sender.user == user


BROKEN = {
    "no start line": (INVITE.replace(b"INVITE sip:", b"INVITE\x01sip:", 1), "start line"),
    "another version": (INVITE.replace(b" SIP/2.0\r\n", b" SIP/3.0\r\n", 1), "version"),
    "no URI": (INVITE.replace(b"INVITE sip:+12025550123@example.com ", b"INVITE ", 1), "uri"),
    "a status out of range": (response(180).replace(b"180", b"780", 1), "start line"),
    "no Call-ID": (INVITE.replace(b"Call-ID:", b"X-ID:"), "call-id"),
    "an empty Call-ID": (INVITE.replace(b"c1@192.0.2.1", b""), "call-id"),
    "two Call-IDs": (INVITE.replace(b"CSeq:", b"Call-ID: other\r\nCSeq:"), "call-id"),
    "NUL in the Call-ID": (INVITE.replace(b"c1@", b"c\0@"), "call-id"),
    "NUL in an address": (INVITE.replace(b"To: <sip:+", b"To: <sip:\0"), "to"),
    "no From": (INVITE.replace(b"From:", b"Form:"), "from"),
    "no To": (INVITE.replace(b"To:", b"Two:"), "to"),
    "CSeq of another method": (INVITE.replace(b"1 INVITE", b"1 BYE"), "cseq"),
    "CSeq without a number": (INVITE.replace(b"CSeq: 1 ", b"CSeq: one "), "cseq"),
    "CSeq too large": (INVITE.replace(b"CSeq: 1 ", b"CSeq: 4294967296 "), "cseq"),
    "cut within a header": (INVITE[: INVITE.index(b"CSeq") + 7], "cseq"),
    "nothing": (b"", "start line"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_malformed(name: str) -> None:
    data, part = BROKEN[name]
    found = parse(data)
    assert isinstance(found, Malformed)
    assert found.field == part
    assert len(found.found) <= 80


def test_text_that_is_not_utf_8_costs_no_call() -> None:
    assert read(INVITE.replace(b"dialer", b"di\xe9ler")).user_agent == "di\ufffdler 1.0"


@settings(max_examples=100)
@given(st.integers(0, len(INVITE)), st.integers(0, len(INVITE) - 1), st.integers(0, 255))
def test_cut_anywhere_and_altered_anywhere(cut: int, place: int, byte: int) -> None:
    _use(INVITE[:cut])
    _use(INVITE[:place] + bytes([byte]) + INVITE[place + 1 :])


@given(st.binary(max_size=400))
def test_arbitrary_bytes(data: bytes) -> None:
    _use(data)
    _use(
        b"INVITE "
        + data
        + b" SIP/2.0\r\nv:"
        + data
        + b"\r\nf:"
        + data
        + b"\r\nt:x\r\ni:1\r\ncseq:1 INVITE\r\n\r\n"
    )


def test_reference_messages_cut_and_altered(shared: Path) -> None:
    files = [
        *shared.glob("data/sip_rfc4475_torture/*/*.dat"),
        *shared.glob("data/sip_messages_kamailio_GPL/*.sip"),
    ]
    messages = [path.read_bytes() for path in files]
    assert len(messages) == 69
    for path in shared.glob("data/sip_callflows_phpsip/**/*.yaml"):
        messages += [text.encode() for text in yaml.safe_load(path.read_text())]
    understood = 0
    for data in messages:
        understood += isinstance(_use(data), Message)
        for place in range(0, len(data), 7):
            _use(data[:place])
            _use(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
    assert understood > 280


TORTURE = {  # RFC 4475, section 3: what is understood of each, and why not
    "valid/wsinv.dat": ("INVITE", "jdrosen"),
    "valid/intmeth.dat": (r"!interesting-Method0123456789_*+`.%indeed'~", "mundane"),
    "valid/esc01.dat": ("INVITE", "I have spaces"),
    "valid/escnull.dat": ("REGISTER", "null-%00-null"),
    "valid/longreq.dat": ("INVITE", "amazinglylongcallername" * 5),
    "valid/semiuri.dat": ("OPTIONS", "caller"),
    "valid/noreason.dat": ("INVITE", "user"),
    "invalid/badinv01.dat": ("INVITE", "caller"),
    "invalid/multi01.dat": None,
    "invalid/mismatch01.dat": None,
    "invalid/scalar02.dat": None,
}


@pytest.mark.parametrize("name", TORTURE)
def test_torture(name: str, shared: Path) -> None:
    found = parse((shared / "data/sip_rfc4475_torture" / name).read_bytes())
    expected = TORTURE[name]
    assert (None if isinstance(found, Malformed) else (found.method, found.sender.user)) == expected


@pytest.mark.parametrize("size", [1, 2, 7, 100, 5000])
def test_a_stream_cut_into_any_sizes(size: int) -> None:
    body = INVITE.replace(b"Content-Length: 0", b"l : 17") + b"INVITE x SIP/2.0\n"
    wire = b"\r\n\r\n" + body + response(180) + b"\r\n\r\n" + request("BYE", cseq=2)
    stream = Stream()
    messages = [m for at in range(0, len(wire), size) for m in stream.feed(wire[at : at + size])]
    assert messages == [body, response(180), request("BYE", cseq=2)]


def test_a_stream_joined_in_the_middle_of_a_message() -> None:
    stream = Stream()
    assert stream.feed(b"o=x\r\nv=0\r\n" + response(180) + request("BYE")[:50]) == [response(180)]
    stream.lose()
    assert stream.feed(response(200)) == [response(200)]


@given(st.lists(st.binary(max_size=100) | st.sampled_from([INVITE, response(180)]), max_size=6))
def test_a_stream_of_anything(pieces: list[bytes]) -> None:
    stream = Stream()
    for piece in pieces:
        for message in stream.feed(piece):
            assert starts_like_sip(message)


def _use(data: bytes) -> Message | Malformed:
    """Parse, and look at everything that is worked out only when asked for."""
    starts_like_sip(data)
    found = parse(data)
    if isinstance(found, Message):
        assert isinstance(found.vias, int)
        for part in (found.target, found.asserted, found.diverted_from, found.causes, found.credentials_user):
            assert part is None or part == part
        assert found.branch is None or found.branch
    return found
