"""Tables that count findings by day, and an index by which a case of many findings is read quickly."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_mark"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=100)),
                ("account", models.CharField(max_length=200)),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("rule", models.CharField(max_length=100)),
                ("severity", models.PositiveSmallIntegerField()),
                ("findings", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                fields=["case", "rule", "-severity", "-until", "id", "since", "observed"],
                name="finding_by_weight",
            ),
        ),
        migrations.AddIndex(
            model_name="seen",
            index=models.Index(fields=["rule", "day"], name="seen_by_rule"),
        ),
        migrations.AddConstraint(
            model_name="seen",
            constraint=models.UniqueConstraint(fields=("rule", "account"), name="one_seen"),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(fields=("day", "rule", "severity"), name="one_tally"),
        ),
    ]
