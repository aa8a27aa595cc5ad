"""What accounts have in common: links, as facts, for clause i.

What is the same (a card, a device, an owner, an address, a script) is found by an index from each value to
its accounts; lists of numbers called that overlap by MinHash. Neither holds every account against every
other. All values are hashes or ids that the caller made: nothing here needs a name, a number or a card in the
clear. One link never joins accounts; the rules of clause i ask for two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import combinations

from msgspec import Struct
from rensa import RMinHash, RMinHashLSH

from fairline.checks.entities import Likeness
from fairline.facts import FairlineError, Link, LinkedBy

OVERLAP_MIN = Decimal("0.5")  # ours: the catalogue's half of the numbers; less is no link
DESTINATIONS_MIN = 20  # ours: of fewer numbers, half may be a hotline, a bank and a courier
SHARED_MAX = 50  # ours: what more accounts share is a bank, a proxy or a bought list, and says nothing of who
HASHES, ROWS, SEED = 256, 2, 1
"""MinHash: 128 bands of two rows. ``docs/explanation/linkage.md`` says what it misses."""
CENT = Decimal("0.01")


class Profile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of an account, by hashes and ids. An empty set: nothing is known."""

    account: str
    opened_at: datetime | None = None
    sanctioned_at: datetime | None = None
    """When it was last suspended or terminated."""
    payment_instruments: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    ips: frozenset[str] = frozenset()
    beneficial_owners: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    destinations: frozenset[str] = frozenset()
    """The numbers it calls, or their hashes."""
    limit_share: Decimal | None = None
    """How near it was to the limit that is looked at, in one window for all."""


SAME: Mapping[str, LinkedBy] = {
    "payment_instruments": LinkedBy.PAYMENT_INSTRUMENT,
    "devices": LinkedBy.DEVICE,
    "ips": LinkedBy.IP,
    "beneficial_owners": LinkedBy.BENEFICIAL_OWNER,
    "addresses": LinkedBy.ADDRESS,
    "scripts": LinkedBy.SCRIPT,
}
"""The fields whose values are either the same or not, and what a link by them is called."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """Something that so many accounts share that it tells none of them apart, and makes no link.

    ``value`` is the value, or for numbers called the account whose list is like those of many.
    """

    attribute: LinkedBy
    value: str
    accounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The links, in order of accounts and attributes, and what was too common to make any."""

    links: tuple[Link, ...]
    common: tuple[Common, ...]


def linked(profiles: Iterable[Profile], *, at: datetime, alike: Iterable[Likeness] = ()) -> Found:
    """Return the links between ``profiles`` as facts of the instant ``at``.

    ``alike``: pairs whose names and addresses are alike (``fairline.checks.entities``); their probability is
    the overlap. ``account`` is the one opened later; one of which nobody says when is taken to be the older.
    Raises ``FairlineError`` for two profiles of one account, and for a likeness of an account without one.
    """
    known = _by_account(profiles)
    same, common = _same(known)
    calling, bought = _overlapping(known)
    overlaps = {(pair, attribute): Decimal(1) for pair, attribute in same}
    overlaps |= {(pair, LinkedBy.DESTINATIONS): overlap for pair, overlap in calling.items()}
    for each in alike:
        if each.one not in known or each.other not in known:
            raise FairlineError(f"alike: found {each.one} and {each.other}, wanted accounts with a profile")
        overlaps[_pair(each.one, each.other), LinkedBy.NAME] = Decimal(str(round(each.probability, 4)))
    neighbors = _neighbors(pair for pair, _ in same)
    links = [
        _link(known, pair, attribute, overlap, neighbors, at)
        for (pair, attribute), overlap in overlaps.items()
    ]
    ordered = sorted(links, key=lambda link: (link.account, link.other, link.attribute))
    return Found(links=tuple(ordered), common=(*common, *bought))


