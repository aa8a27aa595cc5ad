"""``fairline keys`` and ``fairline standing``, in both languages, the latter against a real server."""

import asyncio
import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairline.cli import build
from fairline.policy import Lang
from fairline.ports.http_keys import Scope, read

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ports"))
from http_made import End, run

RUNNER = CliRunner()


def cli(*arguments: str, lang: Lang = Lang.EN, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    told = {"COLUMNS": "300", "FAIRLINE_KEY": ""} | (env or {})
    done = RUNNER.invoke(build(lang, lambda: ()), arguments, env=told)
    return done.exit_code, done.stdout, done.stderr


def test_keys_are_made_listed_and_revoked(tmp_path: Path) -> None:
    file = ("--file", str(tmp_path / "keys.json"))
    scopes = ("--scope", "decide", "--scope", "facts")
    status, key, told = cli("keys", "add", "dialer", *scopes, "--account", "acme", "--days", "30", *file)
    assert status == 0
    assert re.fullmatch(r"fl_[0-9a-f]{12}_[\w-]{43}\n", key)
    assert told == "fairline: Keep it now: it cannot be shown again.\n"
    (made,) = read(tmp_path / "keys.json")
    assert (made.scopes, made.accounts) == ((Scope.DECIDE, Scope.FACTS), ("acme",))
    assert made.expires_at is not None
    assert made.expires_at - made.made_at == timedelta(days=30)
    status, _, told = cli("keys", "add", "dialer", *scopes, *file)
    assert (status, "found a key named dialer already" in told) == (2, True)
    status, shown, _ = cli("keys", "list", *file)
    assert re.search(rf"dialer \({made.id}\)\n +decide, facts\n +acme\n +expires \d{{4}}-", shown)
    status, shown, _ = cli("keys", "revoke", "dialer", *file, lang=Lang.FR)
    assert (status, shown) == (0, f"dialer ({made.id}) est révoquée.\n")
    assert cli("keys", "revoke", "dialer", *file)[0] == 2
    shown = cli("keys", "list", *file, lang=Lang.FR)[1]
    assert "révoquée le" in shown
    assert cli("keys", "add", "dialer", *scopes, *file)[0] == 0


MISTAKES = {
    "no scope": (("keys", "add", "x"), "--scope"),
    "a scope that is none": (("keys", "add", "x", "--scope", "all"), "all"),
    "no file": (("keys", "list", "--file", "/nonexistent/keys.json"), "fairline keys add makes it"),
    "no key": (("standing", "show"), "found no key, wanted one in the file or in FAIRLINE_KEY"),
    "a key file that is none": (("standing", "show", "--key-file", "/nonexistent"), "found no key in"),
    "a server that is none": (
        ("standing", "show", "--key-file", "KEY", "--url", "http://127.0.0.1:1"), "http://127.0.0.1:1"),
    "a kind that is none": (
        ("standing", "show", "planet", "acme", "--key-file", "KEY"), "found 'planet', wanted one of account"),
    "no id": (("standing", "show", "user", "acme", "--key-file", "KEY"), "found no id, wanted one"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, message = MISTAKES[name]
    monkeypatch.setattr("fairline.client.clients.time.sleep", lambda _: None)
    (tmp_path / "key").write_text("fl_a_b\n")
    given = [str(tmp_path / "key") if each == "KEY" else each for each in arguments]
    status, out, told = cli(*given)
    assert status == 2
    assert message in out + told


def test_a_standing_is_shown_and_moved(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        (tmp_path / "key").write_text(end.key("cli", Scope.STANDING))
        at = ("--url", end.url, "--key-file", str(tmp_path / "key"))

        async def asked(*arguments: str, lang: Lang = Lang.EN) -> str:
            status, out, told = await asyncio.to_thread(cli, *arguments, *at, lang=lang)
            assert status == 0, told
            return out

        assert await asked("standing", "show") == "Everything is active.\n"
        why = ("--reason", "robocalls", "--by", "jane")
        moved = await asked("standing", "suspend", "account", "acme", *why, "--hours", "2")
        assert re.fullmatch(r"account acme acme: active, now suspended \(ruling ruling-\w+\)\n", moved)
        again = await asked("standing", "suspend", "account", "acme", *why, lang=Lang.FR)
        assert "acme\u00a0: suspendu comme avant (décision" in again
        number = ("number", "acme", "+12125550100")
        await asked("standing", "restrict", *number, *why, "--territory", "fr", "--territory", "de")
        shown = await asked("standing", "show", lang=Lang.FR)
        assert "account acme acme\u00a0: suspendu" in shown
        assert "décidé par jane\u00a0: robocalls" in shown
        assert "pour les appels vers FR, DE" in shown
        assert "restreint" in shown
        await asked("standing", "restore", "account", "acme", *why)
        shown = await asked("standing", "show", "account", "acme")
        assert shown.startswith("account acme acme: active\n")
        assert re.findall(r"^  (\w+), ruling", shown, re.MULTILINE) == ["suspended", "suspended", "restored"]
        both = ("--by", "jane", "--by", "omar", "--reason", "x")
        assert "now terminated" in await asked("standing", "terminate", "user", "acme", "u1", *both)
        status, _, told = await asyncio.to_thread(cli, "standing", "suspend", "user", "acme", "u1", *why, *at)
        assert (status, "The standing cannot move so" in told) == (2, True)

    run(test, tmp_path)
