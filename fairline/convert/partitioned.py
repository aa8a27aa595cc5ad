"""Facts of any order into files below one folder, by day and kind and, if wanted, by account.

Facts are held until there are ``held`` of them; then those of the fullest partitions become files, until half
are left. So a source that is nearly in order makes few large files, and memory is bounded whatever the order.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from fairline.convert.forms import Form
from fairline.convert.parts import FORMS
from fairline.facts import Account, Fact, Unreadable
from fairline.readers.partitions import NOTHING
from fairline.readers.rows import unreadable

HELD = 100_000  # ours: about 100 MB of calls
NAME_BYTES_MAX = 200  # ours: file systems take names of 255 bytes

Key = tuple[date, str, type[Struct]]
"""Day in UTC, folder of the account ("" if it is not asked for), kind."""


class Partitioned:
    """The files below a folder, while they are made. ``written`` counts the facts in them."""

    def __init__(self, folder: Path, form: Form, *, by_account: bool, held: int = HELD) -> None:
        """Start with an empty folder, which is there."""
        self.written = 0
        self.files = 0
        self._folder = folder
        self._form = form
        self._by_account = by_account
        self._most = held
        self._held: dict[Key, list[Fact]] = {}
        self._count = 0
        self._parts: dict[Key, int] = {}

    def put(self, fact: Fact) -> Iterator[Unreadable]:
        """Take a fact; yield why some, of those held until now, cannot be written. Raises ``OSError``."""
        account = _folder_of(fact) if self._by_account else ""
        if len(account) > NAME_BYTES_MAX:
            most = f"at most {NAME_BYTES_MAX} bytes as a folder's name"
            yield unreadable(fact.line or 0, "account", account, most)
            return
        key = (fact.at.astimezone(UTC).date(), account, type(fact))
        self._held.setdefault(key, []).append(fact)
        self._count += 1
        if self._count >= self._most:
            yield from self._shrink(self._most // 2)

    def finish(self) -> Iterator[Unreadable]:
        """Write all that is held; yield why some cannot be written. Raises ``OSError``."""
        yield from self._shrink(0)

    def _shrink(self, to: int) -> Iterator[Unreadable]:
        fullest = sorted(self._held, key=lambda key: len(self._held[key]), reverse=True)
        for key in fullest:
            if self._count <= to:
                return
            facts = self._held.pop(key)
            self._count -= len(facts)
            yield from self._write(key, facts)

    def _write(self, key: Key, facts: list[Fact]) -> Iterator[Unreadable]:
        """Write a part; facts whose text is none (half of a surrogate pair) are left out and yielded."""
        try:
            self._part(key, facts)
        except UnicodeEncodeError:
            good = []
            for fact in facts:
                bad = _no_text(fact)
                good += [fact] if bad is None else []
                if bad is not None:
                    yield bad
            if good:
                self._part(key, good)

    def _part(self, key: Key, facts: Sequence[Fact]) -> None:
        day, account, kind = key
        folder = self._folder / f"day={day.isoformat()}" / account
        folder.mkdir(parents=True, exist_ok=True)
        number = self._parts.get(key, 0)
        name = f"{kind.__struct_config__.tag}-{number:05}.{self._form}"
        FORMS[self._form](kind, facts, folder / name)
        self._parts[key] = number + 1
        self.files += 1
        self.written += len(facts)


def _folder_of(fact: Fact) -> str:
    account = fact.id if isinstance(fact, Account) else fact.account
    name = NOTHING if account is None else quote(account, safe="", errors="replace")
    return f"account={name}"


def _no_text(fact: Fact) -> Unreadable | None:
    """Return which field of a fact is no text, if one is."""
    for field in fact.__struct_fields__:
        value = getattr(fact, field)
        said = "".join(value) if isinstance(value, tuple) else value
        if isinstance(said, str) and said != said.encode(errors="replace").decode():
            return unreadable(fact.line or 0, field, ascii(said), "text in UTF-8")
    return None
