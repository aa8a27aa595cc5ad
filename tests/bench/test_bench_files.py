"""The files that the bench judges are honest ones: of files that are given up early a bench says nothing."""

import pytest

from bench.files import made
from fairline.checks.files.bounds import Bounds
from fairline.checks.files.walk import judged

FILES = made()


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_judged_to_its_end_and_passes(name: str) -> None:
    report = judged(FILES[name], name, None, Bounds(), 10.0, None)
    assert report.marks == []
    assert report.kind is not None
