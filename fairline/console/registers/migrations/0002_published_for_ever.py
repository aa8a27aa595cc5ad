"""The database itself refuses to change or delete a published interpretation."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "registers_version"
SQLITE = """
CREATE TRIGGER published_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'a published interpretation stays as it is'); END;
"""
POSTGRESQL = f"""
CREATE FUNCTION published_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a published interpretation stays as it is'; END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION published_stays();
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
        editor.execute("DROP FUNCTION published_stays() CASCADE")
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER published_{verb}")


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
