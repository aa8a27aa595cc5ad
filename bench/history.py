"""The rules on call records over millions of calls: fairline's SQL against a query by hand that finds the same.

``python -m bench.history /tmp 1 3 10`` makes so many million calls (a simulated week, copied for further accounts),
counts them both ways on two cores with 4 GB, checks that both find the same, and prints the ratio.

The rules are those that the hand-written query names; the others of the catalogue count facts that these weeks
do not hold. It does less: it knows that no call came twice and that accounts and campaigns have one
record each, it is given the answers of the law book as tables outside its time, and it keeps no samples.
"""

# ruff: noqa: E501  (SQL is easier to read in the lines it was written in)

import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.facts import Account, Call, Campaign, Fact, Forwarding, Message
from fairline.history import History
from fairline.law import LawBook, load, outside_binding_hours, outside_recommended_hours
from fairline.law.banned_days import banned_day, recommended_banned_day
from fairline.law.frequency import binding_cap, recommended_cap
from fairline.law.hours import contact_weight
from fairline.law.ring_time import binding_ring, recommended_ring
from fairline.policy import DEFAULT_PLAN, Clause
from fairline.readers.places import located
from fairline.signals.sql.types import fields
from fairline.signals.windows import MICROSECOND, instant, moment
from simulator import week

MEMORY, THREADS = "4GB", 2
MILLION = 1_000_000
QUARTER, HOUR, DAY = 900_000_000, 3_600_000_000, 86_400_000_000  # microseconds
HELD = (Call, Message, Account, Campaign, Forwarding)
"""What a simulated week is made of. Kinds that give one name two types need a file each."""
Found = set[tuple[str, str, int]]
"""Rule, key and start of each finding."""


def main() -> None:
    """Compare at each size that is asked for, in millions of calls."""
    law = load(public_holidays)
    with tempfile.TemporaryDirectory(prefix="fairline-bench-", dir=sys.argv[1]) as folder:
        million = Path(folder) / "1.parquet"
        write(week(42, MILLION), million)
        for size in map(int, sys.argv[2:]):
            path = million if size == 1 else Path(folder) / f"{size}.parquet"
            if size > 1:
                copied(million, size, path)
            compare(path, size, law)


def compare(path: Path, size: int, law: LawBook) -> None:
    """Count both ways and print the times. Raises ``AssertionError`` if they do not find the same."""
    ours, mine = timed(lambda: by_fairline(path, law))
    theirs_seconds, theirs = by_hand(path, law)
    print(
        f"{size:>3} million calls: fairline {ours:.1f} s, by hand {theirs_seconds:.1f} s,"
        f" ratio {ours / theirs_seconds:.2f}, {len(mine)} findings, {len(mine ^ theirs)} different",
        flush=True,
    )
    assert mine == theirs, sorted(mine ^ theirs)[:10]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds ``work`` took, and what it gave."""
    start = perf_counter()
    done = work()
    return perf_counter() - start, done


def by_fairline(path: Path, law: LawBook) -> Found:
    """Return what fairline finds, from the file to the findings with samples."""
    with History(memory=MEMORY, threads=THREADS, folder=str(path.parent)) as history:
        history.read(str(path))
        history.settle()
        found = history.findings(named_by_hand(), law=law, plan=DEFAULT_PLAN)
        return {(each.rule.name, told(each.key), instant(each.since)) for each in found}


def named_by_hand() -> list[Clause]:
    """Return the catalogue with the rules alone that the hand-written query has too."""
    names = set(re.findall(r"SELECT (?:DISTINCT )?'([a-z0-9-]+)', ", " ".join(statements())))
    kept = [replace(each, rules=tuple(r for r in each.rules if r.name in names)) for each in CLAUSES]
    known = {rule.name for clause in kept for rule in clause.rules}
    assert known == names, f"not in the catalogue: {sorted(names - known)}"
    return [clause for clause in kept if clause.rules]


def told(key: Iterable[object]) -> str:
    """Return a key as the hand-written query writes it."""
    return "|".join(",".join(part) if isinstance(part, tuple) else str(part) for part in key)


# ---- the data


def write(facts: Iterable[Fact], path: Path) -> None:
    """Write facts in fairline's own schema of Parquet: times in UTC, durations in microseconds."""
    types = {name: of for kind in HELD for name, of in fields(kind).items()}
    schema = pa.schema([("kind", pa.string()), *((name, _arrow(of)) for name, of in types.items())])
    left = iter(facts)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(left, 100_000)):
            rows = [located(fact) if isinstance(fact, Call) else fact for fact in some]
            kinds = [fact.__struct_config__.tag for fact in rows]
            columns = {name: [_stored(getattr(fact, name, None)) for fact in rows] for name in types}
            writer.write_table(pa.table({"kind": kinds, **columns}, schema=schema))


