"""A live call through Kamailio with the configuration in ``deploy``, and what a suspension does to it."""

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

CONFIGURATION = Path(__file__).parents[1] / "deploy/kamailio/kamailio.cfg"
MODULES = sorted(Path("/usr/lib").glob("*/kamailio/modules"))
WAIT_S = 10.0
CALLER, CALLED = "+12025550188", "+13035550199"


def installed() -> bool:
    """Whether there is a Kamailio here to show it with."""
    return shutil.which("kamailio") is not None and bool(MODULES)


def free(kind: socket.SocketKind) -> int:
    """Return a port of loopback that nobody has now."""
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class End(asyncio.DatagramProtocol):
    """One end of a call over UDP: it hears, and answers what it is asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        self._transport: asyncio.DatagramTransport | None = None

    async def start(self) -> None:
        """Open the socket."""
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", self.port))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]

    def close(self) -> None:
        """Close the socket."""
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer an INVITE and a BYE with 200, and keep what was heard."""
        text = data.decode(errors="replace")
        self.heard.put_nowait(text)
        if text.startswith(("INVITE ", "BYE ", "OPTIONS ")):
            self.say(_ok(text, self.port), addr[1])

    def say(self, text: str, port: int) -> None:
        """Send a message."""
        assert self._transport is not None
        self._transport.sendto(text.encode(), ("127.0.0.1", port))

    async def hear(self, start: str) -> str:
        """Return the next message that begins so; others are passed over."""
        async with asyncio.timeout(WAIT_S):
            while not (text := await self.heard.get()).startswith(start):
                continue
        return text

    async def call(self, proxy: int, account: str, name: str) -> str:
        """Call through the proxy; return the final answer, acknowledged if the call is up."""
        target = f"sip:{CALLED}@{account}.sip.example"
        head = (
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};rport;branch=z9hG4bK{name}\r\nMax-Forwards: 70\r\n"
            f"From: <sip:{CALLER}@127.0.0.1>;tag=f{name}\r\nTo: <{target}>\r\nCall-ID: {name}\r\n"
            f"CSeq: 1 INVITE\r\nContact: <sip:{CALLER}@127.0.0.1:{self.port}>\r\nContent-Length: 0\r\n\r\n"
        )
        self.say(f"INVITE {target} SIP/2.0\r\n{head}", proxy)
        answer = await self.hear("SIP/2.0 ")
        while answer[8] == "1":
            answer = await self.hear("SIP/2.0 ")
        to, via = header(answer, "To"), f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};rport;branch=z9hG4bK{name}"
        up = answer[8] == "2"
        where = header(answer, "Contact").strip("<>") if up else target
        route = f"Route: {header(answer, 'Record-Route')}\r\n" if up else ""
        self.say(
            f"ACK {where} SIP/2.0\r\n{via}{'a' if up else ''}\r\nMax-Forwards: 70\r\n{route}"
            f"From: <sip:{CALLER}@127.0.0.1>;tag=f{name}\r\nTo: {to}\r\nCall-ID: {name}\r\nCSeq: 1 ACK\r\n"
            "Content-Length: 0\r\n\r\n",
            proxy,
        )
        return answer


def header(message: str, name: str) -> str:
    """Return the first value of a header, empty if there is none."""
    found = re.search(rf"(?mi)^{name}: *(.*?)\r?$", message)
    return "" if found is None else found[1]


def _ok(request: str, port: int) -> str:
    kept = [
        line
        for line in request.split("\r\n")
        if line.lower().startswith(("via:", "from:", "call-id:", "cseq:", "record-route:"))
    ]
    to = header(request, "To")
    tagged = to if ";tag=" in to else f"{to};tag=callee"
    contact = f"Contact: <sip:callee@127.0.0.1:{port}>"
    return "\r\n".join(["SIP/2.0 200 OK", *kept, f"To: {tagged}", contact, "Content-Length: 0", "", ""])


@asynccontextmanager
async def kamailio(
    folder: Path, *, sip: int, rpc: int, hop: int, fairline: int, account: str
) -> AsyncIterator[None]:
    """Run Kamailio with the deployed configuration while the block runs; ``account`` is whose calls are."""
    folder = folder.resolve()
    text = CONFIGURATION.read_text(encoding="utf-8")
    values = {
        "LISTEN_SIP": f"udp:127.0.0.1:{sip}",
        "LISTEN_RPC": f"tcp:127.0.0.1:{rpc}",
        "NEXT_HOP": f"sip:127.0.0.1:{hop}",
        "FAIRLINE_SIP": f"sip:127.0.0.1:{fairline}",
        "FAIRLINE_HEP": f"sip:127.0.0.1:{free(socket.SOCK_DGRAM)}",
        "ACCOUNT_ELSE": account,
        "MODULES": str(MODULES[0]),
    }
    for name, value in values.items():
        text = re.sub(rf'(?m)^(#!substdef "!{name}!)[^!]*(!g")$', rf"\g<1>{value}\g<2>", text)
    config = folder / "kamailio.cfg"
    config.write_text(text, encoding="utf-8")
    with (folder / "kamailio.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *("kamailio", "-DD", "-E", "-f", str(config), "-Y", str(folder), "-m", "64", "-M", "8"),
            stdout=log, stderr=log, cwd=folder,
        )  # fmt: skip
    try:
        yield
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def shown(
    folder: Path, *, rpc: int, hop: int, fairline: int, account: str, suspend: Callable[[], Awaitable[None]]
) -> tuple[str, float, str]:
    """Set up a call through Kamailio, suspend its account, and wait until the caller is told BYE. Return the
    answer that set it up, the seconds from the suspension to the BYE, and the answer to the next call.

    Raises ``TimeoutError`` if something does not come.
    """
    sip = free(socket.SOCK_DGRAM)
    phone, callee = End(free(socket.SOCK_DGRAM)), End(hop)
    await phone.start()
    await callee.start()
    try:
        async with kamailio(folder, sip=sip, rpc=rpc, hop=hop, fairline=fairline, account=account):
            await up(phone, sip)
            answer = await phone.call(sip, account, "live-1")
            loop = asyncio.get_running_loop()
            began = loop.time()
            await suspend()
            await phone.hear("BYE ")
            ended = loop.time() - began
            return answer, ended, await phone.call(sip, account, "live-2")
    finally:
        phone.close()
        callee.close()


async def up(phone: End, proxy: int) -> None:
    """Wait until the proxy answers."""
    ping = (
        "OPTIONS sip:ping@127.0.0.1 SIP/2.0\r\n"
        f"Via: SIP/2.0/UDP 127.0.0.1:{phone.port};rport;branch=z9hG4bKp\r\nMax-Forwards: 70\r\n"
        "From: <sip:ping@127.0.0.1>;tag=p\r\nTo: <sip:ping@127.0.0.1>\r\n"
        "Call-ID: ping\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
    )
    async with asyncio.timeout(WAIT_S):
        while phone.heard.empty():
            phone.say(ping, proxy)
            await asyncio.sleep(0.2)
    while not phone.heard.empty():
        phone.heard.get_nowait()
