"""A second factor for real: a code of an authenticator app, and a passkey of a virtual one."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from fairline.console.samples import PASSWORD
from tests.browser.house import Served, console_alone, waited
from tests.browser.visits import Visit

pytestmark = pytest.mark.slow
Visits = Callable[..., Visit]
STEP_S, DIGITS = 30, 6  # RFC 6238, section 4; RFC 4226, section 5.3


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A console where everybody needs a second factor."""
    made = console_alone(tmp_path_factory.mktemp("strict"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def code_of(secret: str, at: float) -> str:
    """Return the code that an app shows at a moment. Source: RFC 6238 and RFC 4226."""
    counted = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // STEP_S), "sha1")
    start = counted[-1] & 0x0F
    number = struct.unpack(">I", counted[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def test_the_code_is_the_one_of_the_rfc() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert (code_of(secret, 59), code_of(secret, 1111111109)) == ("287082", "081804")


def test_whoever_has_no_second_factor_gets_no_further_until_an_app_is_set_up(
    strict: Served, visit: Visits
) -> None:
    first = visit("rosa", url=strict.url)
    first.page.goto("/cases/")
    assert first.page.url == f"{strict.url}/accounts/2fa/"
    first.page.goto("/accounts/2fa/totp/activate/")
    confirm(first)
    secret = first.page.locator("#authenticator_secret").input_value()
    first.page.locator("input[name=code]").fill(code_of(secret, time.time()))
    first.page.locator("main form").last.locator("button").first.click()
    first.page.wait_for_url(re.compile("recovery"))
    first.page.goto("/cases/")
    expect(first.page.locator("h1")).to_have_text("Cases")

    again = visit("rosa", url=strict.url)
    again.page.goto("/cases/")
    assert again.page.url == f"{strict.url}/accounts/2fa/authenticate/"
    again.page.locator("input[name=code]").fill("000000")
    again.page.locator("input[name=code]").press("Enter")
    expect(again.page.locator(".errorlist")).to_be_visible()
    # A code counts once, so the one that was used to set it up is refused: the next one is waited for.
    last = int(time.time()) // STEP_S
    waited(lambda: int(time.time()) // STEP_S > last or None, "the next code", 2 * STEP_S)
    again.page.locator("input[name=code]").fill(code_of(secret, time.time()))
    again.page.locator("input[name=code]").press("Enter")
    again.page.wait_for_url(lambda url: "/accounts/" not in url)
    again.page.goto("/cases/")
    expect(again.page.locator("h1")).to_have_text("Cases")


def test_a_passkey_signs_in_alone(strict: Served, visit: Visits) -> None:
    one = visit("sami", url=strict.url)
    page = one.page
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(one)
    page.locator("input[name=name]").fill("Key of the test")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    page.goto("/cases/")
    expect(page.locator("h1")).to_have_text("Cases")
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.goto("/cases/")
    expect(page.locator("h1")).to_have_text("Cases")


def confirm(visit: Visit) -> None:
    """Give the password once more, where that is asked before something of weight."""
    if "reauthenticate" in visit.page.url:
        visit.page.locator("input[name=password]").fill(PASSWORD)
        visit.page.locator("input[name=password]").press("Enter")
        visit.page.wait_for_url(lambda url: "reauthenticate" not in url)
