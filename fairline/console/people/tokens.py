"""Keys of programs: made once, shown once, found by their first part, held against a hash of the second."""

import secrets
from datetime import datetime, timedelta
from hashlib import blake2b
from hmac import compare_digest

from django.db import transaction

from fairline.console.people.models import Person, Token
from fairline.console.records.log import record

PREFIX = "flc"
LASTS = timedelta(days=365)  # ours
EACH_MAX = 20  # ours: keys of one person that are in force


def made(person: Person, name: str, now: datetime) -> str | None:
    """Make a key and return it; ``None`` if the person has as many as anybody may."""
    with transaction.atomic():
        if person.tokens.filter(revoked_at=None, expires_at__gt=now).count() >= EACH_MAX:
            return None
        known_as, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        Token.objects.create(
            person=person,
            name=name,
            known_as=known_as,
            hash=_hash(secret),
            made_at=now,
            expires_at=now + LASTS,
        )
        record(person.username, "token.made", f"person:{person.username}", token=known_as)
    return f"{PREFIX}_{known_as}_{secret}"


def revoke(person: Person, known_as: str, now: datetime) -> bool:
    """Revoke a person's own key; return whether there was one."""
    with transaction.atomic():
        done = person.tokens.filter(known_as=known_as, revoked_at=None).update(revoked_at=now)
        if done:
            record(person.username, "token.revoked", f"person:{person.username}", token=known_as)
    return bool(done)


def person_by(given: str, now: datetime) -> Person | None:
    """Return who a key speaks for, ``None`` if it is none that is in force."""
    prefix, _, rest = given.partition("_")
    known_as, _, secret = rest.partition("_")
    if prefix != PREFIX or not known_as or not secret:
        return None
    found = (
        Token.objects.select_related("person")
        .filter(known_as=known_as, revoked_at=None, expires_at__gt=now, person__is_active=True)
        .first()
    )
    if found is None or not compare_digest(bytes(found.hash), _hash(secret)):
        return None
    return found.person


def _hash(secret: str) -> bytes:
    """Return the hash of 32 random bytes, which nobody guesses however fast the hash is."""
    return blake2b(secret.encode(), digest_size=32, person=b"console key").digest()
