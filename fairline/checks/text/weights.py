"""The file of trained weights: what it holds, how it is read, and what is refused.

A line of JSON, then a body packed by Zstandard whose SHA-256 the line tells: the features' names, one a line,
a zero byte, and for each feature a row of 16-bit numbers, the low byte first: a thousandth of its idf, then a
weight for each head. What does not fit its own description is refused as ``Damaged``, and nothing is guessed.
"""

import sys
from array import array
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

import msgspec
import zstandard
from msgspec import Struct

from fairline.facts import FairlineError

FORMAT = 1
FILE = "weights.bin"
HEADER_MAX, BODY_MAX = 1 << 16, 1 << 25  # ours: far more than any file of ours has
IDF_SCALE = 1000


class Damaged(FairlineError):
    """The file is not what it says it is."""


class Head(Struct, frozen=True, kw_only=True):
    """One model. ``scale``: what one unit of a weight is worth. ``slope``, ``shift``: Platt's, of a decision.

    ``threshold``: the probability from which something is found; ``benign``: of each benign source that it
    was chosen on, the share that reaches it, held out in training. Probabilities are at even odds: as many
    texts of one kind as of the other.
    """

    name: str
    bias: float
    scale: float
    slope: float
    shift: float
    threshold: float
    benign: tuple[tuple[str, float], ...]


class Header(Struct, frozen=True, kw_only=True):
    """What the first line says."""

    format: int
    day: str
    """ISO 8601: when it was trained."""
    data: str
    """SHA-256 of what it was trained on."""
    heads: tuple[Head, ...]
    features: int
    sha256: str
    """Of the packed body, in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The file, read. ``rows`` has ``1 + len(heads)`` numbers for each name."""

    header: Header
    names: tuple[str, ...]
    rows: "array[int]"

    @property
    def version(self) -> str:
        """The day, and enough of the checksum to tell one file from another."""
        return f"text-{self.header.day}-{self.header.sha256[:8]}"


def pack(
    *, day: str, data: str, heads: tuple[Head, ...], names: tuple[str, ...], rows: "array[int]"
) -> bytes:
    """Return the file's bytes, the same for the same arguments. Names have no line break or zero byte."""
    assert len(rows) == len(names) * (1 + len(heads))
    numbers = array("h", rows)
    if sys.byteorder == "big":
        numbers.byteswap()
    body = zstandard.ZstdCompressor(level=19).compress("\n".join(names).encode() + b"\0" + numbers.tobytes())
    header = Header(
        format=FORMAT,
        day=day,
        data=data,
        heads=heads,
        features=len(names),
        sha256=sha256(body).hexdigest(),
    )
    return msgspec.json.encode(header) + b"\n" + body


def unpack(file: bytes) -> Weights:
    """Return what the bytes of a file say. Raises ``Damaged`` for whatever is wrong with them."""
    first, _, body = file.partition(b"\n")
    if len(first) > HEADER_MAX:
        raise Damaged("weights: found no first line")
    try:
        header = msgspec.json.decode(first, type=Header)
    except msgspec.MsgspecError as wrong:
        raise Damaged(f"weights: {wrong}") from None
    if header.format != FORMAT:
        raise Damaged(f"weights: found format {header.format}, wanted {FORMAT}")
    if sha256(body).hexdigest() != header.sha256:
        raise Damaged("weights: the body is not what its checksum says")
    try:
        content = zstandard.ZstdDecompressor().decompress(body, max_output_size=BODY_MAX)
    except zstandard.ZstdError as wrong:
        raise Damaged(f"weights: {wrong}") from None
    named, _, numbers = content.partition(b"\0")
    names = tuple(named.decode(errors="replace").split("\n"))
    wanted = header.features * (1 + len(header.heads)) * 2
    if len(names) != header.features or len(numbers) != wanted:
        raise Damaged(f"weights: found {len(names)} names and {len(numbers)} bytes, wanted {wanted}")
    rows = array("h")
    rows.frombytes(numbers)
    if sys.byteorder == "big":
        rows.byteswap()
    return Weights(header=header, names=names, rows=rows)


@cache
def shipped() -> Weights:
    """Return the weights of this package, read once."""
    return unpack((files("fairline.checks.text") / FILE).read_bytes())
