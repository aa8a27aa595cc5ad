"""Many engines, or many databases, each with the facts and rules of its place, find what one finds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.clauses import CLAUSES
from fairline.facts import (
    Access,
    Account,
    Call,
    Direction,
    Fact,
    Message,
    Number,
    OptOut,
    Registration,
    Request,
)
from fairline.findings import Finding
from fairline.policy import Clause, Mode, Rule
from fairline.readers.places import located
from fairline.shards import Family, Routing, families
from fairline.shards.routing import shard_of
from fairline.signals import columns, newly_seen
from fairline.signals.declared import Counting
from fairline.stores.sorted_facts import in_order
from simulator import quarter
from simulator.scenes import SCENES
from tests.history.test_history_equals_engine import by_history, online, ordered, rules
from tests.shards.spraying import sprayed
from tests.signals.made_up import START, checked, clause_of, traffic

FAMILIES = families(CLAUSES)
call = columns(Call)


def sharded(
    facts: Iterable[Fact], clauses: Sequence[Clause], shards: int, find: object = online, plan: str = "q"
) -> list[Finding]:
    routing = Routing(families(clauses), shards)
    places: dict[tuple[int, int], list[Fact]] = {}
    for fact in facts:
        for place in routing.of(fact):
            places.setdefault(place, []).append(fact)
    found: list[Finding] = []
    for (family, _), mine in places.items():
        found += find(mine, routing.families[family].clauses, plan)  # type: ignore[operator]
    return ordered(found)


def told(found: Iterable[Finding]) -> list[tuple[object, ...]]:
    """All that a finding says; clauses of a family have fewer rules, and are told by their names."""
    said = ("key", "until", "measure", "limit", "severity", "answer", "others", "laws", "samples")
    return sorted(
        (each.rule.name, each.since, each.id, each.clause.id, repr([getattr(each, name) for name in said]))
        for each in found
    )


def test_every_rule_is_in_one_family() -> None:
    active = [rule.name for clause in CLAUSES for rule in clause.rules if rule.mode not in OFF]
    parted = [rule.name for each in FAMILIES for clause in each.clauses for rule in clause.rules]
    assert Counter(parted) == Counter(active)


OFF = (Mode.MUTED, Mode.DRAFT)


def rules_of(family: Family) -> list[Rule]:
    return [rule for clause in family.clauses for rule in clause.rules]


def test_families_are_read_off_the_declarations() -> None:
    assert [each.name for each in FAMILIES] == ["account", "aor", "ip", "everything"]
    account, aor, ip, everything = FAMILIES
    assert len(rules_of(account)) > 250
    assert aor.counted == {Registration}
    assert ip.counted == {Access, Request}
    assert {s.counting for rule in rules_of(everything) for s in rule.signals} == {Counting.COHORT}
    assert everything.by is None


def test_a_rule_that_is_off_is_nowhere() -> None:
    clause = CLAUSES[0]
    muted = replace(clause, rules=tuple(replace(rule, mode=Mode.MUTED) for rule in clause.rules))
    assert families([muted]) == ()


def test_what_is_new_to_another_key_parts_by_that_key() -> None:
    rule = next(rule for clause in CLAUSES for rule in clause.rules if rule.name == "new-country-at-once")
    new = newly_seen(
        call.called_country,
        by=call.user,
        within=timedelta(hours=1),
        after=timedelta(hours=1),
        history_min=timedelta(0),
    )
    signal = replace(rule.signal, of=new, by=(call.account, call.user))  # type: ignore[arg-type]
    parted = replace(rule, when=(replace(rule.when[0], signal=signal),))
    clause = replace(clause_of(signal), rules=(parted,))
    assert [each.by for each in families([clause])] == ["user"]
    apart = replace(signal, by=(call.account, call.campaign))  # type: ignore[arg-type]
    (everything,) = families(
        [replace(clause, rules=(replace(parted, when=(replace(parted.when[0], signal=apart),)),))]
    )
    assert everything.by is None


def test_where_facts_go() -> None:
    routing = Routing(FAMILIES, 8)
    names = [each.name for each in FAMILIES]

    def shards(fact: Fact, family: str) -> list[int]:
        return [shard for number, shard in routing.of(fact) if names[number] == family]

    outbound = Call(id="1", started_at=START, account="acme", caller="+1", direction=Direction.OUTBOUND)
    home = shards(outbound, "account")
    assert home == [shard_of("acme", 8)]
    account = Account(id="acme", at=START)
    assert shards(account, "account") == home
    assert shards(account, "ip") == shards(account, "aor") == list(range(8))
    assert shards(account, "everything") == [0]
    assert shards(Number(id="+1", at=START, account="acme"), "account") == list(range(8))
    stop = Message(
        id="2", sent_at=START, account="acme", sender="+2", direction=Direction.INBOUND, opts_out=True
    )
    assert shards(stop, "account") == home == shards(OptOut(id="3", at=START, account="acme"), "account")
    nobodys = Call(id="1", started_at=START, caller="+1", direction=Direction.OUTBOUND)
    assert shards(nobodys, "account") == []
    assert shards(Access(id="4", at=START, account=None, ip="192.0.2.1"), "ip") == [shard_of("192.0.2.1", 8)]


def test_the_hash_stays_what_it_is() -> None:
    """States of shards are kept on disks: another hash would lose them."""
    assert [shard_of(each, 1000) for each in ("acme", "é", "")] == HASHES


HASHES = [185, 743, 876]


@pytest.fixture(scope="module")
def every_kind() -> list[Fact]:
    """Consents, opt-outs, registers, tried passwords, seized registrations, and a quarter of heavy users."""
    scenes = (located(fact) for scene in SCENES for fact in scene.played(1, guilty=True))
    return list(in_order([*scenes, *sprayed(), *quarter(42)]))


def test_the_whole_catalogue_finds_the_same_in_shards(every_kind: list[Fact]) -> None:
    expected = told(online(every_kind, CLAUSES))
    assert len({rule for rule, *_ in expected}) > 50
    for family in FAMILIES:
        assert {rule.name for rule in rules_of(family)} & {str(rule) for rule, *_ in expected}, family.name
    assert told(sharded(every_kind, CLAUSES, 5, plan="contact-center")) == expected


def test_databases_of_shards_find_the_same(every_kind: list[Fact]) -> None:
    clauses = [each for each in CLAUSES if each.letter.name in "DHI"]
    expected = told(by_history(every_kind, clauses))
    assert len(expected) > 5
    assert told(sharded(every_kind, clauses, 2, by_history, plan="contact-center")) == expected


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(rules(), min_size=1, max_size=4), facts=traffic(), shards=st.integers(1, 3))
def test_made_up_rules_find_the_same_in_shards(drawn: list[Rule], facts: list[Fact], shards: int) -> None:
    checked(shards_find_the_same, drawn=drawn, facts=facts, shards=shards)


def shards_find_the_same(drawn: list[Rule], facts: list[Fact], shards: int) -> None:
    unique = {each.name: each for each in drawn}
    clause = replace(clause_of(drawn[0].signal), rules=tuple(unique.values()))
    assert told(sharded(facts, [clause], shards)) == told(online(facts, [clause], "q"))
