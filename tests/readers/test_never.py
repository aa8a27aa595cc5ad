"""What a reader declares that it never gives is what its code and tables have no word for."""

import re
from enum import Enum
from pathlib import Path

import pytest

from fairline.facts import Direction, EndReason, Side
from fairline.readers import mapped, mapping
from fairline.readers.causes import (
    FREESWITCH_Q850,
    FREESWITCH_REASONS,
    end_reason_of_freeswitch,
    end_reason_of_q850,
    end_reason_of_sip,
)
from fairline.readers.recognition import READERS

FOLDER = Path(mapped.__file__).parent
ANSWERS = (True, False, None)
BY_SIP = {end_reason_of_sip(status, each) for status in range(100, 700) for each in ANSWERS}
BY_Q850 = {end_reason_of_q850(cause, each) for cause in range(128) for each in ANSWERS}
CAUSES = (*FREESWITCH_Q850, *FREESWITCH_REASONS)
SHARED: dict[str, set[Enum | None]] = {
    "end_reason_of_sip": BY_SIP,
    "end_reason_of_q850": BY_Q850,
    "end_reason_of_freeswitch": {end_reason_of_freeswitch(name, each) for name in CAUSES for each in ANSWERS},
    "parties": set(Direction),
}
"""What the functions that several readers share can give."""
HELPED_BY = {"kamailio_json": ("kamailio_calls",), "kamailio_sqlite": ("kamailio_calls",)}
KINDS: dict[str, type[Enum]] = {"end_reason": EndReason, "released_by": Side, "direction": Direction}
ANYTHING = {
    "fairline-ndjson",
    "fairline-parquet",
    "mapped",
}  # whatever a fact may hold; of a mapping, see below
CODED = {name: reader for name, reader in READERS.items() if name not in ANYTHING}


def given(module: str) -> set[Enum | None]:
    """Every member that the code of a reader names, and all that the shared functions it calls can give."""
    code = "".join((FOLDER / f"{name}.py").read_text() for name in (module, *HELPED_BY.get(module, ())))
    code = re.sub(r"^    never=.*?\},\n", "", code, flags=re.DOTALL | re.MULTILINE)
    named: set[Enum | None] = {
        kind[member]
        for kind in KINDS.values()
        for member in re.findall(rf"\b{kind.__name__}\.([A-Z_]+)\b", code)
    }
    return named.union(*(values for function, values in SHARED.items() if f"{function}(" in code))


@pytest.mark.parametrize("name", CODED)
@pytest.mark.parametrize("field", KINDS)
def test_a_reader_declares_what_it_has_no_word_for(name: str, field: str) -> None:
    reader = CODED[name]
    module = reader.__name__.rpartition(".")[2]
    if field in reader.FORMAT.silent_on:
        assert field not in reader.FORMAT.never
    else:
        assert reader.FORMAT.never.get(field, frozenset()) == set(KINDS[field]) - given(module)


def test_formats_differ_in_this() -> None:
    """So the test above is no comparison of nothing with nothing."""
    assert EndReason.CANCELED in READERS["asterisk-csv"].FORMAT.never["end_reason"]
    assert not READERS["fairline-ndjson"].FORMAT.never
    assert BY_SIP == BY_Q850 | {None} == set(EndReason) | {None}


START = '[columns]\nstarted_at = "at"\n'
OUTCOMES = '"yes" = "completed"\n"no" = "no-answer"\n'
MAPPINGS: dict[str, tuple[str, set[Enum]]] = {
    "words as they stand may be any": (f'{START}end_reason = "how"', set()),
    "so may words beside those translated": (
        f'{START}end_reason = "how"\n[values.end_reason]\n{OUTCOMES}',
        set(),
    ),
    "with a word for all others, only those": (
        f'{START}end_reason = "how"\n[values.end_reason]\n{OUTCOMES}"*" = ""',
        set(EndReason) - {EndReason.COMPLETED, EndReason.NO_ANSWER},
    ),
    "unless a cause may say it": (
        f'{START}end_reason = "how"\nsip_status = "code"\n[values.end_reason]\n{OUTCOMES}"*" = ""',
        set(),
    ),
    "a constant is all there is": (
        f'{START}[constants]\ndirection = "outbound"',
        {Direction.INBOUND, Direction.INTERNAL},
    ),
    "what is not mapped is silent, not never": (START, set()),
}


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_mapping_says_what_never_comes(name: str) -> None:
    text, expected = MAPPINGS[name]
    never = mapped.with_mapping(mapping.mapping_of(text)).FORMAT.never
    assert set().union(*never.values()) == expected
