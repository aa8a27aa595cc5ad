"""The page of the command line, read off the program that typer builds."""

from collections.abc import Iterator

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from fairline.cli import build, policy_clauses
from fairline.cli import help as headings
from fairline.cli.auditing import FOUND, NOTHING_FOUND
from fairline.cli.screen import BROKEN_PIPE, STOPPED, UNUSABLE
from fairline.policy import PLANS, Lang
from fairline.reference import markdown
from fairline.reference import words as say
from fairline.reference.languages import other_language

STATUSES = (NOTHING_FOUND, FOUND, UNUSABLE, STOPPED, BROKEN_PIPE)


def commands(lang: Lang) -> dict[str, TyperCommand]:
    """Return the commands of the program by name, with their help in ``lang``."""
    group = get_command(build(lang, policy_clauses))
    assert isinstance(group, TyperGroup), "there are several commands"
    return dict(_below(group, ""))


def _below(group: TyperGroup, prefix: str) -> Iterator[tuple[str, TyperCommand]]:
    """Yield the commands of a group, and those of the groups in it by both names."""
    for name, each in group.commands.items():
        if isinstance(each, TyperGroup):
            yield from _below(each, f"{prefix}{name} ")
        elif isinstance(each, TyperCommand):
            yield f"{prefix}{name}", each


def commands_page(lang: Lang) -> str:
    """Return the page: each command with its arguments and options, then the exit statuses."""
    parts = [
        other_language("command-line", lang),
        markdown.text(headings.PROGRAM.say(lang)),
    ]
    for name, command in commands(lang).items():
        parts.append(f"## fairline {name}")
        parts.append(markdown.text(command.help or ""))
        names = [heading.say(lang) for heading in (say.ARGUMENT, say.DOES, say.USUAL)]
        parts.append(markdown.table(names, _parameters(command, lang)))
    parts.append(f"## {say.STATUSES.say(lang)}")
    statuses = zip(STATUSES, say.STATUS_WORDS, strict=True)
    names = [heading.say(lang) for heading in (say.STATUS, say.MEANS)]
    parts.append(markdown.table(names, ((str(status), means.say(lang)) for status, means in statuses)))
    parts.append(f"## {say.PLANS.say(lang)}")
    names = [say.PLAN.say(lang), say.DOES.say(lang)]
    parts.append(markdown.table(names, ((f"`{plan}`", text.say(lang)) for plan, text in PLANS.items())))
    return markdown.page(say.COMMAND_LINE.say(lang), parts)


def _parameters(command: TyperCommand, lang: Lang) -> Iterator[tuple[str, str, str]]:
    for each in command.params:
        assert isinstance(each, TyperArgument | TyperOption), "typer makes no others"
        name = each.opts[0] if isinstance(each, TyperOption) else ""
        shown = markdown.code(f"{name} {each.metavar or ''}".strip())
        usual = markdown.code(str(each.default)) if each.default else ""
        yield shown, markdown.text(each.help or ""), usual
