"""Lists that links are asked against: harmful ones, shorteners, throw-away mail, days of registration.

They are files that the operator gives, each with its day. A line is kept as a hash of eight bytes, so that a
million take 8 MB; two lines of a million have the same hash with a probability of one in thirty million.
"""

import csv
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from fairline.checks.links.brands import parents
from fairline.checks.links.urls import Link, Trick, read_url
from fairline.facts import FairlineError

LINES_MAX = 10_000_000  # ours: 80 MB of hashes
LINE_MAX = 8192  # ours: letters of a line
OWN_SHORTENERS = Path(__file__).with_name("shorteners.txt")
SHORTENERS_DAY = date(2026, 11, 30)
URL_COLUMNS, DATE_COLUMNS = ("url", "link", "domain", "host"), ("date", "dateadded", "first_seen", "added")


def hashed(key: str) -> int:
    """Return a key's hash as a list keeps it."""
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big")


class Keys:
    """Hashes in order, asked by halving."""

    __slots__ = ("_sorted",)

    def __init__(self, keys: Iterable[str]) -> None:
        """Sort them once."""
        self._sorted = array("Q", sorted({hashed(key) for key in keys}))

    def __contains__(self, key: str) -> bool:
        """Return whether ``key`` is one."""
        wanted = hashed(key)
        place = bisect_left(self._sorted, wanted)
        return place < len(self._sorted) and self._sorted[place] == wanted

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._sorted)


class Listed(Struct, frozen=True, kw_only=True):
    """A list of harmful links. ``day``: its own, or of its newest line. ``broken``: lines that are no link.

    A line with a path counts for that address alone; one with a scheme and no path for its host; a bare
    domain for all hosts within it.
    """

    name: str
    day: date
    urls: Keys
    hosts: Keys
    domains: Keys
    broken: int = 0

    @property
    def version(self) -> str:
        """The list's name and day."""
        return f"{self.name} {self.day.isoformat()}"

    def has_url(self, link: Link) -> bool:
        """Return whether a link's very address is on it."""
        return link.key in self.urls

    def has_host(self, host: str) -> bool:
        """Return whether a host, or a domain that it is in, is on it."""
        return host in self.hosts or any(parent in self.domains for parent in parents(host))


def read_listed(path: Path, name: str, day: date | None = None) -> Listed:
    """Return the list of a file: a link or domain a line, ``#`` before remarks; or CSV with a column ``url``.

    ``day``: of the list; without one the newest of a column ``date``. Raises ``FairlineError`` where there is
    neither, where no line is a link, or where the file cannot be read.
    """
    urls: set[str] = set()
    hosts: set[str] = set()
    domains: set[str] = set()
    broken, newest = 0, None
    for raw, added in _entries(path):
        link = read_url(raw)
        if link is None:
            broken += 1
            continue
        newest = max((each for each in (newest, added) if each is not None), default=None)
        into = urls if link.key != link.host else domains if Trick.BARE in link.tricks else hosts
        into.add(link.key)
    if not urls and not hosts and not domains:
        raise FairlineError(f"{name}: found no link in {path}, wanted one a line")
    found_day = day or newest
    if found_day is None:
        raise FairlineError(f"{name}: found no day of {path}, wanted one, or a column of dates")
    return Listed(
        name=name, day=found_day, urls=Keys(urls), hosts=Keys(hosts), domains=Keys(domains), broken=broken
    )


class Domains(Struct, frozen=True, kw_only=True):
    """A list of domains, of which each stands for all hosts within it."""

    name: str
    day: date
    keys: Keys

    @property
    def version(self) -> str:
        """The list's name and day."""
        return f"{self.name} {self.day.isoformat()}"

    def has(self, host: str) -> bool:
        """Return whether a host is of a domain on it."""
        return any(parent in self.keys for parent in parents(host))


def read_domains(path: Path, name: str, day: date) -> Domains:
    """Return the list of a file with a domain a line. Raises ``FairlineError`` if there is none."""
    links = (read_url(raw) for raw, _ in _entries(path))
    keys = Keys(link.host for link in links if link is not None)
    if not len(keys):
        raise FairlineError(f"{name}: found no domain in {path}, wanted one a line")
    return Domains(name=name, day=day, keys=keys)


def own_shorteners() -> Domains:
    """Return the shorteners that ship with fairline."""
    return read_domains(OWN_SHORTENERS, "shorteners", SHORTENERS_DAY)


class Registrations:
    """When domains were registered, as a file of the operator's says. What it does not have is unknown."""

    def __init__(self, days: Iterable[tuple[str, date]]) -> None:
        """Keep the earliest day of each."""
        known: dict[int, int] = {}
        for domain, day in days:
            key = hashed(domain)
            known[key] = min(day.toordinal(), known.get(key, day.toordinal()))
        self._keys = array("Q", sorted(known))
        self._days = array("I", (known[key] for key in self._keys))

    def __len__(self) -> int:
        """Return of how many domains the day is known."""
        return len(self._keys)

    def day(self, domain: str) -> date | None:
        """Return when ``domain`` was registered."""
        wanted = hashed(domain)
        place = bisect_left(self._keys, wanted)
        if place == len(self._keys) or self._keys[place] != wanted:
            return None
        return date.fromordinal(self._days[place])


def read_registrations(path: Path) -> Registrations:
    """Return the days of a CSV file with the columns ``domain`` and ``date`` (ISO 8601).

    Raises ``FairlineError`` if there is none that can be read, or no file.
    """
    links = ((read_url(raw), day) for raw, day in _entries(path))
    found = Registrations((link.domain, day) for link, day in links if link is not None and day is not None)
    if not len(found):
        raise FairlineError(
            f"registrations: found no domain with a date in {path}, wanted domain,date a line"
        )
    return found


def _entries(path: Path) -> Iterator[tuple[str, date | None]]:
    """Yield what stands in the column of links, and in that of dates, line by line."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            columns: tuple[int, int | None] | None = None
            for number, row in enumerate(csv.reader(_lines(file))):
                if number == 0:
                    columns = _columns(row)
                    if columns is not None:
                        continue
                place, at = columns or (0, None)
                if len(row) > place:
                    yield row[place].strip(), _day(row[at]) if at is not None and len(row) > at else None
    except (OSError, csv.Error) as error:
        raise FairlineError(f"lists: found {path}: {error}, wanted a file of links") from None


def _lines(file: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(file):
        if number >= LINES_MAX:
            return
        if len(line) <= LINE_MAX and line.strip() and not line.startswith("#"):
            yield line.replace("\0", "")


def _columns(row: list[str]) -> tuple[int, int | None] | None:
    """Return the columns of links and of dates that a first line names; ``None`` if it is no head."""
    names = [cell.strip().strip("\ufeff").lower() for cell in row]
    place = next((names.index(name) for name in URL_COLUMNS if name in names), None)
    if place is None:
        return None
    return place, next((names.index(name) for name in DATE_COLUMNS if name in names), None)


def _day(text: str) -> date | None:
    """Return the day that a cell begins with, as ``2026-11-30`` or ``2026/11/30``; a time is not read."""
    try:
        return date.fromisoformat(text.strip()[:10].replace("/", "-"))
    except ValueError:
        return None
