"""Facts as they count: each once, completed by the operator's word and by what the called number tells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pyarrow as pa
from msgspec import Struct
from sqlglot import exp

from fairline.facts import BY_MESSAGE, Call, Campaign, Direction, Message, OptOut
from fairline.history.database import Database
from fairline.history.schema import NUMBER, columns
from fairline.signals.answers import AT
from fairline.signals.sql.expressions import OFFSET
from fairline.signals.sql.preparing import FOREVER, name_of
from fairline.signals.sql.types import encoded
from fairline.signals.sql.writing import Sql, column, named, sql, table, within

Where = Callable[[str], tuple[str | None, tuple[str, ...] | None, tuple[str, ...] | None]]
"""Country, places and zones of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What is filled in where the source did not say. A campaign's own purpose goes before ``purpose``."""

    where: Where | None = None
    purpose: str | None = None
    direction: str | None = None


LOCATED: Mapping[type[Struct], str] = {Call: "called", Message: "recipient"}
"""Whose place is told from their number."""


def raw_name(kind: type[Struct]) -> str:
    """Return the name of the table of facts as they came."""
    return f"{name_of(kind)}_raw"


def gone_name(kind: type[Struct]) -> str:
    """Return the name of the table of the numbers of facts that do not count."""
    return f"{name_of(kind)}_gone"


def place(where: Where, database: Database) -> None:
    """Make the table ``located``: where each called number and each recipient is."""
    names = ("called", "country", "places", "zones")
    database.create("located", dict.fromkeys(names, "VARCHAR"))
    parts: Iterator[exp.Query] = (
        exp.select(named(column(whose), "called"))
        .from_(table(raw_name(kind)))
        .where(sql("$n LIKE '+%'", n=column(whose)))
        for kind, whose in LOCATED.items()
    )
    numbers = reduce(_either, parts)
    rows: list[tuple[Any, ...]] = [(number, *where(number)) for (number,) in database.rows(numbers)]
    for values in [zip(*rows, strict=True)] if rows else []:
        made = (pa.array([encoded(each) for each in found], pa.string()) for found in values)
        database.put("located", pa.table(dict(zip(names, made, strict=True))))


def _either(one: exp.Query, other: exp.Query) -> exp.Query:
    return exp.union(one, other)


def completed(kind: type[Struct], completion: Completion, *, some_gone: bool) -> exp.Select:
    """Return the facts of a kind as they count."""
    filled: dict[str, Sql] = {}
    query = exp.select().from_(table(raw_name(kind), "r"))
    if kind in LOCATED and completion.where is not None:
        on = sql("$number = located.called", number=column(LOCATED[kind], "r"))
        query = query.join(table("located"), on=on, join_type="left")
        for name in ("country", "places", "zones"):
            said, found = column(f"{LOCATED[kind]}_{name}", "r"), column(name, "located")
            filled[f"{LOCATED[kind]}_{name}"] = sql("coalesce($said, $found)", said=said, found=found)
    if kind in DECLARED_FOR and completion.purpose is not None:
        query = query.join(within(_declared(), "declared"), on=DECLARED_FOR[kind].copy(), join_type="left")
        filled["purpose"] = sql(
            "coalesce(r.purpose, declared.purpose, $purpose)", purpose=str(completion.purpose)
        )
    if kind in DECLARED_FOR and completion.direction is not None:
        filled["direction"] = sql("coalesce(r.direction, $direction)", direction=str(completion.direction))
    for name in columns(kind):
        query = query.select(named(filled.get(name, column(name, "r")), name))
    if some_gone:
        on = sql("r.fact = gone.fact")
        query = query.join(table(gone_name(kind), "gone"), on=on, join_type="anti")
    return query


def opt_outs_of_messages() -> exp.Select:
    """Return what inbound messages make known of their senders, as rows of opt-outs (``facts.implied``)."""
    filled = {
        "id": column("id"),
        "at": column("sent_at"),
        f"at{OFFSET}": column(f"sent_at{OFFSET}"),
        "account": column("account"),
        "contact": column("sender"),
        "how": sql("$how", how=BY_MESSAGE),
        NUMBER: exp.Literal.number(-1),
    }
    rows = exp.select(
        *(named(filled.get(name, exp.cast(exp.null(), of)), name) for name, of in columns(OptOut).items())
    )
    inbound = sql("opts_out AND direction = $inbound AND sender IS NOT NULL", inbound=str(Direction.INBOUND))
    return rows.from_(table(name_of(Message))).where(inbound)


def _declared() -> exp.Select:
    """Return what purpose each campaign's own record declares, from its time to that of the next."""
    until = sql("coalesce(lead(at) OVER (PARTITION BY account, id ORDER BY at), $forever)", forever=FOREVER)
    return exp.select(
        column("account"),
        column("id"),
        column("purpose"),
        named(column("at"), "since"),
        named(until, "until"),
    ).from_(table(name_of(Campaign)))


DECLARED_FOR: Mapping[type[Struct], Sql] = {
    kind: sql(
        "r.account IS NOT DISTINCT FROM declared.account AND r.campaign = declared.id"
        " AND $at >= declared.since AND $at < declared.until",
        at=column(AT[kind], "r"),
    )
    for kind in (Call, Message)
}
