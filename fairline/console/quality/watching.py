"""What quality does by itself beside the follower: demotions, telling the guard, last week's draw."""

import logging
import time
from datetime import datetime

from django.db.models import Max

from fairline.console import clock
from fairline.console.quality.models import Demoted
from fairline.console.quality.reversals import demote, push, untold
from fairline.console.quality.weekly import draw_due, forget
from fairline.console.rulings.models import RulingRow, Stage
from fairline.facts import FairlineError

EVERY_S = 5.0  # ours: a rule that is put back reaches the guard within it, and the guard's own seconds
ANEW_S = 3600.0  # ours: old rulings leave the year that counts, so the share moves with nobody acting
AGAIN_S = 600.0  # ours: when a week is drawn again that could not be read

log = logging.getLogger("fairline.console")


class Watch:
    """Looks every few seconds, and counts only if something has changed. Called on one thread."""

    def __init__(self) -> None:
        self._next = self._anew = self._draw_at = 0.0
        self._seen: object = None
        self._told = False

    def __call__(self) -> None:
        """Do what is due. A week that cannot be read holds up nothing else."""
        ticks = time.monotonic()
        if ticks < self._next:
            return
        self._next = ticks + EVERY_S
        now = clock.now()
        seen = self._state()
        if seen != self._seen or ticks >= self._anew:
            demote(now)
            forget(now)
            self._seen, self._anew = seen, ticks + ANEW_S
        # Once after a start the guard is told what holds, however long ago it was told before.
        if untold() or (not self._told and Demoted.objects.exists()):
            self._told = push(now)
        if ticks >= self._draw_at:
            self._draw(now, ticks)

    def _draw(self, now: datetime, ticks: float) -> None:
        try:
            draw_due(now)
        except FairlineError as error:
            self._draw_at = ticks + AGAIN_S
            log.warning("last week cannot be drawn: %s", error)

    @staticmethod
    def _state() -> object:
        last = RulingRow.objects.aggregate(Max("decided_at"))["decided_at__max"]
        return last, RulingRow.objects.filter(stage=Stage.OVERTURNED).count()
