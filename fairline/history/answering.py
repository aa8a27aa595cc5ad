"""Functions that SQL has no form of, asked in Python once for each different set of arguments."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta, timezone
from itertools import islice
from typing import Any

import pyarrow as pa

from fairline.history.database import ROWS, Database
from fairline.history.schema import ARROW
from fairline.signals.expressions import Constant, Derived
from fairline.signals.sql.preparing import Asked
from fairline.signals.sql.types import decoder, encoded, sql_type, type_of

Arguments = list[Any]


def answer(asked: Asked, database: Database, law: object) -> None:
    """Make the table of ``asked``: its arguments as they are in SQL, and each function's answer."""
    types = [int if each is None else each for each in asked.types]
    arguments = {f"a{number}": sql_type(each) for number, each in enumerate(types)}
    answers = {f"v{number}": sql_type(type_of(each)) for number, each in enumerate(asked.functions)}
    database.create(asked.name, arguments | answers, lasting=False)
    decode = [decoder(each) for each in types]
    functions = [_function(each, law) for each in asked.functions]
    rows = list(database.rows(asked.arguments))
    left = iter(rows)
    while some := list(islice(left, ROWS)):
        known = [_zoned([d(v) for d, v in zip(decode, row, strict=True)], asked.types) for row in some]
        columns = [*zip(*some, strict=True), *([encoded(f(values)) for values in known] for f in functions)]
        shaped = (arguments | answers).items()
        made = {name: pa.array(values, ARROW[of]) for (name, of), values in zip(shaped, columns, strict=True)}
        database.put(asked.name, pa.table(made))


def _zoned(values: Sequence[Any], types: Sequence[type | None]) -> Arguments:
    """Put each time back on the clock whose offset follows it."""
    made: Arguments = []
    for value, of in zip(values, types, strict=True):
        if of is not None:
            made.append(value)
        elif value:
            made[-1] = made[-1].astimezone(timezone(timedelta(microseconds=value)))
    return made


def _function(of: Derived, law: object) -> Callable[[Arguments], Any]:
    """Return ``of`` as a function of the arguments that are no constants."""

    def call(values: Arguments) -> Any:
        given = iter(values)
        terms = (term.value if isinstance(term, Constant) else next(given) for term in of.terms)
        return of.function(*_law(of, law), *terms)

    return call


def _law(of: Derived, law: object) -> Iterator[object]:
    if of.by_law:
        yield law
