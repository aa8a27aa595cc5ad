"""The database itself refuses to change or delete an entry of the audit log."""

from django.db import migrations

from fairline.console.unchanging import unchanging


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("records", "0001_initial")]
    operations = [unchanging("records_auditentry", "audit", "the audit log only grows")]
