"""What the console tells the guard, over the socket in its folder."""

import socket
from pathlib import Path

import msgspec
from django.conf import settings

from fairline.ports.console import LINE_BYTES_MAX, SOCKET, Command, Done, Said

WAIT_S = 3.0  # ours: the guard answers within milliseconds, or not at all
_SAID = msgspec.json.Decoder(Said)
_ENCODE = msgspec.json.Encoder().encode


class NotTaken(Exception):
    """The guard did not do it. ``again``: it may be asked again later as it is."""

    def __init__(self, why: str, *, again: bool) -> None:
        super().__init__(why)
        self.again = again


def tell(command: Command, path: Path | None = None, *, wait_s: float = WAIT_S) -> Done:
    """Have the guard do something and return what came of it. ``NotTaken`` says why it did not."""
    path = path or settings.FOLDER / SOCKET
    try:
        with socket.socket(socket.AF_UNIX) as talk:
            talk.settimeout(wait_s)
            talk.connect(str(path))
            talk.sendall(_ENCODE(command) + b"\n")
            line = _line(talk)
    except OSError as error:
        raise NotTaken(f"the guard cannot be reached ({error})", again=True) from error
    try:
        said = _SAID.decode(line)
    except msgspec.DecodeError as error:
        raise NotTaken("the guard broke off", again=True) from error
    if isinstance(said, Done):
        return said
    raise NotTaken(said.why, again=said.again)


def _line(talk: socket.socket) -> bytes:
    """Return all that comes up to the end of the line."""
    parts: list[bytes] = []
    while not parts or not parts[-1].endswith(b"\n"):
        part = talk.recv(65_536)
        if not part or sum(map(len, parts)) > LINE_BYTES_MAX:
            break
        parts.append(part)
    return b"".join(parts)
