"""What each source of a stream gives between two offsets, and what is told of what it could not."""

import asyncio
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import which

import msgspec
import psycopg
import pytest

from fairline.audit.inputs import Options
from fairline.facts import Call, Fact, FairlineError
from fairline.policy import DEFAULT_PLAN
from fairline.spark.sources.folder import Folder, Steps
from fairline.spark.sources.jetstream import JetStream
from fairline.spark.sources.journal import Journal
from fairline.spark.sources.source import Offset, Source, Tally, balanced
from tests.postgresql import passing_cluster, programs
from tests.signals.made_up import START

OPTIONS = Options(owner="nobody", plan=DEFAULT_PLAN)


def call(number: int) -> Call:
    return Call(id=f"c{number}", started_at=START + timedelta(seconds=number), account="acme")


def line(number: int) -> bytes:
    return msgspec.json.encode(call(number)) + b"\n"


def between(source: Source, start: Offset, end: Offset, tasks: int = 2) -> tuple[list[str], list[Tally]]:
    """The ids of the facts of a stretch, read as its tasks read them, and what they tell."""
    tallies: list[Tally] = []
    read: list[Fact] = []
    for part in source.parts(start, end, tasks):
        read += [fact for _, fact in source.read(json_round(part), tallies)]
    return [getattr(each, "id", "") for each in read], tallies


def json_round(part: tuple[object, ...]) -> tuple[object, ...]:
    """A part goes to its task by way of bytes."""
    return tuple(tuple(each) if isinstance(each, list) else each for each in json.loads(json.dumps(part)))


def test_stretches_are_of_about_the_same_size() -> None:
    assert balanced([1] * 6, 3) == [slice(0, 2), slice(2, 4), slice(4, 6)]
    assert balanced([9, 1, 1, 1], 2) == [slice(0, 1), slice(1, 4)]
    assert balanced([5], 4) == [slice(0, 1)]
    assert balanced([], 4) == []
    assert balanced([1, 1, 1], 8) == [slice(0, 1), slice(1, 2), slice(2, 3)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


def source_of(folder: Path) -> Folder:
    return Folder(folder / "in", folder / "steps.ndjson", OPTIONS)


def test_a_folder_gives_each_file_once_and_the_same_after_a_restart(folder: Path) -> None:
    source = source_of(folder)
    first = source.first()
    assert source.latest(first, 100) == first
    (folder / "in" / "b.ndjson").write_bytes(line(3) + line(4))
    (folder / "in" / "a.ndjson").write_bytes(line(1) + line(2))
    (folder / "in" / ".hidden.ndjson").write_bytes(line(8))
    (folder / "in" / "c.ndjson.tmp").write_bytes(line(9))
    one = source.latest(first, 1)
    assert between(source, first, one)[0] == ["c1", "c2"]
    assert source.behind(one) == 1
    again = source_of(folder)
    assert again.latest(first, 1_000) == one  # what was planned stays, also where more would fit
    two = again.latest(one, 1_000)
    assert between(again, one, two)[0] == ["c3", "c4"]
    assert between(source, first, two)[0] == ["c1", "c2", "c3", "c4"]
    assert again.latest(two, 1_000) == two
    assert again.behind(two) == 0


def test_a_file_that_cannot_be_used_is_counted_and_named(folder: Path) -> None:
    (folder / "in" / "1-good.ndjson").write_bytes(line(1) + b"{nothing}\n" + line(2))
    (folder / "in" / "2-strange.csv").write_text("nothing,that\nanybody,knows\n")
    (folder / "in" / "3-gone.ndjson").write_bytes(line(3))
    (folder / "in" / "4-grown.ndjson").write_bytes(line(4))
    source = source_of(folder)
    end = source.latest(source.first(), 1_000)
    (folder / "in" / "3-gone.ndjson").unlink()
    with (folder / "in" / "4-grown.ndjson").open("ab") as more:
        more.write(line(5))
    ids, tallies = between(source, source.first(), end)
    assert ids == ["c1", "c2"]
    good, strange, gone, grown = tallies
    assert (good.facts, good.unreadable) == (2, 1)
    assert good.examples[0].startswith("2: line: found '{nothing}'")
    assert strange.why.startswith("no known format")
    assert gone.why == "No such file or directory"
    assert "put it there when it is whole" in grown.why


def test_a_line_of_steps_that_was_torn_is_not_there(folder: Path) -> None:
    steps = Steps(folder / "steps.ndjson")
    steps.append([("a", 1)])
    with (folder / "steps.ndjson").open("ab") as torn:
        torn.write(b'[["b", ')
    assert Steps(folder / "steps.ndjson").steps == [[("a", 1)]]
    steps.append([("c", 2)])
    assert Steps(folder / "steps.ndjson").steps == [[("a", 1)], [("c", 2)]]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match="found no folder"):
        source_of(tmp_path).latest({"step": 0}, 1)


