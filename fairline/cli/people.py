"""``fairline people``: who may sign in to the console. The first one has to come from somewhere."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from fairline.cli import help as general
from fairline.cli import people_words as say
from fairline.cli.screen import guarded, plain, screen
from fairline.cli.serving import CONFIG
from fairline.cli.serving_words import CONFIG_FILE
from fairline.cli.spoken import COMMANDS, GROUPS
from fairline.config import read
from fairline.facts import FairlineError
from fairline.policy import Lang

RoleName = Literal["reviewer", "senior", "legal", "engineer", "auditor", "customer"]
ROLES = "reviewer|senior|legal|engineer|auditor|customer"


def people(lang: Lang) -> typer.Typer:
    """Return the commands below ``people``."""
    group = typer.Typer(
        cls=GROUPS[lang], help=say.GROUP.say(lang), no_args_is_help=True, rich_markup_mode="rich"
    )
    config = typer.Option("--config", help=CONFIG_FILE.say(lang), metavar="FILE")
    spoken = typer.Option("--lang", help=general.OPTIONS["lang"].say(lang), metavar="en|fr")

    @group.callback()
    def only_below() -> None:
        """Keep ``add`` a command of its own, though it is the only one."""

    @group.command("add", cls=COMMANDS[lang], help=say.ADD.say(lang))
    def add(
        name: Annotated[str, typer.Argument(metavar="NAME", help=say.NAME.say(lang))],
        role: Annotated[RoleName, typer.Option("--role", help=say.ROLE.say(lang), metavar=ROLES)],
        email: Annotated[str, typer.Option("--email", help=say.EMAIL.say(lang), metavar="ADDRESS")],
        account: Annotated[str, typer.Option("--account", help=say.ACCOUNT.say(lang), metavar="NAME")] = "",
        config: Annotated[str, config] = CONFIG,
        language: Annotated[Lang | None, spoken] = None,
    ) -> None:
        said = language or lang
        raise typer.Exit(guarded(lambda: added(config, name, role, email, account, said, screen()), lang))

    return group


def added(file: str, name: str, role: str, email: str, account: str, lang: Lang, out: Console) -> int:
    """Make somebody and print a password to begin with. ``FairlineError`` if they cannot be made."""
    if read(Path(file)).console is None:
        raise FairlineError(f"{file}: found no table [console], wanted one")
    os.environ["FAIRLINE_CONFIG"] = str(Path(file).absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairline.console.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from fairline.console.people.making import first_password

    call_command("migrate", interactive=False, verbosity=0)
    password = first_password(name, role=role, email=email, account=account, language=lang.value)
    out.print(plain(say.MADE.say(lang, name=name, role=role)))
    out.print(plain(say.PASSWORD.say(lang, password=password)))
    return 0
