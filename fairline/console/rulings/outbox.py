"""What is to be told, and to whom: rows that are worked off until each is done or given up.

The customer's people get the letter by mail with the statement beside it, the provider's webhooks the
statement as a record, its chat rooms a line about what there is to do. No row holds the address of a room:
it is often a secret in itself.
"""

import logging
import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

import msgspec
from django.conf import settings

from fairline.cases.saying import filled
from fairline.cases.words import OUTCOMES, SCOPES
from fairline.console.cases.models import Case
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.rulings.models import Delivery, Notice, RulingRow, Statement
from fairline.policy import SEVERITY, Lang, ScopeKind, Severity, Text

log = logging.getLogger("fairline.console")
STATEMENT_SENT = "statement.sent"
ROOM = re.compile(r"(?:(?P<lang>en|fr)=)?(?P<url>\S+)")
LINES = {
    "case": Text(
        en="New case {case}: {account}, {severity}, clauses {clauses}. {url}",
        fr="Nouveau dossier {case}\u00a0: {account}, gravité {severity}, clauses {clauses}. {url}",
    ),
    "waits": Text(
        en="A ruling waits for a second person: {outcome}, {object} ({account}). {url}",
        fr="Une décision attend une seconde personne\u00a0: {outcome}, {object} ({account}). {url}",
    ),
    "made": Text(
        en="A ruling was made: {outcome}, {object} ({account}). {url}",
        fr="Une décision a été prise\u00a0: {outcome}, {object} ({account}). {url}",
    ),
    "refused": Text(
        en="The guard cannot take a ruling: {outcome}, {object} ({account}). {url}",
        fr="Le garde ne peut pas appliquer une décision\u00a0: {outcome}, {object} ({account}). {url}",
    ),
    "late": Text(
        en="Late, to be ratified or looked at again: {outcome}, {object} ({account}). {url}",
        fr="En retard, à ratifier ou à réexaminer\u00a0: {outcome}, {object} ({account}). {url}",
    ),
}


class Room(NamedTuple):
    """A chat room: what it is called in rows, its address, and the language spoken in it."""

    name: str
    url: str
    lang: Lang


def rooms() -> tuple[Room, ...]:
    """Return the rooms of ``console.chat_file``, a line each; ``fr=`` before one: it is told in French."""
    path = settings.CONSOLE.chat_file
    if path is None:
        return ()
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    found = (ROOM.fullmatch(line) for line in lines if line and not line.startswith("#"))
    return tuple(_room(each["url"], each["lang"]) for each in found if each is not None)


def _room(url: str, lang: str | None) -> Room:
    scheme = url.partition("://")[0][:20]
    return Room(f"{scheme}:{sha256(url.encode()).hexdigest()[:10]}", url, Lang(lang or Lang.EN))


def tell_customer(of: Statement, letter: Notice, now: datetime) -> None:
    """Put a letter and its statement on their way."""
    people = Person.objects.filter(role=Role.CUSTOMER, account=of.account, is_active=True).exclude(email="")
    mails = [
        Delivery(
            way=Delivery.Way.MAIL,
            to=address,
            statement=of,
            notice=letter,
            subject=" ".join(letter.subject.splitlines()),
            made_at=now,
            next_at=now,
        )
        for address in people.order_by("pk").values_list("email", flat=True).distinct()
    ]
    body = msgspec.json.encode({"type": STATEMENT_SENT, "timestamp": now, "data": of.statement}).decode()
    hooks = [
        Delivery(
            way=Delivery.Way.WEBHOOK,
            to=each.name,
            statement=of,
            subject=STATEMENT_SENT,
            body=body,
            made_at=now,
            next_at=now,
        )
        for each in settings.FAIRLINE.actuators.webhook
    ]
    Delivery.objects.bulk_create([*mails, *hooks])


def tell_people(what: str, row: RulingRow, now: datetime) -> None:
    """Tell the rooms of the provider's people about a ruling."""
    kind = ScopeKind(row.scope_kind)
    text = filled(
        LINES[what],
        outcome=OUTCOMES[row.ruling.outcome],
        object=filled(Text(en="{kind} {name}", fr="{kind} {name}"), kind=SCOPES[kind], name=row.scope_id),
        account=row.account,
        url=_url(f"/rulings/{row.pk}/"),
    )
    _say(text, now)


def tell_of_cases(cases: Iterable[Case], now: datetime) -> None:
    """Tell the rooms of new cases."""
    for case in cases:
        text = filled(
            LINES["case"],
            case=str(case),
            account=case.account,
            severity=SEVERITY[Severity(case.severity)],
            clauses=", ".join(case.clauses),
            url=_url(f"/cases/{case.pk}/"),
        )
        _say(text, now)


def _say(text: Text, now: datetime) -> None:
    """Put a line on its way to every room. Rooms that cannot be read hold up no ruling."""
    try:
        told = rooms()
    except (OSError, UnicodeError) as error:
        log.warning("console.chat_file cannot be read, so nobody is told there: %s", error)
        return
    Delivery.objects.bulk_create(
        Delivery(
            way=Delivery.Way.CHAT,
            to=room.name,
            subject="fairline",
            body=" ".join(text.say(room.lang).splitlines()),
            made_at=now,
            next_at=now,
        )
        for room in told
    )


def _url(path: str) -> str:
    return f"{settings.CONSOLE.url.rstrip('/')}{path}"
