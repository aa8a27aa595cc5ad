"""Sentences written for fairline, which no set of real texts has enough of: patterns, and what comes of them.

A line of a file is a pattern; ``{a|b}`` stands for one of its words. A pattern is a group: its sentences are
all learned from, or all held out. The files that end in ``_held`` are never learned from.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import product
from math import prod
from pathlib import Path

HERE = Path(__file__).parent
EACH_MAX = 14  # ours: more of one pattern would say little new
CHOICE = re.compile(r"\{([^{}]*)\}")
KINDS: Mapping[str, frozenset[str]] = {
    "service": frozenset({"benign"}),
    "service_held": frozenset({"benign"}),
    "marketing": frozenset({"offer"}),
    "marketing_held": frozenset({"offer"}),
    "scam": frozenset({"scam"}),
    "premium": frozenset({"spam"}),
    "junk": frozenset({"spam", "mail"}),
    "office": frozenset({"benign"}),
    "personal": frozenset({"benign"}),
    "threat": frozenset({"threat"}),
    "unthreatening": frozenset({"no-threat"}),
    "insult": frozenset({"offensive"}),
    "counter": frozenset({"inoffensive"}),
}
"""What the sentences of each file are."""


def sentences(name: str) -> Iterator[tuple[int, str]]:
    """Yield sentences of a file with the number of their pattern, the same in every run."""
    for number, pattern in enumerate((HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()):
        for text in expanded(pattern):
            yield number, text


def expanded(pattern: str, most: int = EACH_MAX) -> list[str]:
    """Return up to ``most`` different sentences of ``pattern``, chosen by hash, in an order of their own."""
    parts = CHOICE.split(pattern)
    fixed, choices = parts[::2], [each.split("|") for each in parts[1::2]]
    whole = prod(map(len, choices))
    if whole <= most:
        return [_filled(fixed, each) for each in product(*choices)]
    found: dict[str, None] = {}
    for at in range(most * 4):
        number = int.from_bytes(sha256(f"{at} {pattern}".encode()).digest()[:8])
        chosen = []
        for each in choices:
            number, index = divmod(number, len(each))
            chosen.append(each[index])
        found[_filled(fixed, chosen)] = None
        if len(found) == most:
            break
    return list(found)


def _filled(fixed: list[str], chosen: list[str] | tuple[str, ...]) -> str:
    both = [part for pair in zip(fixed, [*chosen, ""], strict=True) for part in pair]
    return " ".join("".join(both).split())
