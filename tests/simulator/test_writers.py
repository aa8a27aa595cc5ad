"""Every writer's file is read back by its reader to the same calls, in the fields that the format tells."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from fairline.facts import Call, Direction, EndReason, Fact, Message, Side, Unreadable
from fairline.readers.source import Source
from simulator import week
from simulator.cli import app
from simulator.writers import FORMATS, Format, mapped

ACCOUNTS = (
    "carver-law-office",
    "backdoor-trunking",
    "sunridge-sales",
    "one-ring",
    "maple-clinic",
    "harbor-dental",
)
CALLS, FACTS = 8_000, 1_200


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    return list(islice(week(7, CALLS, accounts=ACCOUNTS), FACTS))


def read_back(made: Format, path: Path) -> Iterator[Fact | Unreadable]:
    reader = pytest.importorskip(f"fairline.readers.{made.reader}")
    if made.reader == "mapped":
        mapping = import_module("fairline.readers.mapping").load(str(mapped.mapping_path(path)))
        reader = reader.with_mapping(mapping)
    source = Source.open(str(path))
    assert reader.recognise(source.head())
    yield from reader.read(source, zone=UTC, region="US")
    source.close()


def same(made: Format, field: str, wanted: object, found: object) -> bool:
    if isinstance(wanted, datetime) and isinstance(found, datetime):
        return abs(wanted - found) <= made.grain
    if isinstance(wanted, timedelta) and isinstance(found, timedelta):
        return abs(wanted - found) <= made.grain
    if isinstance(wanted, EndReason):
        return found is made.reasons.get(wanted, wanted)
    if wanted is Side.NETWORK:  # which most formats show by saying nothing
        return found in (Side.NETWORK, None)
    return wanted == found


CALL_FORMATS = [name for name, made in FORMATS.items() if "call" in made.kinds]


@pytest.mark.parametrize("name", CALL_FORMATS)
def test_what_is_written_is_read_back(name: str, facts: list[Fact], tmp_path: Path) -> None:
    made = FORMATS[name]
    path = tmp_path / f"{name}{made.suffix}"
    assert made.write(iter(facts), path) > 0
    found = list(read_back(made, path))
    assert [fact for fact in found if isinstance(fact, Unreadable)] == []
    wanted_calls = [fact for fact in facts if isinstance(fact, Call)]
    if not made.internal:
        wanted_calls = [call for call in wanted_calls if call.direction is not Direction.INTERNAL]
    calls = {key(made, fact): fact for fact in found if isinstance(fact, Call)}
    assert len(calls) == len(wanted_calls) > 1000
    for wanted in wanted_calls:
        got = calls[key(made, wanted)]
        for field in sorted(made.tells):
            told = getattr(wanted, field)
            if told is not None:
                assert same(made, field, told, getattr(got, field)), (field, told, got)


def key(made: Format, call: Call) -> object:
    """What a call is known by on both sides: its id, or else who called whom and when."""
    if made.name == "asterisk":
        return call.started_at.replace(microsecond=0), call.caller, call.called or call.dialed
    return call.id.split(";")[0].removeprefix("CA").replace("-", "")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_facts_give_the_same_bytes(name: str, facts: list[Fact], tmp_path: Path) -> None:
    made = FORMATS[name]
    first, again = tmp_path / f"first{made.suffix}", tmp_path / f"again{made.suffix}"
    made.write(iter(facts), first)
    made.write(iter(facts), again)
    assert first.read_bytes() == again.read_bytes()


def test_messages_survive_twilio(facts: list[Fact], tmp_path: Path) -> None:
    made = FORMATS["twilio-messages"]
    made.write(iter(facts), tmp_path / "messages.json")
    sent = [fact for fact in facts if isinstance(fact, Message)]
    read = [fact for fact in read_back(made, tmp_path / "messages.json") if isinstance(fact, Message)]
    assert [(m.sender, m.recipient, m.delivered, m.segments) for m in read] == [
        (m.sender, m.recipient, m.delivered, m.segments) for m in sent
    ]
    assert sent


def test_our_own_format_loses_nothing(facts: list[Fact], tmp_path: Path) -> None:
    path = tmp_path / "facts.ndjson.gz"
    FORMATS["fairline-ndjson"].write(iter(facts), path)
    found = list(read_back(FORMATS["fairline-ndjson"], path))
    assert [msgspec.structs.replace(fact, line=None) for fact in found] == facts


def test_the_command_writes_a_week_and_every_format(tmp_path: Path) -> None:
    runner = CliRunner()
    out = tmp_path / "week.ndjson.gz"
    arguments = ["week", "--calls", "2000", "--seed", "3", "--out", str(out)]
    assert runner.invoke(app, arguments).exit_code == 0
    first = out.read_bytes()
    assert len(gzip.decompress(first).splitlines()) > 2000
    runner.invoke(app, arguments)
    assert out.read_bytes() == first
    assert runner.invoke(app, ["formats", "--out", str(tmp_path / "formats")]).exit_code == 0
    assert {path.stem for path in (tmp_path / "formats").iterdir()} >= set(FORMATS)


def test_the_command_prints_labels() -> None:
    printed = json.loads(CliRunner().invoke(app, ["labels", "--seed", "42"]).output)
    assert {"account": "flash-blast", "expected": ["B-SDC"], "benign": False}.items() <= {
        **next(label for label in printed if label["account"] == "flash-blast")
    }.items()


def test_an_unknown_format_or_folder_is_a_clear_error(tmp_path: Path) -> None:
    runner = CliRunner()
    wrong = runner.invoke(app, ["week", "--out", str(tmp_path / "x"), "--format", "word"])
    assert wrong.exit_code == 2
    lost = runner.invoke(app, ["week", "--calls", "10", "--out", str(tmp_path / "no" / "x")])
    assert lost.exit_code == 1
    assert "No such file" in lost.output