JOURNAL = """
CREATE TABLE journal (guard text, sequence bigint, at bigint, kind text, id text, body bytea, hash bytea,
PRIMARY KEY (guard, sequence))
"""


@pytest.mark.skipif(programs() is None, reason="no PostgreSQL here that can be run (Debian: postgresql)")
def test_the_journals_of_guards() -> None:
    attempt = {
        "attempt": json.loads(line(2)),
        "decision": {"act": "allow", "taken": "counted", "policy": "p"},
    }
    passed = {"attempt": json.loads(line(3)), "decision": {"act": "allow", "taken": "passed", "policy": "p"}}
    entries = [
        ("east", 1, "fact", {"fact": json.loads(line(1)), "taken": "counted"}),
        ("east", 2, "tick", {}),
        ("east", 3, "attempt", attempt),
        ("east", 4, "attempt", passed),
        ("west", 1, "fact", {"fact": {"kind": "nothing"}, "taken": "counted"}),
        ("west", 2, "fact", {"fact": json.loads(line(4)), "taken": "counted"}),
    ]
    with passing_cluster() as database:
        with psycopg.connect(database) as connection:
            connection.execute(JOURNAL)
            for guard, sequence, kind, body in entries:
                connection.execute(
                    "INSERT INTO journal VALUES (%s, %s, 0, %s, '', %s, '')",
                    (guard, sequence, kind, json.dumps(body).encode()),
                )
        source = Journal(database, None, None)
        end = source.latest({}, 1_000)
        assert end == {"east": 4, "west": 2}
        ids, tallies = between(source, {}, end)
        assert ids == ["c1", "c2", "c4"]
        assert sum(each.unreadable for each in tallies) == 1
        assert between(source, {"east": 1}, end)[0] == ["c2", "c4"]
        assert source.behind({"east": 1}) == 5
        assert source.latest(end, 10) == end
        part = source.latest({}, 3)
        assert part == {"east": 2, "west": 1}
        assert Journal(database, None, "west").latest({}, 10) == {"west": 2}
    with pytest.raises(FairlineError, match="journal: "):
        source.latest({}, 1)


@pytest.fixture
def stream(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        ["nats-server", "-js", "-sd", str(tmp_path), "-a", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"nats://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def publish(server: str, bodies: list[bytes], *, new: bool = False, purge: int | None = None) -> None:
    """Put messages into the stream ``facts``; forget those before ``purge``."""
    import nats

    async def put() -> None:
        client = await nats.connect(server)
        context = client.jetstream()
        if new:
            await context.add_stream(name="facts", subjects=["facts.>"])
        for body in bodies:
            await context.publish("facts.switch", body)
        if purge is not None:
            await context.purge_stream("facts", seq=purge)
        await client.close()

    asyncio.run(put())


@pytest.mark.skipif(which("nats-server") is None, reason="no nats-server here (Debian: nats-server)")
def test_a_stream_of_messages(stream: str) -> None:
    pytest.importorskip("nats", reason="no nats-py here (pip install fairline[spark])")
    publish(stream, [line(1), b"{nothing}", line(2), line(3)], new=True)
    source = JetStream(stream, "facts", None, OPTIONS)
    first = source.first()
    end = source.latest(first, 3)
    assert end == {"sequence": 3}
    ids, tallies = between(source, first, end)
    assert ids == ["c1", "c2"]
    assert sum(each.unreadable for each in tallies) == 1
    assert source.behind(end) == 1
    last = source.latest(end, 100)
    assert between(source, end, last)[0] == ["c3"]
    assert source.latest(last, 100) == last
    publish(stream, [], purge=3)
    ids, tallies = between(source, first, last)
    assert ids == ["c2", "c3"]
    assert any("as the first that is kept, wanted 1" in each.why for each in tallies)
    with pytest.raises(FairlineError, match="stream nothing"):
        JetStream(stream, "nothing", None, OPTIONS).latest(first, 1)
