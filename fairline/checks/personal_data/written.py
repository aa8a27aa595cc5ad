"""What has letters or signs of its own: addresses, IBANs, and national numbers with letters."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from stdnum import iban
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.it import codicefiscale

from fairline.checks.personal_data.kinds import Kind, Span

_ZERO = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_GAP = rf"[ \t\u00a0\u2007\u2009\u202f.\-\u2010-\u2015{_ZERO}]{{0,2}}"
"""What stands between the groups of a number: nothing, a space, a hyphen, what shows nothing."""
MISTYPED_DIGITS_MIN = 10  # ours: below it, "at 12 people came" is no IBAN of Austria
DOT_WITHIN = 70  # RFC 1035, 2.3.4: no label is longer than 63
_LOCAL_MAX, _DOMAIN_MAX = 64, 253  # RFC 5321, 4.5.3.1; RFC 1035, 2.3.4
_AT = re.compile(
    r"(?<=[^\s@<>(){}\[\],;:\"])(?:[@\uff20]|\s?[(\[{]\s?at\s?[)\]}]\s?)(?=[^\W_])", re.IGNORECASE
)
_DOT = re.compile(r"\.|dot", re.IGNORECASE)
_LOCAL = re.compile(r"[^\s@<>(){}\[\],;:\"\\\uff20]*\Z")
_DOMAIN = re.compile(
    r"(?:[^\W_]|-){1,63}(?:(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?)(?:[^\W_]|-){1,63}){1,8}", re.IGNORECASE
)
_IP4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)", re.ASCII)
_IP6 = re.compile(
    r"(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{2,39}(?:(?:\.\d{1,3}){3})?(?![\w:\[])"
)
_IBAN = re.compile(
    rf"(?<![^\W_])[A-Z]{{2}}{_GAP}\d{_GAP}\d(?:{_GAP}[A-Z0-9]){{11,32}}", re.IGNORECASE | re.ASCII
)
_FORMS = (
    (Kind.FR_NIR, nir.is_valid, rf"[12](?:{_GAP}\d){{4}}{_GAP}2{_GAP}[AB]"
     rf"(?:{_GAP}\d){{8}}"),
    (Kind.IT_CODICE_FISCALE, codicefiscale.is_valid,
     rf"[A-Z]{{3}}{_GAP}[A-Z]{{3}}{_GAP}[\dL-V]{{2}}[A-EHLMPRST][\dL-V]{{2}}{_GAP}[A-Z][\dL-V]{{3}}{_GAP}[A-Z]"),
    (Kind.ES_DNI, dni.is_valid, rf"\d{{1,2}}{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}[A-Z]"),
    (Kind.ES_DNI, nie.is_valid, rf"[XYZ]{_GAP}\d{{7}}{_GAP}[A-Z]"),
    (Kind.UK_NINO, None, rf"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
     rf"(?:{_GAP}\d{{2}}){{3}}{_GAP}[A-D]"),
)  # fmt: skip
"""Sources: INSEE and code de la sécurité sociale R115-1; D.M. 12 marzo 1974; RD 1553/2005; HMRC NIM39110."""
_ALONE, _ENDED = r"(?<![^\W_])(?<!\d[ .\-])", r"(?![^\W_])(?![ .\-]\d)"
_READ = tuple(
    (kind, valid, re.compile(rf"{_ALONE}{form}{_ENDED}", re.IGNORECASE)) for kind, valid, form in _FORMS
)
_LENGTHS = """
    NO15 BE16 DK18 FK18 FI18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 CH21
    HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23
    TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 PT25 ST25 IS26 TR26 FR27 GR27 IT27
    MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 BR29 EG29 PS29 QA29 UA29 JO30
    KW30 MU30 MT31 SC31 LC32 RU33
"""
LENGTHS = {each[:2]: int(each[2:]) for each in _LENGTHS.split()}
"""How many letters and digits an IBAN of a country has: ISO 13616, registry of 2025."""
_SIGN = re.compile(r"[^A-Z0-9]+", re.IGNORECASE)


def written(text: str) -> Iterator[Span]:
    """Yield every address and every number with letters. Spans may overlap."""
    yield from _mails(text)
    yield from _addresses(text)
    for found in _IBAN.finditer(text):
        span = _iban(found)
        if span is not None:
            yield span
    for kind, valid, form in _READ:
        for found in form.finditer(text):
            if valid is None or valid(_SIGN.sub("", found[0]).upper()):
                yield Span(kind=kind, start=found.start(), end=found.end())


def _mails(text: str) -> Iterator[Span]:
    for at in _AT.finditer(text):
        if _DOT.search(text, at.end(), at.end() + DOT_WITHIN) is None:
            continue
        local = _LOCAL.search(text, max(0, at.start() - _LOCAL_MAX), at.start())
        domain = _DOMAIN.match(text, at.end(), at.end() + _DOMAIN_MAX)
        if local is not None and domain is not None and local[0].strip("."):
            yield Span(kind=Kind.E_MAIL, start=local.start(), end=domain.end())


def _addresses(text: str) -> Iterator[Span]:
    for form in (_IP4, _IP6):
        for found in form.finditer(text):
            if not any(map(str.isalnum, found[0])):
                continue
            try:
                ip_address(found[0])
            except ValueError:
                continue
            yield Span(kind=Kind.IP, start=found.start(), end=found.end())


def _iban(found: re.Match[str]) -> Span | None:
    """Return the IBAN that a match begins with, by the length of its country; mistyped, it is a number."""
    wanted = LENGTHS.get(found[0][:2].upper())
    if wanted is None:
        return None
    signs = [place for place, sign in enumerate(found[0]) if sign.isalnum()]
    if len(signs) < wanted:
        return None
    end = signs[wanted - 1] + 1
    if wanted < len(signs) and signs[wanted] == end and found[0][end].isdecimal():
        return None  # more of the same word: "no 5356..." is no account in Norway
    number = _SIGN.sub("", found[0][:end])
    if iban.is_valid(number):
        kind = Kind.IBAN
    elif number[:2].isupper() and sum(map(str.isdecimal, number)) >= MISTYPED_DIGITS_MIN:
        kind = Kind.NUMBER
    else:
        return None
    return Span(kind=kind, start=found.start(), end=found.start() + end)