def _arrow(of: type) -> Any:
    kinds = {
        datetime: pa.timestamp("us", "UTC"),
        timedelta: pa.int64(),
        tuple: pa.list_(pa.string()),
        bool: pa.bool_(),
        int: pa.int64(),
    }
    return next((arrow for kind, arrow in kinds.items() if issubclass(of, kind)), pa.string())


def _stored(value: Any) -> Any:
    match value:
        case timedelta():
            return value // MICROSECOND
        case Decimal():
            return str(value)
        case _:
            return value


def copied(million: Path, size: int, path: Path) -> None:
    """Write ``size`` copies of the same week, each of accounts of its own."""
    connection = connected(path.parent)
    connection.execute(
        f"""COPY (SELECT * REPLACE (account || '-' || i AS account,
                CASE WHEN kind = 'campaign' THEN id ELSE id || '-' || i END AS id)
            FROM read_parquet('{million}'), range({size}) AS copies(i))
            TO '{path}' (FORMAT parquet, COMPRESSION zstd)"""
    )
    connection.close()


def connected(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database with the same means as fairline's."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "temp_directory": str(folder / "spilled"),
        "preserve_insertion_order": False,
    }
    return duckdb.connect(":memory:", config=settings)


# ---- by hand


def by_hand(path: Path, law: LawBook) -> tuple[float, Found]:
    """Return how long the hand-written query takes, and what it finds."""
    connection = connected(path.parent)
    connection.execute(f"CREATE VIEW facts AS FROM read_parquet('{path}')")
    law_tables(connection, law)
    seconds, _ = timed(lambda: [connection.execute(statement) for statement in statements()])
    found = set(connection.execute("SELECT rule, who, since FROM found").fetchall())
    connection.close()
    return seconds, found


def law_tables(connection: duckdb.DuckDBPyConnection, law: LawBook) -> None:
    """Make tables of what the law book answers for each place and time at hand."""
    hours = connection.execute(
        f"""SELECT DISTINCT called_places, called_zones, epoch_us(started_at) // {QUARTER} FROM facts
            WHERE kind = 'call' AND called_places IS NOT NULL AND called_zones IS NOT NULL"""
    ).fetchall()
    rows = []
    for places, zones, quarter in hours:
        given = (tuple(places), tuple(zones), moment(quarter * QUARTER))
        answers = (
            outside_binding_hours(law, *given) is True and banned_day(law, *given) is not True,
            outside_recommended_hours(law, *given) is True and recommended_banned_day(law, *given) is not True,
        )
        rows.append((places, zones, quarter, *answers, contact_weight(*given)))
    _table(
        connection,
        "hours",
        ("called_places", "called_zones", "quarter", "outside", "advised", "weight"),
        rows,
    )
    days = connection.execute(
        f"""SELECT DISTINCT called_places, epoch_us(started_at) // {DAY} FROM facts
            WHERE kind = 'call' AND called_places IS NOT NULL"""
    ).fetchall()
    by_day = []
    for places, day in days:
        given_day = (law, tuple(places), moment(day * DAY))
        by_day.append(
            (
                places,
                day,
                binding_cap(*given_day, 3, timedelta(hours=24)),
                recommended_cap(*given_day, 3, timedelta(hours=24)),
                binding_cap(*given_day, 4, timedelta(days=30)),
                recommended_cap(*given_day, 2, timedelta(days=1)),
                binding_ring(*given_day) // MICROSECOND,
                recommended_ring(*given_day) // MICROSECOND,
            )
        )
    names = ("called_places", "day", "cap3", "unsure3", "cap4", "code2", "law_ring", "advised_ring")
    _table(connection, "days", names, by_day)


