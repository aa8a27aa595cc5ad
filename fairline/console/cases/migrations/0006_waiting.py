"""The queue without a filter, already in order."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.OrderBy(models.F("weight"), descending=True),
                models.F("opened_at"),
                models.F("id"),
                condition=models.Q(("state", "closed"), _negated=True),
                name="case_waiting",
            ),
        ),
    ]
