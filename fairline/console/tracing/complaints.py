"""Complaints: written down or imported, linked to the calls they are about, told to the guard, and evidence.

Who complained is never kept: a keyed hash tells one person from another, and a masked number helps to find
the paper. The key stands in the data folder, readable by nobody else.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from fairline.cases import EvidenceItem
from fairline.cases.masking import masked_number
from fairline.console.people.models import Person
from fairline.console.records.log import Purpose, record
from fairline.console.tracing import telling
from fairline.console.tracing.models import EVIDENT, Complaint, Linked
from fairline.console.tracing.numbers import Number, read_number
from fairline.console.tracing.tracebacks import CHANGED, NOT_THERE, NotDone
from fairline.facts import FairlineError
from fairline.stores.call_index_open import ENTRIES, catch_up
from fairline.stores.call_index_search import Candidate, Wanted, search

KEY_FILE = "complaints.key"
HASH_BYTES = 16
COMPLAINED = "complainant:"
"""With what the source of an item begins that is a complaint."""
AROUND = timedelta(minutes=30)  # ours: people look at the clock after the call
AROUND_SENDER = timedelta(minutes=5)  # ours: where only the caller is known, so many calls fit
KEPT_CANDIDATES = 20  # ours: calls that a person is offered
WEIGHS = timedelta(days=90)  # ours, as the ladder of section R: older complaints say nothing of today
_ENCODE = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A complaint as it came. ``complainant``: a number or an e-mail address, which is not kept."""

    received_at: datetime
    source: str
    number: Number
    about: str = ""
    complainant: str = ""
    at: datetime | None = None
    places: tuple[str, ...] = ()
    text: str = ""
    item: str = ""


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A call that a complaint may be about, without the number of whoever complains."""

    sequence: int
    at: datetime
    id: str
    account: str | None


def take(told: Sequence[Told], by: Person | None, origin: str) -> tuple[list[Complaint], int]:
    """Keep complaints, link each to its call, and tell the guard; return them, and how many were known.

    ``origin``: the form, or the file they came in.
    """
    catch_up_quietly()
    who = by.username if by is not None else origin
    rows = [_row(each, who, origin) for each in told]
    digests = [each.digest for each in rows]
    with transaction.atomic():
        known = set(Complaint.objects.filter(digest__in=digests).values_list("digest", flat=True))
        fresh = {each.digest: each for each in rows if each.digest not in known}
        made = Complaint.objects.bulk_create(list(fresh.values()))
        if made:
            record(
                who,
                "complaint.taken",
                f"complaint:{made[0].pk}" if len(made) == 1 else f"complaints:{made[0].pk}-{made[-1].pk}",
                purpose=Purpose.COMPLAINT,
                origin=origin,
                number=len(made),
            )
    telling.send_complaints(made)
    return made, len(rows) - len(made)


def confirm(pk: int, sequence: int, by: Person, version: int) -> Complaint:
    """Say which call a complaint is about. ``NotDone`` says why not."""
    with transaction.atomic():
        row = Complaint.objects.select_for_update().get(pk=pk)
        if row.version != version:
            raise NotDone(CHANGED)
        of = next((each for each in offered(row) if each.sequence == sequence), None)
        if of is None:
            raise NotDone(NOT_THERE)
        row.account, row.item, row.sequence = of.account or "", of.id, of.sequence
        row.linked, row.told = Linked.CONFIRMED, ""
        row.revision, row.version = row.revision + 1, row.version + 1
        row.save()
        record(
            by.username,
            "complaint.linked",
            f"complaint:{row.pk}",
            purpose=Purpose.COMPLAINT,
            call=of.id,
            account=row.account,
        )
    telling.send_complaints([row])
    return row


def offered(row: Complaint) -> list[Offered]:
    """Return the calls that fit."""
    return msgspec.json.decode(row.candidates, type=list[Offered])


def complaint_items(account: str, now: datetime | None = None) -> tuple[EvidenceItem, ...]:
    """Return the complaints of an account as items of evidence of class C, one source for each complainant.

    Those whose call is sure count, of the last 90 days before ``now``, or of any time. Of somebody who
    complained of several calls all items have one source: they weigh once.
    """
    rows = Complaint.objects.filter(account=account, linked__in=EVIDENT).order_by("received_at", "pk")
    if now is not None:
        rows = rows.filter(received_at__gt=now - WEIGHS, received_at__lte=now)
    return tuple(map(_item, rows))


def cited_items(account: str, evidence: Sequence[str]) -> tuple[EvidenceItem, ...]:
    """Return those complaints of an account, as items, that something rests on, by their SHA-256."""
    rows = Complaint.objects.filter(account=account, linked__in=EVIDENT, digest__in=evidence)
    return tuple(map(_item, rows.order_by("received_at", "pk")))


def hashed(complainant: str) -> str:
    """Return who complained as a hash that only this console can make again."""
    number = read_number(complainant)
    plain = complainant.strip().lower() if number is None else number.text
    return blake2b(plain.encode(), key=_key(settings.FOLDER), digest_size=HASH_BYTES).hexdigest()


def catch_up_quietly() -> None:
    """Read what the open day has; where that cannot be done complaints are kept without their calls."""
    try:
        catch_up(settings.FOLDER, ENTRIES)
    except (FairlineError, OSError):
        return


def _item(row: Complaint) -> EvidenceItem:
    whose = row.complainant or f"complaint {row.pk}"
    return EvidenceItem(
        sha256=row.digest,
        evidence="C",
        subject=row.account,
        source=f"{COMPLAINED}{whose}",
        collected_at=row.received_at,
        since=row.at or row.received_at,
    )


def _row(of: Told, who: str, origin: str) -> Complaint:
    candidates = _candidates(of)
    linked, account, sure = _linked(of, candidates)
    told: dict[str, Any] = {
        "received_at": of.received_at,
        "at": of.at,
        "number": of.number.text,
        "complainant": hashed(of.complainant) if of.complainant else "",
        "source": of.source,
        "about": of.about,
        "places": " ".join(of.places),
        "text": of.text,
    }
    return Complaint(
        **told,
        digest=sha256(_ENCODE(told)).hexdigest(),
        masked=masked_number(of.complainant)[:64] if of.complainant else "",
        origin=origin,
        by=who,
        account=account,
        item=of.item if sure is None else sure.row.id,
        sequence=None if sure is None else sure.row.sequence,
        linked=linked,
        candidates=msgspec.json.encode(
            [
                Offered(sequence=e.row.sequence, at=e.at, id=e.row.id, account=e.row.account)
                for e in candidates[:KEPT_CANDIDATES]
            ]
        ).decode(),
    )


def _candidates(of: Told) -> tuple[Candidate, ...]:
    """Return the calls and messages that fit, the nearest first; none where nothing tells when it was."""
    if of.at is None or of.number.ends:
        return ()
    complainant = read_number(of.complainant) if of.complainant else None
    around = AROUND if complainant is not None else AROUND_SENDER
    asked = Wanted(
        since=of.at - around,
        until=of.at + around,
        near=of.at,
        caller=of.number.text,
        called=complainant.text if complainant else None,
        called_ends=bool(complainant and complainant.ends),
    )
    try:
        return search(settings.FOLDER, asked).candidates
    except (FairlineError, OSError):
        return ()


def _linked(of: Told, candidates: tuple[Candidate, ...]) -> tuple[Linked, str, Candidate | None]:
    """Return how sure it is which call is meant, whose it is if that is clear, and the one that is sure."""
    named = [each for each in candidates if of.item and each.row.id == of.item]
    accounts = {each.row.account for each in candidates}
    knows_both = bool(of.complainant) and read_number(of.complainant) is not None
    if len(named) == 1:
        return Linked.SURE, named[0].row.account or "", named[0]
    if not candidates:
        return Linked.NONE, "", None
    if len(accounts) > 1:
        return Linked.UNCLEAR, "", None
    account = candidates[0].row.account or ""
    if len(candidates) == 1 and knows_both:
        return Linked.SURE, account, candidates[0]
    return Linked.LIKELY, account, None


def _key(folder: Path) -> bytes:
    """Return the key of the hashes: made once, readable by nobody else."""
    path = folder / KEY_FILE
    if not path.exists():
        aside = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        aside.touch(mode=0o600)
        aside.write_bytes(secrets.token_bytes(32))
        try:
            os.link(aside, path)  # never over one that is there: hashes made with it would be lost
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_bytes()
