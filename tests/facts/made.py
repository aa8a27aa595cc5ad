"""Any fact of any kind, drawn from the types of its fields."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from msgspec import Struct

WORDS = st.text("abcXYZ019-_.@é ", min_size=1, max_size=12)
SIMPLE: dict[type, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(0, 1 << 40),
    str: WORDS,
    datetime: st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda at: at.replace(fold=0)
    ),
    timedelta: st.timedeltas(timedelta(0), timedelta(days=300)),
    Decimal: st.decimals(0, 99_999, places=4),
}


def fact_of(kind: type[Struct]) -> st.SearchStrategy[Any]:
    """Return facts of a kind; any field that may be unknown sometimes is. The line is left to the reader."""
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name != "line"}
    return st.builds(kind, **{name: _value(hint) for name, hint in hints.items()})


def _value(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, UnionType):
        return st.none() | st.one_of(*(_value(each) for each in get_args(hint) if each is not NoneType))
    if get_origin(hint) is tuple:
        return st.lists(_value(get_args(hint)[0]), max_size=3).map(tuple)
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return SIMPLE[hint]
