"""``fairline convert``: files of any known format to our own."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from fairline import telling
from fairline.audit import Options
from fairline.cli import converting_words as say
from fairline.cli import help as general
from fairline.cli.auditing import progress, region_of, zone
from fairline.cli.screen import UNUSABLE, complain, guarded, plain, screen
from fairline.cli.spoken import COMMANDS
from fairline.cli.tables import EXAMPLES_SHOWN, files_read, records_not_read
from fairline.convert.forms import Form
from fairline.policy import DEFAULT_PLAN, Lang

ALL, SOME = 0, 1


def add_convert(app: typer.Typer, lang: Lang) -> None:
    """Add the command to ``app``."""

    def option(name: str, metavar: str) -> object:
        return typer.Option(f"--{name}", help=general.OPTIONS[name].say(lang), metavar=metavar)

    files_help = general.OPTIONS["files"].say(lang)

    @app.command("convert", cls=COMMANDS[lang], help=say.CONVERT.say(lang))
    def converted(
        files: Annotated[list[str], typer.Argument(metavar="FILE", help=files_help)],
        to: Annotated[str, typer.Option("--to", help=say.TO.say(lang), metavar="FOLDER")],
        form: Annotated[
            Form, typer.Option("--as", help=say.FORM.say(lang), metavar="|".join(Form))
        ] = Form.PARQUET,
        by_account: Annotated[bool, typer.Option("--by-account", help=say.BY_ACCOUNT.say(lang))] = False,
        format: Annotated[str | None, option("format", "NAME")] = None,
        map: Annotated[str | None, option("map", "FILE")] = None,
        zone_name: Annotated[str, option("zone", "ZONE")] = "UTC",
        region_name: Annotated[str | None, option("region", "CC")] = None,
        language: Annotated[Lang | None, option("lang", "en|fr")] = None,
    ) -> None:
        def work() -> int:
            options = Options(
                owner="",
                plan=DEFAULT_PLAN,
                format=format,
                mapping=map,
                zone=zone(zone_name),
                region=region_of(region_name),
            )
            return run(tuple(files), options, Path(to), form, by_account, language or lang, screen())

        raise typer.Exit(guarded(work, lang))


def run(
    files: tuple[str, ...],
    options: Options,
    to: Path,
    form: Form,
    by_account: bool,
    lang: Lang,
    out: Console,
) -> int:
    """Convert and say what became of it: 0, 1 if records are no facts, 2 if a file could not be used."""
    # Imported here, because few ask for it, and Parquet takes longer to load than help takes.
    from fairline.convert.converting import convert

    with progress(files, lang) as on_bytes:
        done = convert(files, options, to, form, by_account=by_account, on_bytes=on_bytes)
    unusable = [file for file in done.files if file.unusable is not None]
    for file in unusable:
        complain(general.UNUSABLE.say(lang, name=file.name, why=telling.why_unusable(file, lang) or ""))
    files_read(done.files, done.left_out, str(options.zone), lang, out)
    records_not_read(done.files, lang, out)
    if done.refused:
        out.print(plain(say.REFUSED.say(lang, count=done.refused), "yellow"))
        for each in done.examples[:EXAMPLES_SHOWN]:
            out.print(plain(f"  {telling.unreadable(each, lang)}"))
    out.print(plain(say.DONE.say(lang, written=done.written, parts=done.parts, to=str(to)), "bold"))
    if unusable:
        return UNUSABLE
    return SOME if done.unreadable else ALL
