"""The database itself refuses to change or delete a published interpretation."""

from django.db import migrations

from fairline.console.unchanging import unchanging


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("registers", "0001_initial")]
    operations = [unchanging("registers_version", "published", "a published interpretation stays as it is")]
