"""The simulator's command line."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from fairline.facts import Fact
from simulator.first_run import NotDone, first_run, language, write_samples
from simulator.weeks import labels, quarter, week
from simulator.writers import FORMATS, Format

app = typer.Typer(no_args_is_help=True, add_completion=False, help=(__doc__ or "").strip())


class Scenario(StrEnum):
    """What can be labelled."""

    WEEK = "week"
    QUARTER = "quarter"


class Lang(StrEnum):
    """What the first run can be shown in."""

    EN = "en"
    FR = "fr"


def _known(name: str) -> str:
    if name not in FORMATS:
        raise typer.BadParameter(f"wanted one of {', '.join(FORMATS)}")
    return name


Seed = Annotated[int, typer.Option(help="The same seed gives the same bytes.")]
Out = Annotated[Path, typer.Option(help="The file to write; packed if its name ends in .gz.")]
Calls = Annotated[int, typer.Option(min=1, help="About how many calls in all.")]
Chosen = Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.", callback=_known)]


@app.command("week")
def write_week(
    out: Out,
    seed: Seed = 42,
    calls: Calls = 200_000,
    days: Annotated[int, typer.Option(min=7, max=92, help="From 28 on, heavy seats too.")] = 7,
    written_as: Chosen = "fairline-ndjson",
) -> None:
    """Write a sample provider's week."""
    _write(week(seed, calls, days=days), FORMATS[written_as], out)


@app.command("quarter")
def write_quarter(out: Out, seed: Seed = 42, written_as: Chosen = "fairline-ndjson") -> None:
    """Write three months of few seats, for the rules on volume."""
    _write(quarter(seed), FORMATS[written_as], out)


@app.command("labels")
def print_labels(
    seed: Seed = 42,
    scenario: Annotated[Scenario, typer.Option(help="Which accounts.")] = Scenario.WEEK,
    days: Annotated[int, typer.Option(min=7, max=92)] = 7,
) -> None:
    """Print as JSON what is known of each account. It is the same for every seed."""
    typer.echo(msgspec.json.format(msgspec.json.encode(labels(scenario, days=days)), indent=2).decode())


@app.command("formats")
def write_formats(
    out: Annotated[Path, typer.Option(help="The folder to write into.")], seed: Seed = 42
) -> None:
    """Write one small file of every format."""
    try:
        samples = write_samples(out, seed)
    except OSError as error:
        raise _lost(error, out) from error
    for path in samples.values():
        typer.echo(str(path), err=True)


@app.command("run")
def show_first_run(
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    seed: Seed = 42,
    calls: Calls = 200_000,
    lang: Annotated[Lang | None, typer.Option(help="Otherwise from LC_ALL, LC_MESSAGES or LANG.")] = None,
) -> None:
    """Make a week and one file of every format, audit them with fairline, and show what came of it."""
    try:
        first_run(out, seed=seed, calls=calls, lang=lang or language(), say=_say)
    except NotDone as problem:
        typer.echo(f"simulator: {problem}", err=True)
        raise typer.Exit(1) from problem


def _say(line: str) -> None:
    typer.echo(line)
    sys.stdout.flush()  # before what the audit itself prints


def _write(facts: Iterable[Fact], made: Format, out: Path) -> None:
    try:
        count = made.write(facts, out)
    except OSError as error:
        raise _lost(error, out) from error
    typer.echo(f"{out}: {count} records as {made.name}", err=True)


def _lost(error: OSError, out: Path) -> typer.Exit:
    typer.echo(f"{out}: {error.strerror}", err=True)
    return typer.Exit(1)
