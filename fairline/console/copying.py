"""The console's tables, copied from one database to another: all of them in one transaction, or none.

Rows are compared as Python has them, by a sum of hashes that does not hang on their order, as databases sort
text each in its own way.
"""

import os
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from fairline.config.store import SQLITE
from fairline.facts import FairlineError
from fairline.stores.audit_log import FILE
from fairline.stores.place import Place
from fairline.stores.postgresql import connect, told

TARGET = "target"
SOME = 200  # ours: rows read at once
VALUES_MAX = 900  # ours: of one statement; SQLite takes 999
MADE_BY_MIGRATING = {"contenttypes.ContentType", "auth.Permission"}


class Table(NamedTuple):
    """One table on both sides: how many rows, and what they come to."""

    name: str
    rows: int
    source: str
    target: str


def ready(folder: Path, source: Place | None) -> None:
    """Begin Django over the console of a folder: in its files, or in the database of ``source``. Once a
    process."""
    aside = folder / ".store-copy.toml"
    where = {"folder": str(folder.absolute()), "database": SQLITE if source is None else source.database}
    if source is not None and source.password_file is not None:
        where["password_file"] = source.password_file
    lines = "".join(f"{key} = {msgspec.json.encode(value).decode()}\n" for key, value in where.items())
    aside.write_text(f"[store]\n{lines}", encoding="utf-8")
    try:
        os.environ["FAIRLINE_CONFIG"] = str(aside.absolute())
        os.environ["DJANGO_SETTINGS_MODULE"] = "fairline.console.settings"
        import django

        django.setup()
    finally:
        aside.unlink()


def known(folder: Path, source: Place | None) -> bool:
    """Whether a console has ever kept anything there."""
    if source is None:
        return (folder / FILE).exists()
    with told(source), connect(source, name="copies") as connection:
        row = connection.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()
        return row is not None and bool(row[0])


def copy_tables(target: Place | None, file: Path) -> list[Table]:
    """Copy every table to a database, or to ``file``. Django must be ready.

    Raises ``FairlineError`` if the source is of another version, if the target has other rows than the
    source, or if what arrives is not what left; then the target has none.
    """
    from django.core.management import call_command
    from django.db import connections, transaction

    _refuse_another_version()
    _add_target(target, file)
    new = "django_migrations" not in connections[TARGET].introspection.table_names()
    call_command("migrate", database=TARGET, interactive=False, verbosity=0)
    models = _models()
    if not new and _rows_of_people(models):
        found = [_compared(model) for model in models]
        for table in found:
            if table.source != table.target:
                raise FairlineError(f"console: found rows in {table.name} there, wanted none: clear it")
        return found
    with transaction.atomic(using=TARGET):
        for model in models:
            model._base_manager.using(TARGET).all()._raw_delete(TARGET)
        for model in models:
            _copy(model)
        _count_on(models)
        found = [_compared(model) for model in models]
        for table in found:
            if table.source != table.target:
                raise FairlineError(f"console: found other rows in {table.name} of the copy, wanted the same")
    connections.close_all()
    return found


def _refuse_another_version() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise FairlineError(
            "console: found tables of another version, wanted this one's: start and stop fairline serve once"
        )


def _add_target(target: Place | None, file: Path) -> None:
    from django.db import connections

    from fairline.console.settings import database

    if target is None:
        to = database(SQLITE, None) | {"NAME": file}
    else:
        password = None if target.password_file is None else Path(target.password_file)
        to = database(target.database, password)
    connections.settings[TARGET] = connections.configure_settings(
        {"default": connections.settings["default"], TARGET: to}
    )[TARGET]


def _models() -> list[Any]:
    from django.apps import apps

    return [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]


def _rows_of_people(models: list[Any]) -> bool:
    """Whether a target has rows that no migration makes."""
    return any(
        model._base_manager.using(TARGET).exists()
        for model in models
        if model._meta.label not in MADE_BY_MIGRATING
    )


def _rows(model: Any, where: str) -> Iterator[Any]:
    yield from model._base_manager.using(where).order_by("pk").iterator(chunk_size=SOME)


def _copy(model: Any) -> None:
    """Copy the rows as they are: no time is set anew, and nobody is told."""
    from django.db.utils import DataError

    fields = model._meta.local_concrete_fields
    rows = _rows(model, "default")
    while some := list(islice(rows, max(1, VALUES_MAX // len(fields)))):
        try:
            model._base_manager.using(TARGET)._insert(some, fields=fields, using=TARGET, raw=True)
        except (DataError, ValueError) as error:
            keys = f"{some[0].pk} to {some[-1].pk}"
            raise FairlineError(f"console: found {error} in {model._meta.db_table}, {keys}") from error


def _count_on(models: list[Any]) -> None:
    """Have new rows numbered after those that were copied."""
    from django.core.management.color import no_style
    from django.db import connections

    connection = connections[TARGET]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _compared(model: Any) -> Table:
    (rows, source), (_, target) = (_summed(model, where) for where in ("default", TARGET))
    return Table(model._meta.db_table, rows, source, target)


def _summed(model: Any, where: str) -> tuple[int, str]:
    names = [field.attname for field in model._meta.local_concrete_fields]
    count, total = 0, 0
    for row in _rows(model, where):
        plain = [_plain(getattr(row, name)) for name in names]
        body = msgspec.json.encode(plain, order="sorted", enc_hook=str)
        total += int.from_bytes(blake2b(body, digest_size=32).digest())
        count += 1
    return count, f"{total % (1 << 256):064x}"


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
