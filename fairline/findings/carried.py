"""What an engine carries into another: after a restart, or when the policy changes under way."""

from collections import Counter
from dataclasses import dataclass, replace

from fairline.findings.judging import Spell
from fairline.signals.book import Taken
from fairline.signals.carrying import Carried, packed_parts
from fairline.signals.frames import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOn:
    """All that an engine counts and has found open: its counts, and by rule the spells and broken periods."""

    counts: Carried
    spells: dict[str, dict[Key, Spell]]
    broken: dict[str, dict[Key, tuple[int, int]]]
    taken: Counter[Taken]
    warming: dict[str, int]

    def packed(self) -> "CarriedOn":
        """Return the same as nothing but values, to be written down."""
        return replace(self, counts=replace(self.counts, parts=packed_parts(self.counts.parts)))
