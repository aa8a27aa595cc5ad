"""What the operator's files say: brands, lists of links, hashes; each with its day, read once."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from fairline.checks.files.examiner import Engines, Examiner
from fairline.checks.links import (
    Knowledge,
    brand_rows,
    read_brands,
    read_domains,
    read_listed,
    read_registrations,
)
from fairline.checks.mail import Dns, Resolver
from fairline.checks.settings import AskedModelChecks, ChecksSettings, FileChecks
from fairline.checks.text import brands as names
from fairline.checks.text.asked_model import AskedModel, Endpoint
from fairline.facts import FairlineError

ACCOUNTS_KEPT = 256  # ours: brands of customers that are brands themselves, made ready


class Names:
    """The protected names, without those that an account has a right to."""

    def __init__(self, path: Path) -> None:
        """Read the CSV file of brands: ``name``, ``domains``, and if there are any ``words``, ``accounts``.

        Raises ``FairlineError`` for a file that is none.
        """
        rows = brand_rows(path)
        self._brands = [(_brand(row), frozenset((row.get("accounts") or "").split())) for row in rows]
        self._owners = frozenset(account for _, accounts in self._brands for account in accounts)
        self._all = names.Brands(brand for brand, _ in self._brands)
        self._without = lru_cache(ACCOUNTS_KEPT)(self._made)

    def beside(self, account: str | None) -> names.Brands:
        """Return the names that an account has no right to."""
        return self._all if account not in self._owners else self._without(account)

    def owns(self, account: str | None) -> bool:
        """Whether an account is a protected brand itself."""
        return account in self._owners

    def _made(self, account: str | None) -> names.Brands:
        return names.Brands(brand for brand, accounts in self._brands if account not in accounts)


def _brand(row: dict[str, str]) -> names.Brand:
    return names.Brand(name=(row.get("name") or "").strip(), also=tuple((row.get("words") or "").split()))


def knowledge_of(settings: ChecksSettings) -> Knowledge:
    """Return what links are compared with. ``FairlineError`` says which file does not fit."""
    links = settings.links
    return Knowledge(
        brands=None if settings.brands is None else read_brands(settings.brands, _day(settings.brands)),
        listed=tuple(read_listed(path, path.stem, _day(path)) for path in links.lists),
        unshared=frozenset(links.unshared),
        disposable=None
        if links.disposable is None
        else read_domains(links.disposable, "disposable", _day(links.disposable)),
        registrations=None if links.registrations is None else read_registrations(links.registrations),
    )


def examiner_of(settings: FileChecks) -> Examiner:
    """Return what judges files. ``FairlineError`` says what is set up wrong."""
    return Examiner(
        Engines(
            clamd=settings.clamd,
            scanner_wanted=settings.scanner_wanted,
            rules=settings.rules,
            own_rules=settings.own_rules,
            lists=settings.hash_lists,
            processes=settings.processes,
        )
    )


def resolver_of(settings: ChecksSettings) -> Resolver | None:
    """Return what asks for records of mail, ``None`` if nobody may."""
    return Dns(settings.mail.servers) if settings.mail.dns else None


def model_of(settings: AskedModelChecks | None) -> AskedModel | None:
    """Return the model that may be asked, if there is one. ``FairlineError``."""
    if settings is None:
        return None
    return AskedModel(
        Endpoint(
            url=settings.url,
            hosts=frozenset({urlsplit(settings.url).hostname or ""}),
            model=settings.model,
            key_file=settings.key_file,
            per_minute=settings.per_minute,
            per_day=settings.per_day,
            timeout=timedelta(milliseconds=settings.within_ms),
        )
    )


def _day(path: Path) -> date:
    """Return the day on which a list was last changed, which is what we know of its age."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except OSError as error:
        raise FairlineError(f"{path}: {error.strerror}") from error
