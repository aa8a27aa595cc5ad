"""All readers by name, and which of them a file is for.

Modules are imported when first asked for: some bring a database engine or a packet library.
"""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from fairline.facts import Fact, Unreadable
from fairline.readers.format import Format
from fairline.readers.source import Source


class Reader(Protocol):
    """What every reader's module has."""

    FORMAT: Format

    def recognise(self, head: bytes) -> bool:
        """Return whether the start of the unpacked content is of this format. Never raises."""

    def read(self, source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
        """Yield one fact or one ``Unreadable`` per record, in file order. Never raises on content."""


MODULES = {
    "sip-capture": "sip_capture",
    "kamailio-sqlite": "kamailio_sqlite",
    "fairline-parquet": "fairline_parquet",
    "fairline-ndjson": "fairline_ndjson",
    "kamailio-acc-json": "kamailio_json",
    "freeswitch-json": "freeswitch_json",
    "amazon-connect": "amazon_connect",
    "genesys": "genesys",
    "zoom-contact-center": "zoom_contact_center",
    "zoom-phone": "zoom_phone",
    "twilio": "twilio",
    "freeswitch-csv": "freeswitch_csv",
    "asterisk-csv": "asterisk",
    "mapped": "mapped",
}
"""Reader names to modules, the strictest recognition first: magic numbers, named fields, bare columns."""

NEVER_RECOGNISED = frozenset({"mapped"})
"""Readers that only the operator can choose, because any table could be theirs."""


class Readers(Mapping[str, Reader]):
    """The readers that this installation has, in the order of ``MODULES``. Looking one up imports it."""

    def __getitem__(self, name: str) -> Reader:
        """Return the reader's module. Raises ``KeyError`` for a name that is none."""
        if name not in self:
            raise KeyError(name)
        return cast(Reader, import_module(_path(name)))

    def __contains__(self, name: object) -> bool:
        """Return whether there is such a reader, without importing it."""
        return isinstance(name, str) and name in MODULES and find_spec(_path(name)) is not None

    def __iter__(self) -> Iterator[str]:
        """Yield the names, the strictest recognition first."""
        return (name for name in MODULES if name in self)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


READERS = Readers()


def recognise(source: Source) -> str | None:
    """Return the name of the reader that knows the start of ``source``, or ``None``. Consumes nothing."""
    head = source.head()
    names = (name for name in READERS if name not in NEVER_RECOGNISED)
    return next((name for name in names if READERS[name].recognise(head)), None)


def _path(name: str) -> str:
    return f"fairline.readers.{MODULES[name]}"