def _table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: list[Any]
) -> None:
    incoming = pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)))
    connection.register("incoming", incoming)
    connection.execute(f"CREATE TABLE {name} AS FROM incoming")
    connection.unregister("incoming")


def statements() -> Iterator[str]:
    """Yield the hand-written query, one statement after another."""
    yield from PREPARED
    yield from PERIODS
    for each in SLIDING:
        yield sliding(**each)
    yield from APART


PREPARED = (
    """CREATE MACRO low(h, n) AS
        greatest(0.0, (h / n + 3.8414588206941236 / (2 * n) - 1.959963984540054 * sqrt(
        h / n * (1 - h / n) / n + 3.8414588206941236 / (4 * n * n))) / (1 + 3.8414588206941236 / n))""",
    """CREATE MACRO high(h, n) AS
        least(1.0, (h / n + 3.8414588206941236 / (2 * n) + 1.959963984540054 * sqrt(
        h / n * (1 - h / n) / n + 3.8414588206941236 / (4 * n * n))) / (1 + 3.8414588206941236 / n))""",
    "CREATE TABLE found (rule VARCHAR, who VARCHAR, since BIGINT)",
    f"""CREATE TABLE calls AS
        SELECT epoch_us(f.started_at) AS ts, f.id, f.account, f.user, f.campaign, f.caller, f.called, f.dialed,
            array_to_string(f.called_places, ',') AS places, f.called_country AS country, f.direction,
            f.direction = 'outbound' AS out, f.answered, f.answered_live AS live, f.talk // 1000 AS talk,
            f.ring, f.end_reason = 'canceled' AS canceled, f.end_reason = 'unallocated' AS unallocated,
            f.end_reason = 'no-answer' AND f.released_by <> 'called' AS given_up,
            coalesce(f.abandoned, f.agent_joined = FALSE OR f.agent_delay > 2000000) AS abandoned,
            coalesce(f.purpose, c.purpose) = 'marketing' AS marketing,
            epoch_us(coalesce(f.campaign_started_at, c.started_at)) AS anchor,
            epoch_us(f.answered_at) AS answered_at,
            epoch_us(coalesce(f.ended_at, f.answered_at + INTERVAL 4 HOUR)) AS ended_at,
            CASE WHEN f.currency = 'EUR' THEN trunc(CAST(f.cost AS DECIMAL(28, 18)) * 1000000)::BIGINT END AS euros,
            coalesce(a.plan, '{DEFAULT_PLAN}') AS plan, a.plan AS own_plan, a.revenue_share,
            f.forwarded_from IS NOT NULL OR coalesce(w.active, FALSE) AS sent_on,
            h.outside, h.advised, coalesce(h.weight, 1) AS weight, d.* EXCLUDE (called_places, day)
        FROM facts AS f
        LEFT JOIN (SELECT id, plan, revenue_share FROM facts WHERE kind = 'account') AS a ON a.id = f.account
        LEFT JOIN (SELECT id, account, purpose, started_at FROM facts WHERE kind = 'campaign') AS c
            ON c.account = f.account AND c.id = f.campaign
        LEFT JOIN (SELECT account, target, arg_max(active, "at") AS active FROM facts WHERE kind = 'forwarding'
            GROUP BY ALL) AS w ON w.account = f.account AND w.target = coalesce(f.called, f.dialed)
        LEFT JOIN hours AS h ON h.called_places = f.called_places AND h.called_zones = f.called_zones
            AND h.quarter = epoch_us(f.started_at) // {QUARTER}
        LEFT JOIN days AS d ON d.called_places = f.called_places AND d.day = epoch_us(f.started_at) // {DAY}
        WHERE kind = 'call'""",
    f"""CREATE TABLE fresh AS
        SELECT c.* FROM calls AS c JOIN (
            SELECT account, country, min(ts) AS first, min(min(ts)) OVER (PARTITION BY account) AS watched
            FROM calls WHERE out AND country IS NOT NULL GROUP BY account, country) AS s USING (account, country)
        WHERE out AND ts - first < {DAY} AND first - watched >= {2 * DAY}""",
    """CREATE TABLE texts AS SELECT epoch_us(sent_at) AS ts, id, account, direction = 'outbound' AS out,
            CASE direction WHEN 'outbound' THEN recipient WHEN 'inbound' THEN sender END AS other
        FROM facts WHERE kind = 'message'""",
)
DAILY = f"ts // {DAY} * {DAY}"
MONTHLY = "epoch_us(date_trunc('month', make_timestamp(ts)))"
PERIODS = (
    """INSERT INTO found WITH m AS (
        SELECT account || '|' || campaign AS who,
            epoch_us(timezone('America/Toronto', date_trunc('month', timezone('America/Toronto', make_timestamptz(ts))))) AS since,
            count_if(abandoned)::DOUBLE AS h, count(abandoned)::DOUBLE AS n
        FROM calls WHERE live AND out AND country = 'CA' AND marketing AND campaign IS NOT NULL GROUP BY ALL)
        SELECT 'abandoned-share-ca', who, since FROM m WHERE n >= 200 AND low(h, n) > 0.05
        UNION ALL SELECT 'abandoned-share-ca-warning', who, since FROM m WHERE n >= 200 AND h / n > 0.04""",
    f"""INSERT INTO found WITH m AS (
        SELECT account || '|' || campaign AS who, anchor + (ts - anchor) // {30 * DAY} * {30 * DAY} AS since,
            count_if(abandoned)::DOUBLE AS h, count(abandoned)::DOUBLE AS n
        FROM calls WHERE live AND out AND country = 'US' AND marketing AND campaign IS NOT NULL AND ts >= anchor GROUP BY ALL)
        SELECT 'abandoned-share-us', who, since FROM m WHERE n >= 200 AND low(h, n) > 0.03
        UNION ALL SELECT 'abandoned-share-us-warning', who, since FROM m WHERE n >= 200 AND h / n > 0.024""",
    f"""INSERT INTO found WITH m AS (
        SELECT account || '|' || campaign AS who, {DAILY} AS since,
            (count_if(abandoned) FILTER (live AND country = 'US'))::DOUBLE AS h,
            (count(abandoned) FILTER (live AND country = 'US'))::DOUBLE AS n,
            count_if(NOT answered AND (canceled OR given_up) AND law_ring > 0 AND ring < law_ring) AS short,
            count_if(NOT answered AND (canceled OR given_up) AND advised_ring > 0 AND ring < advised_ring) AS brief
        FROM calls WHERE out AND marketing AND campaign IS NOT NULL GROUP BY ALL)
        SELECT 'abandoned-share-us-day', who, since FROM m WHERE n >= 200 AND low(h, n) > 0.03
        UNION ALL SELECT 'short-rings', who, since FROM m WHERE short >= 20
        UNION ALL SELECT 'short-rings-practice', who, since FROM m WHERE brief >= 20""",
    """INSERT INTO found SELECT 'attempts-day-code', who, since FROM (
        SELECT account || '|' || places || '|' || called AS who,
            epoch_us(timezone('America/Sao_Paulo', date_trunc('day', timezone('America/Sao_Paulo', make_timestamptz(ts))))) AS since
        FROM calls WHERE out AND marketing AND code2 GROUP BY ALL HAVING count(*) > 2)""",
    f"""INSERT INTO found SELECT 'access-stimulation', account, {MONTHLY} AS since FROM calls
        WHERE revenue_share AND direction IN ('inbound', 'outbound') GROUP BY ALL
        HAVING coalesce(sum(talk) FILTER (direction = 'inbound'), 0) >= 60000000
            AND sum(talk) FILTER (direction = 'inbound') >= 3 * coalesce(sum(talk) FILTER (out), 0)""",
    f"""INSERT INTO found WITH m AS (
        SELECT account || '|' || coalesce(campaign, '-') AS who, {DAILY} AS since, any_value(plan) AS plan,
            count_if(answered)::DOUBLE AS h, count(answered)::DOUBLE AS n, sum(talk) FILTER (answered) AS talk,
            count(talk) FILTER (answered) AS talks, count_if(unallocated)::DOUBLE AS dead,
            count(unallocated)::DOUBLE AS ended
        FROM calls WHERE out GROUP BY ALL)
        SELECT 'answered-share-low', who, since FROM m
            WHERE n >= 500 AND high(h, n) < CASE plan WHEN 'business-phone' THEN 0.5 ELSE 0.4 END
        UNION ALL SELECT 'mean-talk-low', who, since FROM m
            WHERE talks >= 500 AND talk / talks < CASE plan WHEN 'business-phone' THEN 60000 ELSE 30000 END
        UNION ALL SELECT 'unallocated-numbers', who, since FROM m WHERE ended >= 200 AND low(dead, ended) > 0.1""",
    f"""INSERT INTO found WITH m AS (
        SELECT account AS who, {DAILY} AS since, any_value(plan) AS plan, sum(talk) FILTER (answered) AS talk,
            count(talk) FILTER (answered) AS n, count_if(answered AND talk < 60000) AS brief,
            count(caller) AS callers, count_if(near)::DOUBLE AS h, count(near)::DOUBLE AS nears
        FROM (SELECT *, CASE WHEN starts_with(caller, '+1') AND starts_with(called, '+1')
            THEN left(caller, 8) = left(called, 8) END AS near FROM calls) WHERE out GROUP BY ALL),
        d AS (SELECT account AS who, {DAILY} AS since, count(*) AS different
            FROM (SELECT DISTINCT account, {DAILY} AS ts, caller FROM calls WHERE out AND caller IS NOT NULL) GROUP BY ALL)
        SELECT 'dialer-on-conversation-plan', who, since FROM m WHERE plan = 'business-phone' AND n >= 300
            AND talk / n < 60000 AND low(brief::DOUBLE, n::DOUBLE) >= 0.9
        UNION ALL SELECT 'snowshoe-callers', who, since FROM m JOIN d USING (who, since)
            WHERE callers >= 1000 AND different / callers > 0.02
        UNION ALL SELECT 'neighbor-spoofing', who, since FROM m JOIN d USING (who, since)
            WHERE nears >= 200 AND low(h, nears) > 0.4 AND different >= 20""",
    f"""INSERT INTO found WITH m AS (
        SELECT account || '|' || caller AS who, {DAILY} AS since, count_if(talk <= 6000)::DOUBLE AS h,
            count(talk)::DOUBLE AS n
        FROM calls WHERE out AND answered AND caller IS NOT NULL GROUP BY ALL HAVING n >= 200)
        SELECT 'short-calls-day', who, since FROM m WHERE low(h, n) > 0.1
        UNION ALL SELECT 'mostly-short-calls-day', who, since FROM m WHERE low(h, n) > 0.4""",
    f"""INSERT INTO found WITH m AS (
        SELECT account || '|' || "user" AS who, {MONTHLY} AS since, sum(talk) AS talk,
            arg_max(plan, ts) AS plan, arg_max(coalesce(own_plan, '{DEFAULT_PLAN}'), ts) AS peers
        FROM calls WHERE direction <> 'internal' AND "user" IS NOT NULL GROUP BY ALL),
        p AS (SELECT *, sum(talk) OVER peers AS every, count(*) OVER peers AS size FROM m
            WINDOW peers AS (PARTITION BY since, peers))
        SELECT 'five-times-the-cohort', who, since FROM p WHERE size >= 10 AND talk > 5 * (every // size)
        UNION ALL SELECT 'minutes-per-seat', who, since FROM m
            WHERE talk > CASE plan WHEN 'contact-center-byoc' THEN 390000000 WHEN 'business-phone' THEN 180000000 ELSE 240000000 END""",
    f"""INSERT INTO found WITH m AS (
        SELECT account || '|' || "user" AS who, {DAILY} AS since, max(talk) AS longest, sum(talk) AS talk
        FROM calls WHERE "user" IS NOT NULL GROUP BY ALL)
        SELECT 'call-too-long', who, since FROM m WHERE longest > 14400000
        UNION ALL SELECT 'talk-per-day', who, since FROM m WHERE talk > 36000000""",
    f"""INSERT INTO found WITH m AS (
        SELECT account || '|' || "user" AS who, {DAILY} AS since
        FROM (SELECT DISTINCT account, "user", {DAILY} AS ts, ts // {HOUR} AS hour FROM calls
            WHERE "user" IS NOT NULL AND (out OR answered)) GROUP BY ALL HAVING count(*) >= 20)
        SELECT 'around-the-clock', who, since FROM (SELECT *, count(*) OVER (PARTITION BY who ORDER BY since
            RANGE BETWEEN {6 * DAY} PRECEDING AND CURRENT ROW) AS days FROM m) WHERE days >= 5""",
    f"""INSERT INTO found WITH moves AS (
        SELECT account, "user", greatest(ts, answered_at) AS t, 1 AS step FROM calls
            WHERE answered AND "user" IS NOT NULL AND greatest(ts, answered_at) < ended_at
        UNION ALL SELECT account, "user", ended_at, -1 FROM calls
            WHERE answered AND "user" IS NOT NULL AND greatest(ts, answered_at) < ended_at)
        SELECT DISTINCT 'legs-per-seat', account || '|' || "user", t // {DAY} * {DAY} FROM (
            SELECT *, sum(step) OVER (PARTITION BY account, "user" ORDER BY t, step ROWS UNBOUNDED PRECEDING) AS level FROM moves)
        WHERE step = 1 AND level > 1""",
)
PERSON = "account || '|' || places || '|' || called"
NUMBER = "account || '|' || caller"
PLACE = "account || '|' || coalesce(campaign, '-') || '|' || places"
SLIDING: tuple[dict[str, Any], ...] = (
    {"rules": {"outside-binding-hours": "h >= 1"}, "who": PLACE, "where": "out AND marketing AND outside", "hop": 60, "hops": 1440, "least": 1},
    {"rules": {"outside-recommended-hours": "h >= 1"}, "who": PLACE, "where": "out AND marketing AND advised", "hop": 60, "hops": 1440, "least": 1},
    {"rules": {"attempts-24h": "h > 3"}, "who": PERSON, "where": "out AND marketing AND cap3", "hop": 60, "hops": 1440, "least": 4},
    {"rules": {"attempts-24h-unsure": "h > 3"}, "who": PERSON, "where": "out AND marketing AND unsure3", "hop": 60, "hops": 1440, "least": 4},
    {"rules": {"attempts-30-days": "h > 4"}, "who": PERSON, "where": "out AND marketing AND cap4", "hop": 3600, "hops": 720, "least": 5},
    {"rules": {"canceled-calls": "n >= 100 AND low(h::DOUBLE, n::DOUBLE) > 0.2", "calls-given-up-early": "n >= 100 AND low(g::DOUBLE, n::DOUBLE) > 0.5"},
     "who": "account", "where": "out", "hop": 60, "hops": 60, "least": 20, "h": "coalesce(canceled, FALSE)::INT", "n": "(canceled IS NOT NULL)::INT", "g": "coalesce(canceled AND ring < 10000000, FALSE)::INT"},
    {"rules": {"new-country-burst": "h >= 20"}, "of": "fresh", "who": "account || '|' || country", "where": "TRUE", "hop": 5, "hops": 60, "least": 20},
    {"rules": {"new-country-spend": "h > 50000000"}, "of": "fresh", "who": "account || '|' || country", "where": "euros IS NOT NULL", "hop": 60, "hops": 60, "least": 50_000_000, "h": "euros"},
    {"rules": {"new-country-off-hours": "h >= 1800000"}, "of": "fresh", "who": "account || '|' || country", "hop": 60, "hops": 60, "least": 1_800_000, "h": "talk",
     "where": "talk IS NOT NULL AND (isodow(make_timestamp(ts)) > 5 OR hour(make_timestamp(ts)) NOT BETWEEN 7 AND 19)"},
    {"rules": {"short-calls-week": "n >= 200 AND low(h::DOUBLE, n::DOUBLE) > 0.1", "mostly-short-calls-week": "n >= 200 AND low(h::DOUBLE, n::DOUBLE) > 0.4"},
     "who": NUMBER, "where": "out AND answered AND caller IS NOT NULL", "hop": 7200, "hops": 84, "least": 20, "h": "coalesce(talk <= 6000, FALSE)::INT", "n": "(talk IS NOT NULL)::INT"},
    {"rules": {"repeated-calls": "h > 10 AND g = 0"}, "who": "account || '|' || CASE direction WHEN 'outbound' THEN called WHEN 'inbound' THEN caller END",
     "where": "direction IN ('outbound', 'inbound')", "hop": 60, "hops": 1440, "least": 11, "h": "CASE WHEN out THEN weight ELSE 0 END", "g": "(NOT out)::INT"},
    {"rules": {"repeated-messages": "h > 20 AND g = 0"}, "of": "texts", "who": "account || '|' || other", "where": "TRUE", "hop": 60, "hops": 1440, "least": 21,
     "h": "out::INT", "g": "(NOT out)::INT"},
)  # fmt: skip


