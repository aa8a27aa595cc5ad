"""The configuration in ``deploy/`` on Debian's Kamailio, between a caller of ours and sipp, on loopback."""

import asyncio
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
CONFIGURATION = HERE.parents[1] / "deploy/kamailio/kamailio.cfg"
WAIT_S = 10.0


def ports_from(start: int) -> Iterator[int]:
    """Yield ports that are free for UDP and TCP, of a block that no other run has."""
    for port in range(start + os.getpid() % 40 * 20, start + os.getpid() % 40 * 20 + 20):
        try:
            for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                with socket.socket(socket.AF_INET, kind) as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        yield port


def configured(changes: dict[str, str], uncommented: tuple[str, ...] = ()) -> str:
    """Return the configuration with values at its top changed, and some lines there in force."""
    text = CONFIGURATION.read_text()
    for name, value in changes.items():
        text, times = re.subn(rf'(?m)^(#!substdef "!{name}!)[^!]*(!g")$', rf"\g<1>{value}\g<2>", text)
        if not times:
            text, times = re.subn(rf"(?m)^(#!define {name}) .*$", rf"\g<1> {value}", text)
        assert times == 1, name
    for name in uncommented:
        assert f"\n##!define {name}\n" in text, name
        text = text.replace(f"\n##!define {name}\n", f"\n#!define {name}\n")
    return text


