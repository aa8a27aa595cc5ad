"""The audit command: options to an audit, its exports, and the exit status."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from phonenumbers import SUPPORTED_REGIONS
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from fairline import telling, words
from fairline.audit import EngineName, Options, audit, read_policy
from fairline.audit.folders import found
from fairline.audit.inputs import STANDARD_INPUT
from fairline.audited import Audit
from fairline.cli import help as say
from fairline.cli.on_spark import on_spark
from fairline.cli.screen import UNUSABLE, complain, plain, screen
from fairline.cli.tables import show
from fairline.exports import STANDARD_OUTPUT, write_csv, write_json, write_parquet
from fairline.facts import Direction, FairlineError, Purpose
from fairline.facts.errors import no_such
from fairline.policy import Clause, Lang
from fairline.policy.tightened import Wish

FOUND, NOTHING_FOUND = 1, 0
GARBAGE_AFTER = 200_000  # ours: facts make no cycles, and looking for some among millions costs a tenth


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked on the command line, as it stands there."""

    files: tuple[str, ...]
    format: str | None
    map: str | None
    zone: str
    region: str | None
    account: str | None
    campaign: str | None
    purpose: Purpose | None
    direction: Direction | None
    plan: str
    policy: str | None
    engine: EngineName | None
    on: str | None
    lang: Lang
    json: str | None
    csv: str | None
    parquet: str | None
    html: str | None


def run(asked: Asked, clauses: tuple[Clause, ...]) -> int:
    """Audit, show and write. Return 0 for no finding, 1 for findings, 2 if a file could not be used."""
    lang = asked.lang
    outputs = [asked.json, asked.csv, asked.parquet, asked.html]
    _check_outputs([path for path in outputs if path is not None])
    gc.set_threshold(GARBAGE_AFTER, 20, 100)
    wishes = {} if asked.policy is None else read_policy(asked.policy, clauses)
    done = _audited(asked, clauses, wishes)
    for file in done.unusable:
        complain(say.UNUSABLE.say(lang, name=file.name, why=telling.why_unusable(file, lang) or ""))
    if len(done.unusable) == len(done.files):
        return UNUSABLE
    # Whoever reads an export from standard output wants nothing else in it.
    out = screen(stderr=STANDARD_OUTPUT in outputs)
    show(done, lang, out)
    for path in write(done, asked):
        out.print(plain(say.WRITTEN.say(lang, path=path)))
    if done.unusable:
        return UNUSABLE
    return FOUND if done.found else NOTHING_FOUND


def _audited(asked: Asked, clauses: tuple[Clause, ...], wishes: Mapping[str, Wish]) -> Audit:
    """Audit on this machine or on Spark. Raises ``FairlineError`` for options that do not go together."""
    given = options(asked)
    if asked.on is None:
        with progress(asked.files, asked.lang) as on_bytes:
            return audit(asked.files, given, clauses, wishes=wishes, on_bytes=on_bytes)
    if asked.engine is EngineName.ONLINE:
        raise FairlineError("--engine: found online with --on, wanted history: it is what Spark runs")
    if STANDARD_INPUT in asked.files:
        raise FairlineError("-: found standard input with --on, wanted files that every executor can open")
    with on_spark(asked.on, asked.lang) as elsewhere:
        return audit(asked.files, given, clauses, wishes=wishes, elsewhere=elsewhere)


def options(asked: Asked) -> Options:
    """Return the audit's options. Raises ``FairlineError`` for a zone or region that is none."""
    return Options(
        owner=asked.account or words.OWNER.say(asked.lang),
        format=asked.format,
        mapping=asked.map,
        zone=zone(asked.zone),
        region=region_of(asked.region),
        campaign=asked.campaign,
        purpose=asked.purpose,
        direction=asked.direction,
        plan=asked.plan,
        engine=asked.engine,
    )


def zone(name: str) -> tzinfo:
    """Return the time zone of that name. Raises ``FairlineError`` with the nearest one."""
    if name.upper() == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        error = no_such("--zone", "time zone", name, available_timezones())
    if "did you mean" in str(error):
        raise error
    raise FairlineError(f"--zone: found {name}, wanted a time zone such as Europe/Paris")


def region_of(name: str | None) -> str | None:
    """Return a country's code in upper case. Raises ``FairlineError`` for one that is none."""
    if name is None:
        return None
    if name.upper() not in SUPPORTED_REGIONS:
        raise FairlineError(f"--region: found {name}, wanted a country's code such as FR")
    return name.upper()


def _check_outputs(paths: list[str]) -> None:
    """Refuse before the work what could not be written after it."""
    if paths.count(STANDARD_OUTPUT) > 1:
        raise FairlineError("-: found two exports to standard output, wanted one")
    for path in paths:
        if path == STANDARD_OUTPUT:
            continue
        if Path(path).is_dir():
            raise FairlineError(f"{path}: found a folder, wanted the name of a file to write")
        if not Path(path).absolute().parent.is_dir():
            raise FairlineError(f"{path}: found no folder {Path(path).parent}, wanted one to write into")


def write(done: Audit, asked: Asked) -> Iterator[str]:
    """Write every export that was asked for; yield each one's path once it is there."""
    writers: tuple[tuple[str | None, Callable[[Audit, str], None]], ...] = (
        (asked.json, write_json),
        (asked.csv, write_csv),
        (asked.parquet, write_parquet),
        (asked.html, lambda of, to: write_report(of, asked.lang, to)),
    )
    for path, writer in writers:
        if path is not None:
            writer(done, path)
            if path != STANDARD_OUTPUT:
                yield path


def write_report(done: Audit, lang: Lang, to: str) -> None:
    """Write the report as one HTML page. Imported here, because few ask for it and it brings much along."""
    if to == STANDARD_OUTPUT:
        raise FairlineError("--html: found -, wanted the name of a file to write")
    from fairline.report import write_html

    write_html(done, lang, Path(to))


@contextmanager
def progress(files: tuple[str, ...], lang: Lang) -> Iterator[Callable[[int], None] | None]:
    """Show on standard error how far reading has come, if that is a terminal; give who is to be told."""
    if not sys.stderr.isatty():
        yield None
        return
    total = sum(Path(file).stat().st_size for file in found(files).files if Path(file).is_file())
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen(stderr=True), transient=True) as bar:
        task = bar.add_task(say.READING.say(lang), total=total or None)
        read = 0

        def on_bytes(count: int) -> None:
            nonlocal read
            read += count
            bar.update(task, completed=read)
            if total and read >= total:
                bar.update(task, description=say.JUDGING.say(lang), total=None)

        yield on_bytes
