"""Taking files: each is looked at before any is kept; none is ever opened, unpacked or run."""

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Sum

from fairline.cases.saying import filled
from fairline.console.files.kinds import Kind, TooLarge, is_archive, kind_of
from fairline.console.files.models import RefusedUpload, Upload
from fairline.console.files.words import REFUSED, Why
from fairline.console.people.models import Person
from fairline.console.records.log import record
from fairline.policy import Text

MEGABYTE = 1_000_000
FILE_BYTES_MAX = 8 * MEGABYTE  # ours; a whole request may have 10 MiB
FILES_AT_ONCE = 5  # ours
FILES_A_DAY, BYTES_A_DAY = 30, 60 * MEGABYTE  # ours: of one account
DAY = timedelta(days=1)
NAME_CHARS_MAX = 100  # ours
FOLDER = "files"


class Refused(Exception):
    """Why files are not taken, in both languages. None of them is kept then."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__("; ".join(each.en for each in reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that may be kept."""

    name: str
    declared: str
    kind: Kind
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash by which it is kept."""
        return sha256(self.content).hexdigest()


def looked_at(files: Sequence["UploadedFile[Any]"], account: str, now: datetime) -> tuple[Sent, ...]:
    """Return files that may be kept. ``Refused`` names every one that may not, and each is counted."""
    taken, wrong = [], []
    if len(files) > FILES_AT_ONCE:
        wrong.append((Why.MANY, ""))
    for file in files[:FILES_AT_ONCE]:
        found = _looked_at(file)
        if isinstance(found, Sent):
            taken.append(found)
        else:
            wrong.append((found, cleaned(file.name or "")))
    if not wrong and taken and _over_the_day(taken, account, now):
        wrong.append((Why.DAY, ""))
    if wrong:
        _count([why for why, _ in wrong], account, now)
        raise Refused(tuple(_said(why, name) for why, name in wrong))
    return tuple(taken)


def keep(sent: Iterable[Sent], by: Person, account: str, belongs: str, now: datetime) -> tuple[Upload, ...]:
    """Keep files with what they came with. The same file with the same is kept once."""
    kept = []
    with transaction.atomic():
        for each in sent:
            _write(each)
            row, is_new = Upload.objects.get_or_create(
                belongs=belongs,
                sha256=each.sha256,
                defaults={
                    "name": each.name,
                    "declared": each.declared[:100],
                    "kind": each.kind.name,
                    "size": len(each.content),
                    "account": account,
                    "by": by.username,
                    "at": now,
                },
            )
            if is_new:
                record(by.username, "file.sent", f"file:{row.pk}", sha256=row.sha256, belongs=belongs)
            kept.append(row)
    return tuple(kept)


def of(belongs: str) -> list[Upload]:
    """Return what came with something, the first first."""
    return list(Upload.objects.filter(belongs=belongs).order_by("id"))


def path_of(sha256: str) -> Path:
    """Return where the bytes are."""
    return Path(settings.FOLDER) / FOLDER / sha256[:2] / sha256


def cleaned(name: str) -> str:
    """Return a name without folders, controls, marks of direction or anything that a shell or page reads."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(char if char.isalnum() or char in " ._-()" else "_" for char in last)
    stem, dot, ending = re.sub(r"\s+", " ", kept).strip(" .").rpartition(".")
    if not dot:
        return ending[:NAME_CHARS_MAX] or "file"
    return f"{stem[: NAME_CHARS_MAX - 10] or 'file'}.{ending[:9]}"


def _looked_at(file: "UploadedFile[Any]") -> Sent | Why:
    """Return a file as it may be kept, or why not."""
    if not file.size:
        return Why.EMPTY
    if file.size > FILE_BYTES_MAX:
        return Why.SIZE
    content = file.read()
    if is_archive(content):
        return Why.ARCHIVE
    try:
        kind = kind_of(content)
    except TooLarge:
        return Why.PIXELS
    if kind is None:
        return Why.KIND
    name = cleaned(file.name or "")
    _, dot, ending = name.rpartition(".")
    if not dot:
        name = f"{name}.{kind.endings[0]}"
    elif ending.lower() not in kind.endings:
        return Why.NAME
    return Sent(name=name, declared=str(file.content_type or ""), kind=kind, content=content)


def _over_the_day(taken: list[Sent], account: str, now: datetime) -> bool:
    today = Upload.objects.filter(account=account, at__gt=now - DAY)
    size = today.aggregate(size=Sum("size"))["size"] or 0
    over = size + sum(len(each.content) for each in taken) > BYTES_A_DAY
    return over or today.count() + len(taken) > FILES_A_DAY


def _count(whys: list[Why], account: str, now: datetime) -> None:
    day = now.astimezone(UTC).date()
    for why in whys:
        row, _ = RefusedUpload.objects.get_or_create(account=account, day=day, why=why.value)
        RefusedUpload.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _said(why: Why, name: str) -> Text:
    limit = FILES_AT_ONCE if why is Why.MANY else FILE_BYTES_MAX // MEGABYTE
    return filled(REFUSED[why], name=name, limit=limit)


def _write(sent: Sent) -> None:
    """Write the bytes, whole or not at all, for nobody but ourselves and never to be run."""
    path = path_of(sent.sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(f".{os.getpid()}.{id(sent)}")
    opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(sent.content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
