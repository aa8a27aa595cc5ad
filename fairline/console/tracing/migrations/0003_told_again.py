"""What the guard was told of a call, and when: it is told again while that can be corrected."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns more."""

    dependencies = [
        ("tracing", "0002_reports_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="traceback",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="traceback",
            name="told_revision",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
