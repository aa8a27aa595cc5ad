"""``fairline keys`` and ``fairline standing`` on the command line."""

from typing import Annotated

import typer

from fairline.cli import help as general
from fairline.cli import remote
from fairline.cli import remote_words as say
from fairline.cli.screen import guarded, screen
from fairline.cli.spoken import COMMANDS, GROUPS
from fairline.policy import Lang
from fairline.ports.http_keys import Scope
from fairline.wire import MoveName

KEYS_FILE, URL = "keys.json", "http://127.0.0.1:8080"
MOVES: tuple[MoveName, ...] = ("suspend", "restrict", "terminate", "restore")


def _group(name: str, lang: Lang) -> typer.Typer:
    return typer.Typer(
        cls=GROUPS[lang], help=say.COMMANDS[name].say(lang), no_args_is_help=True, rich_markup_mode="rich"
    )


def _option(lang: Lang, name: str, metavar: str, told: str) -> object:
    return typer.Option(f"--{name}", help=say.OPTIONS[told].say(lang), metavar=metavar)


def _language(lang: Lang) -> object:
    return typer.Option("--lang", help=general.OPTIONS["lang"].say(lang), metavar="en|fr")


def keys(lang: Lang) -> typer.Typer:
    """Return the commands below ``keys``."""
    group = _group("keys", lang)
    file_option = _option(lang, "file", "FILE", "keys-file")

    @group.command("add", cls=COMMANDS[lang], help=say.COMMANDS["keys add"].say(lang))
    def add(
        name: Annotated[str, typer.Argument(metavar="NAME", help=say.OPTIONS["name"].say(lang))],
        scope: Annotated[list[Scope], _option(lang, "scope", "SCOPE", "scope")],
        account: Annotated[list[str] | None, _option(lang, "account", "NAME", "key-account")] = None,
        days: Annotated[float | None, _option(lang, "days", "DAYS", "days")] = None,
        file: Annotated[str, file_option] = KEYS_FILE,
        language: Annotated[Lang | None, _language(lang)] = None,
    ) -> None:
        def work() -> int:
            return remote.add_key(file, name, scope, account or [], days, language or lang, screen())

        raise typer.Exit(guarded(work, lang))

    @group.command("list", cls=COMMANDS[lang], help=say.COMMANDS["keys list"].say(lang))
    def list_(
        file: Annotated[str, file_option] = KEYS_FILE,
        language: Annotated[Lang | None, _language(lang)] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: remote.list_keys(file, language or lang, screen()), lang))

    @group.command("revoke", cls=COMMANDS[lang], help=say.COMMANDS["keys revoke"].say(lang))
    def revoke(
        which: Annotated[str, typer.Argument(metavar="NAME", help=say.OPTIONS["which"].say(lang))],
        file: Annotated[str, file_option] = KEYS_FILE,
        language: Annotated[Lang | None, _language(lang)] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: remote.revoke_key(file, which, language or lang, screen()), lang))

    return group


def standing(lang: Lang) -> typer.Typer:
    """Return the commands below ``standing``."""
    group = _group("standing", lang)
    _add_show(group, lang)
    for name in MOVES:
        _add_move(group, name, lang)
    return group


def _add_show(group: typer.Typer, lang: Lang) -> None:
    def part(name: str) -> object:
        return typer.Argument(metavar=name.upper(), help=say.OPTIONS[name].say(lang))

    @group.command("show", cls=COMMANDS[lang], help=say.COMMANDS["standing show"].say(lang))
    def show(
        kind: Annotated[str | None, part("kind")] = None,
        account: Annotated[str | None, part("account")] = None,
        id: Annotated[str | None, part("id")] = None,
        territory: Annotated[str | None, _option(lang, "territory", "CC", "territory")] = None,
        url: Annotated[str, _option(lang, "url", "URL", "url")] = URL,
        key_file: Annotated[str | None, _option(lang, "key-file", "FILE", "key-file")] = None,
        language: Annotated[Lang | None, _language(lang)] = None,
    ) -> None:
        spoken = language or lang

        def work() -> int:
            client = remote.client_of(url, key_file, spoken)
            return remote.show(client, kind, account, id, territory, spoken, screen())

        raise typer.Exit(guarded(work, lang))


def _add_move(group: typer.Typer, name: MoveName, lang: Lang) -> None:
    def part(told: str) -> object:
        return typer.Argument(metavar=told.upper(), help=say.OPTIONS[told].say(lang))

    @group.command(name, cls=COMMANDS[lang], help=say.COMMANDS[f"standing {name}"].say(lang))
    def move(
        kind: Annotated[str, part("kind")],
        account: Annotated[str, part("account")],
        reason: Annotated[str, _option(lang, "reason", "TEXT", "reason")],
        by: Annotated[list[str], _option(lang, "by", "NAME", "by")],
        id: Annotated[str | None, part("id")] = None,
        territory: Annotated[list[str] | None, _option(lang, "territory", "CC", "territory")] = None,
        hours: Annotated[float | None, _option(lang, "hours", "HOURS", "hours")] = None,
        url: Annotated[str, _option(lang, "url", "URL", "url")] = URL,
        key_file: Annotated[str | None, _option(lang, "key-file", "FILE", "key-file")] = None,
        language: Annotated[Lang | None, _language(lang)] = None,
    ) -> None:
        spoken = language or lang

        def work() -> int:
            return remote.move(
                remote.client_of(url, key_file, spoken),
                name,
                kind,
                account,
                id,
                reason=reason,
                by=by,
                territory=territory or [],
                hours=hours,
                lang=spoken,
                out=screen(),
            )

        raise typer.Exit(guarded(work, lang))
