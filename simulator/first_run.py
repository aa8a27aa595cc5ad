"""The first run: a made-up week and one small file of every format, audited through ``fairline`` as users do.

Nothing of fairline is imported: it is driven by its command line, the one beside this Python.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from simulator.weeks import week
from simulator.writers import FORMATS, Format

SAMPLE_ACCOUNTS = ("carver-law-office", "backdoor-trunking", "sunridge-sales", "one-ring", "maple-clinic")
SAMPLE_CALLS, SAMPLE_FACTS = 8_000, 700
NO_FINDING, FINDINGS = 0, 1
"""The exit statuses of an audit that was done; any other means that it was not."""
LANGS = ("en", "fr")
WORDS = {
    "making": {
        "en": "Making a sample provider's week, about {calls} calls ...",
        "fr": "Création de la semaine d'un opérateur fictif, environ {calls} appels...",
    },
    "formats": {
        "en": "One small file of every format, each audited alone:",
        "fr": "Un petit fichier de chaque format, audités un par un\u00a0:",
    },
    "report": {"en": "The report in English: {path}", "fr": "Le rapport en anglais\u00a0: {path}"},
    "rapport": {"en": "The report in French: {path}", "fr": "Le rapport en français\u00a0: {path}"},
}
HEADINGS = {
    "en": ("format", "records", "findings", "unreadable"),
    "fr": ("format", "enregistrements", "constats", "illisibles"),
}
Say = Callable[[str], None]


class NotDone(Exception):
    """Something did not go as expected; the text says what, to whoever ran it."""


class File(Struct, frozen=True):
    """What an audit's JSON says of one file."""

    facts: int
    unreadable: int


class Audited(Struct, frozen=True):
    """What is read of an audit's JSON."""

    files: tuple[File, ...]
    findings: tuple[msgspec.Raw, ...]


def language() -> str:
    """Return the language that the environment names as fairline reads it: French, or else English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    found = next((value for name in names if (value := os.environ.get(name))), "")
    return "fr" if found.lower().startswith("fr") else "en"


def first_run(out: Path, *, seed: int, calls: int, lang: str, say: Say) -> None:
    """Make the files in ``out``, audit them, and say what came of it. Raises ``NotDone``."""
    program = fairline()
    say(WORDS["making"][lang].format(calls=calls))
    try:
        out.mkdir(parents=True, exist_ok=True)
        records = out / "week.ndjson.gz"
        FORMATS["fairline-ndjson"].write(week(seed, calls), records)
        samples = write_samples(out / "formats", seed)
    except OSError as error:
        raise NotDone(f"{error.filename}: {error.strerror}") from error
    reports = {each: out / f"report.{each}.html" for each in LANGS}
    table = audit_week(program, records, reports, lang)
    if not table.findings:
        raise NotDone(f"{records}: found no finding, wanted those of its abusers")
    say("")
    say(WORDS["formats"][lang])
    for line in format_lines(program, samples, lang):
        say(line)
    say("")
    say(WORDS["report"][lang].format(path=reports["en"]))
    say(WORDS["rapport"][lang].format(path=reports["fr"]))


def fairline() -> str:
    """Return the path of the ``fairline`` command beside this Python. Raises ``NotDone`` without one."""
    program = Path(sys.executable).with_name("fairline")
    if not program.is_file():
        raise NotDone(f"{program}: found no such command, wanted fairline installed beside Python")
    return str(program)


def write_samples(folder: Path, seed: int) -> dict[str, Path]:
    """Write one small file of every format; return their paths by the format's name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}{made.suffix}" for name, made in FORMATS.items()}
    for name, made in FORMATS.items():
        made.write(islice(week(seed, SAMPLE_CALLS, accounts=SAMPLE_ACCOUNTS), SAMPLE_FACTS), paths[name])
    return paths


def audit_week(program: str, records: Path, reports: dict[str, Path], lang: str) -> Audited:
    """Audit the week once for each language of the report, side by side; show the table in ``lang``."""
    other = next(each for each in LANGS if each != lang)
    quiet = [program, "audit", str(records), "--lang", other, "--html", str(reports[other])]
    with subprocess.Popen(quiet, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as second:
        exported = records.with_name("week.json")
        arguments = ["--lang", lang, "--html", str(reports[lang]), "--json", str(exported)]
        shown = subprocess.run([program, "audit", str(records), *arguments], check=False)
        _, complaint = second.communicate()
    for status, words in ((shown.returncode, b""), (second.returncode, complaint)):
        if status not in (NO_FINDING, FINDINGS):
            raise NotDone(_not_audited(records, status, words))
    return read(exported)


def format_lines(program: str, samples: dict[str, Path], lang: str) -> Iterator[str]:
    """Yield the heading, then a line for each format: its name, records, findings and unreadable records."""
    heading = HEADINGS[lang]
    widths = [max(len(heading[0]), *map(len, samples)), *(len(each) for each in heading[1:])]

    def line(*cells: str) -> str:
        first, *rest = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        return "  ".join([first.strip().ljust(widths[0]), *rest])

    yield line(*heading)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = pool.map(lambda name: audit_sample(program, FORMATS[name], samples[name], lang), samples)
        for name, audited in zip(samples, done, strict=True):
            file = audited.files[0]
            yield line(name, str(file.facts), str(len(audited.findings)), str(file.unreadable))
            if file.unreadable or not file.facts:
                raise NotDone(f"{samples[name]}: found records that cannot be read, wanted none")


def audit_sample(program: str, made: Format, path: Path, lang: str) -> Audited:
    """Audit one file; a table that explains itself to nobody goes through ``fairline columns`` first."""
    more: list[str] = []
    if made.reader == "mapped":
        mapping = path.with_name(f"{made.name}.proposed.toml")
        mapping.write_bytes(run([program, "columns", str(path)], path, done=(0,)))
        more = ["--map", str(mapping)]
    exported = path.with_name(f"{made.name}.audit.json")
    command = [program, "audit", str(path), "--lang", lang, "--json", str(exported), *more]
    run(command, path, done=(NO_FINDING, FINDINGS))
    return read(exported)


def run(command: list[str], path: Path, *, done: tuple[int, ...]) -> bytes:
    """Return what the command printed. Raises ``NotDone`` if its exit status is not one of ``done``."""
    ran = subprocess.run(command, capture_output=True, check=False)
    if ran.returncode not in done:
        raise NotDone(_not_audited(path, ran.returncode, ran.stderr))
    return ran.stdout


def read(exported: Path) -> Audited:
    """Return what an audit's JSON export says."""
    return msgspec.json.decode(exported.read_bytes(), type=Audited)


def _not_audited(path: Path, status: int, complaint: bytes) -> str:
    words = complaint.decode(errors="replace").strip()
    return f"{path}: found exit status {status}, wanted an audit" + (f"; {words}" if words else "")
