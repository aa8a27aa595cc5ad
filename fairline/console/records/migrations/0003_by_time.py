"""Entries of the audit log are found by time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """After the triggers, which stay as they are."""

    dependencies = [
        ("records", "0002_append_only"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["at", "sequence"], name="audit_by_time"),
        ),
    ]
