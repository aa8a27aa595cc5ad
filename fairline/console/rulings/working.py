"""What is done about rulings by itself, every time the journal was looked at."""

from django.conf import settings

from fairline.console import clock, demo, policy
from fairline.console.cases.models import Case
from fairline.console.rulings.after import overdue, release_due
from fairline.console.rulings.duties import tell_late
from fairline.console.rulings.making import send_waiting
from fairline.console.rulings.outbox import tell_of_cases


def warm() -> None:
    """Read what every ruling needs, so that the first one does not wait a second for it."""
    policy.rules()
    policy.law()
    policy.days().after(clock.now().date(), 5)


def work() -> None:
    """Tell the guard what it has not taken, send statements that are due, mind what is late."""
    now = clock.now()
    send_waiting()
    release_due(now)
    overdue(now)
    tell_late(now)


def told(cases: list[Case]) -> None:
    """Tell the provider's people of new cases."""
    if settings.CONSOLE.demo:
        demo.customers(cases)
    tell_of_cases(cases, clock.now())
