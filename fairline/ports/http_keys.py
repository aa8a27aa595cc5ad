"""API keys: who may ask for what, and for whose accounts. The file holds hashes only.

A key is ``fl_<id>_<secret>``; the id finds its record, the secret is 32 random bytes. Guessing such a secret
is hopeless however fast the hash is, so it is BLAKE2b with a salt, and not one made slow for passwords.
"""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

import msgspec
from msgspec import Struct

from fairline.facts.errors import FairlineError

PREFIX = "fl"
ID_BYTES, SECRET_BYTES, SALT_BYTES = 6, 32, 16
BEARER = b"bearer "


class Scope(StrEnum):
    """What a key may be used for."""

    DECIDE = "decide"
    """To ask whether an attempt may go on."""
    FACTS = "facts"
    """To send facts."""
    REGISTRY = "registry"
    """To send what the provider grants an account, with a key that is limited to some accounts: its plan,
    its agreements, its numbers."""
    STANDING = "standing"
    """To suspend, restrict, terminate and restore, and to read standings and findings."""
    READ = "read"
    """To read standings and findings."""
    INSPECT = "inspect"
    """To have content looked at, where there is a ground."""
    LEGAL = "legal"
    """To have content looked at on an order: the legal desk's."""
    METRICS = "metrics"
    """To read the counters."""
    SIGN = "sign"
    """To have calls signed in the provider's name."""
    VERIFY = "verify"
    """To have signed identities verified."""


class ApiKey(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One key, without its secret. No ``accounts``: it speaks for all of the provider's."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    salt: bytes
    hash: bytes
    made_at: datetime
    accounts: tuple[str, ...] = ()
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def speaks_for(self, account: str | None) -> bool:
        """Whether the key may speak for ``account``."""
        return not self.accounts or account in self.accounts


class KeyFile(Struct, frozen=True, kw_only=True):
    """The file of keys."""

    keys: tuple[ApiKey, ...] = ()


class NoKey(StrEnum):
    """Why a request has no right to anything; each is counted by itself, and all are told alike."""

    MISSING = "no key"
    MALFORMED = "malformed key"
    UNKNOWN = "unknown key"
    WRONG = "wrong key"
    EXPIRED = "expired key"
    REVOKED = "revoked key"


_NOBODY = ApiKey(
    id="", name="", scopes=(), salt=bytes(SALT_BYTES), hash=b"", made_at=datetime.min.replace(tzinfo=UTC)
)


class Keys:
    """The keys of a file, read again when it changes."""

    def __init__(self, path: Path) -> None:
        """Read the file. ``FairlineError`` if it is none, or not there."""
        self._path = path
        self._seen = _stamp(path)
        self._by_id = {key.id: key for key in read(path)}

    def refresh(self) -> bool:
        """Read the file again if it has changed; tell whether it had. ``FairlineError`` if it is broken or
        gone: the keys stay as they were."""
        stamp = _stamp(self._path)
        if stamp == self._seen:
            return False
        self._by_id = {key.id: key for key in read(self._path)}
        self._seen = stamp
        return True

    def of(self, authorization: bytes | None, now: datetime) -> ApiKey | NoKey:
        """Return the key of an ``Authorization`` header, or why there is none."""
        if authorization is None:
            return NoKey.MISSING
        prefix, _, rest = authorization[len(BEARER) :].strip().partition(b"_")
        known_by, _, secret = rest.partition(b"_")
        if authorization[: len(BEARER)].lower() != BEARER or prefix != PREFIX.encode() or not secret:
            return NoKey.MALFORMED
        key = self._by_id.get(known_by.decode("latin-1"))
        right = compare_digest(_hashed(secret, (key or _NOBODY).salt), (key or _NOBODY).hash)
        if key is None:
            return NoKey.UNKNOWN
        if not right:
            return NoKey.WRONG
        if key.revoked_at is not None:
            return NoKey.REVOKED
        if key.expires_at is not None and key.expires_at <= now:
            return NoKey.EXPIRED
        return key


def read(path: Path) -> tuple[ApiKey, ...]:
    """Return the keys of a file. ``FairlineError`` if it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=KeyFile).keys
    except OSError as error:
        raise FairlineError(f"{path}: {error.strerror}; fairline keys add makes it") from None
    except msgspec.DecodeError as error:
        raise FairlineError(f"{path}: found no file of keys: {error}") from None


def add(
    path: Path,
    name: str,
    scopes: tuple[Scope, ...],
    *,
    accounts: tuple[str, ...] = (),
    lasts: timedelta | None = None,
    now: datetime,
) -> str:
    """Write a new key into the file and return it: it can be seen this once only.

    ``FairlineError`` if there is a key of this name that is not revoked.
    """
    if not name.strip() or not name.isprintable():
        raise FairlineError(f"keys: found {name!r}, wanted a name")
    if not scopes:
        raise FairlineError(f"keys: found no scope, wanted some of {', '.join(Scope)}")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    salt = secrets.token_bytes(SALT_BYTES)
    key = ApiKey(
        id=secrets.token_hex(ID_BYTES),
        name=name,
        scopes=tuple(dict.fromkeys(scopes)),
        salt=salt,
        hash=_hashed(secret.encode(), salt),
        made_at=now,
        accounts=tuple(dict.fromkeys(accounts)),
        expires_at=None if lasts is None else now + lasts,
    )
    with _locked(path):
        known = read(path) if path.exists() else ()
        if any(each.name == name and each.revoked_at is None for each in known):
            raise FairlineError(f"keys: found a key named {name} already, wanted another name, or revoke it")
        _write(path, (*known, key))
    return f"{PREFIX}_{key.id}_{secret}"


def revoke(path: Path, which: str, now: datetime) -> ApiKey:
    """Revoke the key of this name or id. ``FairlineError`` if there is none to revoke."""
    with _locked(path):
        known = read(path)
        found = [each for each in known if which in (each.id, each.name) and each.revoked_at is None]
        if len(found) != 1:
            raise FairlineError(f"keys: found no key {which} that is not revoked")
        revoked = msgspec.structs.replace(found[0], revoked_at=now)
        _write(path, tuple(revoked if each is found[0] else each for each in known))
    return revoked


def _hashed(secret: bytes, salt: bytes) -> bytes:
    return blake2b(secret, salt=salt, digest_size=32, person=b"fairline-key").digest()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one at a time change the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, keys: tuple[ApiKey, ...]) -> None:
    """Put a whole new file in the place of the old one; nobody else may read it."""
    text = msgspec.json.format(msgspec.json.encode(KeyFile(keys=keys)), indent=1)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
