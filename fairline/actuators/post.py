"""One HTTP POST with all its bounds: time, size, and nothing followed. RFC 9112; plain or over TLS."""

import asyncio
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from fairline.facts import FairlineError

HEAD_BYTES_MAX = 32 * 1024  # ours
PORTS = {"http": 80, "https": 443}


class Refused(OSError):
    """What came back is no HTTP, or too much of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Url:
    """Where to: taken apart once, so that a wrong one is told at the start."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def of(cls, text: str, where: str) -> "Url":
        """Return a URL of http or https. ``FairlineError`` at ``where`` if it is none."""
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            raise FairlineError(f"{where}: found {text!r}, wanted a URL") from None
        if (
            parts.scheme not in PORTS
            or not parts.hostname
            or any(c.isspace() for c in text)
            or parts.username
        ):
            raise FairlineError(f"{where}: found {text!r}, wanted http://host or https://host without a user")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(scheme=parts.scheme, host=parts.hostname, port=port or PORTS[parts.scheme], target=target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. Header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


async def post(
    url: Url, body: bytes, *, headers: dict[str, str], within_s: float, bytes_max: int = 64 * 1024
) -> Answer:
    """Send ``body`` and return the answer. Raises ``OSError`` or ``TimeoutError``."""
    async with asyncio.timeout(within_s):
        context = ssl.create_default_context() if url.scheme == "https" else None
        reader, writer = await asyncio.open_connection(url.host, url.port, ssl=context, limit=HEAD_BYTES_MAX)
        try:
            host = f"[{url.host}]" if ":" in url.host else url.host
            named = host if url.port == PORTS[url.scheme] else f"{host}:{url.port}"
            lines = [f"POST {url.target} HTTP/1.1", f"Host: {named}", "Connection: close"]
            lines += [
                f"Content-Length: {len(body)}",
                *(f"{name}: {value}" for name, value in headers.items()),
            ]
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            await writer.drain()
            return await _answer(reader, bytes_max)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            raise Refused(f"no HTTP answer: {error}") from None
        finally:
            writer.close()


async def _answer(reader: asyncio.StreamReader, bytes_max: int) -> Answer:
    status = 100
    while 100 <= status < 200:  # provisional answers stand before the real one
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        version, _, rest = head[0].partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isdigit():
            raise Refused(f"no HTTP answer: {head[0][:80]!r}")
        status = int(rest[:3])
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
    }
    return Answer(status=status, headers=headers, body=await _body(reader, headers, bytes_max))


async def _body(reader: asyncio.StreamReader, headers: dict[str, str], bytes_max: int) -> bytes:
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return await _chunked(reader, bytes_max)
    length = headers.get("content-length")
    if length is not None:
        if not (length.isascii() and length.isdigit()) or int(length) > bytes_max:
            raise Refused(f"a body of {length[:20]} bytes, wanted at most {bytes_max}")
        return await reader.readexactly(int(length))
    body = b""
    while block := await reader.read(HEAD_BYTES_MAX):
        body += block
        if len(body) > bytes_max:
            raise Refused(f"a body over {bytes_max} bytes")
    return body


async def _chunked(reader: asyncio.StreamReader, bytes_max: int) -> bytes:
    body = b""
    while True:
        size = int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16)
        if size < 0 or len(body) + size > bytes_max:
            raise Refused(f"a body over {bytes_max} bytes")
        if not size:
            return body
        body += await reader.readexactly(size)
        await reader.readexactly(2)
