"""The guard: an engine, its standings and its journal, for all that comes in by the ports."""

from fairline.guard.guard import Guard
from fairline.guard.refusals import CatchingUp, NotWritten, TooMany
from fairline.guard.reporting import Work
from fairline.guard.settings import GuardSettings
from fairline.guard.watch import Watch

__all__ = ["CatchingUp", "Guard", "GuardSettings", "NotWritten", "TooMany", "Watch", "Work"]
