"""Names and addresses of hosts as browsers take them: Unicode, punycode, and IPv4 in its odd spellings.

Source: the URL standard of WHATWG, "host parsing", and UTS 46, of which the mapping by NFKC and small letters
is made and validity is not checked: a browser's refusal saves nobody who reads the name in a text.
"""

import unicodedata
from functools import lru_cache
from ipaddress import IPv6Address

from msgspec import Struct

HOST_MAX = 253  # RFC 1035, 2.3.4, in letters as they go over the wire
LABEL_MAX = 63
DOTS = str.maketrans({"\u3002": ".", "\uff0e": ".", "\uff61": ".", "\u2024": "."})
"""Signs that browsers (UTS 46) and readers take for a dot."""


class Host(Struct, frozen=True):
    """A host. ``name``: as it goes over the wire, lower case. ``shown``: in Unicode.

    ``ip``: whether it is an address. ``odd``: whether that address is written to hide it, as ``0x7f.1``.
    """

    name: str
    shown: str
    ip: bool = False
    odd: bool = False


@lru_cache(maxsize=32_768)
def read_host(raw: str) -> Host | None:
    """Return the host that ``raw`` is, without port and user; ``None`` if it is none."""
    if not raw or len(raw) > HOST_MAX * 4:
        return None
    if raw.startswith("["):
        return _ipv6(raw)
    plain = raw.translate(DOTS) if not raw.isascii() else raw
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
    shown = plain.lower().strip(".")
    labels = [_both(label) for label in shown.split(".")]
    known = [each for each in labels if each is not None]
    if len(known) != len(labels):
        return None
    name = ".".join(wire for wire, _ in known)
    if len(name) > HOST_MAX:
        return None
    address = read_ipv4(name)
    if address is not None:
        return Host(address, address, ip=True, odd=address != raw)
    return Host(name, ".".join(label for _, label in known))


def _both(label: str) -> tuple[str, str] | None:
    """Return a label as it goes over the wire and as it is shown."""
    if not label or len(label) > LABEL_MAX:
        return None
    if label.startswith("xn--"):
        try:
            shown = label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return (label, label) if label.isascii() else None
        return label, shown if shown.isprintable() and shown else label
    if label.isascii():
        return (label, label) if _is_label(label) else None
    if any(letter.isspace() or letter in "/?#@:<>\"'%" for letter in label):
        return None
    try:
        wire = "xn--" + label.encode("punycode").decode("ascii")
    except UnicodeError:
        return None
    return (wire, label) if len(wire) <= LABEL_MAX else None


def _is_label(label: str) -> bool:
    return label.replace("-", "a").replace("_", "a").isalnum()


def read_ipv4(name: str) -> str | None:
    """Return the address that a name is by the URL standard: ``2130706433`` is ``127.0.0.1``."""
    last = name.rpartition(".")[2]
    if not last[:1].isdigit():
        return None
    numbers = [_number(part) for part in name.split(".")]
    if len(numbers) > 4:
        return None
    known = [number for number in numbers if number is not None]
    if len(known) != len(numbers) or any(number > 255 for number in known[:-1]):
        return None
    rest = 5 - len(known)
    if known[-1] >= 256**rest:
        return None
    value = known[-1] + sum(number << (8 * (3 - place)) for place, number in enumerate(known[:-1]))
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def _number(part: str) -> int | None:
    """Return a part of an address: decimal, octal after ``0``, hexadecimal after ``0x``."""
    if len(part) > 16:
        return None
    base, digits = 10, part
    if part[:2].lower() == "0x":
        base, digits = 16, part[2:] or "0"
    elif len(part) > 1 and part[0] == "0":
        base, digits = 8, part[1:]
    try:
        return int(digits, base) if "_" not in digits else None
    except ValueError:
        return None


def _ipv6(raw: str) -> Host | None:
    inside, closing, _ = raw[1:].partition("]")
    if not closing or len(inside) > 45 or "%" in inside:
        return None
    try:
        address = str(IPv6Address(inside))
    except ValueError:
        return None
    return Host(address, address, ip=True)
