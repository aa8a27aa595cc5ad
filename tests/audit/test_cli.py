"""The command line: exit statuses, both languages, and no traceback for anything a user can do."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small import CLAUSES, row, rows, written
from typer.testing import CliRunner, Result

from fairline.cli import build, language
from fairline.policy import Lang

RUNNER = CliRunner()


def fairline(*arguments: str, lang: Lang = Lang.EN) -> Result:
    return RUNNER.invoke(build(lang, lambda: CLAUSES), arguments, env={"COLUMNS": "200"})


@pytest.fixture
def bad(tmp_path: Path) -> str:
    return written(tmp_path, rows(), "bad.csv")


@pytest.fixture
def good(tmp_path: Path) -> str:
    return written(tmp_path, [row(n * 30) for n in range(9)], "good.csv")


def test_status_is_0_without_findings(good: str) -> None:
    done = fairline("audit", good)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "No finding." in done.stdout


def test_status_is_1_with_findings_by_clause(bad: str) -> None:
    done = fairline("audit", bad)
    assert (done.exit_code, done.stderr) == (1, "")
    for said in (
        "Clause b: abusive dialing, trunking, traffic pumping",
        "16 of 20, 80% (58.4% to 91.9%)",
        "at most 50% (the law's)",
        "its times name no zone and were read in UTC; --zone names another",
        "- texts: not measurable, because there are no messages",
        "acme, seat 200",
        "Findings: 2.",
    ):
        assert said in done.stdout


def test_the_same_in_french(bad: str) -> None:
    done = fairline("audit", bad, "--lang", "fr")
    assert done.exit_code == 1
    for said in (
        "Clause b\u00a0: numérotation abusive, jonction, trafic artificiel",
        "16 sur 20, 80\u00a0% (58,4\u00a0% à 91,9\u00a0%)",
        "au plus 50\u00a0% (de la loi)",
        "ses heures ne nomment pas de fuseau et ont été lues en UTC",
        "texts\u00a0: non mesurable, en l'absence de messages",
        "acme, poste 200",
        "Constats\u00a0: 2.",
    ):
        assert said in done.stdout


UNUSABLE = {
    "no such file": (("audit", "/no/such/file"), "cannot be opened: No such file or directory"),
    "no argument": (("audit",), "Missing argument"),
    "no such option": (("audit", "--nothing", "x"), "No such option"),
    "no such direction": (("audit", "x", "--direction", "up"), "up"),
    "no such purpose": (("audit", "x", "--purpose", "nothing"), "nothing"),
    "no such zone": (("audit", "x", "--zone", "Europe/Pari"), "did you mean Europe/Paris"),
    "a zone of the moon": (("audit", "x", "--zone", "../../etc/passwd"), "wanted a time zone such as"),
    "no such region": (("audit", "x", "--region", "XX"), "wanted a country's code such as FR"),
    "no such format": (("audit", "x", "--format", "asterisk"), "did you mean asterisk-csv"),
    "no such plan": (("audit", "x", "--plan", "busines-phone"), "did you mean business-phone"),
    "no mapping": (("audit", "x", "--map", "/no/such"), "/no/such"),
    "no policy": (("audit", "x", "--policy", "/no/such"), "/no/such"),
    "two exports to one place": (("audit", "x", "--json", "-", "--csv", "-"), "two exports"),
    "no folder to write into": (("audit", "x", "--json", "/no/such/out"), "found no folder"),
    "no such rule": (("explain", "texs"), "texs: found no such rule, did you mean texts"),
    "no such id": (("explain", "T-TEX"), "T-TEX: found no such rule, did you mean T-TEXT"),
    "no such file of columns": (("columns", "/no/such/file"), "No such file or directory"),
    "no such language": (("policy", "--lang", "de"), "de"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_status_is_2_for_what_cannot_be_used(name: str) -> None:
    arguments, said = UNUSABLE[name]
    done = fairline(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_an_unusable_file_among_others_is_named_and_the_others_are_shown(bad: str, tmp_path: Path) -> None:
    done = fairline("audit", bad, written(tmp_path, ["Dear Sir"], "letter"))
    assert done.exit_code == 2
    assert "letter is in no known format (tried: sip-capture" in done.stderr
    assert "Findings: 2." in done.stdout


def test_bad_rows_are_shown(tmp_path: Path) -> None:
    done = fairline("audit", written(tmp_path, [*rows(), "bad,row"]))
    assert "records that could not be read: 1" in done.stdout
    assert "line 31, columns: found '2', wanted 16 to 21" in done.stdout


def test_json_on_standard_output_is_alone_there(bad: str) -> None:
    done = fairline("audit", bad, "--json", "-")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout_bytes)["findings"]) == 2
    assert "Findings: 2." in done.stderr


def test_exports_are_written_and_named(bad: str, tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("a.json", "a.csv", "a.parquet")]
    done = fairline("audit", bad, "--json", paths[0], "--csv", paths[1], "--parquet", paths[2])
    assert all(Path(path).stat().st_size > 100 for path in paths)
    assert all(f"written: {path}" in done.stdout for path in paths)


def test_calls_without_a_direction_are_counted_and_can_be_given_one(tmp_path: Path) -> None:
    lines = [row(n, dst="+12025550199").replace('"200"', '"+12025550123"') for n in range(9)]
    file, out = written(tmp_path, [*lines, row(9)]), tmp_path / "out.json"
    done = fairline("audit", file)
    assert "whether they are inbound or outbound, so that rules on either leave them out: 9;" in done.stdout
    assert "n'indique le sens" in fairline("audit", file, "--lang", "fr").stdout
    done = fairline("audit", file, "--direction", "outbound", "--json", str(out))
    assert "inbound or outbound" not in done.stdout
    exported = json.loads(out.read_bytes())
    assert (exported["assumed"]["direction"], exported["undirected"]) == ("outbound", 0)


def test_a_policy_file_tightens(good: str, tmp_path: Path) -> None:
    policy = written(tmp_path, ["[rules.answered-in-an-hour]", "limit = 1"], "policy.toml")
    done = fairline("audit", good, "--policy", policy)
    assert done.exit_code == 1
    assert "Changed by the policy file: answered-in-an-hour." in done.stdout
    assert "at most 1 (your own, tighter)" in done.stdout


def test_a_name_from_a_file_is_no_markup_and_no_control_code(tmp_path: Path) -> None:
    lines = [row(n, account="[red]x\x1b[31m", answered=False) for n in range(9)]
    done = fairline("audit", written(tmp_path, lines))
    assert "[red]x\ufffd[31m" in done.stdout
    assert "\x1b" not in done.stdout


def test_policy_lists_rules_with_limits_and_modes() -> None:
    done = fairline("policy")
    assert done.exit_code == 0
    for said in ("unanswered-share", "at most 25% (the law's; Made-up Act, s. 2)", "in force", "off"):
        assert said in done.stdout
    assert "désactivée" in fairline("policy", "--lang", "fr").stdout


def test_policy_prints_the_program_it_is_compiled_to() -> None:
    done = fairline("policy", "--generated")
    compile(done.stdout, "generated", "exec")
    assert "def observe_call(fact, at):" in done.stdout


def test_explain_tells_all_of_a_rule_in_both_languages() -> None:
    done = fairline("explain", "T-UNAN")
    assert done.exit_code == 0
    for said in (
        "T-UNAN  unanswered-share", "Made-up Act, s. 1; in force since 2020-01-01, read 2026-08-01",
        "at most 25% (the law's; Made-up Act, s. 2)", "measured from 4 on", "judged by the 95% interval",
        "each calendar day (UTC)", "past 50% (the law's; Made-up Act, s. 3): critical, hold for a person",
        "A test is under way.", "Ask who called.", "Un essai est en cours.", "par jour civil (UTC)",
    ):  # fmt: skip
        assert said in done.stdout
    alone = fairline("explain", "unanswered-share", "--lang", "fr").stdout
    assert "Demander qui a appelé." in alone
    assert "Ask who called." not in alone


def test_formats_are_listed_with_what_they_cannot_tell() -> None:
    done = fairline("formats")
    assert "asterisk-csv: Asterisk Master.csv" in done.stdout
    assert "tried on: real records" in done.stdout
    assert "n'est" not in done.stdout
    assert "ne dit pas\u00a0: si l'appel a été abandonné" in fairline("formats", "--lang", "fr").stdout


def test_columns_proposes_a_mapping_that_works(tmp_path: Path) -> None:
    table = [
        "start_time;from;to;talk_seconds",
        *(f"2026-03-02 09:{n:02}:00;+12025550123;+12025550199;{n}" for n in range(9)),
    ]
    file = written(tmp_path, table, "calls.csv")
    proposed = fairline("columns", file)
    assert proposed.exit_code == 0
    mapping = tmp_path / "map.toml"
    mapping.write_text(proposed.stdout)
    assert "records: 9" in fairline("audit", file, "--map", str(mapping)).stdout


def test_the_language_may_stand_before_the_command(bad: str) -> None:
    assert "Constats\u00a0: 2." in fairline("--lang", "fr", "audit", bad, lang=Lang.FR).stdout


def test_names_break_at_hyphens_and_numbers_never(tmp_path: Path) -> None:
    """At 80 columns in French: 1 000 and 50 % stay whole though rich takes their spaces for spaces."""
    lines = [row(n, answered=n % 5 == 0, account="a-" * 12 + "z") for n in range(1300)]
    done = RUNNER.invoke(
        build(Lang.FR, lambda: CLAUSES), ["audit", written(tmp_path, lines)], env={"COLUMNS": "80"}
    )
    assert "1\u202f300" in done.stdout
    assert "answered-in-an-hour" in done.stdout
    assert not [line for line in done.stdout.splitlines() if line.strip("│ ").startswith(("%", "300"))]


def test_help_is_in_the_language_chosen() -> None:
    assert "Find which use in call records is not fair" in fairline("audit", "--help").stdout
    french = fairline("audit", "--help", lang=Lang.FR).stdout
    assert "Le format des fichiers, sans le deviner." in french
    assert "[par défaut\u00a0: contact-center]" in french
    assert "Usage\u00a0: " in french
    assert "Afficher cette aide et s'arrêter." in french


MISTAKES = {
    ("audit",): ("Missing argument 'FILE'.", "Argument manquant\u00a0: «\u00a0FILE\u00a0»."),
    ("nope",): ("No such command 'nope'.", "Commande inconnue\u00a0: «\u00a0nope\u00a0»."),
    ("polcy",): ("Did you mean 'policy'?", "Vouliez-vous dire 'policy'\u00a0?"),
    ("audit", "--nope"): ("No such option: --nope", "Option inconnue\u00a0: --nope"),
    ("audit", "x", "--plam"): (
        "(Possible options: --lang, --plan)",
        "(options possibles\u00a0: --lang, --plan)",
    ),
    ("audit", "x", "--zone"): (
        "Option '--zone' requires an argument.",
        "L'option «\u00a0--zone\u00a0» attend une valeur.",
    ),
    ("policy", "--generated=1"): (
        "Option '--generated' does not take a value.",
        "L'option «\u00a0--generated\u00a0» n'attend pas de valeur.",
    ),
    ("policy", "a", "b"): ("Got unexpected extra argument(s) (a b)", "Arguments en trop\u00a0: a b"),
    ("audit", "x", "--purpose", "y"): (
        "Invalid value for '--purpose': Value error, 'y' is not one of 'marketing'",
        "Valeur incorrecte pour «\u00a0--purpose\u00a0»\u00a0: «\u00a0y\u00a0» n'est pas",
    ),
}


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_mistakes_are_told_in_the_language_chosen(arguments: tuple[str, ...]) -> None:
    for lang, said in zip(Lang, MISTAKES[arguments], strict=True):
        done = fairline(*arguments, lang=lang)
        assert done.exit_code == 2
        assert said in done.stderr


LANGUAGES = {
    "asked for": (["audit", "--lang", "fr"], {"LANG": "en_US.UTF-8"}, Lang.FR),
    "asked for with a sign": (["--lang=en"], {"LANG": "fr_FR.UTF-8"}, Lang.EN),
    "LANG": ([], {"LANG": "fr_CA.UTF-8"}, Lang.FR),
    "LC_ALL goes first": ([], {"LC_ALL": "C", "LANG": "fr_FR"}, Lang.EN),
    "an empty one is not set": ([], {"LC_ALL": "", "LANG": "fr_FR"}, Lang.FR),
    "neither": ([], {"LANG": "de_DE"}, Lang.EN),
    "nothing": ([], {}, Lang.EN),
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_language(name: str) -> None:
    arguments, environment, expected = LANGUAGES[name]
    assert language(arguments, environment) is expected


def started(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start the command line in a process of its own, with the small policy."""
    here = Path(__file__).parent
    small = f"import sys; sys.path.insert(0, {str(here)!r}); from small import CLAUSES"
    code = f"{small}; import fairline.cli as c\n{script}"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LANG": "C"},
        cwd=here.parents[1],
    )


MAIN = "c.policy_clauses = lambda: CLAUSES\nc.main()"


def test_a_closed_pipe_is_no_error_of_ours() -> None:
    process = started(MAIN, "formats")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 141
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()


def test_an_interrupt_is_a_word_and_no_traceback() -> None:
    process = started(MAIN, "audit", "-")
    assert process.stdin is not None
    process.stdin.write(f"{row(0)}\n".encode() * 5000)
    process.stdin.flush()
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert error == b"fairline: stopped\n"


def test_standard_input_is_audited() -> None:
    process = started(MAIN, "audit", "-")
    out, error = process.communicate("".join(f"{line}\n" for line in rows()).encode(), timeout=60)
    assert (process.returncode, error) == (1, b"")
    assert b"Findings: 2." in out
