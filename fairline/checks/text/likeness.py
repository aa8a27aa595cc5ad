"""How many messages like this one a key has sent in a window, whatever names, numbers and links are in them.

Each text becomes a MinHash of its template's letters; texts whose hashes agree enough are of one blast. A
blast is kept as its first text's hash and how many came in each sixtieth of the window, so that a million
messages of one blast cost no more than one. No text is kept. Time is an argument: a text is counted where its
own time falls, and one older than the window is told to be late and not counted. The state lives in the
process and is bounded: keys and blasts longest without a message go first.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from operator import eq

from msgspec import Struct
from rensa import RMinHash

from fairline.checks.gate import Look
from fairline.checks.text.reading import Reading, read
from fairline.checks.text.templates import hashed, template

LETTERS_MIN = 20  # ours: of a shorter template ("ok see you") thousands are alike
SHINGLE = 4  # ours: letters; measured in bench/words.py with three, five and words
HASHES, BANDS, SEED = 126, 42, 1
"""Ours: 42 bands of three find a likeness of 0.4 in 94 of 100 cases, of 0.5 in 99, of 0.2 in 29."""
ROWS = HASHES // BANDS
ALIKE_MIN = 0.4  # ours: measured in bench/words.py
STEPS = 60  # ours: into so many steps a window is cut; a count is true to one of them
KEYS_MAX, BLASTS_MAX = 10_000, 1_000  # ours: kept at once, and of one key


class Alike(Struct, frozen=True, kw_only=True):
    """What one message is like. ``count``: like it from this key in the window, itself included."""

    count: int
    blast: str
    """The template's hash of the blast's first message: what a case can name the blast by."""
    first_at: datetime
    """When the first message of the blast came that is still remembered."""
    late: bool = False
    """Whether the message is older than the window, and was not counted."""


class _Blast:
    """One blast: its first text's hash, and counts by step."""

    __slots__ = ("bands", "counts", "first_at", "hashes", "name")

    def __init__(self, hashes: tuple[int, ...], bands: tuple[int, ...], name: str, at: datetime) -> None:
        self.hashes, self.bands, self.name, self.first_at = hashes, bands, name, at
        self.counts: deque[list[int]] = deque()
        """Pairs of a step and how many came in it, in order of time."""

    def add(self, step: int, oldest: int) -> int:
        """Count one message, forget what left the window, and return how many there are."""
        while self.counts and self.counts[0][0] < oldest:
            self.counts.popleft()
        place = len(self.counts)
        while place and self.counts[place - 1][0] > step:
            place -= 1
        if place and self.counts[place - 1][0] == step:
            self.counts[place - 1][1] += 1
        elif step >= oldest:
            self.counts.insert(place, [step, 1])
        return sum(count for _, count in self.counts)

    def alike(self, hashes: tuple[int, ...]) -> float:
        """Return the share of hashes that agree."""
        return _share(self.hashes, hashes)


class _Key:
    """The blasts of one key, the one longest without a message first."""

    __slots__ = ("bands", "blasts", "latest", "names")

    def __init__(self) -> None:
        self.blasts: OrderedDict[int, _Blast] = OrderedDict()
        self.bands: dict[int, list[int]] = {}
        self.names: dict[str, int] = {}
        """Blasts by their first text's hash: a text of the same template is not compared with others."""
        self.latest = 0


class Blasts:
    """Counts of alike messages by key, over one sliding window."""

    def __init__(
        self,
        window: timedelta,
        *,
        keys_max: int = KEYS_MAX,
        blasts_max: int = BLASTS_MAX,
        alike_min: float = ALIKE_MIN,
    ) -> None:
        """Start empty. ``window``: at least a minute. Raises ``ValueError`` for a shorter one."""
        if window < timedelta(minutes=1):
            raise ValueError(f"window: found {window}, wanted at least a minute")
        self._step = window.total_seconds() / STEPS
        self._keys: OrderedDict[str, _Key] = OrderedDict()
        self._keys_max, self._blasts_max, self._alike_min = keys_max, blasts_max, alike_min
        self._next = 0

    def alike(self, content: Look | Reading, key: str, now: datetime) -> Alike | None:
        """Count a text for ``key`` and tell how many are like it; ``None``: too short or too long to tell."""
        reading = read(content)
        made = reading.template
        name = hashed(made)
        if reading.too_long or name is None or sum(map(str.isalpha, made)) < LETTERS_MIN:
            return None
        known = self._known(key)
        step = int(now.timestamp() // self._step)
        known.latest = max(known.latest, step)
        oldest = known.latest - STEPS + 1
        number = known.names.get(name)
        if number is None:
            hashes = _hashes(made)
            bands = _bands(hashes)
            number = self._nearest(known, hashes, bands)
            if number is None:
                number = self._new(known, _Blast(hashes, bands, name, now))
        blast = known.blasts[number]
        known.blasts.move_to_end(number)
        blast.first_at = min(blast.first_at, now)
        count = blast.add(step, oldest)
        return Alike(count=count, blast=blast.name, first_at=blast.first_at, late=step < oldest)

    def size(self) -> tuple[int, int]:
        """Return how many keys and blasts are remembered."""
        return len(self._keys), sum(len(known.blasts) for known in self._keys.values())

    def _known(self, key: str) -> _Key:
        known = self._keys.get(key)
        if known is None:
            known = self._keys[key] = _Key()
            if len(self._keys) > self._keys_max:
                self._keys.popitem(last=False)
        self._keys.move_to_end(key)
        return known

    def _nearest(self, known: _Key, hashes: tuple[int, ...], bands: tuple[int, ...]) -> int | None:
        """Return the number of the blast most alike, if one is alike enough."""
        candidates = {number for band in bands for number in known.bands.get(band, ())}
        near = [(known.blasts[number].alike(hashes), -number) for number in candidates]
        share, number = max(near, default=(0.0, 0))
        return -number if share >= self._alike_min else None

    def _new(self, known: _Key, blast: _Blast) -> int:
        self._next += 1
        known.blasts[self._next] = blast
        known.names[blast.name] = self._next
        for band in blast.bands:
            known.bands.setdefault(band, []).append(self._next)
        if len(known.blasts) > self._blasts_max:
            _, gone = known.blasts.popitem(last=False)
            number = known.names.pop(gone.name)
            for band in gone.bands:
                known.bands[band].remove(number)
                if not known.bands[band]:
                    del known.bands[band]
        return self._next


def likeness(one: str, other: str) -> float:
    """Return how alike two plain texts' templates are, from 0 to 1, as ``Blasts`` has it."""
    hashes = _hashes(template(one)), _hashes(template(other))
    return _share(*hashes)


def _share(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    agree: int = sum(map(eq, one, other))
    return agree / HASHES


def _hashes(made: str) -> tuple[int, ...]:
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update(list({made[at : at + SHINGLE] for at in range(max(1, len(made) - SHINGLE + 1))}))
    return tuple(sketch.digest())


def _bands(hashes: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(hash, zip(range(BANDS), *(hashes[row::ROWS] for row in range(ROWS)), strict=True)))
