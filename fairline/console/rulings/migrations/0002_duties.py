"""What is due after a ruling; a stage for what the guard cannot take; rulings found by when they end."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table, and three indexes."""

    dependencies = [
        ("cases", "0002_initial"),
        ("rulings", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("ratify", "To be ratified"), ("review", "To be looked at again")],
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("stands", models.BooleanField(blank=True, null=True)),
                ("text", models.TextField(blank=True)),
            ],
        ),
        migrations.AlterField(
            model_name="rulingrow",
            name="stage",
            field=models.CharField(
                choices=[
                    ("proposed", "Waits for a second person"),
                    ("made", "On its way to the guard"),
                    ("in-journal", "In force"),
                    ("overturned", "Overturned on appeal"),
                    ("withdrawn", "Withdrawn"),
                    ("refused", "Not possible at the guard"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="rulingrow",
            index=models.Index(fields=["-proposed_at", "-id"], name="ruling_by_proposal"),
        ),
        migrations.AddIndex(
            model_name="rulingrow",
            index=models.Index(fields=["expires_at"], name="ruling_by_end"),
        ),
        migrations.AddField(
            model_name="duty",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="ruling",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="rulings.rulingrow"
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["done_at", "due_at"], name="duty_due"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(fields=("ruling", "kind"), name="one_duty_of_a_kind"),
        ),
    ]
