"""Records in are facts that count, facts that do not, or none at all: checked at the end of each audit."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from small import CLAUSES, options

from fairline.audit import EngineName, audit, pipeline
from fairline.audit.pipeline import accounted
from fairline.facts import Direction, Fact, Message, OptOut

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def stop(number: int, **more: object) -> Message:
    fields: dict[str, object] = {
        "id": f"m{number}",
        "sent_at": START + timedelta(minutes=number),
        "sender": "+12025550123",
        "direction": Direction.INBOUND,
        "opts_out": True,
    }
    return Message(**(fields | more))  # type: ignore[arg-type]


def test_nothing_missing() -> None:
    accounted(records=10, used=4, duplicates=3, late=2, refused=1)


@pytest.mark.parametrize("missing", ["used", "duplicates", "late", "refused"])
@pytest.mark.parametrize("by", [1, -1])
def test_one_too_few_or_too_many(missing: str, by: int) -> None:
    counts = {"used": 4, "duplicates": 3, "late": 2, "refused": 1}
    with pytest.raises(AssertionError, match="10 records"):
        accounted(records=10, **counts | {missing: counts[missing] + by})


@pytest.mark.parametrize("engine", EngineName)
def test_an_audit_accounts_for_each_record(
    engine: EngineName, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts: list[Fact] = [
        *(stop(number) for number in range(4)),
        *(stop(number) for number in range(2)),
        stop(9, opts_out=False),
        stop(10, sender=None),
        OptOut(id="o", at=START, contact="+12025550199", how="telephone"),
    ]
    file = tmp_path / "facts.ndjson"
    file.write_bytes(b"\n".join([*map(msgspec.json.encode, facts), b'{"kind":"call"}']))
    told: list[dict[str, int]] = []
    monkeypatch.setattr(pipeline, "accounted", lambda **counts: (told.append(counts), accounted(**counts)))
    done = audit([str(file)], options(engine=engine), CLAUSES)
    assert told == [{"records": 10, "used": 7, "duplicates": 2, "late": 0, "refused": 1}]
    assert done.facts["opt-out"] == 5, "four by message, one of its own"
