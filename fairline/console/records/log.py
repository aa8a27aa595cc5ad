"""Writing the audit log. It is written in the transaction of what it tells of, or before what it lets see."""

import time

import msgspec
from django.db import connection, transaction

from fairline.console.records.models import AuditEntry
from fairline.console.records.words import Purpose as Purpose
from fairline.stores.entries import GENESIS, chained

LOCK = 0x66616C31
"""The number under which PostgreSQL lets one writer at a time in."""
SYSTEM = "fairline"
"""Who acts where no person does."""
_ENCODE = msgspec.json.Encoder(order="sorted").encode


def record(
    who: str, action: str, object: str, *, purpose: str = "", **detail: str | int | bool | list[str]
) -> AuditEntry:
    """Write down that ``who`` did ``action`` to ``object``, such as ``case:17``; return the entry."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = AuditEntry.objects.order_by("-sequence").values_list("sequence", "at", "hash").first()
        sequence, at, previous = last if last is not None else (0, 0, GENESIS)
        sequence, at = sequence + 1, max(at, time.time_ns() // 1000)
        body = _ENCODE({"who": who, "purpose": purpose, **detail})
        return AuditEntry.objects.create(
            sequence=sequence,
            at=at,
            action=action,
            object=object,
            who=who,
            purpose=purpose,
            body=body.decode(),
            hash=chained(bytes(previous), sequence, at, action, object, body),
        )
