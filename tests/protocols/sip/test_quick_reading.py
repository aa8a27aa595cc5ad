"""The quick ways of reading say what the careful ones say, or nothing: on usual messages and altered ones."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sip_messages import request, response

from fairline.protocols.sip.address import address, careful_address
from fairline.protocols.sip.message import Malformed, parse_carefully, parse_quickly
from fairline.protocols.sip.via import careful_via, via

RICH = request(
    "INVITE",
    via=("z9hG4bK-b",),
    extra='P-Asserted-Identity: "Alice, A." <sip:+13035550199@example.com>, <tel:+13035550199>\r\n'
    "Diversion: <sip:+14045550100@example.com>;reason=unconditional\r\nRequire: timer\r\n"
    "Privacy: id;user\r\nX-Campaign: spring\r\nsubject: \u00c9t\u00e9 \r\nMax-Forwards: 70 \r\n",
)
BODY = request("INVITE").replace(b"Length: 0", b"Length: 4") + b"v=0\n"
USUAL = [RICH, BODY, *(request(method) for method in ("INVITE", "ACK", "CANCEL", "OPTIONS", "REGISTER"))]
PIECES = (
    "\r", "\n", "\r\n", "\n\n", "\r\n\r\n", " ", "\t", "\r\n ", ":", "\0", '"', "<", ">", "%41", ";tag=x",
    "\u00e9", "\u2003", "\x0b", "\x85", "From: a", "\r\nFrom: <sip:a@b>", "\r\nf: <sip:a@b>;tag=1",
    "\r\nCall-ID: 2", "\r\ncall-id : 3", "\r\nVia", "\r\nX-A: 1\r\nX-A: 2", "\r\nCSeq: 9999999999 INVITE",
    "SIP/2.0", "\ufffd",
)  # fmt: skip
INSERTED = st.sampled_from(PIECES).map(str.encode) | st.binary(max_size=4)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), INSERTED), max_size=4)


def same(data: bytes) -> bool:
    """Hold that both ways agree; return whether the quick one read it."""
    quick = parse_quickly(data)
    if quick is None:
        return False
    careful = parse_carefully(data)
    assert quick == careful
    assert not isinstance(careful, Malformed)
    assert (quick.sender, quick.recipient, quick.target) == (
        careful.sender,
        careful.recipient,
        careful.target,
    )
    assert quick.top_via == careful.top_via
    assert quick.vias == careful.vias
    return True


def altered(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, new in changes:
        at = int(share * len(data))
        data = data[:at] + new + data[at + length :]
    return data


@pytest.mark.parametrize("data", USUAL, ids=lambda data: data[:12].decode())
def test_usual_requests_are_read_quickly(data: bytes) -> None:
    assert same(data)


@pytest.mark.parametrize("data", USUAL, ids=lambda data: data[:12].decode())
def test_each_piece_at_each_place(data: bytes) -> None:
    quick = sum(same(data[:at] + piece.encode() + data[at:]) for at in range(len(data)) for piece in PIECES)
    assert quick > len(data)  # many of them are still read quickly, so this test tests something


@settings(deadline=None, max_examples=1000)
@given(st.sampled_from([*USUAL, response(200)]), CHANGES)
@example(RICH, [(1.0, 0, b"x" * 70_000)])
def test_altered_requests(data: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    same(altered(data, changes))


@pytest.mark.parametrize("size", [65_527, 65_528, 65_529, 65_530, 65_531, 65_532, 65_533, 65_537, 70_000])
def test_heads_about_as_long_as_is_read(size: int) -> None:
    short = request("INVITE", extra="Subject: \r\n")
    same(short.replace(b"Subject: ", b"Subject: " + b"x" * (size - len(short))))


ADDRESSES = (
    "<sip:+13035550100@example.com>;tag=alice", "<sips:a.b@h:5061;transport=tls>", "sip:a@b;tag=c",
    '"Alice \\" A." <sip:+13035550199;npdi@example.com;user=phone>;tag=x;y="z"',
    "Anonymous <sip:anonymous@anonymous.invalid>",
    "<tel:+13035550199;phone-context=x>", "<sip:911@[2001:db8::1]:5060?Reason=SIP%3Bcause%3D302>;index=1",
)  # fmt: skip


@settings(deadline=None, max_examples=1000)
@given(
    st.sampled_from(ADDRESSES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.text(max_size=3)), max_size=4),
)
def test_addresses(value: str, changes: list[tuple[float, int, str]]) -> None:
    for share, length, new in changes:
        at = int(share * len(value))
        value = value[:at] + new + value[at + length :]
    assert address(value) == careful_address(value)


@pytest.mark.parametrize("value", ADDRESSES)
def test_addresses_with_each_piece_at_each_place(value: str) -> None:
    for at in range(len(value) + 1):
        for piece in PIECES:
            assert address(value[:at] + piece + value[at:]) == careful_address(
                value[:at] + piece + value[at:]
            )


VIAS = (
    "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-a", "SIP/2.0/TCP a.example:5062;rport;branch=z9hG4bK-a",
    "SIP/2.0/UDP a:5060;branch=x;rport;received=192.0.2.9",
    "SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bK.1;alias",
)  # fmt: skip


@pytest.mark.parametrize("value", VIAS)
def test_vias_with_each_piece_at_each_place(value: str) -> None:
    for at in range(len(value) + 1):
        for piece in (*PIECES, ";", ";rport", ";branch=", "=1", "0", "99"):
            assert via(value[:at] + piece + value[at:]) == careful_via(value[:at] + piece + value[at:])


def test_messages_of_others(shared: Path) -> None:
    found = [*(shared / "data/sip_rfc4475_torture").rglob("*.dat")]
    found += (shared / "data/sip_messages_kamailio_GPL").glob("*.sip")
    assert sum(same(path.read_bytes()) for path in found) > 10
