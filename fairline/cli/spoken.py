"""Usage, help and errors of the command line in the language chosen: typer has them in English only."""

import re

from typer import rich_utils
from typer._click.core import Context
from typer._click.exceptions import ClickException
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

from fairline.cli import help as say
from fairline.policy import Lang


class French(HelpFormatter):
    """Writes the usage line with a hard space before its colon."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write it; ``prefix`` is typer's to give, and it never does."""
        super().write_usage(prog, args, say.USAGE.say(Lang.FR) if prefix is None else prefix)


class _Helped:
    """A command whose --help is explained in French."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = say.SHOW_HELP.say(Lang.FR)
        return option


class FrenchGroup(_Helped, TyperGroup):
    """The program."""


class FrenchCommand(_Helped, TyperCommand):
    """One of its commands."""


GROUPS: dict[Lang, type[TyperGroup]] = {Lang.EN: TyperGroup, Lang.FR: FrenchGroup}
COMMANDS: dict[Lang, type[TyperCommand]] = {Lang.EN: TyperCommand, Lang.FR: FrenchCommand}
FORMATTERS: dict[Lang, type[HelpFormatter]] = {Lang.EN: HelpFormatter, Lang.FR: French}
_format_error = rich_utils.rich_format_error


def speak(lang: Lang) -> None:
    """Make typer speak ``lang`` from now on. What it has no setting for is said in its place."""
    for name, text in say.PANELS.items():
        setattr(rich_utils, name, getattr(text, lang))
    Context.formatter_class = FORMATTERS[lang]

    def format_error(error: ClickException) -> None:
        told = error.format_message()
        error.format_message = lambda: mistake(told, lang)  # type: ignore[method-assign]
        _format_error(error)

    setattr(rich_utils, _format_error.__name__, format_error)


def mistake(told: str, lang: Lang) -> str:
    """Return typer's words for a mistake on the command line in ``lang``; its own if we do not know them."""
    if lang is Lang.EN:
        return told
    for pattern, french in say.MISTAKES.items():
        told = re.sub(pattern, french, told)
    return told