def sliding(
    *, rules: dict[str, str], who: str, where: str, hop: int, hops: int, least: int,
    of: str = "calls", h: str = "1", n: str = "1", g: str = "0",
) -> str:  # fmt: skip
    """Return a statement for rules over one key and sliding window: ``h`` hits, ``n`` of the base, ``g`` else."""
    size = hop * MILLION
    parts = " UNION ALL ".join(
        f"""SELECT '{rule}', who, ts FROM (SELECT *, ts - lag(ts) OVER (PARTITION BY who ORDER BY ts, id) AS gap
            FROM m WHERE {breach}) WHERE gap IS NULL OR gap > {size * hops}"""
        for rule, breach in rules.items()
    )
    measures = ", ".join(
        f"coalesce(sum({x}_) OVER before, 0) + sum({x}_) OVER so_far AS {x}" for x in ("h", "n", "g")
    )
    return f"""INSERT INTO found WITH k AS (
            SELECT {who} AS who FROM {of} WHERE {where} GROUP BY 1 HAVING sum({h}) >= {least} AND who IS NOT NULL),
        e AS (SELECT {who} AS who, ts, id, ts // {size} AS hop, {h} AS h_, {n} AS n_, {g} AS g_ FROM {of}
            WHERE {where} AND {who} IN (FROM k)),
        m AS (SELECT who, ts, id, {measures} FROM e WINDOW
            before AS (PARTITION BY who ORDER BY hop RANGE BETWEEN {hops - 1} PRECEDING AND 1 PRECEDING),
            so_far AS (PARTITION BY who, hop ORDER BY ts, id ROWS UNBOUNDED PRECEDING))
        {parts}"""