def _by_account(profiles: Iterable[Profile]) -> dict[str, Profile]:
    known: dict[str, Profile] = {}
    for each in profiles:
        if each.account in known:
            raise FairlineError(f"profiles: found {each.account} twice, wanted one profile of an account")
        known[each.account] = each
    return known


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _same(known: Mapping[str, Profile]) -> tuple[set[tuple[Pair, LinkedBy]], list[Common]]:
    """Return the pairs that share a value, and the values that too many share."""
    holders: defaultdict[tuple[LinkedBy, str], list[str]] = defaultdict(list)
    for account, profile in known.items():
        for name, attribute in SAME.items():
            for value in getattr(profile, name):
                holders[attribute, value].append(account)
    pairs, common = set(), []
    for (attribute, value), accounts in holders.items():
        if len(accounts) > SHARED_MAX:
            common.append(Common(attribute=attribute, value=value, accounts=len(accounts)))
        else:
            pairs |= {(_pair(*two), attribute) for two in combinations(accounts, 2)}
    return pairs, sorted(common, key=lambda each: (each.attribute, each.value))


def _overlapping(known: Mapping[str, Profile]) -> tuple[dict[Pair, Decimal], list[Common]]:
    """Return the pairs of which one calls ``OVERLAP_MIN`` or more of the numbers of the shorter list.

    MinHash only says whom to compare, of the accounts that are older; what two share is then counted. A list
    like those of many is named by its account, compared with none and not kept.
    """
    pairs: dict[Pair, Decimal] = {}
    common = []
    accounts = sorted(
        (each for each in known.values() if len(each.destinations) >= DESTINATIONS_MIN), key=_age
    )
    index = RMinHashLSH(threshold=0.1, num_perm=HASHES, num_bands=HASHES // ROWS)
    for number, profile in enumerate(accounts):
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(list(profile.destinations))
        candidates = [accounts[place] for place in index.query(sketch)]
        if len(candidates) >= SHARED_MAX:
            number_of = len(candidates) + 1
            common.append(Common(attribute=LinkedBy.DESTINATIONS, value=profile.account, accounts=number_of))
            continue
        for other in candidates:
            overlap = overlap_of(profile.destinations, other.destinations)
            if overlap >= OVERLAP_MIN:
                pairs[_pair(profile.account, other.account)] = overlap
        index.insert(number, sketch)
    return pairs, common


def overlap_of(one: frozenset[str], other: frozenset[str]) -> Decimal:
    """Return which part of the smaller set the other has too, 0 to 1, rounded down to a hundredth."""
    shared, smaller = len(one & other), min(len(one), len(other))
    return Decimal(shared * 100 // smaller) * CENT if smaller else Decimal(0)


def _neighbors(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return dict(found)


def _link(
    known: Mapping[str, Profile],
    pair: Pair,
    attribute: LinkedBy,
    overlap: Decimal,
    neighbors: Mapping[str, set[str]],
    at: datetime,
) -> Link:
    older, newer = sorted((known[name] for name in pair), key=_age)
    return Link(
        id=f"{newer.account}:{older.account}:{attribute}:{at.isoformat()}",
        at=at,
        account=newer.account,
        other=older.account,
        attribute=attribute,
        overlap=overlap,
        other_sanctioned_at=older.sanctioned_at,
        limit_share=newer.limit_share,
        other_limit_share=older.limit_share,
        cluster_share=_together(known, newer.account, neighbors),
    )


def _age(profile: Profile) -> tuple[bool, float, str]:
    opened = profile.opened_at
    return (opened is not None, opened.timestamp() if opened is not None else 0.0, profile.account)


def _together(
    known: Mapping[str, Profile], account: str, neighbors: Mapping[str, set[str]]
) -> Decimal | None:
    """Return how near to the limit an account is together with all that share something with it.

    Unknown if it is unknown of the account itself; others of which it is unknown add nothing.
    """
    own = known[account].limit_share
    if own is None:
        return None
    others = (known[other].limit_share for other in neighbors.get(account, ()))
    return own + sum((share for share in others if share is not None), start=Decimal(0))
