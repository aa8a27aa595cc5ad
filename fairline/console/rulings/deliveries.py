"""Deliveries worked off: each is tried until it is done or given up, and can be tried again by hand.

A receiver may be told twice, if a process dies between sending and writing that down; never not at all.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from fairline.console import clock
from fairline.console.people.models import Person
from fairline.console.records.log import record
from fairline.console.rulings.models import Delivery
from fairline.console.rulings.sending import HOW, NotSent

TRIES_MAX = 10  # ours, as for the guard's own webhooks
AGAIN_S, AGAIN_S_MAX = (
    5.0,
    12 * 3600.0,
)  # ours: the first pause, each four times the one before, up to half a day
LEASE = timedelta(minutes=5)  # ours: how long one process has a delivery to itself
AT_ONCE = 20  # ours
TROUBLE_MAX = 300  # ours: characters

log = logging.getLogger("fairline.console")


def waiting(now: datetime) -> QuerySet[Delivery]:
    """Return what is to be sent by ``now``. Without a mail server, letters stay where they are."""
    due = Delivery.objects.filter(sent_at=None, next_at__lte=now).order_by("next_at", "pk")
    return due if settings.CONSOLE.mail is not None else due.exclude(way=Delivery.Way.MAIL)


def deliver_due(now: datetime) -> int:
    """Try what is due, some at a time; return how many were tried."""
    due = list(waiting(now).select_related("statement", "notice")[:AT_ONCE])
    return sum(_tried(each, now) for each in due)


def _tried(one: Delivery, now: datetime) -> bool:
    """Try one, unless another process has it. Its next try is noted first, in case this one never ends."""
    mine = Delivery.objects.filter(pk=one.pk, sent_at=None, next_at=one.next_at)
    if not mine.update(next_at=now + LEASE, tries=one.tries + 1):
        return False
    one.tries += 1
    try:
        HOW[Delivery.Way(one.way)](one, now)
    except NotSent as error:
        dead = error.for_good or one.tries >= TRIES_MAX
        pause = min(AGAIN_S * 4 ** min(one.tries - 1, 20), AGAIN_S_MAX)
        one.next_at = None if dead else now + timedelta(seconds=pause)
        one.trouble = str(error)[:TROUBLE_MAX]
        log.warning("delivery %s by %s did not leave: %s", one.pk, one.way, one.trouble)
    else:
        one.sent_at, one.next_at, one.trouble = clock.now(), None, ""
    one.save(update_fields=["sent_at", "next_at", "trouble"])
    return True


def again(pk: int, by: Person, now: datetime) -> bool:
    """Let what was given up, or waits for its next try, be tried now; ``False`` if it was sent."""
    done = Delivery.objects.filter(pk=pk, sent_at=None).update(next_at=now, tries=0)
    if done:
        record(by.username, "delivery.again", f"delivery:{pk}")
    return bool(done)
