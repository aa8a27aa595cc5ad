"""When a value was first seen for its key, or seen again after a long silence."""

from sqlglot import exp

from fairline.signals.expressions import NewlySeen
from fairline.signals.sql.expressions import translated
from fairline.signals.sql.preparing import FOREVER, Made, Preparing, name_of
from fairline.signals.sql.writing import Sql, case, column, named, sql, table, within
from fairline.signals.windows import MICROSECOND


def join_newly_seen(of: NewlySeen, to: Preparing) -> None:
    """Join to each fact the spell of sightings that it is in, and note what ``of`` is by that."""
    name = f"{name_of(to.kind)}_new{len(to.steps)}"
    key, value, at = translated(of.by, to.known), translated(of.value, to.known), to.at()
    sightings = to.rows(named(key, "k"), named(value, "v"), named(at, "at")).where(
        sql("$k IS NOT NULL AND $v IS NOT NULL", k=key, v=value)
    )
    to.steps.append(Made(f"{name}_pairs", _pairs(sightings)))
    to.steps.append(Made(name, _spells(sightings, f"{name}_pairs", of.after // MICROSECOND)))
    k, v, began, until, first = (column(each, name) for each in ("k", "v", "began", "until", "first"))
    within_it = sql("$at >= $began AND $at < $until", at=at, began=began, until=until)
    to.join(
        name,
        name,
        sql("$k = $key AND $v = $value AND $during", k=k, key=key, v=v, value=value, during=within_it),
    )
    old = sql("$at - $began >= $within", at=at, began=began, within=of.within // MICROSECOND)
    history = of.history_min // MICROSECOND
    watched = sql("$began - $first >= $history", began=began, first=first, history=history)
    to.known[of] = case((old, exp.false()), (watched, exp.true()))


def _pairs(sightings: exp.Select) -> exp.Select:
    """Return each key and value with its first and last sighting: most were never silent for long."""
    keys = (column("k"), column("v"))
    ends = (named(sql("min(at)"), "began"), named(sql("max(at)"), "last"))
    return exp.select(*keys, *ends).from_(within(sightings, "s")).group_by(*keys)


def _spells(sightings: exp.Select, pairs: str, after: int) -> exp.Select:
    """Return when each spell of sightings began, when the next one does, and the key's first sighting."""
    keys = (column("k"), column("v"))
    once = exp.select(*keys, column("began")).from_(table(pairs))
    once = once.where(sql("last - began <= $after", after=after))
    long_ = exp.select(*keys).from_(table(pairs)).where(sql("last - began > $after", after=after))
    silent = sql(
        "coalesce(s.at - lag(s.at) OVER (PARTITION BY s.k, s.v ORDER BY s.at) > $after, TRUE)", after=after
    )
    again = (
        exp.select(column("k", "s"), column("v", "s"), named(column("at", "s"), "began"))
        .from_(within(sightings, "s"))
        .join(within(long_, "l"), on=sql("s.k = l.k AND s.v = l.v"), join_type="semi")
        .qualify(silent)
    )
    until: Sql = sql(
        "coalesce(lead(began) OVER (PARTITION BY k, v ORDER BY began), $forever)", forever=FOREVER
    )
    return exp.select(
        *keys, column("began"), named(until, "until"), named(sql("min(began) OVER (PARTITION BY k)"), "first")
    ).from_(within(exp.union(once, again, distinct=False), "b"))
