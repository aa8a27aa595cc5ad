"""Bins of about one size, and which accounts are cut by finer keys."""

from collections import Counter

from fairline.clauses import CLAUSES
from fairline.facts import Access, Call, Message
from fairline.shards import families
from fairline.shards.balance import Sizes, packed, planned
from fairline.shards.stages import stages

FAMILIES = families(CLAUSES)
ACCOUNT = FAMILIES[0]
RULES = {rule.name for clause in ACCOUNT.clauses for rule in clause.rules}
SIZES = Sizes(bin=100, cut_min=50, cut_max=1_000, slots=2)


def test_the_heaviest_goes_first_into_the_lightest() -> None:
    weights = {"a": 9, "b": 8, "c": 7, "d": 6, "e": 5, "f": 1}
    filled: Counter[int] = Counter()
    for name, number in packed(weights, 3).items():
        filled[number] += weights[name]
    assert sorted(filled.values()) == [10, 13, 13]


def test_every_account_has_one_home_and_every_rule_counts_it_once() -> None:
    weights = {Call: {f"a{number}": 40 for number in range(20)} | {"heavy": 900}, Message: {"a1": 10}}
    plan = planned(FAMILIES[:-1], weights, SIZES)
    assert set(plan.homes) == {*weights[Call]}
    assert set(plan.cuts) == {"heavy"}
    home = plan.bins[plan.homes["heavy"]]
    rules = [home.rules, *(plan.bins[spread.numbers[0]].rules for spread in plan.cuts["heavy"])]
    assert Counter(name for each in rules for name in each) == Counter(RULES)
    light = plan.bins[plan.homes["a1"]]
    assert (light.home, light.rules) == (True, RULES)
    assert [each.facts for each in plan.bins] == sorted((each.facts for each in plan.bins), reverse=True)
    assert all(len(spread.numbers) == 9 for spread in plan.cuts["heavy"])


def test_an_account_that_is_a_half_of_what_a_slot_counts_is_not_cut() -> None:
    weights = {Call: {"a": 250, "b": 250, "c": 250, "d": 250}}
    assert not planned([ACCOUNT], weights, SIZES).cuts
    weights = {Call: {"a": 251, "b": 250, "c": 250, "d": 249}}
    assert set(planned([ACCOUNT], weights, SIZES).cuts) == {"a"}


def test_a_small_account_is_never_cut_and_a_huge_one_always() -> None:
    assert not planned([ACCOUNT], {Call: {"a": 50}}, SIZES).cuts
    many = {f"a{number}": 1_001 for number in range(30)}
    assert set(planned([ACCOUNT], {Call: many}, SIZES).cuts) == set(many)


def test_nothing_at_all_has_one_empty_home() -> None:
    plan = planned(FAMILIES, {}, SIZES)
    assert [(each.facts, each.home) for each in plan.bins] == [(0, True)]


def test_facts_of_an_address_are_parted_by_it() -> None:
    plan = planned(FAMILIES, {Access: {"a": 400}}, SIZES)
    (spread,) = plan.others[:1]
    assert (spread.by, len(spread.numbers)) == ("ip", 4)
    assert all(not plan.bins[number].home for number in spread.numbers)


def test_stages_are_read_off_the_keys() -> None:
    named = {stage.name: stage for stage in stages(ACCOUNT, Call)}
    assert {"campaign", "caller", "called", "user"} <= set(named)
    assert "new-country-burst" not in frozenset().union(*(stage.rules for stage in named.values()))
    assert all(rule in RULES for stage in named.values() for rule in stage.rules)
