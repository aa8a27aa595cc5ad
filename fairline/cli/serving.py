"""``fairline serve``, ``fairline status`` and ``fairline config``."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from fairline.cli import help as general
from fairline.cli import serving_words as say
from fairline.cli.screen import guarded, plain, screen
from fairline.cli.spoken import COMMANDS
from fairline.policy import Clause, Lang

CONFIG = "fairline.toml"
NONE_RUNS = 1


def add_serving(app: typer.Typer, lang: Lang, clauses: Callable[[], tuple[Clause, ...]]) -> None:
    """Add the commands. What they need is imported when they run: the others start without it."""
    option = typer.Option("--config", help=say.CONFIG_FILE.say(lang), metavar="FILE")
    spoken = typer.Option("--lang", help=general.OPTIONS["lang"].say(lang), metavar="en|fr")

    @app.command("serve", cls=COMMANDS[lang], help=say.COMMANDS["serve"].say(lang))
    def serve(
        config: Annotated[str, option] = CONFIG, language: Annotated[Lang | None, spoken] = None
    ) -> None:
        raise typer.Exit(guarded(lambda: run(config, clauses(), language or lang, screen()), lang))

    @app.command("status", cls=COMMANDS[lang], help=say.COMMANDS["status"].say(lang))
    def status(
        config: Annotated[str, option] = CONFIG, language: Annotated[Lang | None, spoken] = None
    ) -> None:
        raise typer.Exit(guarded(lambda: tell(config, language or lang, screen()), lang))

    @app.command("config", cls=COMMANDS[lang], help=say.COMMANDS["config"].say(lang))
    def show(
        config: Annotated[str, option] = CONFIG, language: Annotated[Lang | None, spoken] = None
    ) -> None:
        raise typer.Exit(guarded(lambda: values(config, language or lang, screen()), lang))


def run(file: str, clauses: Iterable[Clause], lang: Lang, out: Console) -> int:
    """Serve until stopped, and say where. Raises ``FairlineError`` if it cannot be."""
    from fairline.app import App, serve
    from fairline.config import read

    def told(app: App) -> None:
        status = app.status()
        listening = [port for port in status.ports if port.listens]
        for port in listening:
            out.print(plain(say.LISTENS.say(lang, port=port.name, listens=", ".join(port.listens))))
        if not listening:
            out.print(plain(say.NO_PORT.say(lang)))
        out.print(plain(say.RUNS.say(lang, policy=status.policy, standing=sum(status.standing.values()))))

    serve(read(Path(file)), clauses, told, Path(file))
    return 0


def tell(file: str, lang: Lang, out: Console) -> int:
    """Show how the guard of a configuration stands."""
    from fairline.app import read_status
    from fairline.config import read

    folder = read(Path(file)).store.folder
    status = read_status(folder)
    if status is None:
        out.print(plain(say.NONE_RUNS.say(lang, folder=str(folder))))
        return NONE_RUNS
    if status.trouble is not None:
        out.print(plain(say.TROUBLE.say(lang, why=status.trouble), "bold red"))
    if status.catching_up is not None:
        out.print(plain(say.CATCHING_UP.say(lang, left=status.catching_up), "bold red"))
    out.print(plain(say.SINCE.say(lang, since=status.since.isoformat(" ", "seconds"))))
    out.print(plain(say.POLICY.say(lang, policy=status.policy)))
    out.print(plain(say.JOURNAL.say(lang, sequence=status.sequence, pending=status.pending)))
    if status.standby is not None:
        out.print(plain((say.STANDBY if status.standby else say.NO_STANDBY).say(lang)))
    if status.behind is not None:
        out.print(plain(say.WATCH.say(lang, behind=status.behind)))
    if status.shared_trouble is not None:
        out.print(plain(say.SHARED_LOST.say(lang, why=status.shared_trouble), "bold red"))
    if status.shared_age_s is not None:
        out.print(plain(say.SHARED.say(lang, age=round(status.shared_age_s))))
    _counts(status.counts, lang, out)
    for port in status.ports:
        where = say.LISTENS.say(lang, port=port.name, listens=", ".join(port.listens))
        out.print(plain(where if port.listens else port.name, "bold"))
        _counts(port.counts, lang, out)
    standing = ", ".join(say.COUNT.say(lang, what=what, count=n) for what, n in status.standing.items())
    out.print(plain(say.STANDING.say(lang, told=standing or say.NOBODY.say(lang)), "bold"))
    for gap in status.gaps:
        subject = f"{gap.kind} {gap.account} {gap.id}"
        told = say.GAP.say(
            lang, actuator=gap.actuator, subject=subject, desired=gap.desired, acknowledged=gap.acknowledged,
            tries=gap.tries, why=gap.why or "-",
        )  # fmt: skip
        out.print(plain(told, "red"))
    found = sorted(status.findings.items(), key=lambda item: -item[1])
    told = ", ".join(say.COUNT.say(lang, what=rule, count=n) for rule, n in found)
    out.print(plain(say.FINDINGS.say(lang, told=told or say.NONE.say(lang)), "bold"))
    return NONE_RUNS if status.trouble is not None else 0


def values(file: str, lang: Lang, out: Console) -> int:
    """Show every value in force and where it comes from."""
    from fairline.config import read, told

    path = Path(file)
    table = Table(show_edge=False, pad_edge=False, header_style="dim")
    for heading in say.HEADINGS:
        table.add_column(heading.say(lang), overflow="fold")
    for given in told(read(path), path):
        whence = say.IN_FILE if given.said else say.DEFAULT
        table.add_row(plain(given.key), plain(given.value), plain(whence.say(lang)))
    out.print(table)
    return 0


def _counts(counts: dict[str, int], lang: Lang, out: Console) -> None:
    for what, count in sorted(counts.items()):
        out.print(plain("  " + say.COUNT.say(lang, what=what, count=count)))
