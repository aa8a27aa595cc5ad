"""``fairline store``: the journal and the console's records, from files to PostgreSQL and back."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Shown

from fairline.cli import help as general
from fairline.cli import store_words as say
from fairline.cli.screen import guarded, plain, screen
from fairline.cli.spoken import COMMANDS, GROUPS
from fairline.config.store import GUARD, StoreSettings
from fairline.facts import FairlineError
from fairline.policy import Lang
from fairline.stores.audit_log import FILE
from fairline.stores.place import Place, read_place

DIGITS = 16  # ours: of a hash that are shown


def store(lang: Lang) -> typer.Typer:
    """Return the commands below ``store``."""
    group = typer.Typer(
        cls=GROUPS[lang], help=say.GROUP.say(lang), no_args_is_help=True, rich_markup_mode="rich"
    )
    spoken = typer.Option("--lang", help=general.OPTIONS["lang"].say(lang), metavar="en|fr")
    password = typer.Option("--password-file", help=say.PASSWORD.say(lang), metavar="FILE")

    @group.callback()
    def only_below() -> None:
        """Keep ``copy`` a command of its own, though it is the only one."""

    @group.command("copy", cls=COMMANDS[lang], help=say.COPY.say(lang))
    def copy(
        folder: Annotated[str, typer.Argument(metavar="FOLDER", help=say.FOLDER.say(lang))],
        to: Annotated[str, typer.Argument(metavar="TO", help=say.TO.say(lang))],
        guard: Annotated[str, typer.Option("--guard", help=say.GUARD.say(lang), metavar="NAME")] = GUARD,
        password_file: Annotated[str | None, password] = None,
        language: Annotated[Lang | None, spoken] = None,
    ) -> None:
        said = language or lang
        work = lambda: copied(Path(folder), to, guard, password_file, said, screen())  # noqa: E731
        raise typer.Exit(guarded(work, lang))

    return group


def copied(folder: Path, to: str, guard: str, password_file: str | None, lang: Lang, out: Console) -> int:
    """Copy, compare and show. Raises ``FairlineError`` for whatever is not the same or cannot be copied."""
    from fairline.console.copying import Table, copy_tables, known, ready
    from fairline.stores.copying import ASIDE, Copied, to_files, to_postgresql

    if not folder.is_dir():
        raise FairlineError(f"{folder}: found no folder, wanted that of a guard")
    source, target = read_place(folder), _place(to, guard, password_file)
    way: AbstractContextManager[Copied]
    way = to_files(folder) if target is None else to_postgresql(folder, target)
    tables: list[Table] = []
    with way as journal:
        if journal.source != journal.target:
            raise FairlineError(f"journal: found {journal.target} in the copy, wanted {journal.source}")
        if known(folder, source):
            ready(folder, source)
            tables = copy_tables(target, folder / ASIDE / FILE)
    shown = Shown(show_edge=False, pad_edge=False, header_style="dim")
    for heading in say.HEADINGS:
        shown.add_column(heading.say(lang), overflow="fold")
    held = journal.target
    what = say.JOURNAL.say(lang, first=held.first, last=held.last)
    rows = [(what, held.entries, held.hash), *((each.name, each.rows, each.target) for each in tables)]
    for name, count, digest in rows:
        shown.add_row(plain(name), plain(str(count)), plain(digest[:DIGITS]))
    out.print(shown)
    if not tables:
        out.print(plain(say.NO_CONSOLE.say(lang)))
    out.print(plain(say.STAYS.say(lang, folder=str(folder))))
    out.print(plain(say.DONE.say(lang, database=f'"{to}"'), "bold"))
    return 0


def _place(to: str, guard: str, password_file: str | None) -> Place | None:
    """Return where to copy to, ``None`` for files."""
    wanted = StoreSettings(database=to, guard=guard)
    if wanted.in_files:
        return None
    file = None if password_file is None else str(Path(password_file).absolute())
    return Place(database=to, guard=guard, password_file=file)
