"""``python -m tests.browser.pictures URL``: the console's main pages as pictures for ``docs/images``.

URL is where the sample provider's console is that ``make run`` started. A warning is ruled there on the way.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, OPTIONS
from tests.browser.visits import Visit

IMAGES = Path(__file__).parents[2] / "docs/images"
BYTES_MAX = 150_000  # ours: of one picture
HEIGHT = 860


def main(url: str) -> None:
    """Take the pictures. Raises ``AssertionError`` for one that is too large."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        engineer = Visit(browser, url, height=HEIGHT)
        engineer.sign_in("noor")
        engineer.page.goto("/people/")
        known = str(engineer.page.locator("main").text_content())
        engineer.close()
        reviewer = Visit(browser, url, height=HEIGHT)
        reviewer.sign_in("rosa")
        account = work(reviewer.page, known)
        customer = Visit(browser, url, height=HEIGHT)
        customer.sign_in(f"customer-{account}")
        customer.page.goto("/own/")
        customer.page.goto("/own/rulings/")
        customer.page.locator("main table a, main ul a").first.click()
        customer.page.wait_for_url("**/own/rulings/*/")
        taken(customer.page, "statement")
        assert reviewer.wrong == customer.wrong == []
        browser.close()


def work(page: Page, known: str) -> str:
    """Rule on the gravest case of an account whose customer can sign in; return the account."""
    page.goto("/overview/")
    taken(page, "overview")
    page.goto("/cases/")
    taken(page, "queue")
    rows = page.locator("[data-row]").all()
    accounts = [str(row.locator("td[data-label=Account]").text_content()) for row in rows]
    place = next(place for place, each in enumerate(accounts) if f"customer-{each}" in known)
    rows[place].locator("th a").click()
    page.wait_for_load_state("networkidle")
    taken(page, "case")
    page.locator("a[data-key=r]").click()
    page.locator("input[name=outcome][value=hold]").check()
    page.locator("textarea[name=reasons]").fill("These calls were made at hours that the law closes.")
    page.locator("textarea[name=cure_steps]").fill("Check the hours of each place before a campaign starts.")
    page.locator("button[value=preview]").click()
    page.locator("section.weighed").wait_for()
    taken(page, "ruling")
    page.locator("input[name=outcome][value=warn]").check()
    page.locator("button[value=preview]").click()
    page.locator("button[value=propose]").click()
    page.wait_for_url("**/rulings/*/")
    return accounts[place]


def taken(page: Page, name: str) -> None:
    """Keep what the window shows."""
    path = IMAGES / f"console-{name}.png"
    page.screenshot(path=path)
    size = path.stat().st_size
    assert size < BYTES_MAX, f"{path}: {size} bytes"
    print(path.name, size)


if __name__ == "__main__":
    main(sys.argv[1])
