"""Events of Kamailio's ``acc_json``: one JSON object a line, for transactions and for dialogs.

All values are text except ``time``. Rows are joined into calls by Call-ID as in ``kamailio_calls``; at most
``kamailio_calls.OPEN_MAX`` Call-IDs wait for more, so a BYE that comes after that many other calls is
unreadable and its call has no end. Dialog events need ``callid`` among ``cdr_extra``.
"""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

import msgspec

from fairline.facts import Fact, Unreadable
from fairline.readers.documents import as_text
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format
from fairline.readers.kamailio_calls import Entry, entry, joined, picked
from fairline.readers.kamailio_sqlite import FORMAT as TABLES_FORMAT
from fairline.readers.rows import unreadable
from fairline.readers.source import HEAD_BYTES, Source

FORMAT = Format(
    name="kamailio-acc-json",
    title="Kamailio acc_json events",
    title_fr="Événements acc_json de Kamailio",
    source="https://www.kamailio.org/docs/modules/stable/modules/acc_json.html",
    silent_on=TABLES_FORMAT.silent_on,
    tried_on=TABLES_FORMAT.tried_on,
    never=TABLES_FORMAT.never,
)

TRANSACTION = frozenset({"method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time"})
DIALOG = frozenset({"start_time", "end_time", "duration"})
HEAD_LINES = 16  # ours: a file of Kamailio's has an event of one kind or the other among them
_OBJECT = msgspec.json.Decoder(dict[str, object])


def recognise(head: bytes) -> bool:
    """Return whether one of the first lines is an event of acc_json."""
    lines = as_text(head).split("\n")
    if len(head) >= HEAD_BYTES:
        lines = lines[:-1]
    events = [found for line in lines[:HEAD_LINES] if not isinstance(found := _event(1, line), Unreadable)]
    return any(event.keys() >= TRANSACTION or _is_dialog(event) for event in events)


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield one ``Call`` per Call-ID, in the order of first events, or one ``Unreadable`` per bad line."""
    return joined(_entries(source, zone), region)


def call_of(line: bytes) -> tuple[str, bool] | None:
    """Return the Call-ID of an event, and whether it ends its call; ``None`` if it is of no call.

    What ends one: a dialog's record, a BYE, or a failure that nobody answers with another try.
    """
    try:
        event = _OBJECT.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return None
    cells = {name: _text(event[column]) for name, column in picked(event).items()}
    if not cells.get("callid"):
        return None
    method, code = cells.get("method", "").upper(), cells.get("sip_code", "")
    failed = code[:1] in ("4", "5", "6") and len(code) == 3 and code not in ("401", "407")
    return cells["callid"], method in ("", "BYE") or failed


def _entries(source: Source, zone: tzinfo) -> Iterator[Entry | Unreadable]:
    for line, text in source.lines():
        if not text.strip():
            continue
        event = _event(line, text)
        if isinstance(event, Unreadable):
            yield event
            continue
        cells = {name: _text(event[column]) for name, column in picked(event).items()}
        if (found := entry(line, cells, zone)) is not None:
            yield found


def _event(line: int, text: str) -> Mapping[str, object] | Unreadable:
    try:
        return _OBJECT.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return unreadable(line, "line", text, "a JSON object")


def _is_dialog(event: Mapping[str, object]) -> bool:
    """Tell a dialog event by its text numbers: other formats have these names with other values."""
    values = [event.get(name) for name in sorted(DIALOG)]
    return all(isinstance(value, str) and value.replace(".", "", 1).isdigit() for value in values)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
