"""The shards that each fact must be counted in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from msgspec import Struct

from fairline.facts import KINDS, REGISTRIES, Account, Fact, Message, OptOut, implied
from fairline.shards.families import ACCOUNT, Family
from fairline.signals.belonging import KEYS

Place = tuple[int, int]
"""The number of a family and of one of its shards."""


def shard_of(value: object, shards: int) -> int:
    """Return where facts with ``value`` belong: the same in every process, version and year."""
    digest = blake2b(str(value).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % shards


def account_of(fact: Fact) -> str | None:
    """Return whose a fact is; an account's own record is its own."""
    return fact.id if isinstance(fact, Account) else fact.account


EVERYWHERE = frozenset(kind for kind in REGISTRIES if kind is not Account and "account" not in KEYS[kind])
"""Records that are looked up whoever asks: what is known of a number."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one family wants one kind of fact: parted by a field, in its only shard (``by`` is ``None``), or in
    every shard. ``as_opt_out``: only those that are one."""

    family: int
    by: str | None
    everywhere: bool
    as_opt_out: bool


@dataclass(frozen=True)
class Routing:
    """Where facts go: each family is counted in ``shards`` places, one that cannot be parted in its shard 0.

    An engine or database for each place, with the rules of its family only, finds together with the others
    what one with all rules finds.
    """

    families: tuple[Family, ...]
    shards: int
    _ways: dict[type[Struct], tuple[Way, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out once for each kind of fact which families want it."""
        assert self.shards >= 1, "a family has a shard at least"
        object.__setattr__(self, "_ways", {kind: tuple(ways(self.families, kind)) for kind in KINDS})

    def of(self, fact: Fact) -> tuple[Place, ...]:
        """Return every place where ``fact`` counts or is looked up; none if no rule reads it.

        A message that is an opt-out goes where either of the two does, once.
        """
        places: list[Place] = []
        for way in self._ways[type(fact)]:
            if way.as_opt_out and implied(fact) is None:  # type: ignore[arg-type]
                continue
            if way.everywhere:
                places += ((way.family, shard) for shard in range(self.shards))
            elif way.by is None:
                places.append((way.family, 0))
            else:
                value = account_of(fact) if way.by == ACCOUNT else getattr(fact, way.by)
                if value is not None:
                    places.append((way.family, shard_of(value, self.shards)))
        return tuple(places)


def ways(families: Iterable[Family], kind: type[Struct]) -> Iterator[Way]:
    """Yield how each family wants facts of ``kind``, for those that do."""
    for number, family in enumerate(families):
        counted, looked_up = kind in family.counted, kind in family.looked_up
        as_opt_out = kind is Message and not counted and OptOut in family.looked_up
        if counted or looked_up or as_opt_out:
            everywhere = family.by is not None and (
                kind in EVERYWHERE or not (counted or as_opt_out or family.by_account)
            )
            yield Way(number, family.by, everywhere, as_opt_out)
