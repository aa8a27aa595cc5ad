"""What tests with a browser share: one house for all of them, Debian's chromium, and people who sign in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import House, house
from tests.browser.seeding import ACCOUNTS, seeded
from tests.browser.visits import Visit

CHROMIUM = shutil.which("chromium")
OPTIONS = ("--no-sandbox", "--disable-background-networking")
SCREENSHOTS = Path(__file__).parents[2] / "out/screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if CHROMIUM is None:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A guard and a console that run, with cases of every account."""
    made = house(tmp_path_factory.mktemp("house"), ACCOUNTS)
    try:
        made.start()
        made.break_rules(ACCOUNTS)
        seeded(made)
        yield made
    finally:
        made.stop()


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Open a browser of somebody's own, signed in. What a page must never do fails the test at the end.

    ``url``: another console than that of ``served``, which then is not started.
    """
    opened: list[Visit] = []

    def made(name: str, language: str = "en", *, url: str = "", **options: object) -> Visit:
        one = Visit(chromium, url or request.getfixturevalue("served").url, language, **options)
        opened.append(one)
        if name:
            one.sign_in(name)
        return one

    yield made
    for each in opened:
        each.close()
    assert [line for each in opened for line in each.wrong] == []
