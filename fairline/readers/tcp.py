"""The bytes of one direction of one TCP connection, in order (RFC 9293 section 3.4)."""

HELD_BYTES_MAX = 256 * 1024  # ours: what is missing by then was not captured
HELD_SEGMENTS_MAX = 256  # ours
HELD_S_MAX = 5.0  # ours: RFC 6298 has the sender try again after a second or so
WRAP = 2**32


class Ordered:
    """Segments in, runs of consecutive bytes out. Starts with the first segment it is given."""

    def __init__(self, sequence: int) -> None:
        """``sequence`` is the number of the first byte that is wanted."""
        self._next = sequence
        self._held: dict[int, bytes] = {}
        self._waiting_since: float | None = None

    def feed(self, sequence: int, data: bytes, time: float | None = None) -> tuple[bool, bytes]:
        """Take one segment, seen at ``time`` (seconds); return whether bytes were lost before what follows,
        and the bytes that are in order now."""
        if data:
            longer = self._held.get(sequence, b"")
            self._held[sequence] = data if len(data) > len(longer) else longer
        run = self._run()
        if run or not self._held:
            self._waiting_since = None
            return False, run
        if self._waiting_since is None:
            self._waiting_since = time
        waited = 0.0 if time is None or self._waiting_since is None else time - self._waiting_since
        return self.flush() if self._too_much() or waited > HELD_S_MAX else (False, b"")

    def flush(self) -> tuple[bool, bytes]:
        """Give up what is missing; return whether anything was held, and its first run of bytes."""
        if not self._held:
            return False, b""
        self._next = min(self._held, key=lambda sequence: (sequence - self._next) % WRAP)
        return True, self._run()

    def _run(self) -> bytes:
        """Take off what follows on. A segment seen before, in whole or in part, gives only what is new."""
        run = bytearray()
        found = True
        while found:
            found = False
            for sequence in list(self._held):
                behind = (self._next - sequence) % WRAP
                if behind >= WRAP // 2:
                    continue
                fresh = self._held.pop(sequence)[behind:]
                run += fresh
                self._next = (self._next + len(fresh)) % WRAP
                found = True
        return bytes(run)

    def _too_much(self) -> bool:
        return len(self._held) > HELD_SEGMENTS_MAX or sum(map(len, self._held.values())) > HELD_BYTES_MAX
