"""Every labelled abuser is found by every catalogue id it must be found by, and no benign center is accused.

The smallest week at which the benign centers still outweigh the abusers; the tables of the whole size and of
more seeds are made by ``python -m bench.confusion``.
"""

import pytest

from bench.confusion import Row, confusion, scenarios, total

CALLS, SEED = 50_000, 42
SCENARIOS = {scenario.name: scenario for scenario in scenarios(CALLS)}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=list(SCENARIOS))
def audited(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return confusion(SCENARIOS[request.param], SEED, tmp_path_factory.mktemp("labelled"))


def test_every_abuser_is_found_by_every_id_it_must_be_found_by(audited: list[Row]) -> None:
    assert sum(len(row.label.expected) for row in audited) >= 2
    assert {row.label.account: row.missed for row in audited if row.missed} == {}


def test_no_benign_center_is_accused_of_anything_major(audited: list[Row]) -> None:
    assert any(row.label.benign for row in audited)
    assert {row.label.account: row.accused for row in audited if row.accused} == {}


def test_a_miss_and_a_false_accusation_would_be_seen(audited: list[Row]) -> None:
    """The same rows without their findings, or all with one of another's, are wrong."""
    empty = [Row(label=row.label, found={}) for row in audited]
    swapped = [Row(label=row.label, found={"B-WAN": "critical"}) for row in audited]
    assert all(row.missed for row in empty if not row.label.benign)
    assert all(row.accused == ["B-WAN"] for row in swapped if row.label.benign)
    words = {"total": "{found}/{abusers} {accused}/{benign} {lesser}"}
    expected, benign = (
        sum(len(row.label.expected) for row in audited),
        sum(row.label.benign for row in audited),
    )
    assert total({1: empty}, words) == f"0/{expected} 0/{benign} 0"
