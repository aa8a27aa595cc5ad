"""Somebody in front of a browser: signs in, and notes whatever a page must never do."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from fairline.console.samples import PASSWORD

WAIT_MS = 20_000
SIGN_IN = {"en": "Sign in", "fr": "Se connecter"}


class Visit:
    """A browser window of one person. ``wrong``: requests that left the host, errors, and what failed."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        language: str = "en",
        *,
        width: int = 1280,
        height: int = 900,
        **options: Any,
    ) -> None:
        self.url, self.language = url, language
        self.wrong: list[str] = []
        self._context = browser.new_context(
            base_url=url, locale={"en": "en-US", "fr": "fr-FR"}[language],
            viewport={"width": width, "height": height}, accept_downloads=True, **options,
        )  # fmt: skip
        self._context.set_default_timeout(WAIT_MS)
        cookie = {"name": "django_language", "value": language, "url": url}
        self._context.add_cookies([cookie])  # type: ignore[list-item]
        self._context.on("request", self._asked)
        self._context.on("response", self._answered)
        self.page: Page = self._context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))

    def sign_in(self, name: str) -> None:
        """Sign in with the password of made-up people."""
        self.page.goto("/accounts/login/")
        self.page.locator("input[name=login]").fill(name)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("main form button").first.click()
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)

    def fetched(self, path: str) -> tuple[int, str, bytes]:
        """Return status, type and content of what this person gets at an address, outside of the page."""
        answer = self._context.request.get(path)
        return answer.status, answer.headers.get("content-type", ""), answer.body()

    def close(self) -> None:
        """Close the window."""
        self._context.close()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:")):
            self.wrong.append(f"a request to {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.wrong.append(f"{response.status} at {urlsplit(response.url).path}")

    def _said(self, message: ConsoleMessage) -> None:
        # A status that is no success is also said there; where a test wants one, it looks at it itself.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.wrong.append(f"{self.page.url}: {message.text}")
