"""What is of digits alone: cards, phones, national numbers, and every other long number.

A run of digits is read from its longest pieces down; what no form explains and has seven digits or more is a
number nonetheless. So no piece of a long number is ever left in the clear.
"""

import re
from collections.abc import Callable, Iterator

from stdnum import luhn
from stdnum.br import cpf
from stdnum.ca import sin
from stdnum.ch import ssn as ahv
from stdnum.de import idnr
from stdnum.fr import nir
from stdnum.in_ import aadhaar
from stdnum.us import ssn

from fairline.checks.personal_data.kinds import Kind, Span

DIGITS_MIN = 7  # ours: no number with its area code is shorter, few counts are longer
RUN_MAX = 40  # ours: digits; what is longer is redacted whole, for it cannot be read in bounded time
LEFT_MAX = 2  # ours: digits beside a number that may be an hour or a count; they go with it
PHONE_MAX = 15  # ITU-T E.164, 6

_ZERO = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_BETWEEN = rf"[ \t\u00a0\u2000-\u200a\u202f.()/\-\u2010-\u2015\u2212_*•·+{_ZERO}]"
_RUN = re.compile(
    rf"[+(]{{0,2}}\d(?:{_BETWEEN}{{0,3}}\d)*(?P<extension>\s?(?:x|ext\.?|poste)\s?\d{{1,6}})?", re.IGNORECASE
)
_CLEAR = re.compile(
    r"(?<![\d+])(?<!\d[-./ ])(?:"
    r"\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}"
    r"|\d{1,3}(?:[ \u00a0\u202f.]\d{3}){2,3}(?=(?:,\d\d)?\s?(?:€|\$|£|EUR|USD|euros?\b|dollars?\b))"
    r")(?!\d|[-./]\d)"
)
"""Days, and amounts with their thousands set apart."""
_GROUP = re.compile(r"\d+")
_CUE_BEFORE = 32  # ours: characters read before a number for a word that says what it is
_PHONE_CUE = re.compile(
    r"(?:phone|tel|t[ée]l|call|cell|mobile|text|fax|whatsapp|appel|num[ée]ro|sms)\W", re.IGNORECASE
)
_SSN_CUE = re.compile(r"(?:\bssn\b|social security)", re.IGNORECASE)
_SIN_CUE = re.compile(r"(?:\bsin\b|\bnas\b|social insurance|assurance sociale)", re.IGNORECASE)
_AADHAAR_FIRST = "23456789"  # UIDAI: no number begins with 0 or 1


def runs(text: str) -> Iterator[Span]:
    """Yield every number of digits alone, from left to right, none over another."""
    clear = [(found.start(), found.end()) for found in _CLEAR.finditer(text)]
    clear.append((len(text), len(text)))
    start = 0
    for begin, end in clear:
        for run in _RUN.finditer(text, start, begin):
            yield from _read(text, run)
        start = end


def _read(text: str, run: re.Match[str]) -> Iterator[Span]:
    digits = _digits(run[0])
    if digits < DIGITS_MIN:
        return
    if digits > RUN_MAX:
        yield Span(kind=Kind.NUMBER, start=run.start(), end=run.end())
        return
    groups = [(found.start(), found.end()) for found in _GROUP.finditer(text, run.start(), run.end())]
    before = text[max(0, run.start() - _CUE_BEFORE) : run.start()]
    pieces = _pieces(text, groups, before)
    if not _explained(digits, text, pieces):
        own_end = run.start("extension") if run["extension"] else run.end()
        whole = "".join(_plain(text[start:end]) for start, end in groups if end <= own_end)
        kind = Kind.PHONE if len(whole) <= PHONE_MAX and _is_phone(run[0], whole, before) else Kind.NUMBER
        yield Span(kind=kind, start=run.start(), end=run.end())
        return
    yield from _with_the_rest(run, pieces)


def _pieces(text: str, groups: list[tuple[int, int]], before: str) -> list[Span]:
    """Return the numbers with a form of their own, each the longest from its first group on."""
    values = [_plain(text[start:end]) for start, end in groups]
    pieces, first = [], 0
    while first < len(groups):
        for last in range(len(groups), first, -1):
            kind = _formed(values[first:last], text[groups[first][0] : groups[last - 1][1]], before)
            if kind is not None:
                pieces.append(Span(kind=kind, start=groups[first][0], end=groups[last - 1][1]))
                first = last
                break
        else:
            first += 1
    return pieces


