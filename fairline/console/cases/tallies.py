"""Findings counted as they are taken, so that the overview adds up days and not a million rows.

A finding counts once, on the day it was first seen, in the provider's time zone and as grave as it was then.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from fairline.console.cases.models import Finding, Seen, Tally


def day(of: datetime) -> date:
    """Return the day of an instant where the provider is."""
    return timezone.localdate(of, timezone.get_default_timezone())


def count(new: Iterable[Finding]) -> None:
    """Count findings that nobody has counted yet. To be called in the transaction that keeps them."""
    new = tuple(new)
    counted = Counter((day(each.seen_at), each.rule, each.severity) for each in new)
    for (on, rule, severity), number in sorted(counted.items()):
        tally, is_new = Tally.objects.get_or_create(
            day=on, rule=rule, severity=severity, defaults={"findings": number}
        )
        if not is_new:
            Tally.objects.filter(pk=tally.pk).update(findings=F("findings") + number)
    newest = {
        (each.rule, each.account): day(each.seen_at) for each in sorted(new, key=lambda each: each.seen_at)
    }
    Seen.objects.bulk_create(
        [Seen(rule=rule, account=account, day=on) for (rule, account), on in sorted(newest.items())],
        update_conflicts=True,
        unique_fields=["rule", "account"],
        update_fields=["day"],
    )
