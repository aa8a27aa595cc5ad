"""The confusion table: what audits find of made-up accounts, held against what each was made to do.

``python -m bench.confusion`` makes every scenario for each seed, audits it with the ``fairline`` command of
this Python, and puts the tables into ``docs/explanation/accuracy.md`` and ``accuracy.fr.md``. It says so and
ends with 1 if an abuser was missed or a benign center was accused of something major.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct

from simulator import Label, labels

DOCS = Path(__file__).resolve().parents[1] / "docs" / "explanation"
PAGES = {"en": DOCS / "accuracy.md", "fr": DOCS / "accuracy.fr.md"}
BEGIN, END = "<!-- tables: python -m bench.confusion -->", "<!-- end of tables -->"
SEEDS, CALLS = (42, 7, 2026), 200_000
SEVERITIES = ("notice", "minor", "major", "critical")
ACCUSING = SEVERITIES[2:]
DONE = (0, 1)  # the exit statuses of an audit that was done, without and with findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What the simulator is asked for, and the labels of it."""

    name: str
    arguments: tuple[str, ...]
    labels: tuple[Label, ...]


class FindingOf(Struct, frozen=True):
    """What is read of one finding."""

    account: str
    rule_id: str
    severity: str


class Exported(Struct, frozen=True):
    """What is read of an audit's JSON."""

    findings: tuple[FindingOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One account in one run: each catalogue id that found it, with its gravest severity."""

    label: Label
    found: Mapping[str, str]

    @property
    def missed(self) -> list[str]:
        """The ids it was made to be found by and was not."""
        return [each for each in self.label.expected if each not in self.found]

    @property
    def accused(self) -> list[str]:
        """The ids by which a benign center was found to do something major or worse."""
        return [each for each, severity in self.found.items() if self.label.benign and severity in ACCUSING]


def scenarios(calls: int) -> tuple[Scenario, ...]:
    """Return the scenarios: a week, a month (which alone shows heavy seats) and a quarter of few seats."""
    number = str(calls)
    return (
        Scenario(name="week", arguments=("week", "--calls", number), labels=tuple(labels())),
        Scenario(
            name="month",
            arguments=("week", "--calls", number, "--days", "30"),
            labels=tuple(labels(days=30)),
        ),
        Scenario(name="quarter", arguments=("quarter",), labels=tuple(labels("quarter"))),
    )


def confusion(scenario: Scenario, seed: int, folder: Path) -> list[Row]:
    """Make the scenario in ``folder``, audit it on the command line, and return a row for each account.

    Raises ``SystemExit`` with a sentence if it could not be made or audited.
    """
    records, exported = folder / f"{scenario.name}-{seed}.ndjson.gz", folder / f"{scenario.name}-{seed}.json"
    _run([sys.executable, "-m", "simulator", *scenario.arguments, "--seed", str(seed), "--out", str(records)])
    program = str(Path(sys.executable).with_name("fairline"))
    _run([program, "audit", str(records), "--json", str(exported)], done=DONE)
    audit = msgspec.json.decode(exported.read_bytes(), type=Exported)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for finding in audit.findings:
        by_id = found[finding.account]
        by_id[finding.rule_id] = max(
            finding.severity, by_id.get(finding.rule_id, "notice"), key=SEVERITIES.index
        )
    return [Row(label=label, found=found.get(label.account, {})) for label in scenario.labels]


def _run(command: list[str], done: tuple[int, ...] = (0,)) -> None:
    ran = subprocess.run(command, capture_output=True, check=False)
    if ran.returncode not in done:
        raise SystemExit(
            f"{' '.join(command)}: exit status {ran.returncode}\n{ran.stderr.decode(errors='replace')}"
        )


WORDS = {
    "en": {
        "week": "A week, about {calls} calls",
        "month": "Thirty days, about {calls} calls",
        "quarter": "Three months of few seats",
        "heading": ("account", "made to be", "must be found by", "found by it", "also found by"),
        "benign": "benign",
        "runs": "{hits} of {runs}",
        "total": "Abusers found by an id they must be found by: {found} of {abusers}. "
        "Benign centers found by anything major or critical: {accused} of {benign}; "
        "by anything lesser: {lesser} of {benign}. Seeds: {seeds}.",
        "notice": "notice",
        "minor": "minor",
        "major": "major",
        "critical": "critical",
    },
    "fr": {
        "week": "Une semaine, environ {calls} appels",
        "month": "Trente jours, environ {calls} appels",
        "quarter": "Trois mois de peu de postes",
        "heading": ("compte", "conçu comme", "à constater par", "constaté ainsi", "constaté aussi par"),
        "benign": "loyal",
        "runs": "{hits} sur {runs}",
        "total": "Comptes abusifs constatés par un identifiant attendu : {found} sur {abusers}. "
        "Centres loyaux touchés par un constat majeur ou critique : {accused} sur {benign} ; "
        "par un constat moindre : {lesser} sur {benign}. Graines : {seeds}.",
        "notice": "avis",
        "minor": "mineure",
        "major": "majeure",
        "critical": "critique",
    },
}


def table(name: str, runs: Mapping[int, list[Row]], calls: int, lang: str) -> Iterator[str]:
    """Yield the lines of one scenario's table in Markdown: ``runs`` has the rows of each seed."""
    words = WORDS[lang]
    number = f"{calls:,}" if lang == "en" else f"{calls:,}".replace(",", "\u202f")
    yield f"### {str(words[name]).format(calls=number)}"
    yield ""
    yield "| " + " | ".join(words["heading"]) + " |"
    yield "| --- | --- | --- | --- | --- |"
    for rows in zip(*runs.values(), strict=True):
        label = rows[0].label
        expected = "<br>".join(label.expected) or "–"
        hits = "<br>".join(_hits(rows, each, words) for each in label.expected) or "–"
        others = sorted({each for row in rows for each in row.found} - set(label.expected))
        also = "<br>".join(
            f"{each}, {_worst(rows, each, words)}, {_hits(rows, each, words)}" for each in others
        )
        made = label.title if not label.benign else f"{label.title} ({words['benign']})"
        yield f"| {label.account} | {made} | {expected} | {hits} | {also or '–'} |"
    yield ""
    yield total(runs, words)
    yield ""


def _hits(rows: Iterable[Row], rule: str, words: Mapping[str, object]) -> str:
    found = [rule in row.found for row in rows]
    return str(words["runs"]).format(hits=sum(found), runs=len(found))


def _worst(rows: Iterable[Row], rule: str, words: Mapping[str, object]) -> str:
    return str(words[max((row.found[rule] for row in rows if rule in row.found), key=SEVERITIES.index)])


def total(runs: Mapping[int, list[Row]], words: Mapping[str, object]) -> str:
    """Return the sums in a sentence; each id that an abuser must be found by counts once a run."""
    rows = [row for each in runs.values() for row in each]
    abusers = sum(len(row.label.expected) for row in rows)
    benign = [row for row in rows if row.label.benign]
    return str(words["total"]).format(
        found=abusers - sum(len(row.missed) for row in rows),
        abusers=abusers,
        benign=len(benign),
        accused=sum(bool(row.accused) for row in benign),
        lesser=sum(bool(row.found) and not row.accused for row in benign),
        seeds=", ".join(map(str, runs)),
    )


def main() -> int:
    """Make the tables, write them into the pages, and return the exit status."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.confusion", description=(__doc__ or "").split("\n")[0]
    )
    asked.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    asked.add_argument("--calls", type=int, default=CALLS, help="about how many calls a week or month has")
    asked.add_argument("--print", action="store_true", help="print the tables and leave the pages alone")
    options = asked.parse_args()
    made: dict[str, dict[int, list[Row]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for scenario in scenarios(options.calls):
            made[scenario.name] = {
                seed: confusion(scenario, seed, Path(folder)) for seed in dict.fromkeys(options.seeds)
            }
    for lang, page in PAGES.items():
        text = "\n".join(
            line for name, runs in made.items() for line in table(name, runs, options.calls, lang)
        )
        if options.print:
            print(text)
        else:
            before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
            page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    wrong = [
        row for runs in made.values() for rows in runs.values() for row in rows if row.missed or row.accused
    ]
    for row in wrong:
        print(f"{row.label.account}: missed {row.missed}, accused by {row.accused}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
