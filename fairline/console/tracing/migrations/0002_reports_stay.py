"""The database itself refuses to change or delete a transparency report."""

from django.db import migrations

from fairline.console.unchanging import unchanging


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("tracing", "0001_initial")]
    operations = [unchanging("tracing_transparencyreport", "report", "a report stays as it was made")]
