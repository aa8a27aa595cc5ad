"""Names and addresses that are alike: which records may be of one customer.

Needs the extra ``linkage`` (splink, on DuckDB in memory). Its model is fixed, so that what is said of two
records does not depend on the others: how often each likeness is seen among records of one customer, and
among others, is ours, set on the made-up persons of ``febrl1`` and rounded. What a record does not say counts
neither way. A likeness is a score: it may ask, never sanction. ``docs/explanation/linkage.md`` says how good
it is.
"""

import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import duckdb
import pyarrow as pa

from fairline.facts import FairlineError

LEAST = 0.9  # ours: the same as clause i asks of a name; see docs/explanation/linkage.md
SAME_PAIRS = 1e-4  # ours: of ten thousand pairs of records of a provider, one is of one customer
FORMS = frozenset(
    {
        "ab", "ag", "bv", "co", "company", "corp", "corporation", "ei", "eurl", "gmbh", "inc", "incorporated",
        "kg", "lda", "limited", "llc", "llp", "ltd", "ltda", "nv", "plc", "sa", "sarl", "sas", "sasu", "sl",
        "spa", "srl", "the",
    }
)  # fmt: skip
"""Words of a company's name that say its legal form and not who it is."""
WAYS = frozenset(
    {
        "allee", "av", "avenida", "avenue", "bd", "boulevard", "calle", "chemin", "cours", "d", "de", "del",
        "des", "du", "impasse", "l", "la", "le", "les", "place", "plaza", "quai", "route", "rua", "rue",
        "square", "the", "via",
    }
)  # fmt: skip
"""Words before a street's own name, where they come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What a registration says of a customer: one person or company. ``None``: it does not say."""

    id: str
    name: str | None = None
    address: str | None = None
    """House number and street, as written."""
    city: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two parties and how probably they are one, 0.0 to 1.0. ``one`` is before ``other`` in alphabet."""

    one: str
    other: str
    probability: float


@dataclass(frozen=True, slots=True)
class _Level:
    """A condition on two records, and how often it is true of one customer's two, and of two customers."""

    when: str
    same: float
    others: float


MODEL: dict[str, tuple[_Level, ...]] = {
    "name": (
        _Level("jaro_winkler_similarity(name_l, name_r) >= 0.95", 0.55, 0.0005),
        _Level("jaro_winkler_similarity(name_l, name_r) >= 0.88", 0.20, 0.0002),
        _Level("jaro_winkler_similarity(name_l, name_r) >= 0.8", 0.08, 0.001),
        _Level("list_has_any(words_l, words_r)", 0.13, 0.01),
        _Level("else", 0.000001, 0.988),
    ),
    "address": (
        _Level("jaro_winkler_similarity(address_l, address_r) >= 0.95", 0.51, 0.0005),
        _Level("jaro_winkler_similarity(address_l, address_r) >= 0.88", 0.27, 0.0003),
        _Level("jaro_winkler_similarity(address_l, address_r) >= 0.8", 0.09, 0.0005),
        _Level("else", 0.13, 0.999),
    ),
    "city": (
        _Level("city_l = city_r", 0.72, 0.0015),
        _Level("jaro_winkler_similarity(city_l, city_r) >= 0.9", 0.22, 0.0005),
        _Level("else", 0.06, 0.998),
    ),
    "postcode": (
        _Level("postcode_l = postcode_r", 0.83, 0.0017),
        _Level("damerau_levenshtein(postcode_l, postcode_r) <= 1", 0.09, 0.012),
        _Level("damerau_levenshtein(postcode_l, postcode_r) <= 2", 0.07, 0.1),
        _Level("else", 0.01, 0.886),
    ),
}
"""Ours, from the labeled pairs of ``febrl1`` and a million pairs of it, rounded; but for one number.

The first level that is true counts. Of one customer's two records we take one in a million to have names
without a word in common: who shares only an address is mostly a neighbor, and address, city and postcode,
which go together, would outweigh the name three times over.
"""
WORD_MIN = 4  # ours: shorter words are articles and initials
COMPARED = (
    ("name",),
    ("address",),
    ("postcode", "substr(name, 1, 3)"),
    ("postcode", "substr(street, 1, 4)"),
    ("city", "substr(name, 1, 3)"),
    ("city", "substr(street, 1, 4)"),
    ("substr(name, 1, 4)", "substr(street, 1, 4)"),
)
"""Two records are compared if they share one of these: not all are held against all."""


