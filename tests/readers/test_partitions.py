"""What folders say of the records below them."""

from datetime import UTC, datetime

import pytest

from fairline.facts import Account, Call, Direction, Fact, Message, Purpose, Unreadable
from fairline.readers.partitions import Partition, kind_said, said_by

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)
ACME = Call(id="c", started_at=NOON, account="acme")
INBOUND = Call(id="c", started_at=NOON, direction=Direction.INBOUND)
EVIL = Call(id="c", started_at=NOON, account="evil")
CALL = Call(id="c", started_at=NOON, line=7)
ACCOUNT = Account(id="acme", at=NOON, line=7)

SAID = {
    "facts/account=acme/day=2026-01-05/part-0.parquet": {"account": "acme", "day": "2026-01-05"},
    "/x/account=a%2Fb%20c/part=0.csv": {"account": "a/b c"},
    "account=a/account=b/x": {"account": "b"},
    "account=__HIVE_DEFAULT_PARTITION__/x": {},
    "account=/=x/y/x": {},
    "a=b=c/x": {"a": "b=c"},
    "account=acme": {},
}


@pytest.mark.parametrize("path", SAID)
def test_what_a_path_says(path: str) -> None:
    assert said_by(path) == SAID[path]


FILLED: dict[str, tuple[str, Fact, Fact | str]] = {
    # the path, a fact, and what it becomes or what was wanted
    "what is not said": ("account=acme/x", CALL, Call(id="c", started_at=NOON, line=7, account="acme")),
    "a choice": (
        "purpose=marketing/x", CALL, Call(id="c", started_at=NOON, line=7, purpose=Purpose.MARKETING)
    ),
    "a truth": ("answered=true/x", CALL, Call(id="c", started_at=NOON, line=7, answered=True)),
    "a whole number": ("sip_status=200/x", CALL, Call(id="c", started_at=NOON, line=7, sip_status=200)),
    "two at once": (
        "account=acme/direction=outbound/x",
        CALL,
        Call(id="c", started_at=NOON, line=7, account="acme", direction=Direction.OUTBOUND),
    ),
    "what agrees": ("account=acme/x", ACME, ACME),
    "what contradicts": ("account=acme/x", EVIL, "account=acme"),
    "what nobody can be": ("direction=sideways/x", CALL, "direction=sideways"),
    "what nobody can be, though said": (
        "direction=sideways/x", INBOUND, "direction=sideways"
    ),
    "a field of other kinds": ("sender=+1/x", CALL, CALL),
    "no field at all": ("day=2026-01-05/x", CALL, CALL),
    "a time is no partition": ("ended_at=2026-01-05/x", CALL, CALL),
    "nor is a line or a revision": ("line=3/revision=2/x", CALL, CALL),
    "the kind": ("kind=call/x", CALL, CALL),
    "another kind": ("kind=message/x", CALL, "kind=message"),
    "an account is its own": ("account=acme/x", ACCOUNT, ACCOUNT),
    "another account": ("account=evil/x", ACCOUNT, "account=evil"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILLED)
def test_what_becomes_of_a_fact(name: str) -> None:
    path, fact, expected = FILLED[name]
    found = Partition(path).filled(fact)
    if isinstance(expected, str):
        assert isinstance(found, Unreadable)
        assert (found.line, found.wanted) == (fact.line or 0, f"{expected}, as its folder says")
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("path", "says"),
    [("account=a/x", True), ("day=1/x", False), ("x", False), ("kind=call/x", True), ("line=1/x", False)],
)
def test_only_fields_can_be_contradicted(path: str, says: bool) -> None:
    assert bool(Partition(path)) is says


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("kind=call/x", Call), ("call/x", Call), ("kind=message/call/x", Message), ("opt-out/x", None),
        ("calls/x", None), ("kind=fax/call/x", None),
    ],
)  # fmt: skip
def test_which_kind_a_path_says(path: str, kind: type | None) -> None:
    assert kind_said(path) is kind or (path == "opt-out/x" and kind_said(path) is not None)
