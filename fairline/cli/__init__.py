"""The command line. Its language is chosen before it is built, so that its help is in that language too."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Annotated

import typer

from fairline.audit import EngineName, read_policy
from fairline.cli import help as say
from fairline.cli import journal as of_journal
from fairline.cli import law as of_law
from fairline.cli.auditing import Asked, run
from fairline.cli.converting import add_convert
from fairline.cli.people import people
from fairline.cli.reading import columns, covered, explain, formats, generated, policy
from fairline.cli.remote_commands import keys, standing
from fairline.cli.screen import guarded, screen
from fairline.cli.serving import add_serving
from fairline.cli.shared import shared
from fairline.cli.sip_check import host_and_port, sip_check
from fairline.cli.spoken import COMMANDS, GROUPS, speak
from fairline.cli.store import store
from fairline.cli.watch import add_watch
from fairline.facts import Direction, Purpose
from fairline.policy import DEFAULT_PLAN, Clause, Lang
from fairline.policy.tightened import tightened
from fairline.ports.sip_check import Asked as Attempts

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def main() -> None:
    """Run the command line."""
    lang = language(sys.argv[1:], os.environ)
    build(lang, policy_clauses)()


def policy_clauses() -> tuple[Clause, ...]:
    """Return the clauses that come with the program. Imported here, because help needs none of them."""
    from fairline.clauses import CLAUSES

    return CLAUSES


def language(arguments: Iterable[str], environment: Mapping[str, str]) -> Lang:
    """Return the language that the arguments name, else that of the first variable that is set."""
    words = list(arguments)
    named = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    named += [after for word, after in pairwise(words) if word == "--lang"]
    if named:
        return Lang.FR if named[-1].lower() == Lang.FR else Lang.EN
    found = next((value for name in VARIABLES if (value := environment.get(name))), "")
    return Lang.FR if found.lower().startswith("fr") else Lang.EN


def build(lang: Lang, clauses: Callable[[], tuple[Clause, ...]]) -> typer.Typer:
    """Return the commands with their help in ``lang``. ``clauses`` is asked for the policy when needed."""
    speak(lang)
    app = typer.Typer(
        name="fairline",
        cls=GROUPS[lang],
        help=say.PROGRAM.say(lang),
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    _add_language(app, lang)
    _add_audit(app, lang, clauses)
    _add_policy(app, lang, clauses)
    _add_explain(app, lang, clauses)
    _add_files(app, lang)
    add_convert(app, lang)
    _add_sip_check(app, lang)
    add_serving(app, lang, clauses)
    add_watch(app, lang)
    app.add_typer(_law(lang), name="law")
    app.add_typer(of_journal.commands(lang, clauses), name="journal")
    app.add_typer(keys(lang), name="keys")
    app.add_typer(standing(lang), name="standing")
    app.add_typer(people(lang), name="people")
    app.add_typer(shared(lang, clauses), name="shared")
    app.add_typer(store(lang), name="store")
    return app


def _add_language(app: typer.Typer, lang: Lang) -> None:
    """Take --lang before a command too. What it says was read before, wherever it stands."""

    @app.callback()
    def before(
        language: Annotated[
            Lang | None, typer.Option("--lang", help=say.OPTIONS["lang"].say(lang), metavar="en|fr")
        ] = None,
    ) -> None:
        pass


def _add_audit(app: typer.Typer, lang: Lang, clauses: Callable[[], tuple[Clause, ...]]) -> None:
    def option(name: str, metavar: str) -> object:
        return typer.Option(f"--{name}", help=say.OPTIONS[name].say(lang), metavar=metavar)

    @app.command("audit", cls=COMMANDS[lang], help=say.COMMANDS["audit"].say(lang))
    def audit(
        files: Annotated[list[str], typer.Argument(metavar="FILE", help=say.OPTIONS["files"].say(lang))],
        format: Annotated[str | None, option("format", "NAME")] = None,
        map: Annotated[str | None, option("map", "FILE")] = None,
        zone: Annotated[str, option("zone", "ZONE")] = "UTC",
        region: Annotated[str | None, option("region", "CC")] = None,
        account: Annotated[str | None, option("account", "NAME")] = None,
        campaign: Annotated[str | None, option("campaign", "NAME")] = None,
        purpose: Annotated[Purpose | None, option("purpose", "PURPOSE")] = None,
        direction: Annotated[Direction | None, option("direction", "|".join(Direction))] = None,
        plan: Annotated[str, option("plan", "PLAN")] = DEFAULT_PLAN,
        policy: Annotated[str | None, option("policy", "FILE")] = None,
        engine: Annotated[EngineName | None, option("engine", "|".join(EngineName))] = None,
        on: Annotated[
            str | None, typer.Option("--on", help=say.OPTIONS["on-spark"].say(lang), metavar="MASTER")
        ] = None,
        language: Annotated[Lang | None, option("lang", "en|fr")] = None,
        json: Annotated[str | None, option("json", "PATH")] = None,
        csv: Annotated[str | None, option("csv", "PATH")] = None,
        parquet: Annotated[str | None, option("parquet", "PATH")] = None,
        html: Annotated[str | None, option("html", "PATH")] = None,
    ) -> None:
        asked = Asked(
            files=tuple(files),
            format=format,
            map=map,
            zone=zone,
            region=region,
            account=account,
            campaign=campaign,
            purpose=purpose,
            direction=direction,
            plan=plan,
            policy=policy,
            engine=engine,
            on=on,
            lang=language or lang,
            json=json,
            csv=csv,
            parquet=parquet,
            html=html,
        )
        raise typer.Exit(guarded(lambda: run(asked, clauses()), lang))


def _add_policy(app: typer.Typer, lang: Lang, clauses: Callable[[], tuple[Clause, ...]]) -> None:
    @app.command("policy", cls=COMMANDS[lang], help=say.COMMANDS["policy"].say(lang))
    def show_policy(
        source: Annotated[bool, typer.Option("--generated", help=say.OPTIONS["generated"].say(lang))] = False,
        rows: Annotated[bool, typer.Option("--coverage", help=say.OPTIONS["coverage"].say(lang))] = False,
        own: Annotated[
            str | None, typer.Option("--policy", help=say.OPTIONS["policy"].say(lang), metavar="FILE")
        ] = None,
        language: Annotated[
            Lang | None, typer.Option("--lang", help=say.OPTIONS["lang"].say(lang), metavar="en|fr")
        ] = None,
    ) -> None:
        def work() -> int:
            wishes = {} if own is None else read_policy(own, clauses())
            applied, _ = tightened(clauses(), wishes)
            if rows:
                return covered(applied, language or lang, screen())
            return generated(applied, screen()) if source else policy(applied, language or lang, screen())

        raise typer.Exit(guarded(work, lang))


def _add_explain(app: typer.Typer, lang: Lang, clauses: Callable[[], tuple[Clause, ...]]) -> None:
    @app.command("explain", cls=COMMANDS[lang], help=say.COMMANDS["explain"].say(lang))
    def explain_rule(
        rule: Annotated[str, typer.Argument(metavar="RULE", help=say.OPTIONS["rule"].say(lang))],
        language: Annotated[
            Lang | None, typer.Option("--lang", help=say.OPTIONS["lang"].say(lang), metavar="en|fr")
        ] = None,
    ) -> None:
        other = Lang.EN if lang is Lang.FR else Lang.FR
        langs = (lang, other) if language is None else (language,)
        raise typer.Exit(guarded(lambda: explain(rule, clauses(), langs, screen()), lang))


def _add_files(app: typer.Typer, lang: Lang) -> None:
    @app.command("columns", cls=COMMANDS[lang], help=say.COMMANDS["columns"].say(lang))
    def propose_columns(
        file: Annotated[str, typer.Argument(metavar="FILE", help=say.OPTIONS["file"].say(lang))],
        language: Annotated[
            Lang | None, typer.Option("--lang", help=say.OPTIONS["lang"].say(lang), metavar="en|fr")
        ] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: columns(file, screen()), lang))

    @app.command("formats", cls=COMMANDS[lang], help=say.COMMANDS["formats"].say(lang))
    def list_formats(
        language: Annotated[
            Lang | None, typer.Option("--lang", help=say.OPTIONS["lang"].say(lang), metavar="en|fr")
        ] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: formats(language or lang, screen()), lang))


def _add_sip_check(app: typer.Typer, lang: Lang) -> None:
    def option(name: str, metavar: str) -> object:
        return typer.Option(f"--{name}", help=say.OPTIONS[f"sip {name}"].say(lang), metavar=metavar)

    @app.command("sip-check", cls=COMMANDS[lang], help=say.COMMANDS["sip-check"].say(lang))
    def check_sip(
        host: Annotated[str, typer.Argument(metavar="HOST[:PORT]", help=say.OPTIONS["sip host"].say(lang))],
        caller: Annotated[str, option("caller", "NUMBER")] = "+12025550100",
        called: Annotated[str, option("called", "NUMBER")] = "+12025550123",
        refused: Annotated[str | None, option("refused", "NUMBER")] = None,
        emergency: Annotated[str, option("emergency", "NUMBER")] = "112",
        language: Annotated[
            Lang | None, typer.Option("--lang", help=say.OPTIONS["lang"].say(lang), metavar="en|fr")
        ] = None,
    ) -> None:
        def work() -> int:
            name, port = host_and_port(host)
            asked = Attempts(
                host=name, port=port, caller=caller, called=called, refused=refused, emergency=emergency
            )
            return sip_check(asked, language or lang, screen())

        raise typer.Exit(guarded(work, lang))


def _law(lang: Lang) -> typer.Typer:
    """Return the commands below ``law``."""
    law = typer.Typer(
        cls=GROUPS[lang],
        help=say.COMMANDS["law"].say(lang),
        no_args_is_help=True,
        rich_markup_mode="rich",
    )

    def option(name: str, metavar: str, told: str) -> object:
        return typer.Option(f"--{name}", help=say.OPTIONS[told].say(lang), metavar=metavar)

    place = typer.Argument(metavar="PLACE", help=say.OPTIONS["place"].say(lang))

    @law.command("show", cls=COMMANDS[lang], help=say.COMMANDS["law show"].say(lang))
    def show(
        place: Annotated[str, place],
        on: Annotated[str | None, option("on", "DAY", "on")] = None,
        topic: Annotated[str | None, option("topic", "TOPIC", "topic")] = None,
        language: Annotated[Lang | None, option("lang", "en|fr", "lang")] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: of_law.show(place, on, topic, language or lang, screen()), lang))

    @law.command("diff", cls=COMMANDS[lang], help=say.COMMANDS["law diff"].say(lang))
    def diff(
        since: Annotated[str, option("from", "DAY", "from")],
        until: Annotated[str, option("to", "DAY", "to")],
        place: Annotated[str | None, place] = None,
        language: Annotated[Lang | None, option("lang", "en|fr", "lang")] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: of_law.diff(place, since, until, language or lang, screen()), lang))

    @law.command("check", cls=COMMANDS[lang], help=say.COMMANDS["law check"].say(lang))
    def check(
        on: Annotated[str | None, option("on", "DAY", "on")] = None,
        language: Annotated[Lang | None, option("lang", "en|fr", "lang")] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: of_law.check(on, language or lang, screen()), lang))

    return law
