"""Snapshots: whole or not at all, of this version, undamaged, of nothing but counts, and aside."""

import os
import pickle
from pathlib import Path

import pytest

from fairline.engine import Engine
from fairline.facts import FairlineError
from fairline.policy import DEFAULT_PLAN
from fairline.stores.snapshots import VERSION, Writing, read, write
from tests.clauses.traffic import calls, law_book


def engine() -> Engine:
    from fairline.clauses import CLAUSES

    return Engine(CLAUSES, law=law_book(), plan=DEFAULT_PLAN)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    made = engine()
    for each in calls(50, caller="+12025550100", called="+12125550101"):
        made.observe(each)
    write(tmp_path / "counts", made.carried().packed())
    again = engine()
    again.adopt(read(tmp_path / "counts"))
    assert again.keys() == made.keys() > 0
    assert again.taken == made.taken


def test_an_unknown_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    write(path, 1)
    path.write_bytes(path.read_bytes().replace(VERSION, b"fairline snapshot 9", 1))
    with pytest.raises(
        FairlineError, match="found version 'fairline snapshot 9', wanted 'fairline snapshot 1'"
    ):
        read(path)


@pytest.mark.parametrize("where", [-1, 100])
def test_a_damaged_file_is_refused(tmp_path: Path, where: int) -> None:
    path = tmp_path / "counts"
    write(path, ["something", "longer", "than", "a", "line"] * 9)
    body = bytearray(path.read_bytes())
    body[where] ^= 1
    path.write_bytes(bytes(body))
    with pytest.raises(FairlineError, match="found a damaged snapshot"):
        read(path)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    write(path, list(range(100)))
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(FairlineError, match="found a damaged snapshot"):
        read(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match="No such file"):
        read(tmp_path / "none")


def test_what_would_run_is_refused(tmp_path: Path) -> None:
    class Runs:
        def __reduce__(self) -> object:
            return os.system, ("true",)

    write(tmp_path / "counts", Runs())
    with pytest.raises(FairlineError, match=r"snapshot: found posix.system in it"):
        read(tmp_path / "counts")


def test_a_copy_of_the_process_writes_what_was_true_when_it_began(tmp_path: Path) -> None:
    counted = [1]
    writing = Writing(tmp_path / "counts", lambda: list(counted))
    counted.append(2)
    assert writing.done(wait=True)
    assert read(tmp_path / "counts") == [1]


def test_an_old_snapshot_stays_when_a_new_one_fails(tmp_path: Path) -> None:
    write(tmp_path / "counts", "old")
    writing = Writing(tmp_path / "counts", lambda: lambda: 1)  # what cannot be written down
    with pytest.raises(FairlineError, match="snapshot: found status 1, wanted 0"):
        writing.done(wait=True)
    assert read(tmp_path / "counts") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["counts"]


def test_a_pickle_of_another_program_is_no_snapshot(tmp_path: Path) -> None:
    (tmp_path / "counts").write_bytes(pickle.dumps([1]))
    with pytest.raises(FairlineError, match="found version"):
        read(tmp_path / "counts")
