"""Which risks a customer's sector code stands for, by NAICS and NACE. A code says whom to ask, no more."""

import re
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from fairline.law.reading import LawError, loaded

FILE = "sectors.yaml"
CODE = re.compile(
    r"(?:(naics|nace|nace2\.1)[:\s]\s*)?(\d{2}\.?\d{2}(?:\.?\d{1,2})?|\d{6})[A-Z]?", re.IGNORECASE
)
NAICS_DIGITS = 6


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """Words in both languages."""

    en: str
    fr: str


class Sectors(Struct, frozen=True, forbid_unknown_fields=True):
    """The table: names of classes, their codes by system, and what is to be verified of a code."""

    citation: str
    confidence: str
    source: str
    names: dict[str, Named]
    codes: dict[str, dict[str, tuple[str, ...]]]
    verify: dict[str, Named]


def sector_risk(code: str) -> tuple[str, ...]:
    """Return the classes of a NAICS or NACE code, in the table's order; none if it has none or is no code.

    ``code`` is as it is written: ``221113``, ``84.25``, ``8425Z``. ``naics:``, ``nace:`` or ``nace2.1:`` in
    front says which system; without it six digits are NAICS, others NACE in both revisions.
    """
    match = CODE.fullmatch(code.strip())
    if match is None:
        return ()
    system, digits = (match[1] or "").lower(), match[2].replace(".", "")
    by_length = ["naics"] if len(match[2]) == NAICS_DIGITS else ["nace", "nace2.1"]
    systems = [system] if system else by_length
    table = sectors()
    return tuple(
        name
        for name in table.names
        if any(
            digits.startswith(known.replace(".", ""))
            for each in systems
            for known in table.codes[each].get(name, ())
        )
    )


def in_sector(codes: tuple[str, ...], name: str) -> bool:
    """Whether one of a customer's ``codes`` is of the class ``name`` of the table."""
    return any(name in sector_risk(code) for code in codes)


@cache
def sectors() -> Sectors:
    """Return the table that comes with the package, read once. Raises ``LawError`` if it is broken."""
    text = (resources.files(__package__) / "data" / "tables" / FILE).read_text("utf-8")
    return parse_sectors(text, FILE)


def parse_sectors(text: str, file: str) -> Sectors:
    """Read the table; ``file`` is its name, for the errors. Raises ``LawError``."""
    try:
        table = msgspec.convert(loaded(text, file), Sectors)
    except msgspec.ValidationError as error:
        raise LawError(f"{file}: found a table that is none ({error}), wanted sectors") from None
    for system, classes in table.codes.items():
        if unknown := [name for name in classes if name not in table.names]:
            raise LawError(f"{file}: {system}: found {unknown[0]!r}, wanted one of {', '.join(table.names)}")
    return table
