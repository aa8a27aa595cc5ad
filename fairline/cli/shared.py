"""``fairline shared``: what several guards have in common."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, TypeVar
from uuid import uuid4

import msgspec
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
from fairline.guard.records import law_digest
from fairline.law import LawBook, LawUpdate, as_of, book_of, check_follows, package_files, update_of
from fairline.policy import Clause, Lang
from fairline.policy.tightened import tightened
from fairline.stores.shared_log import LAW, POLICY, Lost, Shared, SharedLog, Telling, with_password

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

    @group.command("law", cls=COMMANDS[lang], help=say.LAW.say(lang))
    def law(
        path: Annotated[str, typer.Argument(metavar="FILE|FOLDER", help=say.LAW_PATH.say(lang))],
        lacking: Annotated[bool, typer.Option("--lacking", help=say.LACKING.say(lang))] = False,
        config: Annotated[str, config] = CONFIG,
        language: Annotated[Lang | None, spoken] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: enacted(path, lacking, config, language or lang, screen()), lang))

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


def enacted(path: str, lacking: bool, config: str, lang: Lang, out: Console) -> int:
    """Share a book of law that may follow the one that is shared, or the program's. ``FairlineError``."""
    database, given = _database(config), _law_files(Path(path))

    async def work() -> LawBook:
        async with SharedLog.open(database, within_s=WITHIN_S) as log:
            shared = await log.newest(LAW)
            old = LawUpdate(files=package_files())
            if shared is not None:
                last = update_of(shared.body)
                old = last if as_of(book_of(last)) > as_of(book_of(old)) else old
            files = given if Path(path).is_dir() else old.files | given
            new = LawUpdate(files=files, lacking=lacking)
            book = book_of(new)
            check_follows(book, book_of(old), lacking=lacking)
            entry = Shared(0, LAW, law_digest(book), OPERATOR, msgspec.json.encode(new))
            await log.write([entry])
            return book

    book = _done(work())
    out.print(plain(say.ENACTED.say(lang, day=as_of(book).isoformat(), digest=law_digest(book))))
    return 0


def _law_files(path: Path) -> dict[str, str]:
    """Return the text of each file of law, by its name. ``FairlineError`` for what is none."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise FairlineError(f"{path}: found no file with the ending .yaml, wanted the files of a book of law")
    try:
        return {file.name: file.read_text("utf-8") for file in files}
    except OSError as error:
        raise FairlineError(f"{error.filename}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FairlineError(f"{path}: found {error.reason}, wanted text in UTF-8") from error


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
