"""The file of weights: what is written is read, and whatever is wrong with it is refused."""

from array import array
from hashlib import sha256

import msgspec
import pytest
import zstandard

from fairline.checks.text.weights import Damaged, Head, Header, pack, shipped, unpack

HEAD = Head(
    name="a", bias=-1.0, scale=0.5, slope=1.0, shift=0.0, threshold=0.9, benign=(("some, benign", 0.01),)
)
NAMES = ("one", "one_two", "two", "~ on")
ROWS = array("h", [1000, 5, 2000, -32768, 0, 32767, 1, 0])


def packed(**changes: object) -> bytes:
    given = {"day": "2026-01-02", "data": "0" * 64, "heads": (HEAD,), "names": NAMES, "rows": ROWS}
    return pack(**(given | changes))  # type: ignore[arg-type]


def with_header(**changes: object) -> bytes:
    first, _, body = packed().partition(b"\n")
    header = msgspec.json.decode(first)
    return msgspec.json.encode(header | changes) + b"\n" + body


def with_body(content: bytes) -> bytes:
    body = zstandard.ZstdCompressor().compress(content)
    return with_header(sha256=sha256(body).hexdigest()).partition(b"\n")[0] + b"\n" + body


def test_what_is_written_is_read() -> None:
    found = unpack(packed())
    assert found.names == NAMES
    assert found.rows == ROWS
    assert found.header.heads == (HEAD,)
    assert found.version.startswith("text-2026-01-02-")


def test_the_same_is_written_twice() -> None:
    assert packed() == packed()
    assert packed() != packed(rows=array("h", [1000, 6, *ROWS[2:]]))


BROKEN = {
    "nothing": b"",
    "no first line": b"x" * 100_000,
    "not JSON": b"weights\n",
    "another shape": b"{}\n",
    "a number for the day": with_header(day=3),
    "another format": with_header(format=2),
    "fewer features than it says": with_header(features=5),
    "more heads than it has rows for": with_header(heads=[msgspec.to_builtins(HEAD)] * 2),
    "a body cut short": packed()[:-3],
    "a body changed": packed()[:-1] + bytes([packed()[-1] ^ 1]),
    "another checksum": with_header(sha256="0" * 64),
    "a body that is not packed": with_header(sha256=sha256(b"x").hexdigest()).partition(b"\n")[0] + b"\nx",
    "a body without names": with_body(b""),
    "an odd number of bytes": with_body("\n".join(NAMES).encode() + b"\0" + ROWS.tobytes() + b"\0"),
    "a body that unpacks to far too much": with_body(b"a" * (1 << 26)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_whatever_is_wrong_is_refused(name: str) -> None:
    with pytest.raises(Damaged, match="weights: "):
        unpack(BROKEN[name])


def test_the_shipped_file_is_whole_and_small() -> None:
    from importlib.resources import files

    data = (files("fairline.checks.text") / "weights.bin").read_bytes()
    assert len(data) < 3_000_000  # ours: the aim was three megabytes for all models together
    header = shipped().header
    assert msgspec.json.decode(data.partition(b"\n")[0], type=Header) == header
    assert [each.name for each in header.heads] == [
        "scam", "marketing", "mail", "impersonation", "threat", "harassment",
    ]  # fmt: skip
    assert all(0.5 < each.threshold < 1 and each.slope > 0 for each in header.heads)
    assert all(share <= 0.05 for each in header.heads for _, share in each.benign)
