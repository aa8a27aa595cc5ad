"""The Via header: who sent a request, and so where its answer goes (RFC 3261 section 18.2, RFC 3581)."""

import re

import msgspec

from fairline.protocols.sip.address import parameters

SIP_PORT = 5060
_USUAL = re.compile(
    r"SIP/2\.0/([A-Z]{3,4}) ([A-Za-z0-9._-]{1,255})(?::([0-9]{1,5}))?"
    r"(;rport)?;branch=([\w.!%*+`'~-]+)(;rport)?",
    re.ASCII,
)
"""What nearly all senders write; any other value is taken apart step by step."""
_VIA = re.compile(
    r"SIP\s*/\s*2\.0\s*/\s*([A-Za-z0-9-]{1,16})\s+(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,255})"
    r"(?:\s*:\s*([0-9]{1,5}))?\s*(?:;.*)?",
    re.IGNORECASE | re.DOTALL,
)


class Via(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One hop: ``host`` and ``port`` are what the sender says of itself, ``text`` is what it wrote."""

    text: str
    transport: str
    host: str
    port: int
    params: dict[str, str]

    @property
    def sent_by(self) -> str:
        """The sender's own name, the same however it is written."""
        return f"{self.host.lower()}:{self.port}"

    @property
    def branch(self) -> str | None:
        """What names the transaction."""
        return self.params.get("branch") or None

    @property
    def asks_rport(self) -> bool:
        """Whether the answer shall go to the port it came from (RFC 3581 section 3)."""
        return "rport" in self.params


def via(text: str) -> Via | None:
    """Take one Via value apart, ``None`` if it is none that an answer could go by."""
    usual = _USUAL.fullmatch(text)
    if usual is None:
        return careful_via(text)
    transport, host, digits, before, branch, after = usual.groups()
    port = SIP_PORT if digits is None else int(digits)
    if not 0 < port < 65536:
        return None
    params = {"branch": branch, "rport": ""} if before or after else {"branch": branch}
    return Via(text=text, transport=transport, host=host, port=port, params=params)


def careful_via(text: str) -> Via | None:
    """Take one Via value apart, however it is written."""
    found = _VIA.fullmatch(text)
    if found is None:
        return None
    port = SIP_PORT if found[3] is None else int(found[3])
    if not 0 < port < 65536:
        return None
    params = parameters(text.partition(";")[2])
    return Via(text=text, transport=found[1].upper(), host=found[2].strip("[]"), port=port, params=params)


def stamped(hop: Via, host: str, port: int) -> str:
    """Return the value as it goes back: with ``received`` and, where it was asked for, ``rport``.

    RFC 3261 section 18.2.1 asks for ``received`` where the sender's name is not its address; RFC 3581 section
    4 also wherever ``rport`` is asked for. What the sender wrote for the two itself is not believed.
    """
    if host == hop.host and not hop.asks_rport and "received" not in hop.params:
        return hop.text
    before, semicolon, rest = hop.text.partition(";")
    kept = [
        part
        for part in rest.split(";")
        if part.partition("=")[0].strip().lower() not in ("received", "rport")
    ]
    if hop.asks_rport:
        kept.append(f"rport={port}")
    kept.append(f"received={host}")
    return ";".join([before, *kept]) if semicolon else f"{before};{';'.join(kept)}"
