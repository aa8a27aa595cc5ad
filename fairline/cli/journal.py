"""The commands on the journal: verify, export, replay."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console

from fairline.audit import read_policy
from fairline.checks.public_holidays import public_holidays
from fairline.cli import help as say
from fairline.cli import journal_words as told
from fairline.cli.audit_log import log_verified, noted
from fairline.cli.auditing import FOUND, NOTHING_FOUND
from fairline.cli.screen import guarded, plain, screen
from fairline.cli.spoken import COMMANDS, GROUPS
from fairline.exports import STANDARD_OUTPUT
from fairline.facts import FairlineError
from fairline.law import load
from fairline.policy import ACT, Act, Clause, Lang
from fairline.policy.tightened import tightened
from fairline.signals.windows import instant, moment
from fairline.stores.entries import Entry
from fairline.stores.holds import hold, release
from fairline.stores.journal_files import days, entries
from fairline.stores.verifying import verify

ACTS = {act.name.lower(): act for act in Act}


def commands(lang: Lang, clauses: Callable[[], tuple[Clause, ...]]) -> typer.Typer:
    """Return the commands below ``journal``."""
    journal = typer.Typer(
        cls=GROUPS[lang],
        help=say.COMMANDS["journal"].say(lang),
        no_args_is_help=True,
        rich_markup_mode="rich",
    )

    def option(name: str, metavar: str) -> object:
        return typer.Option(f"--{name}", help=say.OPTIONS[name].say(lang), metavar=metavar)

    folder = typer.Argument(metavar="FOLDER", help=say.OPTIONS["folder"].say(lang))

    @journal.command("verify", cls=COMMANDS[lang], help=say.COMMANDS["journal verify"].say(lang))
    def verify_journal(
        of: Annotated[str, folder],
        head: Annotated[str | None, option("head", "NUMBER:HASH")] = None,
        config: Annotated[str | None, option("config", "FILE")] = None,
        log_head: Annotated[str | None, option("log-head", "NUMBER:HASH")] = None,
        language: Annotated[Lang | None, option("lang", "en|fr")] = None,
    ) -> None:
        def work() -> int:
            spoken, out = language or lang, screen()
            whole = verified(of, head, spoken, out)
            return max(whole, log_verified(Path(of), config, log_head, spoken, out))

        raise typer.Exit(guarded(work, lang))

    @journal.command("export", cls=COMMANDS[lang], help=say.COMMANDS["journal export"].say(lang))
    def export_journal(
        of: Annotated[str, folder],
        out: Annotated[str, option("out", "FILE")],
        since: Annotated[str | None, option("since", "TIME")] = None,
        until: Annotated[str | None, option("until", "TIME")] = None,
        kind: Annotated[list[str] | None, option("kind", "KIND")] = None,
        language: Annotated[Lang | None, option("lang", "en|fr")] = None,
    ) -> None:
        def work() -> int:
            return exported(of, out, (since, until), tuple(kind or ()), language or lang)

        raise typer.Exit(guarded(work, lang))

    @journal.command("replay", cls=COMMANDS[lang], help=say.COMMANDS["journal replay"].say(lang))
    def replay_journal(
        of: Annotated[str, folder],
        policy: Annotated[str | None, option("policy", "FILE")] = None,
        language: Annotated[Lang | None, option("lang", "en|fr")] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: replayed(of, policy, clauses(), language or lang, screen()), lang))

    _add_holding(journal, lang)
    return journal


def _add_holding(journal: typer.Typer, lang: Lang) -> None:
    """Add the commands that hold days and release them."""
    folder = typer.Argument(metavar="FOLDER", help=say.OPTIONS["folder"].say(lang))
    name = typer.Argument(metavar="NAME", help=say.OPTIONS["hold-name"].say(lang))
    some = typer.Argument(metavar="DAY...", help=say.OPTIONS["hold-days"].say(lang))
    why = typer.Option("--why", help=say.OPTIONS["why"].say(lang), metavar="TEXT")
    spoken = typer.Option("--lang", help=say.OPTIONS["lang"].say(lang), metavar="en|fr")

    @journal.command("hold", cls=COMMANDS[lang], help=say.COMMANDS["journal hold"].say(lang))
    def hold_days(
        of: Annotated[str, folder],
        who: Annotated[str, name],
        held: Annotated[list[str], some],
        reason: Annotated[str, why],
        language: Annotated[Lang | None, spoken] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: held_for(of, who, held, reason, language or lang, screen()), lang))

    @journal.command("release", cls=COMMANDS[lang], help=say.COMMANDS["journal release"].say(lang))
    def release_days(
        of: Annotated[str, folder],
        who: Annotated[str, name],
        language: Annotated[Lang | None, spoken] = None,
    ) -> None:
        raise typer.Exit(guarded(lambda: released(of, who, language or lang, screen()), lang))


def held_for(folder: str, name: str, given: list[str], why: str, lang: Lang, out: Console) -> int:
    """Hold days of a journal for a case. Raises ``FairlineError``."""
    wanted = tuple(map(_day, given))
    hold(_folder(folder), name, wanted, why)
    told_days = ", ".join(each.isoformat() for each in sorted(set(wanted)))
    out.print(plain(told.HELD.say(lang, name=name, days=told_days)))
    return NOTHING_FOUND


def released(folder: str, name: str, lang: Lang, out: Console) -> int:
    """Hold nothing for a case any more. Raises ``FairlineError``."""
    release(_folder(folder), name)
    out.print(plain(told.RELEASED.say(lang, name=name)))
    return NOTHING_FOUND


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise FairlineError(f"day: found {given!r}, wanted a day as 2026-11-24") from None


def verified(folder: str, head: str | None, lang: Lang, out: Console) -> int:
    """Check a journal and say what is wrong with it. Raises ``FairlineError``."""
    done = verify(_folder(folder), noted("--head", head))
    for each in done.problems:
        out.print(plain(told.WRONG[each.wrong].say(lang, sequence=each.sequence, told=each.told)))
    if done.first > 1:
        out.print(plain(told.GONE.say(lang, first=done.first)))
    numbers = {"entries": done.entries, "first": done.first, "last": done.last}
    if done.problems:
        out.print(plain(told.NOT_WHOLE.say(lang, **numbers, count=len(done.problems)), "bold"))
        return FOUND
    out.print(plain(told.WHOLE.say(lang, **numbers), "bold"))
    out.print(plain(told.HEAD.say(lang, head=f"{done.last}:{done.hash}")), soft_wrap=True)
    out.print(plain(told.KEEP_HEAD.say(lang), "dim"))
    return NOTHING_FOUND


def exported(
    folder: str, to: str, span: tuple[str | None, str | None], kinds: tuple[str, ...], lang: Lang
) -> int:
    """Write entries as NDJSON. Raises ``FairlineError``."""
    since, until = (_time(name, given) for name, given in zip(("since", "until"), span, strict=True))
    count = 0
    rows = entries(_folder(folder), kinds=kinds)
    with _output(to) as out:
        for each in rows:
            if since is not None and each.at < since:
                continue
            if until is not None and each.at >= until:
                break
            out.write(line(each))
            count += 1
    if to != STANDARD_OUTPUT:
        screen().print(plain(told.EXPORTED.say(lang, path=to, count=count)))
    return NOTHING_FOUND


def line(of: Entry) -> bytes:
    """Return an entry as a line of JSON. Its body stands in it as it was written."""
    body = {
        "sequence": of.sequence,
        "at": moment(of.at),
        "kind": of.kind,
        "id": of.id,
        "body": msgspec.Raw(of.body),
        "hash": of.hash.hex(),
    }
    return msgspec.json.encode(body) + b"\n"


def replayed(folder: str, policy: str | None, clauses: tuple[Clause, ...], lang: Lang, out: Console) -> int:
    """Decide a journal again and say what differs. Raises ``FairlineError``."""
    from fairline.guard.replay import replay  # brings the engine along, which help does not need

    wishes = {} if policy is None else read_policy(policy, clauses)
    applied, _ = tightened(clauses, wishes)
    done = replay(_folder(folder), applied, law=load(public_holidays))
    if not done.from_start:
        out.print(plain(told.NOT_FROM_START.say(lang)))
    if set(done.policies) != {done.policy}:
        said = told.POLICY_CHANGED.say(lang, policies=", ".join(done.policies), policy=done.policy)
        out.print(plain(said))
    numbers = {"decisions": done.decisions, "findings": done.findings}
    if done.same:
        out.print(plain(told.SAME.say(lang, **numbers), "bold"))
        return NOTHING_FOUND
    out.print(plain(told.REPLAYED.say(lang, entries=done.entries, **numbers), "bold"))
    for (before, after), count in done.otherwise.most_common():
        if before != after:
            acts = {"before": _act(before, lang), "after": _act(after, lang)}
            out.print(plain(told.OTHERWISE.say(lang, **acts, count=count)))
    alike = sum(count for (before, after), count in done.otherwise.items() if before == after)
    if alike:
        out.print(plain(told.ONLY_REASONS.say(lang, count=alike)))
    for text, counts in ((told.LOST, done.lost), (told.GAINED, done.gained)):
        for rule, count in counts.most_common():
            out.print(plain(text.say(lang, rule=rule, count=count)))
    return FOUND if done.otherwise or done.lost or done.gained else NOTHING_FOUND


def _act(name: str, lang: Lang) -> str:
    return ACT[ACTS[name]].say(lang)


def _folder(given: str) -> Path:
    folder = Path(given)
    if not folder.is_dir() or not days(folder):
        raise FairlineError(f"{given}: found no journal, wanted the folder of one")
    return folder


def _time(option: str, given: str | None) -> int | None:
    """Return a time in microseconds; one without a zone is in UTC."""
    if given is None:
        return None
    try:
        read = datetime.fromisoformat(given)
    except ValueError:
        raise FairlineError(f"--{option}: found {given!r}, wanted {told.WANTED_TIME}") from None
    return instant(read if read.tzinfo is not None else read.replace(tzinfo=UTC))


@contextmanager
def _output(to: str) -> Iterator[BinaryIO]:
    if to == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        return
    with Path(to).open("wb") as out:
        yield out