def leases(level: int, least: int, length: int, size: int, rule: str) -> str:
    """Return a statement for forwarded legs that were open at once ``level`` times."""
    return f"""INSERT INTO found WITH l AS (
            SELECT account || '|' || coalesce(called, dialed) AS who, greatest(ts, answered_at) AS t, ended_at, id, ts AS fact_at
            FROM calls WHERE sent_on AND out AND answered AND greatest(ts, answered_at) < ended_at),
        moves AS (SELECT who, t, 1 AS step, fact_at, id FROM l UNION ALL SELECT who, ended_at, -1, fact_at, id FROM l),
        levels AS (SELECT *, sum(step) OVER (PARTITION BY who ORDER BY t, step, fact_at, id ROWS UNBOUNDED PRECEDING) AS level FROM moves),
        e AS (SELECT who, t, fact_at, id, t // {size} AS hop, (level = {level})::INT AS h_ FROM levels WHERE step = 1),
        m AS (SELECT *, coalesce(sum(h_) OVER (PARTITION BY who ORDER BY hop RANGE BETWEEN {length // size - 1} PRECEDING AND 1 PRECEDING), 0)
            + sum(h_) OVER (PARTITION BY who, hop ORDER BY t, fact_at, id ROWS UNBOUNDED PRECEDING) AS h FROM e)
        SELECT '{rule}', who, t FROM (SELECT *, t - lag(t) OVER (PARTITION BY who ORDER BY t, fact_at, id) AS gap
            FROM m WHERE h >= {least}) WHERE gap IS NULL OR gap > {length}"""


