"""A place inside a file: how deep it is, what was counted so far, and who judges what is found there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from fairline.checks.files.bounds import Count
from fairline.checks.files.signs import Sign


class Broken(Exception):
    """A container ends too soon or breaks its format. What came before was judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Where a file stands. ``level``: in how many containers; ``archives``: in how many of them archives."""

    count: Count
    judge: "Callable[[bytes, str | None, Inside], None]"
    rules: "Callable[[bytes, Inside], None]"
    """Asks the rules about bytes that are no file of their own; of what is handed on they are asked too."""
    level: int = 0
    archives: int = 0
    streamed: bool = False
    """Whether it came right out of a compressed stream: a tar there is no second archive."""
    part: bool = False
    """Whether it is a part of a document, whose name says nothing to anybody."""

    def mark(self, sign: Sign, value: int | str = "") -> None:
        """Keep a sign of this place."""
        self.count.mark(sign, self.level, value)

    def hand(
        self,
        data: bytes,
        name: str | None = None,
        *,
        archive: bool = False,
        streamed: bool = False,
        part: bool = False,
    ) -> None:
        """Have a file judged that was found here."""
        deeper = replace(
            self,
            level=self.level + 1,
            archives=self.archives + archive,
            streamed=streamed,
            part=part,
        )
        self.judge(data, name, deeper)

    def collect(self, pieces: Iterable[tuple[int, bytes]], size_max: int | None = None) -> bytes | None:
        """Return what was unpacked, ``None`` if it is larger than a member may be: it is counted all the
        same.

        ``pieces``: how many packed bytes were read, and what came out. Raises ``Stop`` past a bound.
        """
        most = self.count.bounds.member_max if size_max is None else size_max
        kept: list[bytes] = []
        size = 0
        for read, piece in pieces:
            self.count.went_in(read, self.level)
            self.count.came_out(len(piece), self.level)
            size += len(piece)
            if size <= most:
                kept.append(piece)
            else:
                kept.clear()
        if size > most:
            self.mark(Sign.TOO_LARGE, most)
            return None
        return b"".join(kept)
