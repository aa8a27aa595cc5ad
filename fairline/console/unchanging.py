"""Tables whose rows the database itself refuses to change or delete, whoever asks it to."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VERBS = ("update", "delete")


def unchanging(table: str, name: str, why: str) -> migrations.RunPython:
    """Return the step of a migration that makes the triggers of ``table``. ``name``: what they are called by;
    ``why``: what whoever tries is told."""

    def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {name}_stays() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{why}'; END $$;"
                f" CREATE TRIGGER {name}_stays BEFORE UPDATE OR DELETE ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {name}_stays();"
            )
            return
        for verb in VERBS:
            editor.execute(
                f"CREATE TRIGGER {name}_{verb} BEFORE {verb.upper()} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{why}'); END;"
            )

    def take_away(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {name}_stays() CASCADE")
            return
        for verb in VERBS:
            editor.execute(f"DROP TRIGGER {name}_{verb}")

    return migrations.RunPython(make, take_away)
