"""``fairline shared``: what several guards have in common."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, TypeVar
from uuid import uuid4

import typer
from rich.console import Console

from fairline.audit import read_policy
from fairline.cli import help as general
from fairline.cli import shared_words as say
from fairline.cli.screen import guarded, plain, screen
from fairline.cli.serving import CONFIG
from fairline.cli.serving_words import CONFIG_FILE
from fairline.cli.spoken import COMMANDS, GROUPS
from fairline.config import read
from fairline.facts import FairlineError
from fairline.policy import Clause, Lang
from fairline.policy.tightened import tightened
from fairline.stores.shared_log import POLICY, Lost, Shared, SharedLog, Telling, with_password

OPERATOR = "operator"
"""Who stands as the origin of what no guard wrote."""
WITHIN_S = 10.0  # ours
T = TypeVar("T")
DIFFERS = 1


def shared(lang: Lang, clauses: Callable[[], tuple[Clause, ...]]) -> typer.Typer:
    """Return the commands below ``shared``."""
    group = typer.Typer(
        cls=GROUPS[lang], help=say.GROUP.say(lang), no_args_is_help=True, rich_markup_mode="rich"
    )
    config = typer.Option("--config", help=CONFIG_FILE.say(lang), metavar="FILE")
    spoken = typer.Option("--lang", help=general.OPTIONS["lang"].say(lang), metavar="en|fr")

    @group.command("guards", cls=COMMANDS[lang], help=say.GUARDS.say(lang))
    def guards(
        config: Annotated[str, config] = CONFIG, language: Annotated[Lang | None, spoken] = None
    ) -> None:
        raise typer.Exit(guarded(lambda: told(config, language or lang, screen()), lang))

    @group.command("policy", cls=COMMANDS[lang], help=say.POLICY.say(lang))
    def policy(
        file: Annotated[str, typer.Argument(metavar="FILE", help=say.FILE.say(lang))],
        config: Annotated[str, config] = CONFIG,
        language: Annotated[Lang | None, spoken] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: given(file, config, clauses(), language or lang, screen()), lang))

    return group


def told(config: str, lang: Lang, out: Console) -> int:
    """Show every guard; the status is 1 if they do not decide alike. ``FairlineError``."""
    database = _database(config)

    async def work() -> tuple[list[Telling], float]:
        async with SharedLog.open(database, within_s=WITHIN_S) as log:
            found, now = await log.guards()
            return found, now.timestamp()

    found, now = _done(work())
    for each in found:
        values = each._asdict() | {"age": round(now - each.seen_at.timestamp())}
        del values["seen_at"]
        out.print(plain(say.ONE.say(lang, **values)))
    if not found:
        out.print(plain(say.NONE.say(lang)))
    differs = [
        words
        for name, words in (("policy", say.POLICY_WORD), ("law", say.LAW_WORD), ("version", say.VERSION_WORD))
        if len({getattr(each, name) for each in found}) > 1
    ]
    for words in differs:
        out.print(plain(say.DIFFER.say(lang, what=words.say(lang)), "bold red"))
    return DIFFERS if differs else 0


def given(file: str, config: str, clauses: tuple[Clause, ...], lang: Lang, out: Console) -> int:
    """Share a policy file that fits the clauses. ``FairlineError`` says what of it does not."""
    database = _database(config)
    tightened(clauses, read_policy(file, clauses))
    entry = Shared(0, POLICY, uuid4().hex, OPERATOR, Path(file).read_bytes())

    async def work() -> None:
        async with SharedLog.open(database, within_s=WITHIN_S) as log:
            await log.write([entry])

    _done(work())
    out.print(plain(say.GIVEN.say(lang, file=file)))
    return 0


def _database(config: str) -> str:
    settings = read(Path(config))
    if settings.shared is None:
        raise FairlineError(f"{config}: found no table [shared], wanted one")
    return with_password(*settings.shared_database)


def _done(work: Coroutine[object, object, T]) -> T:
    try:
        return asyncio.run(work)
    except Lost as error:
        raise FairlineError(f"the shared database: {error}") from error
