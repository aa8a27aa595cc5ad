"""Our own facts, one JSON object a line: nothing is lost."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from fairline.facts import Call, Fact
from simulator.writers.output import Format, lines


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write every fact."""
    encode = msgspec.json.Encoder().encode
    return lines(path, (encode(fact) for fact in facts))


FORMAT = Format(
    name="fairline-ndjson",
    suffix=".ndjson",
    reader="fairline_ndjson",
    write=write,
    tells=frozenset(Call.__struct_fields__) - {"line"},
    kinds=frozenset({"call", "message", "account", "campaign", "forwarding"}),
)
