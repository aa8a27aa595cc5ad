"""``fairline shared``: guards shown, limits given to all, and what does not fit refused."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from fairline.clauses import CLAUSES
from fairline.cli.shared import given, told
from fairline.facts import FairlineError
from fairline.policy import Lang
from fairline.stores.shared_log import SharedLog, Telling
from tests.postgresql import passing_cluster

LIMITS = '[rules.attempts-24h]\nmode = "observe"\n'


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


def configured(folder: Path, database: str) -> str:
    file = folder / "fairline.toml"
    file.write_text(f'[shared]\ndatabase = "{database}"\nguard = "one"\n')
    return str(file)


def said(lang: Lang, config: str) -> tuple[int, str]:
    out = StringIO()
    return told(config, lang, Console(file=out, width=200)), out.getvalue()


def tell(database: str, *guards: Telling) -> None:
    async def work() -> None:
        async with SharedLog.open(database, within_s=10) as log:
            for each in guards:
                await log.tell(each)

    asyncio.run(work())


def test_guards_are_shown_and_whether_they_decide_alike(database: str, tmp_path: Path) -> None:
    config, now = configured(tmp_path, database), datetime.now(UTC)
    assert said(Lang.EN, config) == (0, "no guard has told of itself yet\n")
    tell(database, Telling("one", now, 7, "p1", "l", "0.1.0"), Telling("two", now, 6, "p1", "l", "0.1.0"))
    status, text = said(Lang.EN, config)
    assert status == 0
    assert "one: entry 7, policy p1, law l, version 0.1.0, heard of " in text
    tell(database, Telling("two", now, 7, "p2", "l", "0.1.0"))
    status, text = said(Lang.FR, config)
    assert status == 1
    assert "deux" not in text
    assert "ILS NE DÉCIDENT PAS DE MÊME\u00a0: la politique diffère" in text


def test_limits_are_given_only_if_they_fit(database: str, tmp_path: Path) -> None:
    config, file = configured(tmp_path, database), tmp_path / "limits.toml"
    file.write_text(LIMITS)
    out = StringIO()
    assert given(str(file), config, CLAUSES, Lang.EN, Console(file=out, width=200)) == 0
    assert "as soon as they hear of them" in out.getvalue()

    async def read() -> list[bytes]:
        async with SharedLog.open(database, within_s=10) as log:
            return [each.body for each in await log.read(0) if each.kind == "policy"]

    assert asyncio.run(read()) == [LIMITS.encode()]
    file.write_text("[rules.attempts-24h]\nlimit = 99\n")
    with pytest.raises(FairlineError, match="attempts-24h"):
        given(str(file), config, CLAUSES, Lang.EN, Console(file=out))
    assert len(asyncio.run(read())) == 1


def test_without_a_table_or_a_database_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "fairline.toml"
    file.write_text("")
    with pytest.raises(FairlineError, match=r"found no table \[shared\]"):
        told(str(file), Lang.EN, Console(file=StringIO()))
    with pytest.raises(FairlineError, match="the shared database"):
        told(configured(tmp_path, "host=127.0.0.1 port=1"), Lang.EN, Console(file=StringIO()))
