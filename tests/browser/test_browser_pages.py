"""Every page of every role: no grave fault for whoever sees or hears otherwise, whatever size and colours."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import SCREENSHOTS
from tests.browser.looks import english, faults, too_wide
from tests.browser.visits import Visit
from tests.browser.walks import PEOPLE, pages

pytestmark = pytest.mark.slow
Visits = Callable[..., Visit]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES_MIN = {"engineer": 8, "nobody": 4}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PEOPLE, ids=PEOPLE.values())
def test_pages(name: str, language: str, visit: Visits) -> None:
    """Colours alone change with the scheme, so only what axe knows of colours is asked again in the dark."""
    one, role = visit(name, language), PEOPLE[name]
    folder = SCREENSHOTS / language / role
    found: list[str] = []
    seen: list[str] = []
    for kind in pages(one, name):
        page, problems = one.page, []
        for size, shape in ((WIDE, "1280"), (NARROW, "390")):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            problems += [f"{shape}: {each}" for each in faults(page)]
            if size is NARROW:
                problems += [f"too wide: {each}" for each in too_wide(page)]
            if size is WIDE:
                page.screenshot(path=folder / f"{kind}-1280-light.png", full_page=True)
            page.emulate_media(color_scheme="dark")
            problems += [f"{shape}, dark: {each}" for each in faults(page, "color-contrast")]
            if size is NARROW:
                page.screenshot(path=folder / f"{kind}-390-dark.png", full_page=True)
            page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        if language == "fr":
            problems += [f"English: {each}" for each in english(page)]
        found += [f"{kind} ({page.url}): {each}" for each in problems]
        seen.append(kind)
    print(len(seen), *seen)
    assert len(seen) >= PAGES_MIN.get(role, 12), seen
    assert found == [], "\n".join(found)


def test_what_is_looked_for_is_found(visit: Visits) -> None:
    """A page with each of the faults: otherwise no page could be known to have none."""
    one = visit("", "fr")
    one.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    one.page.goto("/accounts/login/")
    assert faults(one.page) == too_wide(one.page) == english(one.page) == []
    one.page.locator("main").evaluate(
        """main => {
            main.append(Object.assign(document.createElement("img"), {src: "/static/console/icon.svg"}));
            main.append(Object.assign(document.createElement("p"), {textContent: "Skip to the content"}));
            main.lastChild.style.cssText = "width: 500px; color: #ddd; background: #fff";
        }"""
    )
    assert {each.split(":")[0] for each in faults(one.page)} == {"image-alt", "color-contrast"}
    assert {each.split(":")[0] for each in faults(one.page, "color-contrast")} == {"color-contrast"}
    assert too_wide(one.page)
    assert english(one.page)[0] == "Skip to the content"
