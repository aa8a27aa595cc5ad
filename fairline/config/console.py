"""The table ``[console]``: where people work, who the provider is, and how it reaches them."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fairline.config.store import address
from fairline.facts.errors import FairlineError

WHERE = "console"
PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """``[console.oidc]``: whose accounts may sign in beside our own. ``server``: its OpenID address.

    Only people that are already known here, by their e-mail address, come in through it.
    """

    name: str
    server: str
    client: str
    secret_file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """``[console.mail]``: the server that takes our mail. Without a table, mail stays in the outbox."""

    host: str
    port: int = 587
    sender: str
    user: str = ""
    password_file: Path | None = None
    starttls: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderSettings:
    """``[console.sender]``: what stands under every statement of reasons.

    ``place``: the provider's, in the law book, for its public holidays. ``court`` and ``out_of_court``: where
    a ruling can be contested besides; an empty ``court`` stands for those of the provider's seat.
    ``contact``: for whoever has lost access.
    """

    name: str = "The provider"
    place: str = "US"
    zone: str = "UTC"
    court: str = ""
    out_of_court: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        """Refuse a place and a zone that are none."""
        if not PLACE.fullmatch(self.place):
            raise FairlineError(f"{WHERE}.sender.place: found {self.place!r}, wanted one such as FR or US-CA")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise FairlineError(f"{WHERE}.sender.zone: found {self.zone!r}, wanted a time zone") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleSettings:
    """``url`` is the address that people know. ``database``: where the pages' own records are, if not where
    ``[store]`` has the rest: ``sqlite`` keeps them in ``store.folder``; else ``postgresql://user@host/name``,
    whose password stands in ``password_file``.

    ``proxy``: the address of the proxy with TLS before it, whose word on who asks is taken.
    ``second_factor``: whether all of the provider's people need one. ``demo``: made-up people may sign in
    with a password that is shown; refused where the folder was not made for it. ``chat_file``: addresses of
    chat rooms that are told of new cases and of rulings, a line each, as Apprise has them; ``fr=`` before
    one: it is told in French.
    """

    listen: str = "127.0.0.1:8090"
    url: str = "http://127.0.0.1:8090"
    database: str | None = None
    password_file: Path | None = None
    proxy: str = ""
    second_factor: bool = True
    demo: bool = False
    chat_file: Path | None = None
    sender: SenderSettings = field(default_factory=SenderSettings)
    mail: MailSettings | None = None
    oidc: OidcSettings | None = None

    def __post_init__(self) -> None:
        """Refuse addresses that are none."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise FairlineError(
                f"{WHERE}.url: found {self.url!r}, wanted one such as https://fairline.example"
            )
        if self.database is not None:
            address(f"{WHERE}.database", self.database)

    @property
    def secure(self) -> bool:
        """Whether people come over TLS."""
        return self.url.startswith("https://")
