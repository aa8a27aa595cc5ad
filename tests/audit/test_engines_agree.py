"""The database and the engine give the same report, to the byte."""

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from small import CLAUSES as SMALL
from small import options, row, rows, written

from fairline.audit import EngineName, audit
from fairline.audit.pipeline import by_history
from fairline.audited import Audit
from fairline.clauses import CLAUSES
from fairline.exports import write_json
from fairline.facts import Account, Call, Campaign, Direction, Fact, Purpose
from fairline.policy import Clause
from simulator import quarter, week

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def ndjson(folder: Path, facts: Iterable[Fact], name: str = "facts.ndjson") -> str:
    path = folder / name
    path.write_bytes(b"\n".join(map(msgspec.json.encode, facts)))
    return str(path)


def both(
    folder: Path, paths: list[str], clauses: Iterable[Clause] = CLAUSES, **more: object
) -> tuple[Audit, bytes, bytes]:
    """Audit by each; return the history's audit and both reports."""
    reports, done = [], None
    for engine in (EngineName.ONLINE, EngineName.HISTORY):
        done = audit(paths, options(engine=engine, **more), tuple(clauses))
        write_json(done, str(folder / f"{engine}.json"))
        reports.append((folder / f"{engine}.json").read_bytes())
    assert done is not None
    assert done.keys is None, "a database counted"
    return done, *reports


def test_a_small_file(tmp_path: Path) -> None:
    done, online, history = both(tmp_path, [written(tmp_path, [*rows(), "bad,row"])], SMALL)
    assert (done.found, done.unreadable) == (2, 1)
    assert history == online


def test_a_file_with_everything_twice_and_mixed(tmp_path: Path) -> None:
    done, online, history = both(tmp_path, [written(tmp_path, [*rows(), *reversed(rows())])], SMALL)
    assert done.duplicates == 30
    assert history == online


def test_a_corrected_record_counts_and_of_equals_the_same_one(tmp_path: Path) -> None:
    answered, unanswered = ({"account": "acme", "user": "u", "answered": each} for each in (True, False))
    facts = [
        *(call(number, **unanswered, revision=number % 2) for number in range(8)),
        *(call(number, **answered, revision=1 - number % 2) for number in range(8)),
        *(call(number, **(answered if number % 3 else unanswered), revision=1) for number in range(8)),
    ]
    done, online, history = both(tmp_path, [ndjson(tmp_path, facts)], SMALL)
    assert (done.duplicates, dict(done.facts)) == (16, {"call": 8})
    assert done.found == 1
    assert history == online


@pytest.mark.slow
@pytest.mark.parametrize(("name", "least"), [("week", 200), ("quarter", 5)])
def test_a_simulated_provider(tmp_path: Path, name: str, least: int) -> None:
    made: dict[str, Callable[[], Iterable[Fact]]] = {
        "week": lambda: week(42, 100_000),
        "quarter": lambda: quarter(42),
    }
    done, online, history = both(tmp_path, [ndjson(tmp_path, made[name]())])
    assert done.found > least
    assert history == online


def call(number: int, **more: object) -> Call:
    fields: dict[str, object] = {
        "id": str(number),
        "started_at": START + timedelta(seconds=number),
        "direction": Direction.OUTBOUND,
        "called": "+12125550123",
        "answered": False,
    }
    return Call(**(fields | more))  # type: ignore[arg-type]


def test_what_is_filled_in(tmp_path: Path) -> None:
    """Owner, purpose and campaign are the operator's; a campaign's own purpose goes first."""
    facts: list[Fact] = [
        Campaign(id="c", at=START + timedelta(seconds=3), purpose=Purpose.SURVEY),
        Account(id="x", at=START, plan="business-phone"),
        *(call(number, campaign="c" if number % 2 else None) for number in range(40)),
        *(call(number, account="x") for number in range(100, 130)),
    ]
    more: dict[str, object] = {"owner": "mine", "campaign": "spring", "purpose": Purpose.MARKETING}
    done, online, history = both(tmp_path, [ndjson(tmp_path, facts)], **more)
    assert done.found > 0
    assert history == online


def test_times_keep_their_zone_and_amounts_their_digits(tmp_path: Path) -> None:
    zone = {"started_at": "2026-03-02T23:30:00+09:00", "kind": "call", "account": "a", "user": "u"}
    long = [
        {**zone, "id": str(number), "talk": 20_000, "cost": "1.50", "ended_at": "2026-03-03T08:00:00Z"}
        for number in range(3)
    ]
    path = tmp_path / "zones.ndjson"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, long)))
    done, online, history = both(tmp_path, [str(path)])
    assert done.findings[0].samples[0].cost == Decimal("1.50")
    assert str(done.findings[0].samples[0].cost) == "1.50"
    assert done.since is not None
    assert done.since.utcoffset() == timedelta(hours=9)
    assert history == online


def test_what_the_database_cannot_hold_goes_online(tmp_path: Path) -> None:
    path = ndjson(tmp_path, [call(1, cost=Decimal("0.12345678901234567890"))])
    done = audit([path], options(engine=EngineName.HISTORY), CLAUSES)
    assert dict(done.facts) == {"call": 1}
    assert done.keys is not None


def test_nothing_to_count(tmp_path: Path) -> None:
    path = ndjson(tmp_path, [Account(id="x", at=START)])
    done, online, history = both(tmp_path, [path])
    assert dict(done.facts) == {"account": 1}
    assert history == online


def test_a_stream_is_counted_online(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = written(tmp_path, rows())
    assert by_history([path], options(engine=EngineName.HISTORY))
    assert not by_history([path, "-"], options(engine=EngineName.HISTORY))
    assert not by_history([path], options())
    text = io.TextIOWrapper(io.BytesIO(Path(path).read_bytes()))
    monkeypatch.setattr("sys.stdin", text)
    assert audit(["-"], options(engine=EngineName.HISTORY), SMALL).keys is not None


def test_findings_past_the_cap_are_the_same(tmp_path: Path) -> None:
    lines = [row(n, account=f"a{n % 9}", answered=False) for n in range(90)]
    done, online, history = both(tmp_path, [written(tmp_path, lines)], SMALL, findings_max=3)
    assert max(each.found for each in done.rules) > 3
    assert history == online
