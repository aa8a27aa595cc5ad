"""What SimPy calls a process: a generator that yields the events it waits for."""

from collections.abc import Generator
from typing import Any

from simpy import Environment, Event

Process = Generator[Event, Any, None]

__all__ = ["Environment", "Event", "Process"]
