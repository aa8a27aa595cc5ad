"""An entry of the audit log, tied to all before it by the journal's own hash chain."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import models

from fairline.console.records.words import PURPOSE, Purpose


class AuditEntry(models.Model):
    """One thing that somebody saw or did. ``at``: microseconds since 1970-01-01 UTC. ``body``: JSON.

    The database itself refuses to change or delete one (see the first migration).
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.BigIntegerField()
    action = models.CharField(max_length=64)
    object = models.CharField(max_length=200)
    who = models.CharField(max_length=150)
    purpose = models.CharField(max_length=32, blank=True)
    body = models.TextField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        """Found by what was seen, and by who saw it."""

        indexes = [
            models.Index(fields=["object", "sequence"], name="audit_by_object"),
            models.Index(fields=["who", "sequence"], name="audit_by_person"),
            models.Index(fields=["action", "sequence"], name="audit_by_action"),
            models.Index(fields=["at", "sequence"], name="audit_by_time"),
        ]

    @property
    def time(self) -> datetime:
        """When it was."""
        return datetime.fromtimestamp(self.at / 1e6, UTC)

    @property
    def hash_hex(self) -> str:
        """The hash as it is noted elsewhere."""
        return bytes(self.hash).hex()

    @property
    def words(self) -> Any:
        """The purpose in words."""
        return PURPOSE[Purpose(self.purpose)] if self.purpose in set(Purpose) else self.purpose

    @property
    def details(self) -> Iterator[tuple[str, str]]:
        """What else was written down, by name."""
        for name, value in msgspec.json.decode(self.body).items():
            if name not in ("who", "purpose"):
                yield name, ", ".join(map(_shown, value)) if isinstance(value, list) else _shown(value)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
