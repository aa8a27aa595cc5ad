"""Until when a traceback is answered: 24 hours from its receipt, or from the next morning of business.

The law's: 47 CFR 64.1200(n)(1), as in 88 FR 43446. It also lets the clock rest over a weekend or a holiday
that the 24 hours would end on. We do not take that: whoever answers before the earlier time is in time.
"""

from datetime import UTC, datetime, time, timedelta

from fairline.cases import BusinessDays

ANSWER_WITHIN = timedelta(hours=24)  # the law's
OPENS, CLOSES = time(8, 0), time(17, 30)  # the law's: business hours at the office that gets the request


def due(received_at: datetime, days: BusinessDays) -> datetime:
    """Return when the answer to a request is due. What comes outside business hours came at 8:00 next."""
    local = received_at.astimezone(days.zone)
    day = local.date()
    if days.works(day) and OPENS <= local.time() < CLOSES:
        return received_at.astimezone(UTC) + ANSWER_WITHIN
    before_work = days.works(day) and local.time() < OPENS
    opening = day if before_work else days.after(day, 1)
    return datetime.combine(opening, OPENS, tzinfo=days.zone).astimezone(UTC) + ANSWER_WITHIN
