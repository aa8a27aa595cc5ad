"""What linkage found, for the page of a case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_waiting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Linked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=200)),
                ("other", models.CharField(max_length=200)),
                ("attribute", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("overlap", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ("sanctioned_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["other"], name="link_by_other")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "other", "attribute"), name="one_link")
                ],
            },
        ),
    ]