def likenesses(parties: Iterable[Party], *, least: float = LEAST) -> list[Likeness]:
    """Return all pairs that are one with a probability of ``least`` or more, in order of their ids.

    Raises ``FairlineError`` if the extra is not installed, or an id is there twice.
    """
    rows = [_row(party) for party in parties]
    twice = len(rows) - len({row["unique_id"] for row in rows})
    if twice:
        raise FairlineError(f"parties: found {twice} ids that are there already, wanted each once")
    splink, comparisons, levels = _splink()
    if len(rows) < 2:
        return []
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=SAME_PAIRS,
        comparisons=[_comparison(comparisons, levels, field, model) for field, model in MODEL.items()],
        blocking_rules_to_generate_predictions=[splink.block_on(*shared) for shared in COMPARED],
    )
    api = splink.DuckDBAPI(connection=duckdb.connect())
    registered = api.register(pa.Table.from_pylist(rows, schema=SCHEMA))
    linker = splink.Linker(registered, settings, log_level=logging.ERROR)
    scored = linker.inference.predict(threshold_match_probability=least)
    columns = scored.as_pyarrow_table().select(["unique_id_l", "unique_id_r", "match_probability"])
    pairs = zip(*(column.to_pylist() for column in columns.columns), strict=True)
    found = [
        Likeness(one=min(one, other), other=max(one, other), probability=probability)
        for one, other, probability in pairs
    ]
    return sorted(found, key=lambda each: (each.one, each.other))


SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("unique_id", "name", "address", "street", "city", "postcode")),
        ("words", pa.list_(pa.string())),
    ]
)


def plain(text: str) -> str:
    """Return ``text`` without accents, case and signs, its words apart by one space."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", kept))


def plain_name(name: str) -> str:
    """Return the words of ``name`` in order of the alphabet, without the legal form if there are others."""
    words = plain(name).split()
    return " ".join(sorted([word for word in words if word not in FORMS] or words))


def _row(party: Party) -> dict[str, str | list[str] | None]:
    fields = {"address": party.address, "city": party.city, "postcode": party.postcode}
    row = {field: plain(value or "") or None for field, value in fields.items()}
    name = plain_name(party.name or "")
    words = [word for word in name.split() if len(word) >= WORD_MIN]
    return {
        "unique_id": party.id,
        "name": name or None,
        "words": words,
        "street": _street(row["address"]),
        **row,
    }


def _street(address: str | None) -> str | None:
    """Return the first word of a street's own name."""
    words = [word for word in (address or "").split() if word.isalpha()]
    return next((word for word in words if word not in WAYS), words[0] if words else None)


def _comparison(comparisons: Any, levels: Any, field: str, model: tuple[_Level, ...]) -> Any:
    made = [
        (levels.ElseLevel() if each.when == "else" else levels.CustomLevel(each.when)).configure(
            m_probability=each.same, u_probability=each.others
        )
        for each in model
    ]
    return comparisons.CustomComparison([levels.NullLevel(field), *made], output_column_name=field)


def _splink() -> tuple[Any, Any, Any]:
    names = ("splink", "splink.comparison_library", "splink.comparison_level_library")
    try:
        package, comparisons, levels = map(import_module, names)
    except ImportError:
        raise FairlineError(
            "likenesses: found no splink, wanted the extra linkage: pip install 'fairline[linkage]'"
        ) from None
    return package, comparisons, levels