def runs(rule: str, step: int, least: int, base: int) -> str:
    """Return a statement for runs of called numbers within ten minutes."""
    who, size = "account || '|' || coalesce(campaign, caller)", 15 * MILLION
    return f"""INSERT INTO found WITH e AS (
            SELECT {who} AS who, ts, id, ts // {size} AS hop, substr(called, 2)::BIGINT AS v FROM calls
            WHERE out AND called IS NOT NULL AND {who} IS NOT NULL),
        s AS (SELECT *, coalesce(v - lag(v) OVER w BETWEEN 1 AND {step}, FALSE) AS goes_on, row_number() OVER w AS i
            FROM e WINDOW w AS (PARTITION BY who ORDER BY ts, id)),
        k AS (SELECT who FROM s GROUP BY 1 HAVING count_if(goes_on) >= {least - 1}),
        r AS (SELECT *, max(CASE WHEN goes_on THEN 0 ELSE i END) OVER (PARTITION BY who ORDER BY i) AS began
            FROM s WHERE who IN (FROM k)),
        f AS (SELECT *, i - count(*) OVER (PARTITION BY who, hop ORDER BY i ROWS UNBOUNDED PRECEDING)
            - coalesce(count(*) OVER (PARTITION BY who ORDER BY hop RANGE BETWEEN 39 PRECEDING AND 1 PRECEDING), 0) + 1 AS first FROM r),
        m AS (SELECT a.who, a.ts, a.id, a.i, any_value(a.i - a.first + 1) AS n,
                max(b.i - greatest(b.began, a.first) + 1) AS longest
            FROM f AS a JOIN f AS b ON a.who = b.who AND b.i BETWEEN a.first AND a.i GROUP BY ALL)
        SELECT '{rule}', who, ts FROM (SELECT *, ts - lag(ts) OVER (PARTITION BY who ORDER BY i) AS gap
            FROM m WHERE longest >= {least} AND n >= {base}) WHERE gap IS NULL OR gap > {600 * MILLION}"""


