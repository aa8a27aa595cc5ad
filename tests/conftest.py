"""What several tests need."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import Phase, settings

from fairline.stores.place import Place, write_place
from tests.postgresql import passing_cluster

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
"""The usual one: how long an example takes says how busy the machine is, and nothing of what is tested."""
settings.register_profile("unshrunk", deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""Tells quickly whether something fails; the usual profile also finds the smallest case of it."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the shared reference data is not beside the checkout")
    return SHARED.resolve()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests with a browser last: from the first on, their process has an event loop that stays."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark by which ``make check`` leaves tests out."""
    config.addinivalue_line("markers", "slow: takes seconds; left out of make check")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server that the tests of one process share; each keeps to names of its own."""
    with passing_cluster() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An empty folder whose journal is in files, and one whose journal is in PostgreSQL."""
    if request.param == "postgresql":
        write_place(tmp_path, Place(database=request.getfixturevalue("postgresql"), guard=uuid4().hex))
    return tmp_path
