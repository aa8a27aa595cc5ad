"""Count the findings that were taken before they were counted."""

from collections import Counter
from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

BATCH = 5_000


def forward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Count what is there; nothing is in a new database."""
    findings, tallies, seen = (apps.get_model("cases", name) for name in ("Finding", "Tally", "Seen"))
    counted: Counter[tuple[date, str, int]] = Counter()
    newest: dict[tuple[str, str], date] = {}
    rows = findings.objects.values_list("seen_at", "rule", "severity", "account").iterator(BATCH)
    for at, rule, severity, account in rows:
        on = timezone.localdate(at, timezone.get_default_timezone())
        counted[on, rule, severity] += 1
        newest[rule, account] = max(on, newest.get((rule, account), on))
    tallies.objects.bulk_create(
        [
            tallies(day=day, rule=rule, severity=grave, findings=n)
            for (day, rule, grave), n in counted.items()
        ],
        batch_size=BATCH,
    )
    seen.objects.bulk_create(
        [seen(rule=rule, account=account, day=day) for (rule, account), day in newest.items()],
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("cases", "0004_tallies")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