APART = (
    leases(2, 3, DAY, QUARTER, "forwarded-twice-at-once-day"),
    leases(2, 10, 7 * DAY, 2 * HOUR, "forwarded-twice-at-once-week"),
    leases(4, 1, DAY, QUARTER, "forwarded-four-at-once"),
    runs("consecutive-numbers", 1, 20, 0),
    runs("neighboring-numbers", 3, 50, 100),
    f"""INSERT INTO found WITH l AS (
            SELECT account || '|' || country AS who, greatest(ts, answered_at) AS t, ended_at, id, ts AS fact_at FROM fresh
            WHERE answered AND greatest(ts, answered_at) < ended_at),
        moves AS (SELECT who, t, 1 AS step, fact_at, id FROM l UNION ALL SELECT who, ended_at, -1, fact_at, id FROM l),
        levels AS (SELECT *, sum(step) OVER (PARTITION BY who ORDER BY t, step, fact_at, id ROWS UNBOUNDED PRECEDING) AS level FROM moves),
        e AS (SELECT who, t, fact_at, id, t // {15 * MILLION} AS hop, level FROM levels WHERE step = 1),
        m AS (SELECT *, greatest(max(level) OVER (PARTITION BY who ORDER BY hop RANGE BETWEEN 59 PRECEDING AND 1 PRECEDING),
            max(level) OVER (PARTITION BY who, hop ORDER BY t, fact_at, id ROWS UNBOUNDED PRECEDING)) AS h FROM e)
        SELECT 'new-country-at-once', who, t FROM (SELECT *, t - lag(t) OVER (PARTITION BY who ORDER BY t, fact_at, id) AS gap
            FROM m WHERE h >= 3) WHERE gap IS NULL OR gap > {900 * MILLION}""",
    f"""INSERT INTO found WITH k AS (
            SELECT {NUMBER} AS who FROM calls WHERE out AND caller IS NOT NULL GROUP BY 1
            HAVING count_if(ring <= 6000000) >= 50 AND count_if(canceled) >= 40),
        e AS (SELECT {NUMBER} AS who, ts, id, ts // {5 * MILLION} AS hop, (ring <= 6000000) AS brief, canceled, called
            FROM calls WHERE out AND caller IS NOT NULL AND {NUMBER} IN (FROM k)),
        o AS (SELECT *, hop * {1 << 31} + row_number() OVER (PARTITION BY who ORDER BY ts, id) AS o FROM e),
        m AS (SELECT *, count_if(brief) OVER w AS h, count_if(canceled) OVER w AS c, count(canceled) OVER w AS n,
                count(DISTINCT called) OVER w AS people
            FROM o WINDOW w AS (PARTITION BY who ORDER BY o
                RANGE BETWEEN (o - (hop - 59) * {1 << 31}) PRECEDING AND CURRENT ROW))
        SELECT 'wangiri', who, ts FROM (SELECT *, ts - lag(ts) OVER (PARTITION BY who ORDER BY o) AS gap FROM m
            WHERE h >= 50 AND n >= 50 AND low(c::DOUBLE, n::DOUBLE) >= 0.8 AND people >= 45)
        WHERE gap IS NULL OR gap > {300 * MILLION}""",
)


if __name__ == "__main__":
    main()
