"""The database itself refuses to change or delete a transparency report."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "tracing_transparencyreport"
SQLITE = """
CREATE TRIGGER report_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'a report stays as it was made'); END;
"""
POSTGRESQL = f"""
CREATE FUNCTION report_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a report stays as it was made'; END $$;
CREATE TRIGGER report_stays BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION report_stays();
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
        editor.execute("DROP FUNCTION report_stays() CASCADE")
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER report_{verb}")


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("tracing", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
