"""What an audit on Spark refuses before it starts anything."""

import shutil

import pytest
from typer.testing import CliRunner

from fairline.clauses import CLAUSES
from fairline.cli import build
from fairline.facts import FairlineError
from fairline.policy import Lang
from fairline.spark import session as sessions
from fairline.spark.auditing import cause
from fairline.spark.session import session


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-", "--on", "local[1]"], "found standard input with --on"),
        (["calls.csv", "--on", "local[1]", "--engine", "online"], "found online with --on, wanted history"),
        (["calls.csv", "--on", "http://master"], "--on: found http://master, wanted spark://HOST:PORT"),
    ],
)
def test_what_makes_no_sense_is_refused(options: list[str], said: str) -> None:
    done = CliRunner().invoke(build(Lang.EN, lambda: CLAUSES), ["audit", *options], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert said in done.stderr


def test_without_java_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MODULES", ("msgspec",))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(FairlineError, match="found no Java, wanted Java 17"), session("local[1]"):
        pass


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MODULES", ("no_such_module",))
    with pytest.raises(FairlineError, match=r"pip install 'fairline\[spark\]'"), session("local[1]"):
        pass


def test_the_cause_is_found_in_what_spark_says() -> None:
    text = "Job aborted due to stage failure\n  at org.apache.X\nOSError: No space left on device\n\tat y.Z\n"
    assert cause(text) == "OSError: No space left on device"
    assert cause("") == "it did not say why"