def _explained(digits: int, text: str, pieces: list[Span]) -> bool:
    """Tell whether pieces are all of a run, but for an hour or a count. A card always is one."""
    left = digits - sum(_digits(text[piece.start : piece.end]) for piece in pieces)
    return left <= LEFT_MAX or any(piece.kind is Kind.CARD for piece in pieces)


def _with_the_rest(run: re.Match[str], pieces: list[Span]) -> Iterator[Span]:
    """Yield the pieces of a run and what is left: few digits with the piece before, more by themselves."""
    at = run.start()
    for number, piece in enumerate(pieces):
        if _digits(run.string[at : piece.start]) > 0:
            yield Span(kind=Kind.NUMBER, start=at, end=piece.start)
        end = pieces[number + 1].start if number + 1 < len(pieces) else run.end()
        at = end if 0 < _digits(run.string[piece.end : end]) <= LEFT_MAX else piece.end
        while at > piece.end and not run.string[at - 1].isalnum():
            at -= 1
        yield Span(kind=piece.kind, start=piece.start, end=at)
    if _digits(run.string[at : run.end()]) > 0:
        yield Span(kind=Kind.NUMBER, start=at, end=run.end())


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def _plain(digits: str) -> str:
    """Return the digits as ASCII, whatever script they are of."""
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)


def _formed(groups: list[str], written: str, before: str) -> Kind | None:
    """Return what kind a piece is by form and check digit."""
    whole = "".join(groups)
    lengths = tuple(map(len, groups))
    if is_card(whole):
        return Kind.CARD
    checks: tuple[tuple[Kind, int, Callable[[], bool]], ...] = (
        (Kind.FR_NIR, 15, lambda: nir.is_valid(whole)),
        (Kind.CH_AHV, 13, lambda: whole.startswith("756") and ahv.is_valid(whole)),
        (Kind.IN_AADHAAR, 12, lambda: lengths in ((12,), (4, 4, 4)) and whole[0] in _AADHAAR_FIRST
         and aadhaar.is_valid(whole)),
        (Kind.BR_CPF, 11, lambda: lengths in ((11,), (3, 3, 3, 2)) and cpf.is_valid(whole)),
        (Kind.DE_TAX_ID, 11, lambda: lengths in ((11,), (2, 3, 3, 3)) and idnr.is_valid(whole)),
        (Kind.US_SSN, 9, lambda: (lengths == (3, 2, 4) or _SSN_CUE.search(before) is not None)
         and ssn.is_valid(whole)),
        (Kind.CA_SIN, 9, lambda: (lengths == (3, 3, 3) or _SIN_CUE.search(before) is not None)
         and sin.is_valid(whole)),
    )  # fmt: skip
    return next((kind for kind, length, holds in checks if length == len(whole) and holds()), None)


def is_card(digits: str) -> bool:
    """Tell whether digits are a payment card's number: a known range, its length, Luhn's check digit."""
    return 12 <= len(digits) <= 19 and _in_range(digits) and luhn.is_valid(digits)


def _in_range(digits: str) -> bool:
    """Tell whether a number's first digits are of an issuer with numbers so long (ISO/IEC 7812, 2025)."""
    length, two, three, four = len(digits), digits[:2], int(digits[:3]), int(digits[:4])
    return (
        (digits[0] == "4" and length in (13, 16, 19))  # Visa
        or ((51 <= int(two) <= 55 or 2221 <= four <= 2720) and length == 16)  # Mastercard
        or (two in ("34", "37") and length == 15)  # American Express
        or ((four == 6011 or 644 <= three <= 659) and length in (16, 19))  # Discover
        or (
            (300 <= three <= 305 or three == 309 or two in ("36", "38", "39")) and length in (14, 16)
        )  # Diners
        or (3528 <= four <= 3589 and length in (16, 19))  # JCB
        or (four in (2131, 1800) and length == 15)  # JCB of old
        or (two in ("62", "81") and length >= 16)  # UnionPay
        or two in ("50", "56", "57", "58", "63", "67")  # Maestro
    )


def _is_phone(written: str, digits: str, before: str) -> bool:
    """Tell a phone from another number by how it is written, or by the word before it."""
    return (
        written[0] in "+("
        or digits.startswith("00")
        or (digits[0] == "0" and len(digits) in (10, 11))
        or len(_GROUP.findall(written)) > 2
        or _PHONE_CUE.search(before) is not None
    )
