"""The database itself refuses to change or delete an entry of the audit log."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "records_auditentry"
SQLITE = """
CREATE TRIGGER audit_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
"""
POSTGRESQL = f"""
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION audit_only_grows();
"""


def forward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL)
        return
    for verb in ("update", "delete"):
        editor.execute(SQLITE.format(verb=verb, VERB=verb.upper(), table=TABLE))


def backward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION audit_only_grows() CASCADE")
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER audit_{verb}")


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
