"""Every kind of fact goes through NDJSON, the store that sorts and the database, and comes out as it was."""

import io
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from fairline.facts import EVENTS, KINDS, REGISTRIES, Call, Direction, Fact, Message, OptOut, implied
from fairline.history import History
from fairline.history.schema import batch
from fairline.history.schema import fact_of as fact_of_row
from fairline.readers.fairline_ndjson import FORMAT, read, recognise
from fairline.readers.source import Source
from fairline.signals.belonging import BELONGS, KEYS, key_in, key_of
from fairline.stores.sorted_facts import in_order
from tests.clauses.traffic import MONDAY
from tests.facts.made import fact_of

ANY = st.sampled_from(KINDS).flatmap(fact_of)


def ndjson(facts: list[Fact]) -> Iterator[Any]:
    """Read facts back from lines of NDJSON."""
    text = b"\n".join(msgspec.json.encode(fact) for fact in facts)
    yield from read(Source("facts.ndjson", io.BytesIO(text)), zone=UTC, region=None)


@given(facts=st.lists(ANY, min_size=1, max_size=6))
def test_ndjson(facts: list[Fact]) -> None:
    assert list(ndjson(facts)) == [replace(fact, line=line) for line, fact in enumerate(facts, start=1)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_reader_knows_it_by_its_first_line(kind: type[Struct]) -> None:
    name = str(kind.__struct_config__.tag)
    assert name in FORMAT.kinds
    assert recognise(f'{{"kind":"{name}","id":"1"}}\n'.encode())


@given(facts=st.lists(ANY, min_size=1, max_size=20, unique_by=lambda fact: (type(fact), fact.id)))
def test_sorting_on_disk(facts: list[Fact]) -> None:
    found = list(in_order(facts, run=3))
    assert sorted(map(repr, found)) == sorted(map(repr, facts))
    assert [fact.at for fact in found] == sorted(fact.at for fact in facts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_as_rows_of_the_database(kind: type[Struct], data: st.DataObject) -> None:
    facts = data.draw(st.lists(fact_of(kind), min_size=1, max_size=4))
    rows = batch(kind, facts, 0).to_pylist()
    assert [fact_of_row(kind, row) for row in rows] == facts


@given(facts=st.lists(ANY, max_size=12, unique_by=lambda fact: (type(fact), fact.id)))
@settings(max_examples=20, deadline=None)
def test_all_are_in_the_history(facts: list[Fact]) -> None:
    with History() as history:
        history.add(facts)
        history.settle()
        for kind in KINDS:
            made = (implied(fact) for fact in facts if isinstance(fact, Message))
            stops = sum(each is not None for each in made) if kind is OptOut else 0
            assert history.seen(kind, [])[0] == sum(type(fact) is kind for fact in facts) + stops


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_what_it_belongs_to_is_found_by_its_key(kind: type[Struct], data: st.DataObject) -> None:
    fact = data.draw(fact_of(kind))
    for registry, where in BELONGS[kind].items():
        said = [next((value for name in part if (value := getattr(fact, name))), None) for part in where]
        if None in said:
            continue
        record = registry(id="r", at=fact.at)  # type: ignore[call-arg]
        record = replace(record, **dict(zip(KEYS[registry], said, strict=True)))
        assert key_of(registry, record) == key_in(fact, registry)


def test_the_kinds_are_told_apart() -> None:
    assert len({kind.__struct_config__.tag for kind in KINDS}) == len(KINDS)
    assert set(REGISTRIES) | set(EVENTS) == set(KINDS)
    assert all("revision" in kind.__struct_fields__ for kind in EVENTS)


STOP = Message(
    id="m", sent_at=MONDAY, account="acme", sender="+33612345678", opts_out=True, direction=Direction.INBOUND
)
CASES = {
    "a message that opts out is an opt-out of who sent it": (STOP, "+33612345678"),
    "one that does not is none": (replace(STOP, opts_out=False), None),
    "nor one of which nobody knows": (replace(STOP, opts_out=None), None),
    "nor one that the account itself sends": (replace(STOP, direction=Direction.OUTBOUND), None),
    "nor one of nobody knows whom": (replace(STOP, sender=None), None),
    "nor one that may be either way": (replace(STOP, direction=None), None),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_message_makes_known(name: str) -> None:
    message, contact = CASES[name]
    found = implied(message)
    assert (None if found is None else found.contact) == contact
    if found is not None:
        assert (found.account, found.at, found.how) == ("acme", MONDAY, "message")


def test_a_call_says_who_it_belongs_to_by_what_was_dialed_if_it_is_no_number() -> None:
    call = Call(id="1", started_at=MONDAY, account="acme", dialed="204")
    assert key_in(call, OptOut) == ("acme", "204")
