"""What goes between the process that asks and the one that judges: a length, then msgpack."""

import socket
import time

import msgspec
from msgspec import Struct

from fairline.checks.files.bounds import Bounds
from fairline.checks.files.walk import Report

LENGTH = 4
"""Bytes before each message, high byte first."""
PIECE = 1 << 20  # ours


class Setup(Struct, frozen=True, array_like=True):
    """The first message: how much is judged, and the rules."""

    bounds: Bounds
    rules: bytes | None


class Job(Struct, frozen=True, array_like=True):
    """One file."""

    name: str | None
    declared: str | None
    within_s: float
    data: bytes


ENCODER = msgspec.msgpack.Encoder()
SETUPS = msgspec.msgpack.Decoder(Setup)
JOBS = msgspec.msgpack.Decoder(Job)
REPORTS = msgspec.msgpack.Decoder(Report)


def send(line: socket.socket, message: Struct, until: float | None = None) -> None:
    """Send a message by ``until``. Raises ``OSError``, which ``TimeoutError`` is one of."""
    data = ENCODER.encode(message)
    line.settimeout(_left(until))
    line.sendall(len(data).to_bytes(LENGTH, "big") + data)


def receive(line: socket.socket, until: float | None = None) -> bytes:
    """Return the next message. Raises ``TimeoutError``, and ``EOFError`` if the other side is gone."""
    return _exactly(line, int.from_bytes(_exactly(line, LENGTH, until), "big"), until)


def _exactly(line: socket.socket, number: int, until: float | None) -> bytes:
    kept = bytearray()
    while len(kept) < number:
        line.settimeout(_left(until))
        piece = line.recv(min(PIECE, number - len(kept)))
        if not piece:
            raise EOFError
        kept += piece
    return bytes(kept)


def _left(until: float | None) -> float | None:
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
