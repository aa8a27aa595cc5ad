"""The watching half writes what is usual, when it is idle and has read all."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from fairline.engine import Engine
from fairline.facts import Account, Call
from fairline.guard.cohort_file import read_cohorts
from fairline.guard.watching import USUAL_EVERY_S, Usual
from fairline.policy import DEFAULT_PLAN
from fairline.signals import columns, count, sliding
from tests.clauses.traffic import law_book
from tests.signals.made_up import clause_of

T = datetime(2026, 11, 30, 12, tzinfo=UTC)
call = columns(Call)


@pytest.fixture
def engine() -> Engine:
    signal = count(True, by=call.account, over=sliding(hours=24))
    made = Engine((clause_of(signal, "many-calls"),), law=law_book(), plan=DEFAULT_PLAN)
    made.observe(Account(id="a1", at=T, plan="business-phone"))
    for number in range(7):
        made.observe(Call(id=str(number), started_at=T, account=f"a{number}"))
    return made


def test_it_is_written_in_its_time(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr("fairline.guard.watching.time.monotonic", lambda: now[0])
    watching = SimpleNamespace(catching_up=True, course=SimpleNamespace(engine=engine))
    usual = Usual(tmp_path, DEFAULT_PLAN)
    now[0] += USUAL_EVERY_S
    usual.look(watching)  # type: ignore[arg-type]
    assert read_cohorts(tmp_path) is None, "it has not read all yet"
    watching.catching_up = False
    usual.look(watching)  # type: ignore[arg-type]
    found = read_cohorts(tmp_path)
    assert found is not None
    assert found.plans == {"a1": "business-phone"}
    usually = found.of("a2", "many-calls")
    assert usually is not None
    assert usually.accounts == 6
    assert found.of("a1", "many-calls") is None, "one account is no cohort"
    (tmp_path / "cohorts.json").unlink()
    usual.look(watching)  # type: ignore[arg-type]
    assert read_cohorts(tmp_path) is None, "it was written just now"


def test_a_disk_that_takes_nothing_stops_nothing(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = SimpleNamespace(catching_up=False, course=SimpleNamespace(engine=engine))
    usual = Usual(tmp_path / "none", DEFAULT_PLAN)
    monkeypatch.setattr("fairline.guard.watching.USUAL_EVERY_S", -1.0)
    usual.look(watching)  # type: ignore[arg-type]
    assert "fairline watch:" in capsys.readouterr().err
