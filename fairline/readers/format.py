"""What every reader says about its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from types import MappingProxyType


class TriedOn(StrEnum):
    """How far a reader was proven: on records a real system wrote, or only on documented samples."""

    REAL = "real records"
    SAMPLES = "documented samples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A record format. ``silent_on`` names the ``Call`` fields that it can never tell.

    ``never`` names values that a field it does tell can never have: Asterisk knows no canceled call.
    Whatever a rule needs and the format cannot give is reported as not measurable, never as compliant.
    """

    name: str
    title: str
    title_fr: str
    source: str
    """Where the format is documented."""
    silent_on: frozenset[str]
    tried_on: TriedOn
    kinds: frozenset[str] = frozenset({"call"})
    """Which kinds of fact it holds: ``call``, ``message``, ``account``, ``campaign``, ``forwarding``."""
    never: Mapping[str, frozenset[Enum | bool]] = field(default_factory=lambda: MappingProxyType({}))
