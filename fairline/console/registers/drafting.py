"""An interpretation from its first draft to its publication, by two people. Published, it stays as it is."""

from datetime import date, datetime, timedelta

import msgspec
from django.db import IntegrityError, transaction

from fairline.cases.saying import filled, plain
from fairline.console.people.models import Person
from fairline.console.policy import days, register, review
from fairline.console.records.log import record
from fairline.console.registers.models import Draft, Version
from fairline.console.registers.wording import Wording
from fairline.facts import FairlineError
from fairline.policy import Interpretation, Text

ANOTHER = Text(
    en="another person than those who wrote it has to publish it",
    fr="une autre personne que ses auteurs doit la publier",
)
CHANGED = Text(
    en="somebody changed the draft meanwhile: read it again",
    fr="quelqu'un a modifié le projet entre-temps\u00a0: relisez-le",
)
TOO_SOON = Text(
    en="it can be in force from {day} on: a stricter one has {days} days of notice, and none is for the past",
    fr="elle peut être en vigueur à partir du {day}\u00a0: une version plus stricte a un préavis de {days}"
    " jours, et aucune ne vaut pour le passé",
)
EARLIER_THAN_DRAFT = Text(
    en="it cannot be in force before the day that its draft says, {day}",
    fr="elle ne peut être en vigueur avant le jour que dit son projet, le {day}",
)
KNOWN_WORD = Text(
    en="the word has an interpretation already: write its next version",
    fr="ce mot a déjà une interprétation\u00a0: écrivez-en la version suivante",
)
OTHERWISE = Text(en="the register refuses it ({why})", fr="le registre la refuse ({why})")


class Refused(Exception):
    """Why something cannot be done to a draft, in both languages."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def before(number: int | None) -> Interpretation | None:
    """Return the newest version of an interpretation, ``None`` for a new word."""
    return next((each for each in reversed(register().all) if each.number == number), None)


def earliest(number: int | None, stricter: bool, today: date) -> date:
    """Return from when on a version that is published today can be in force."""
    notice = timedelta(days=review().periods["interpretation"].number if stricter else 0)
    last = before(number)
    after = today if last is None else last.in_force_from + timedelta(days=1)
    return max(today + notice, after)


def proposed(
    wording: Wording, number: int | None, in_force_from: date, today: date
) -> tuple[int, Interpretation]:
    """Return the number of a version and the version, as published today. ``Refused`` if it cannot be so."""
    known, last = register(), before(number)
    if last is None and wording.term in {each.term for each in known.all}:
        raise Refused(KNOWN_WORD)
    number = last.number if last is not None else 1 + max(each.number for each in known.all)
    new = wording.made(number, 1 if last is None else last.version + 1, today, in_force_from)
    try:
        known.with_version(new, review())
    except FairlineError as error:
        first = earliest(number, wording.stricter, today)
        if in_force_from < first:
            notice = review().periods["interpretation"].number
            raise Refused(filled(TOO_SOON, day=first, days=notice)) from error
        raise Refused(filled(OTHERWISE, why=plain(str(error)))) from error
    return number, new


def draft(wording: Wording, number: int | None, in_force_from: date, by: Person, now: datetime) -> Draft:
    """Begin a version. ``Refused`` says why it could not be published like that."""
    proposed(wording, number, in_force_from, days().day(now))
    with transaction.atomic():
        made = Draft.objects.create(
            number=number,
            term=wording.term,
            in_force_from=in_force_from,
            changed_at=now,
            body=msgspec.json.encode(wording).decode(),
        )
        made.authors.add(by)
        record(by.username, "interpretation.drafted", f"interpretation-draft:{made.pk}", term=made.term)
    return made


def change(pk: int, version: int, wording: Wording, in_force_from: date, by: Person, now: datetime) -> Draft:
    """Write at a draft. Whoever does becomes one of its authors. ``Refused`` if it has changed meanwhile."""
    with transaction.atomic():
        held = _held(pk, version)
        proposed(wording, held.number, in_force_from, days().day(now))
        held.body, held.term = msgspec.json.encode(wording).decode(), wording.term
        held.in_force_from, held.changed_at, held.version = in_force_from, now, held.version + 1
        held.save()
        held.authors.add(by)
        record(by.username, "interpretation.changed", f"interpretation-draft:{pk}", version=held.version)
    return held


def publish(pk: int, version: int, in_force_from: date, by: Person, now: datetime) -> Version:
    """Publish a draft, for a day that is its own or later. ``Refused`` says why not."""
    today = days().day(now)
    with transaction.atomic():
        held = _held(pk, version)
        authors = sorted(held.authors.values_list("username", flat=True))
        if by.username in authors:
            raise Refused(ANOTHER)
        if in_force_from < held.in_force_from:
            raise Refused(filled(EARLIER_THAN_DRAFT, day=held.in_force_from))
        number, new = proposed(held.wording, held.number, in_force_from, today)
        try:
            with transaction.atomic():
                made = Version.objects.create(
                    number=number,
                    version=new.version,
                    term=new.term,
                    published_on=today,
                    in_force_from=in_force_from,
                    published_at=now,
                    written_by=", ".join(authors),
                    published_by=by,
                    body=held.body,
                )
        except IntegrityError as error:  # somebody has published the same version at this moment
            raise Refused(CHANGED) from error
        held.delete()
        record(
            by.username,
            "interpretation.published",
            f"interpretation:{new.id}",
            authors=authors,
            in_force_from=in_force_from.isoformat(),
        )
    return made


def drop(pk: int, version: int, by: Person) -> None:
    """Give a draft up. ``Refused`` if it has changed meanwhile."""
    with transaction.atomic():
        held = _held(pk, version)
        record(by.username, "interpretation.dropped", f"interpretation-draft:{pk}", term=held.term)
        held.delete()


def _held(pk: int, version: int) -> Draft:
    held = Draft.objects.select_for_update().filter(pk=pk).first()
    if held is None or held.version != version:
        raise Refused(CHANGED)
    return held
