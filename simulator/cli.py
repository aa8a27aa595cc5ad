"""The simulator's command line."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from fairline.facts import Fact
from simulator.weeks import labels, quarter, week
from simulator.writers import FORMATS, Format

app = typer.Typer(no_args_is_help=True, add_completion=False, help=(__doc__ or "").strip())


class Scenario(StrEnum):
    """What can be labelled."""

    WEEK = "week"
    QUARTER = "quarter"


def _known(name: str) -> str:
    if name not in FORMATS:
        raise typer.BadParameter(f"wanted one of {', '.join(FORMATS)}")
    return name


SAMPLE_ACCOUNTS = ("carver-law-office", "backdoor-trunking", "sunridge-sales", "one-ring", "maple-clinic")
SAMPLE_CALLS, SAMPLE_FACTS = 8_000, 700

Seed = Annotated[int, typer.Option(help="The same seed gives the same bytes.")]
Out = Annotated[Path, typer.Option(help="The file to write; packed if its name ends in .gz.")]
Chosen = Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.", callback=_known)]


@app.command("week")
def write_week(
    out: Out,
    seed: Seed = 42,
    calls: Annotated[int, typer.Option(min=1, help="About how many calls in all.")] = 200_000,
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
    out.mkdir(parents=True, exist_ok=True)
    for name, made in FORMATS.items():
        sample = islice(week(seed, SAMPLE_CALLS, accounts=SAMPLE_ACCOUNTS), SAMPLE_FACTS)
        _write(sample, made, out / f"{name}{made.suffix}")


def _write(facts: Iterable[Fact], made: Format, out: Path) -> None:
    try:
        count = made.write(facts, out)
    except OSError as error:
        typer.echo(f"{out}: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{out}: {count} records as {made.name}", err=True)
