"""``fairline watch``: continuous detection on Spark, told on the terminal."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from fairline.cli import help as general
from fairline.cli import watch_words as say
from fairline.cli.auditing import region_of, zone
from fairline.cli.screen import guarded, plain, screen
from fairline.cli.spoken import COMMANDS
from fairline.facts import FairlineError
from fairline.facts.errors import no_such
from fairline.policy import DEFAULT_PLAN, PLANS, Lang, Share, Text
from fairline.words import OWNER

if TYPE_CHECKING:
    from fairline.spark.watch import Asked
    from fairline.spark.watch_batch import Batch, Sum
    from fairline.spark.watch_plan import From

LATENESS_S, LATENESS_MAX_S = 3600, 7 * 86_400


def add_watch(app: typer.Typer, lang: Lang) -> None:
    """Add the command. Spark is imported when it runs."""

    def option(name: str, metavar: str) -> object:
        known = say.OPTIONS.get(name) or general.OPTIONS[name]
        return typer.Option(f"--{name}", help=known.say(lang), metavar=metavar)

    def flag(names: str, name: str) -> object:
        return typer.Option(names, help=say.OPTIONS[name].say(lang))

    @app.command("watch", cls=COMMANDS[lang], help=say.COMMAND.say(lang))
    def watch(
        context: typer.Context,
        on: Annotated[str, option("on", "MASTER")],
        sources: Annotated[list[str], option("from", "SOURCE")],
        checkpoint: Annotated[str, option("checkpoint", "FOLDER")],
        database: Annotated[str, option("database", "URL")],
        secret: Annotated[str | None, option("from-secret", "FILE")] = None,
        password_file: Annotated[str | None, option("database-password-file", "FILE")] = None,
        database_wait: Annotated[float, option("database-wait", "SECONDS")] = 600.0,
        name: Annotated[str, option("name", "NAME")] = "watch",
        policy: Annotated[str | None, option("policy", "FILE")] = None,
        lateness: Annotated[int, option("lateness", "SECONDS")] = LATENESS_S,
        plan: Annotated[str, option("plan", "PLAN")] = DEFAULT_PLAN,
        account: Annotated[str | None, option("account", "NAME")] = None,
        format: Annotated[str | None, option("format", "NAME")] = None,
        map: Annotated[str | None, option("map", "FILE")] = None,
        of_zone: Annotated[str, option("zone", "ZONE")] = "UTC",
        region: Annotated[str | None, option("region", "CC")] = None,
        shards: Annotated[int | None, option("shards", "NUMBER")] = None,
        batch: Annotated[int, option("batch", "FACTS")] = 100_000,
        ahead: Annotated[int, option("ahead", "SECONDS")] = 86_400,
        metrics: Annotated[str | None, option("metrics", "ADDRESS:PORT")] = None,
        once: Annotated[bool, flag("--once", "once")] = False,
        conclude: Annotated[bool, flag("--conclude", "conclude")] = False,
        no_past: Annotated[bool, flag("--no-past", "no-past")] = False,
        language: Annotated[Lang | None, option("lang", "en|fr")] = None,
    ) -> None:
        spoken = language or lang
        raise typer.Exit(guarded(lambda: told(checked(asked_of(context.params, spoken)), spoken), spoken))


def asked_of(said: Mapping[str, Any], lang: Lang) -> "Asked":
    """Return what was asked on the command line. Raises ``FairlineError`` for a source or zone that is
    none."""
    from fairline.spark.watch import Asked
    from fairline.spark.watch_plan import Reading

    zone(said["of_zone"])
    reading = Reading(
        owner=said["account"] or OWNER.say(lang),
        format=said["format"],
        mapping=None if said["map"] is None else str(Path(said["map"]).resolve()),
        zone=said["of_zone"],
        region=region_of(said["region"]),
    )
    as_said = (
        "on",
        "database",
        "password_file",
        "name",
        "plan",
        "shards",
        "metrics",
        "once",
        "conclude",
    )
    return Asked(
        **{name: said[name] for name in as_said},
        sources=tuple(source_of(each, said["secret"], lang) for each in said["sources"]),
        checkpoint=Path(said["checkpoint"]).resolve(),
        reading=reading,
        past=not said["no_past"],
        policy=None if said["policy"] is None else Path(said["policy"]),
        lateness_s=said["lateness"],
        facts_max=said["batch"],
        ahead_s=said["ahead"],
        database_wait_s=said["database_wait"],
    )


def checked(asked: "Asked") -> "Asked":
    """Return what was asked. Raises ``FairlineError`` for what cannot be."""
    if asked.plan not in PLANS:
        raise no_such("--plan", "plan", asked.plan, PLANS)
    if not 0 <= asked.lateness_s <= LATENESS_MAX_S:
        raise FairlineError(f"--lateness: found {asked.lateness_s}, wanted 0 to {LATENESS_MAX_S} (a week)")
    for name, value in (("shards", asked.shards), ("batch", asked.facts_max), ("ahead", asked.ahead_s)):
        if value is not None and value < 1:
            raise FairlineError(f"--{name}: found {value}, wanted at least 1")
    if asked.conclude and not asked.once:
        raise FairlineError("--conclude: found it without --once, wanted both")
    return asked


def source_of(said: str, secret: str | None, lang: Lang) -> "From":
    """Return the source that was said. Raises ``FairlineError`` for what is none."""
    from fairline.spark.watch_plan import From

    if said.startswith(("postgresql://", "postgres://")):
        at, _, guard = said.partition("#")
        return From(kind="journal", at=at, name=guard or None, secret=secret)
    if said.startswith(("nats://", "tls://")):
        at, _, stream = said.partition("://")[2].partition("/")
        if at and stream:
            return From(kind="jetstream", at=f"{said.partition('://')[0]}://{at}", name=stream, secret=secret)
    elif Path(said).is_dir():
        return From(kind="folder", at=str(Path(said).resolve()))
    raise FairlineError(say.FROM_IS.say(lang, found=said))


def told(asked: "Asked", lang: Lang) -> int:
    """Watch, and tell of it on standard error."""
    from fairline.spark.watch import watch

    watch(asked, Telling(lang, screen(stderr=True)))
    return 0


class Telling:
    """Tells the operator, a line for each thing."""

    def __init__(self, lang: Lang, out: Console) -> None:
        self._lang, self._out = lang, out

    def _say(self, text: Text, style: str = "", **slots: str | int | float | Share) -> None:
        self._out.print(plain(text.say(self._lang, **slots), style), soft_wrap=True)

    def begins(self, on: str, shards: int, policy: str) -> None:
        """The query begins."""
        self._say(say.BEGINS, on=on, shards=shards, policy=policy)

    def batch(self, batch: "Batch", seconds: float) -> None:
        """A batch is written."""
        if batch.restored:
            self._say(
                say.RESTORED,
                "yellow",
                shards=", ".join(f"{k} ({v:.1f} s)" for k, v in batch.restored.items()),
            )
        total, seen = batch.sum, sum(batch.seen.values())
        self._say(
            say.BATCH,
            number=batch.number,
            records=total.records,
            used=total.used,
            duplicates=total.duplicates,
            late=total.late,
            refused=total.refused,
            findings=len(batch.findings),
            seconds=round(seconds, 2),
            rate=round(total.records / seconds),
            share=Share(max(batch.seen.values(), default=0) / seen if seen else 0.0),
        )
        for file in batch.files:
            if file.why or file.unreadable:
                why = f" ({file.why})" if file.why else ""
                records = file.facts + file.unreadable
                self._say(
                    say.FILE, "yellow", name=file.name, unreadable=file.unreadable, records=records, why=why
                )
        for fault in batch.faults:
            self._say(say.FAULT, "bold red", fault=fault)

    def waits(self, why: str, again_s: float) -> None:
        """The database or a source does not answer."""
        self._say(say.WAITS, "bold red", why=why, seconds=again_s)

    def policy(self, digest: str, past: bool) -> None:
        """Another policy is in force from the next batch on."""
        how = (say.FROM_PAST if past else say.AS_THEY_COME).say(self._lang)
        self._say(say.POLICY, digest=digest, how=how)

    def refused(self, why: str) -> None:
        """The policy file cannot be used."""
        self._say(say.REFUSED, "bold red", why=why)

    def lost(self, number: int) -> None:
        """Executors are gone."""
        self._say(say.LOST, "bold red", number=number)

    def ends(self, total: "Sum") -> None:
        """The query has ended."""
        self._say(
            say.ENDS,
            records=total.records,
            used=total.used,
            duplicates=total.duplicates,
            late=total.late,
            refused=total.refused,
        )
