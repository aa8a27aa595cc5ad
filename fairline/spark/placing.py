"""Facts to the bins that a plan has for them, as rows of Arrow; a fact may count in several."""

from binascii import crc32
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from fairline.facts import Account, Campaign, Message, OptOut
from fairline.shards.balance import Plan, Spread
from fairline.shards.families import ACCOUNT
from fairline.shards.routing import EVERYWHERE
from fairline.signals.expressions import Column, Constant, Expression, FirstKnown
from fairline.signals.sql.types import encoded
from fairline.spark.rows import KIND_OF, PACK, Row, packed, unpacked

ALWAYS = (Account, Campaign)
"""Limits go by an account's plan, and a campaign's record may say what its calls are for."""
Share = tuple[int, pa.Table]
"""A bin, and the facts that go there."""


def place(plan: Plan, rows: Iterable[Row]) -> Iterator[Row]:
    """Send facts to the bins where they count or are looked up. Rows that are no facts end here."""
    held: dict[tuple[int, str], list[pa.Table]] = {}
    sizes: dict[tuple[int, str], int] = {}
    for _, what, body in rows:
        if what not in KIND_OF:
            continue
        for number, facts in shares(plan, KIND_OF[what], unpacked(KIND_OF[what], body)):
            key = number, what
            held.setdefault(key, []).append(facts)
            sizes[key] = sizes.get(key, 0) + facts.num_rows
            if sizes[key] >= PACK:
                yield number, what, packed(pa.concat_tables(held.pop(key)))
                del sizes[key]
    for (number, what), tables in held.items():
        yield number, what, packed(pa.concat_tables(tables))


def shares(plan: Plan, kind: type[Struct], facts: pa.Table) -> Iterator[Share]:
    """Yield where facts of one kind go by ``plan``."""
    if kind in EVERYWHERE:
        yield from ((number, facts) for number in plan.by_account)
    else:
        accounts = facts.column("id" if kind is Account else ACCOUNT)
        different = _different(accounts)
        yield from parted(facts, [plan.homes.get(each) for each in different], accounts)
        for account in plan.cuts.keys() & different:
            mine = facts.filter(pc.equal(accounts, account))
            for spread in plan.cuts[account]:
                yield from spread_out(spread, kind, mine)
    for spread in plan.others:
        yield from spread_out(spread, kind, facts)


def spread_out(spread: Spread, kind: type[Struct], facts: pa.Table) -> Iterator[Share]:
    """Yield where facts go that are parted by a finer key or by another field than the account."""
    if kind in spread.counted and spread.by is None and spread.stage is None:
        yield spread.numbers[0], facts
    elif kind in spread.counted:
        keys = facts.column(spread.by) if spread.stage is None else value_of(spread.stage.route, facts)
        numbers = [None if each is None else spread.numbers[_hash(each) % len(spread.numbers)]
                   for each in _different(keys)]  # fmt: skip
        yield from parted(facts, numbers, keys)
    elif kind in spread.looked_up or kind in ALWAYS:
        yield from ((number, facts) for number in spread.numbers)
    elif kind is Message and OptOut in spread.looked_up:
        asked = facts.filter(facts.column("opts_out"))
        yield from ((number, asked) for number in spread.numbers if asked.num_rows)


def value_of(route: Expression, facts: pa.Table) -> pa.ChunkedArray:
    """Return the value of a stage's route for each fact."""
    match route:
        case Column(_, field):
            return facts.column(field)
        case Constant(value):
            return pa.chunked_array([pa.repeat(pa.scalar(encoded(value)), facts.num_rows)])
        case FirstKnown(terms):
            return pc.coalesce(*(value_of(term, facts) for term in terms))
        case _:
            raise AssertionError(f"{route} is no route")


def parted(facts: pa.Table, numbers: Sequence[int | None], keys: pa.ChunkedArray) -> Iterator[Share]:
    """Yield ``facts`` by bin: ``numbers`` are the bins of the different values of ``keys``, ``None`` none."""
    bins = pc.take(pa.array(numbers, pa.int32()), _indices(keys))
    there = pc.is_valid(bins)
    facts, bins = facts.filter(there), bins.filter(there)
    order = pc.sort_indices(bins)
    facts, bins = facts.take(order), bins.take(order)
    first = 0
    counts = pc.value_counts(bins) if len(bins) else ()
    for each in counts:
        number, size = each["values"].as_py(), each["counts"].as_py()
        yield number, facts.slice(first, size)
        first += size


def _encoded(keys: pa.ChunkedArray) -> pa.DictionaryArray:
    return pc.dictionary_encode(keys.combine_chunks())


def _different(keys: pa.ChunkedArray) -> list[Any]:
    return _encoded(keys).dictionary.to_pylist()  # type: ignore[no-any-return]


def _indices(keys: pa.ChunkedArray) -> pa.Array:
    return _encoded(keys).indices


def _hash(value: object) -> int:
    return crc32(str(value).encode("utf-8", "surrogatepass"))
