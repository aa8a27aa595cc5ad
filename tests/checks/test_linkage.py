"""What accounts have in common: the same values, numbers that overlap, who is newer, what is too common.

How often MinHash misses two lists that overlap is measured here with seeds; the figures are in
docs/explanation/linkage.md.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from fairline.checks.entities import Likeness
from fairline.checks.linkage import DESTINATIONS_MIN, SHARED_MAX, Profile, linked, overlap_of
from fairline.clauses.i_circumvention import returns, split_limits
from fairline.engine import Engine
from fairline.facts import FairlineError, LinkedBy
from fairline.policy import DEFAULT_PLAN
from tests.clauses.traffic import law_book

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
SEEDS = range(10)


def of(account: str, days_old: int | None = 0, **fields: object) -> Profile:
    """Return a profile of an account that was opened so many days ago."""
    opened = None if days_old is None else NOW - days_old * DAY
    sets = {
        name: frozenset(value) if isinstance(value, str | list) else value for name, value in fields.items()
    }
    return Profile(account=account, opened_at=opened, **sets)  # type: ignore[arg-type]


def said(*profiles: Profile) -> list[tuple[str | None, str | None, LinkedBy | None]]:
    """Return the links in short."""
    return [(link.account, link.other, link.attribute) for link in linked(profiles, at=NOW).links]


FIELDS = {
    "payment_instruments": LinkedBy.PAYMENT_INSTRUMENT,
    "devices": LinkedBy.DEVICE,
    "ips": LinkedBy.IP,
    "beneficial_owners": LinkedBy.BENEFICIAL_OWNER,
    "addresses": LinkedBy.ADDRESS,
    "scripts": LinkedBy.SCRIPT,
}


@pytest.mark.parametrize("field", FIELDS)
def test_one_value_that_two_share_is_a_link_of_the_newer_to_the_older(field: str) -> None:
    profiles = [
        of("b", 9, **{field: ["x", "y"]}),
        of("a", 1, **{field: ["y", "z"]}),
        of("c", 5, **{field: ["w"]}),
    ]
    (link,) = linked(profiles, at=NOW).links
    assert (link.account, link.other, link.attribute, link.overlap) == ("a", "b", FIELDS[field], 1)
    assert link.at == NOW


def test_several_values_of_one_kind_are_one_link_and_each_kind_is_its_own() -> None:
    both = {"devices": ["d", "e"], "scripts": ["s"]}
    assert said(of("a", 1, **both), of("b", 2, **both)) == [
        ("a", "b", LinkedBy.DEVICE),
        ("a", "b", LinkedBy.SCRIPT),
    ]


def test_the_same_value_of_another_kind_is_no_link() -> None:
    assert said(of("a", devices=["x"]), of("b", ips=["x"])) == []


def test_nothing_known_links_nobody() -> None:
    assert said(of("a"), of("b")) == said() == said(of("a", devices=["x"])) == []


def test_an_account_of_which_nobody_says_when_it_was_opened_is_the_older() -> None:
    assert said(of("a", None, devices=["x"]), of("b", 900, devices=["x"]))[0][:2] == ("b", "a")
    assert said(of("a", 3, devices=["x"]), of("b", 3, devices=["x"]))[0][:2] == ("b", "a")


def test_the_order_of_profiles_changes_nothing() -> None:
    profiles = [of(name, age, devices=["x"], ips=["y"]) for name, age in (("a", 3), ("b", 1), ("c", 2))]
    assert linked(profiles, at=NOW) == linked(reversed(profiles), at=NOW)


def test_ids_tell_links_apart() -> None:
    ids = [link.id for link in linked([of(name, devices=["x"], ips=["y"]) for name in "abc"], at=NOW).links]
    assert len(ids) == len(set(ids)) == 6


def test_what_more_than_fifty_share_is_named_and_links_nobody() -> None:
    many = [of(f"{number:02}", devices=["proxy"]) for number in range(SHARED_MAX + 1)]
    found = linked(many, at=NOW)
    assert found.links == ()
    ((attribute, value, accounts),) = [(each.attribute, each.value, each.accounts) for each in found.common]
    assert (attribute, value, accounts) == (LinkedBy.DEVICE, "proxy", SHARED_MAX + 1)
    assert len(linked(many[1:], at=NOW).links) == SHARED_MAX * (SHARED_MAX - 1) // 2


def test_a_sanction_and_the_shares_of_a_limit_come_along() -> None:
    old = of("old", 9, devices=["x"], limit_share=Decimal("0.9"))
    gone = of("gone", 8, ips=["y"], sanctioned_at=NOW - 3 * DAY, limit_share=Decimal("0.8"))
    new = of("new", 1, devices=["x"], ips=["y"], limit_share=Decimal("0.7"))
    to_gone, to_old = linked([old, gone, new], at=NOW).links
    assert (to_gone.other, to_gone.other_sanctioned_at) == ("gone", NOW - 3 * DAY)
    assert (to_old.other, to_old.other_sanctioned_at) == ("old", None)
    assert (to_old.limit_share, to_old.other_limit_share) == (Decimal("0.7"), Decimal("0.9"))
    assert to_old.cluster_share == to_gone.cluster_share == Decimal("2.4")


def test_of_whom_no_share_is_known_the_rest_is() -> None:
    (link,) = linked(
        [of("a", 2, devices=["x"]), of("b", 1, devices=["x"], limit_share=Decimal(1))], at=NOW
    ).links
    assert (link.other_limit_share, link.cluster_share) == (None, Decimal(1))
    (link,) = linked(
        [of("a", 2, devices=["x"], limit_share=Decimal(1)), of("b", 1, devices=["x"])], at=NOW
    ).links
    assert (link.limit_share, link.cluster_share) == (None, None)


def test_two_profiles_of_one_account_are_refused() -> None:
    with pytest.raises(FairlineError, match="profiles: found a twice, wanted one profile of an account"):
        linked([of("a"), of("a")], at=NOW)


def test_names_that_are_alike_are_links_as_probable_as_said() -> None:
    profiles = [of("a", 1), of("b", 2)]
    (link,) = linked(profiles, at=NOW, alike=[Likeness(one="a", other="b", probability=0.98765)]).links
    assert (link.account, link.other, link.attribute) == ("a", "b", LinkedBy.NAME)
    assert link.overlap == Decimal("0.9877")
    with pytest.raises(FairlineError, match="alike: found a and z, wanted accounts with a profile"):
        linked(profiles, at=NOW, alike=[Likeness(one="a", other="z", probability=1.0)])


OVERLAPS = {
    "the same list": (40, 40, 40, Decimal(1)),
    "half of both": (40, 40, 20, Decimal("0.5")),
    "half of the shorter": (40, 60, 20, Decimal("0.5")),
    "a part is rounded down": (40, 40, 27, Decimal("0.67")),
}


@pytest.mark.parametrize("name", OVERLAPS)
def test_numbers_called_overlap_by_the_shorter_list(name: str) -> None:
    ours, theirs, shared, overlap = OVERLAPS[name]
    (link,) = linked(
        [calls("a", range(ours)), calls("b", range(ours - shared, ours - shared + theirs))], at=NOW
    ).links
    assert (link.attribute, link.overlap) == (LinkedBy.DESTINATIONS, overlap)


def calls(account: str, numbers: range | list[int]) -> Profile:
    """Return an account that calls these numbers."""
    return of(account, destinations=[f"+1202{number:07}" for number in numbers])


def test_less_than_half_is_no_link_and_short_lists_are_not_compared() -> None:
    assert said(calls("a", range(40)), calls("b", range(21, 61))) == []
    short = DESTINATIONS_MIN - 1
    assert said(calls("a", range(short)), calls("b", range(short))) == []
    assert len(said(calls("a", range(short + 1)), calls("b", range(short + 1)))) == 1
    assert overlap_of(frozenset(), frozenset("a")) == 0


def test_a_list_that_fifty_have_is_named_for_each_that_follows() -> None:
    many = [calls(f"{number:02}", range(40)) for number in range(SHARED_MAX + 2)]
    found = linked(many, at=NOW)
    assert [(each.attribute, each.value) for each in found.common] == [
        (LinkedBy.DESTINATIONS, "50"),
        (LinkedBy.DESTINATIONS, "51"),
    ]
    assert len(found.links) == SHARED_MAX * (SHARED_MAX - 1) // 2


RECALL = {
    (200, 200, 50): 0.99,
    (200, 400, 50): 0.98,
    (200, 800, 50): 0.75,
    (200, 800, 75): 0.95,
    (20, 20, 50): 0.99,
}
"""Lengths of both lists, percent of the shorter that is shared, and the least part of pairs to be found."""


@pytest.mark.parametrize(("shorter", "longer", "percent"), RECALL)
def test_minhash_finds_lists_that_overlap(shorter: int, longer: int, percent: int) -> None:
    found = pairs = 0
    for seed in SEEDS:
        profiles = overlapping(Random(seed), shorter, longer, percent, pairs=20)
        links = linked(profiles, at=NOW).links
        assert all(f"{link.account}"[1:] == f"{link.other}"[1:] for link in links), (
            "unrelated lists are no link"
        )
        found, pairs = found + len(links), pairs + 20
    assert found / pairs >= RECALL[shorter, longer, percent]


def overlapping(random: Random, shorter: int, longer: int, percent: int, *, pairs: int) -> list[Profile]:
    """Return pairs of accounts that share so much of the shorter list, and nothing with others."""
    out = []
    for pair in range(pairs):
        numbers = random.sample(range(10**9), shorter + longer)
        shared = shorter * percent // 100
        out += [calls(f"a{pair}", numbers[:shorter]), calls(f"b{pair}", numbers[shorter - shared :][:longer])]
    return out


def test_clause_i_finds_who_returns_and_who_splits_from_these_links() -> None:
    """From profiles to findings: one card and one device with a suspended account; three below one limit."""
    near = {"limit_share": Decimal("0.9")}
    profiles = [
        of("gone", 90, devices=["d"], payment_instruments=["p"], sanctioned_at=NOW - 5 * DAY),
        of("back", 1, devices=["d"], payment_instruments=["p"]),
        of("one", 30, devices=["e"], beneficial_owners=["o"], **near),
        of("two", 20, devices=["e"], **near),
        of("three", 10, devices=["e"], beneficial_owners=["o"], **near),
        of("innocent", 3, devices=["f"]),
    ]
    engine = Engine([returns.CLAUSE, split_limits.CLAUSE], law=law_book(), plan=DEFAULT_PLAN)
    for link in linked(profiles, at=NOW).links:
        engine.observe(link)
    found = Counter((each.rule.id, each.key) for each in engine.conclude() if not each.open)
    assert set(found) == {("I-CIR-02", ("back", "gone")), ("I-CIR-01", ("three",))}