class Phone(asyncio.DatagramProtocol):
    """A caller that says what it is told to, and keeps every byte it hears."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()
        self.all: list[bytes] = []
        self.port, self.here = 0, "127.0.0.1"
        self._transport: asyncio.DatagramTransport | None = None

    async def start(self, proxy: int, here: str = "127.0.0.1") -> None:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=(here, 0), remote_addr=("127.0.0.1", proxy)
        )
        self.here, self.port = self._transport.get_extra_info("sockname")[:2]

    def stop(self) -> None:
        assert self._transport is not None
        self._transport.close()

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.all.append(data)
        self.heard.put_nowait(data)

    def say(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.sendto(data)

    async def hear(self, start: bytes, within_s: float = WAIT_S) -> bytes:
        """Return the next message that begins so; others are passed over."""
        async with asyncio.timeout(within_s):
            while not (data := await self.heard.get()).startswith(start):
                continue
        return data

    def request(
        self,
        method: str,
        call: str,
        *,
        caller: str,
        called: str,
        cseq: int = 1,
        to: str = "",
        extra: str = "",
    ) -> bytes:
        target = f"sip:{called}@127.0.0.1"
        return (
            f"{method} {target} SIP/2.0\r\nVia: SIP/2.0/UDP {self.here}:{self.port};rport;"
            f"branch=z9hG4bK{call}{cseq if method not in ('ACK', 'CANCEL') else 1}\r\n"
            f"From: <sip:{caller}@127.0.0.1>;tag=f{call}\r\nTo: {to or f'<{target}>'}\r\nCall-ID: {call}\r\n"
            f"CSeq: {cseq} {method}\r\nContact: <sip:{caller}@127.0.0.1:{self.port}>\r\nMax-Forwards: 70\r\n"
            f"{extra}Content-Length: 0\r\n\r\n"
        ).encode()

    async def call(self, call: str, *, caller: str, called: str, extra: str = "") -> bytes:
        """Invite, and return the final answer, acknowledged."""
        self.say(self.request("INVITE", call, caller=caller, called=called, extra=extra))
        answer = await self.hear(b"SIP/2.0 ")
        while answer[8:9] == b"1" or header(answer, "Call-ID") != call:
            answer = await self.hear(b"SIP/2.0 ")
        to = header(answer, "To")
        self.say(acknowledged(self, answer, call, caller=caller, called=called, to=to))
        return answer


def acknowledged(phone: Phone, answer: bytes, call: str, *, caller: str, called: str, to: str) -> bytes:
    if answer[8:9] != b"2":
        return phone.request("ACK", call, caller=caller, called=called, to=to)
    return in_dialog(phone, "ACK", answer, call, caller=caller, cseq=1)


def in_dialog(phone: Phone, method: str, answer: bytes, call: str, *, caller: str, cseq: int) -> bytes:
    """Return a request within the dialog that ``answer`` made."""
    target = header(answer, "Contact").strip("<>")
    route = header(answer, "Record-Route")
    return (
        f"{method} {target} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{phone.port};rport;"
        f"branch=z9hG4bK{call}{method}{cseq}\r\n"
        f"Route: {route}\r\nFrom: <sip:{caller}@127.0.0.1>;tag=f{call}\r\nTo: {header(answer, 'To')}\r\n"
        f"Call-ID: {call}\r\nCSeq: {cseq} {method}\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def header(message: bytes, name: str) -> str:
    found = re.search(rf"(?mi)^{name}: *(.*?)\r$", message.decode())
    return "" if found is None else found[1]


async def ended(process: asyncio.subprocess.Process) -> None:
    """Stop what was started here."""
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()
            await process.wait()


class House:
    """Kamailio with the deployed configuration, sipp behind it, and the ports of its neighbours."""

    def __init__(self, folder: Path, *uncommented: str, ask_within_ms: int = 300, **also: str) -> None:
        self.folder = folder
        free = ports_from(32_000)
        self.sip, self.rpc, self.hop, self.fairline, self.hep, self.evapi = (next(free) for _ in range(6))
        self.second = self.evapi + 10  # of two guards; sipp takes those in between
        self.media = self.evapi + 1  # sipp takes some more from there on
        self.phone = Phone()
        self._processes: list[asyncio.subprocess.Process] = []
        modules = "/usr/lib/x86_64-linux-gnu/kamailio/modules"
        self.text = configured(
            {
                "LISTEN_SIP": f"udp:127.0.0.1:{self.sip}",
                "LISTEN_RPC": f"tcp:127.0.0.1:{self.rpc}",
                "NEXT_HOP": f"sip:127.0.0.1:{self.hop}",
                "FAIRLINE_SIP": f"sip:127.0.0.1:{self.fairline}",
                "FAIRLINE_HEP": f"sip:127.0.0.1:{self.hep}",
                "LISTEN_EVAPI": f"127.0.0.1:{self.evapi}",
                "HEP_KEY": "s3cret",
                "MODULES": modules,
                "ASK_WITHIN_MS": str(ask_within_ms),
            }
            | also,
            uncommented,
        )

    async def start(self) -> None:
        """Start all, and wait until a ping is answered."""
        await self._started(
            "sipp", "-sf", str(HERE / "uas_answer.xml"), "-i", "127.0.0.1", "-p", str(self.hop), "-nostdin",
            "-default_behaviors", "all,-abortunexp", "-mp", str(self.media), "-trace_msg", "-message_file",
            str(self.folder / "hop.txt"), name="sipp",
        )  # fmt: skip
        config = self.folder / "kamailio.cfg"
        config.write_text(self.text)
        await self._started(
            "kamailio", "-DD", "-E", "-f", str(config), "-Y", str(self.folder), "-m", "64", "-M", "8",
            name="kamailio",
        )  # fmt: skip
        await self.phone.start(self.sip)
        for _ in range(60):
            assert self._processes[-1].returncode is None, self.log()
            self.phone.say(self.phone.request("OPTIONS", "ping", caller="ping", called="ping"))
            try:
                await self.phone.hear(b"SIP/2.0 200", 0.25)
            except TimeoutError:
                continue
            break
        else:
            raise AssertionError(self.log())

    async def stop(self) -> None:
        self.phone.stop()
        for process in reversed(self._processes):
            await ended(process)

    def log(self) -> str:
        return (self.folder / "kamailio.log").read_text(errors="replace")[-3000:]

    def at_the_hop(self) -> str:
        """What the next hop was sent, and sent."""
        found = self.folder / "hop.txt"
        return found.read_text(errors="replace") if found.exists() else ""

    async def _started(self, *command: str, name: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log, cwd=self.folder)
        self._processes.append(process)
