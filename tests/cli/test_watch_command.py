"""What ``fairline watch`` takes, and what it refuses before anything is started."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from fairline.cli.watch import Telling, asked_of, checked, source_of
from fairline.facts import FairlineError
from fairline.policy import DEFAULT_PLAN, Lang
from fairline.spark.watch_batch import Sum, batch_of
from fairline.spark.watch_plan import From
from tests.spark.test_watch_sink import results


def said(folder: Path, **other: object) -> dict[str, object]:
    return {
        "on": "local[1]",
        "sources": [str(folder)], "checkpoint": str(folder / "c"), "database": "d", "secret": None,
        "password_file": None, "database_wait": 600.0, "name": "watch", "policy": None, "lateness": 3600,
        "plan": DEFAULT_PLAN, "account": None, "format": None, "map": None, "of_zone": "Europe/Paris",
        "region": "fr", "shards": None, "batch": 1000, "ahead": 60, "metrics": None, "once": True,
        "conclude": True, "no_past": False,
    } | other  # fmt: skip


def test_what_is_asked(tmp_path: Path) -> None:
    asked = checked(asked_of(said(tmp_path), Lang.FR))
    assert asked.sources == (From(kind="folder", at=str(tmp_path)),)
    assert (asked.reading.zone, asked.reading.region) == ("Europe/Paris", "FR")


def test_sources() -> None:
    journal = source_of("postgresql://fairline@db/fairline#east", "/secret", Lang.EN)
    assert journal == From(
        kind="journal", at="postgresql://fairline@db/fairline", name="east", secret="/secret"
    )
    stream = source_of("nats://127.0.0.1:4222/facts", None, Lang.EN)
    assert stream == From(kind="jetstream", at="nats://127.0.0.1:4222", name="facts")
    with pytest.raises(FairlineError, match="--from\u00a0: trouvé nats://x, attendu un dossier"):
        source_of("nats://x", None, Lang.FR)


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"lateness": 700_000}, "--lateness: found 700000, wanted 0 to 604800"),
        ({"shards": 0}, "--shards: found 0, wanted at least 1"),
        ({"once": False}, "--conclude: found it without --once"),
        ({"plan": "contact-centre"}, "did you mean contact-center"),
        ({"of_zone": "Paris"}, "--zone: found"),
    ],
)
def test_what_is_refused(tmp_path: Path, other: dict[str, object], error: str) -> None:
    with pytest.raises(FairlineError, match=error):
        checked(asked_of(said(tmp_path, **other), Lang.EN))


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            Lang.EN,
            "batch 1: 13 records, 6 used, 2 duplicates, 1 late, 4 refused; 2 findings; 0.5 s; 26 a second",
        ),
        (Lang.FR, "terminé\u00a0: 3 relevés = 2 utilisés + 0 doublons + 1 en retard + 0 refusés"),
    ],
)
def test_what_is_told(lang: Lang, wanted: str) -> None:
    out = StringIO()
    telling = Telling(lang, Console(file=out, width=300))
    telling.begins("local[1]", 2, "p")
    telling.batch(batch_of(1, results()), 0.5)
    telling.waits("nothing answers", 2.0)
    telling.policy("p", True)
    telling.refused("no such rule")
    telling.lost(1)
    telling.ends(Sum(records=3, used=2, late=1))
    assert wanted in out.getvalue()
