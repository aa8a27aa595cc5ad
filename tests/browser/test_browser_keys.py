"""The console without a mouse, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.seeding import UNTOUCHED
from tests.browser.visits import Visit

pytestmark = pytest.mark.slow
Visits = Callable[..., Visit]
FOCUS = "() => { const on = document.activeElement; return on.getAttribute('href') || on.name || on.id; }"


def test_the_first_key_skips_to_the_content(visit: Visits) -> None:
    page = visit("rosa").page
    page.goto("/cases/")
    skip = page.locator(".skip")
    assert skip.evaluate("each => each.getBoundingClientRect().right") < 0
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator("[data-filter] :focus").count() == 1, page.evaluate(FOCUS)


def test_focus_goes_as_the_page_reads_and_is_always_seen(visit: Visits) -> None:
    page = visit("rosa").page
    page.goto("/cases/")
    before = -1
    for _ in range(40):
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            """() => {
                const all = [...document.querySelectorAll("*")], on = document.activeElement;
                return [all.indexOf(on), getComputedStyle(on).outlineStyle];
            }"""
        )
        if page.evaluate("() => document.activeElement === document.body"):
            break
        assert place > before, page.evaluate(FOCUS)
        assert outline != "none", page.evaluate(FOCUS)
        before = place
    assert before > 0


def test_j_and_k_move_among_cases_and_o_opens_one(visit: Visits) -> None:
    page = visit("rosa").page
    page.goto("/cases/")
    links = page.locator("[data-row] th a")
    assert links.count() >= 3
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    free = page.locator("[data-row]").filter(has=page.get_by_role("cell", name=UNTOUCHED, exact=True))
    address = free.locator("th a").get_attribute("href")
    for _ in range(links.count()):
        if page.evaluate(FOCUS) != address:
            page.keyboard.press("j")
    expect(free.locator("th a")).to_be_focused()
    page.keyboard.press("x")
    expect(free.locator("input[type=checkbox]")).to_be_checked()
    page.keyboard.press("x")
    expect(free.locator("input[type=checkbox]")).not_to_be_checked()
    page.keyboard.press("/")
    assert page.locator("[data-filter] :focus").count() == 1
    page.keyboard.press("j")  # typed into the filter, it moves nothing
    assert page.locator("[data-filter] :focus").count() == 1
    links.first.focus()
    address = links.first.get_attribute("href")
    page.keyboard.press("o")
    page.wait_for_url(f"**{address}")


def test_main_pages_work_without_javascript(visit: Visits, served: House) -> None:
    reviewer = visit("rosa", java_script_enabled=False)
    page = reviewer.page
    for path in ("/overview/", "/cases/", "/rulings/", "/appeals/", "/interpretations/", "/quality/"):
        assert page.goto(path).status == 200  # type: ignore[union-attr]
        assert page.locator("main h1").count() == 1
    page.goto(f"/cases/?account={UNTOUCHED}")
    assert page.locator("[data-row]").count() == 1
    page.locator("[data-row] th a").click()
    page.get_by_role("link", name="Rule on it").click()
    page.locator("input[name=outcome][value=warn]").check()
    page.locator("textarea[name=reasons]").fill("Calls to people on the register.")
    page.get_by_role("button", name="Look at what it means").click()
    weighed = page.locator("section.weighed")
    assert "Nothing is against it." in str(weighed.text_content())
    weighed.locator("summary").click()
    assert page.get_by_role("button", name="Make the ruling").is_visible()
    assert page.locator("textarea[name=reasons]").input_value() == "Calls to people on the register."
    page.goto("/cases/")
    page.get_by_role("button", name="Français").click()
    assert page.locator("h1").text_content() == "Dossiers"
    customer = visit("customer-acme", java_script_enabled=False).page
    for path in ("/own/", "/own/notices/", "/own/appeals/", "/own/data/", "/own/rulings/"):
        assert customer.goto(path).status == 200  # type: ignore[union-attr]
    assert served.asked(UNTOUCHED) == "allow"
