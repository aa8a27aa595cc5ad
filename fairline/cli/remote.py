"""The commands on API keys and on standings: what each does, without the command line around it."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.padding import Padding

from fairline.cli import remote_words as say
from fairline.cli.screen import complain, plain
from fairline.client import Client
from fairline.facts import FairlineError
from fairline.policy import Lang, ScopeKind
from fairline.policy.text import written
from fairline.ports import http_keys
from fairline.ports.http_keys import ApiKey, Scope
from fairline.standing import STANDING, Standing
from fairline.wire import MoveName, RulingMade, StandingName, Stands

VARIABLE = "FAIRLINE_KEY"


def add_key(
    file: str,
    name: str,
    scopes: list[Scope],
    accounts: list[str],
    days: float | None,
    lang: Lang,
    out: Console,
) -> int:
    """Make a key and print it alone on standard output. Raises ``FairlineError``."""
    lasts = None if days is None else timedelta(days=days)
    key = http_keys.add(
        Path(file), name, tuple(scopes), accounts=tuple(accounts), lasts=lasts, now=datetime.now(UTC)
    )
    out.out(key, highlight=False)
    complain(say.ONCE.say(lang))
    return 0


def list_keys(file: str, lang: Lang, out: Console) -> int:
    """List the keys. Raises ``FairlineError``."""
    keys = http_keys.read(Path(file))
    for key in keys:
        out.print(plain(f"{key.name} ({key.id})", "dim" if key.revoked_at is not None else "bold"))
        _lines([", ".join(key.scopes), ", ".join(key.accounts) or say.ALL_ACCOUNTS.say(lang)], out)
        _lines(list(_ends(key, lang)), out)
    if not keys:
        out.print(plain(say.NO_KEYS.say(lang)))
    return 0


def revoke_key(file: str, which: str, lang: Lang, out: Console) -> int:
    """Revoke a key. Raises ``FairlineError``."""
    key = http_keys.revoke(Path(file), which, datetime.now(UTC))
    out.print(plain(say.KEY_REVOKED.say(lang, name=key.name, id=key.id)))
    return 0


def client_of(url: str, key_file: str | None, lang: Lang) -> Client:
    """Return a client for the server. ``FairlineError`` if there is no key to use."""
    if key_file is not None:
        try:
            key = Path(key_file).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise FairlineError(f"--key-file: found no key in {key_file} ({error})") from None
    else:
        key = os.environ.get(VARIABLE, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise FairlineError(f"--key-file: found no key, wanted one in the file or in {VARIABLE}")
    return Client(url, key, lang=lang)


def show(
    client: Client,
    kind: str | None,
    account: str | None,
    id: str | None,
    territory: str | None,
    lang: Lang,
    out: Console,
) -> int:
    """Show one subject with its rulings, or all that is not active. Raises ``FairlineError``."""
    with client:
        if kind is None:
            found = client.standing.all()
            for each in found:
                _stands(each, lang, out)
            if not found:
                out.print(plain(say.ALL_ACTIVE.say(lang)))
            return 0
        of_kind, whose, which = _subject(kind, account, id)
        history = client.standing.of(of_kind, whose, which, territory=territory)
    _stands(history.stands, lang, out)
    for ruling in history.rulings:
        _ruling(ruling, lang, out)
    return 0


def move(
    client: Client,
    name: MoveName,
    kind: str,
    account: str,
    id: str | None,
    *,
    reason: str,
    by: list[str],
    territory: list[str],
    hours: float | None,
    lang: Lang,
    out: Console,
) -> int:
    """Make a ruling and print what it changed. Raises ``FairlineError``."""
    of_kind, whose, which = _subject(kind, account, id)
    made = {
        "restrict": client.standing.restrict,
        "suspend": client.standing.suspend,
        "terminate": client.standing.terminate,
        "restore": client.standing.restore,
    }
    with client:
        moved = made[name](
            of_kind,
            whose,
            which,
            reasons=reason,
            decided_by=by,
            territory=[each.upper() for each in territory],
            duration=None if hours is None else timedelta(hours=hours),
            language=lang,
        )
    text = say.MOVED if moved.changed else say.NOT_MOVED
    out.print(
        plain(
            text.say(
                lang,
                kind=of_kind,
                account=whose,
                id=which,
                before=_standing(moved.before, lang),
                after=_standing(moved.after, lang),
                ruling=moved.ruling,
            )
        )
    )
    return 0


def _subject(kind: str, account: str | None, id: str | None) -> tuple[ScopeKind, str, str]:
    if kind not in set(ScopeKind):
        raise FairlineError(f"standing: found {kind!r}, wanted one of {', '.join(ScopeKind)}")
    if account is None or (id is None and kind != ScopeKind.ACCOUNT):
        raise FairlineError(f"standing: found no {'account' if account is None else 'id'}, wanted one")
    return ScopeKind(kind), account, account if id is None else id


def _stands(of: Stands, lang: Lang, out: Console) -> None:
    subject = of.subject
    standing = _standing(of.standing, lang)
    line = say.STANDS.say(lang, kind=subject.kind, account=subject.account, id=subject.id, standing=standing)
    out.print(plain(line, "bold"))
    if of.effective_at is not None and of.ruling is not None:
        span = _span(of.effective_at, of.expires_at, of.territory, lang)
        _lines([say.RULING.say(lang, id=of.ruling), span], out)
        _lines([say.WHO.say(lang, persons=", ".join(of.decided_by), reasons=of.reasons)], out)


def _ruling(of: RulingMade, lang: Lang, out: Console) -> None:
    moved = say.MOVES.get(of.move)
    name = of.move if moved is None else moved.say(lang)
    out.print(Padding(plain(f"{name}, {say.RULING.say(lang, id=of.id)}"), (0, 0, 0, 2), expand=False))
    _lines([_span(of.effective_at, of.expires_at, of.territory, lang)], out)
    _lines([say.WHO.say(lang, persons=", ".join(of.decided_by), reasons=of.reasons)], out)


def _span(since: datetime, until: datetime | None, places: tuple[str, ...], lang: Lang) -> str:
    said = (
        say.SINCE.say(lang, since=since)
        if until is None
        else say.SINCE_UNTIL.say(lang, since=since, until=until)
    )
    return f"{said}, {say.WHERE.say(lang, places=', '.join(places))}" if places else said


def _ends(key: ApiKey, lang: Lang) -> Iterator[str]:
    if key.expires_at is not None:
        yield say.EXPIRES.say(lang, at=written(key.expires_at, lang))
    if key.revoked_at is not None:
        yield say.REVOKED.say(lang, at=written(key.revoked_at, lang))


def _standing(name: StandingName, lang: Lang) -> str:
    return STANDING[Standing[name.upper()]].say(lang)


def _lines(lines: list[str], out: Console) -> None:
    for line in lines:
        out.print(Padding(plain(line), (0, 0, 0, 4), expand=False))
