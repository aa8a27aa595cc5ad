"""Text messages that a center sends beside its calls."""

from collections.abc import Iterator
from dataclasses import dataclass

from fairline.facts import Fact
from simulator.center import Center, Line
from simulator.hours import POLITE, Hours, open_slots, timetable
from simulator.numbers import Area
from simulator.process import Process


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Sends ``texts`` messages, each to somebody new, in the hours of the first area."""

    line: Line
    texts: int
    sender: str
    areas: tuple[Area, ...]
    hours: Hours = POLITE

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield nothing: the campaign is the calls'."""
        return iter(())

    def start(self, center: Center) -> None:
        """Begin."""
        center.env.process(self._send(center))

    def _send(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        is_open = open_slots(center.start, center.days, self.hours, self.areas[0].zone)
        for sent in timetable(rng, self.texts, [float(open_) for open_ in is_open]):
            yield env.timeout(sent - env.now)
            recipient, _ = center.directory.person(self.areas)
            center.text(
                self.line, sent, sender=self.sender, recipient=recipient, segments=1 + (rng.random() < 0.2)
            )
