"""The client of ClamAV's daemon: against Debian's own, and against one that says what it should not."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from made_files import a_zip, eicar

from fairline.checks.files.clamd import Clamd, Scanned
from fairline.facts import FairlineError, Verdict


def soon(seconds: float = 20.0) -> float:
    return time.monotonic() + seconds


def test_the_daemon_finds_the_test_file_whole_and_in_a_zip(clamd: Path) -> None:
    client = Clamd(str(clamd))
    for data in (eicar(), a_zip({"a.txt": eicar()}), a_zip({"a.zip": a_zip({"a.txt": eicar()})})):
        answer = client.scan(data, soon())
        assert answer is not None
        assert answer.verdict is Verdict.MALICIOUS
        assert "Test.Standard-1" in answer.name


def test_the_daemon_calls_others_clean(clamd: Path) -> None:
    client = Clamd(str(clamd))
    for data in (b"", b"hello", bytes(300_000), a_zip({"a.txt": b"hello"})):
        assert client.scan(data, soon()) == Scanned(verdict=Verdict.CLEAN)


def test_the_daemon_tells_its_version(clamd: Path) -> None:
    told = Clamd(str(clamd)).version(soon())
    assert told is not None
    assert told.startswith("ClamAV ")


def test_what_is_larger_than_the_daemon_takes_is_unknown(clamd: Path) -> None:
    answer = Clamd(str(clamd)).scan(b"x" * (5 << 20), soon())
    assert answer == Scanned(verdict=Verdict.UNKNOWN, limited=True)


def test_nobody_there() -> None:
    assert Clamd("/nowhere/clamd.sock").scan(b"x", soon()) is None
    assert Clamd("127.0.0.1:1").scan(b"x", soon()) is None
    assert Clamd("127.0.0.1:1").version(soon()) is None


@pytest.mark.parametrize("address", ["", "clamd", "host:", "host:x", "host:0", "host:70000", ":3310"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(FairlineError, match="clamd: found"):
        Clamd(address)


Serve = Callable[[socket.socket, int], None]


@contextmanager
def serving(serve: Serve) -> Iterator[Clamd]:
    """A daemon that does ``serve`` for every connection, which it numbers from 0."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            number = 0
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line, suppress(OSError):
                    serve(line, number)
                number += 1

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield Clamd(f"127.0.0.1:{server.getsockname()[1]}")
        finally:
            server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def take(line: socket.socket) -> bytes:
    """Take one INSTREAM and return what it held."""
    stream = line.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    held = b""
    while size := int.from_bytes(stream.read(4), "big"):
        held += stream.read(size)
    return held


def answering(words: bytes) -> Serve:
    def serve(line: socket.socket, _: int) -> None:
        take(line)
        line.sendall(words)

    return serve


SAID: dict[str, tuple[bytes, Scanned | None]] = {
    "clean": (b"stream: OK\0", Scanned(verdict=Verdict.CLEAN)),
    "found": (b"stream: A.B-1 FOUND\0", Scanned(verdict=Verdict.MALICIOUS, name="A.B-1")),
    "a limit": (
        b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
        Scanned(verdict=Verdict.UNKNOWN, limited=True),
    ),
    "encrypted": (
        b"stream: Heuristics.Encrypted.Zip FOUND\0",
        Scanned(verdict=Verdict.UNKNOWN, encrypted=True),
    ),
    "a size": (b"INSTREAM size limit exceeded. ERROR\0", Scanned(verdict=Verdict.UNKNOWN, limited=True)),
    "an error": (b"stream: Can't allocate memory ERROR\0", None),
    "nothing": (b"\0", None),
    "half an answer": (b"stream: O", None),
    "OK of something else": (b"other: OK\0", None),
    "noise": (bytes(range(1, 256)) * 100, None),
}


@pytest.mark.parametrize("name", SAID)
def test_what_an_answer_means(name: str) -> None:
    words, expected = SAID[name]
    with serving(answering(words)) as client:
        assert client.scan(b"hello", soon()) == expected


def test_all_of_a_file_is_sent() -> None:
    data, held = bytes(range(256)) * 2_000, []

    def serve(line: socket.socket, _: int) -> None:
        held.append(take(line))
        line.sendall(b"stream: OK\0")

    with serving(serve) as client:
        assert client.scan(data, soon()) == Scanned(verdict=Verdict.CLEAN)
    assert held == [data]


def test_a_daemon_that_closes_is_asked_once_more() -> None:
    def serve(line: socket.socket, number: int) -> None:
        if number == 0:
            return
        take(line)
        line.sendall(b"stream: OK\0")

    with serving(serve) as client:
        assert client.scan(b"x" * 1_000_000, soon()) == Scanned(verdict=Verdict.CLEAN)


def test_a_daemon_that_hangs_is_not_waited_for() -> None:
    hangs = threading.Event()
    with serving(lambda line, _: (hangs.wait(10), None)[1]) as client:
        begun = time.monotonic()
        assert client.scan(b"x" * 20_000_000, soon(0.5)) is None
        assert time.monotonic() - begun < 2
        hangs.set()


def test_a_daemon_that_drips_is_not_waited_for() -> None:
    def serve(line: socket.socket, _: int) -> None:
        take(line)
        for _ in range(100):
            line.sendall(b"x")
            time.sleep(0.05)

    with serving(serve) as client:
        begun = time.monotonic()
        assert client.scan(b"x", soon(0.5)) is None
        assert time.monotonic() - begun < 2
