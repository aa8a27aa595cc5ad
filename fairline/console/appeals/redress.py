"""Redress for a call that was blocked with 603+: whoever was hit quotes the id that the answer carried.

What they send is kept at once, and looked up in the journal later and aside, so that neither the answer nor
the time that it takes tells whether there is such a call. Only what is found goes to people.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from msgspec import Struct

from fairline.cases import AppealDecision
from fairline.cases.appeals import BY_MACHINE, NO_REASONS
from fairline.cases.saying import filled, plain, said
from fairline.console.appeals.models import AppealRow, DecisionRow, Kind, RedressAsk, Step
from fairline.console.appeals.redress_words import HEARD, HEARD_SUBJECT, LIFTED, STANDS, SUBJECT
from fairline.console.appeals.words import REDRESS_WITHIN
from fairline.console.records.log import SYSTEM, record
from fairline.console.rulings.models import Delivery
from fairline.guard.records import AttemptBody, DecisionRecord, ReasonRecord
from fairline.policy import Lang, Text
from fairline.signals.windows import moment
from fairline.stores.attempts import attempts_near
from fairline.stores.entries import Entry

HOUR = timedelta(hours=1)
ASKS_OF_A_PLACE, ASKS_OF_ALL = 5, 300  # ours: in an hour
NEAR = timedelta(hours=2)  # ours: how far from the time that is told a call is looked for
ROWS_MAX = 5_000_000  # ours: entries of a day that are read for one question
_DECODE = msgspec.json.Decoder(AttemptBody).decode


class Blocked(Struct, frozen=True, kw_only=True):
    """The decision that somebody complains of, as those who review see it."""

    quoted: str
    attempt: str
    at: datetime
    rule: str
    clause: str
    sequence: int


class TooMany(Exception):
    """Too many have asked within an hour, from one place or from all."""


def place_of(request: HttpRequest) -> str:
    """Return a hash of where a request comes from: an address, or of IPv6 its network of 64 bits."""
    told = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told)
    except ValueError:
        return salted_hmac("redress", told).hexdigest()
    network = f"{address}/64" if address.version == 6 else f"{address}/32"
    return salted_hmac("redress", str(ip_network(network, strict=False))).hexdigest()


def ask(
    *,
    key: str,
    quoted: str,
    near: datetime,
    contact: str,
    text: str,
    language: str,
    place: str,
    now: datetime,
) -> None:
    """Keep what somebody says of a call. ``TooMany`` if they have to wait. The same form again is one."""
    if RedressAsk.objects.filter(pk=key).exists():
        return
    lately = RedressAsk.objects.filter(received_at__gt=now - HOUR)
    if lately.filter(place=place).count() >= ASKS_OF_A_PLACE or lately.count() >= ASKS_OF_ALL:
        raise TooMany
    try:
        with transaction.atomic():
            RedressAsk.objects.create(
                key=key,
                quoted=quoted,
                near=near,
                contact=contact,
                text=text.strip(),
                language=language,
                place=place,
                received_at=now,
            )
    except IntegrityError:  # the same form, sent twice at once
        return


def look_up_waiting() -> int:
    """Look for the call of whoever has waited longest; return how many were looked for, one at most."""
    one = RedressAsk.objects.filter(found=RedressAsk.Found.WAITING).order_by("received_at").first()
    if one is None:
        return 0
    blocked = find(one.quoted, one.near)
    with transaction.atomic():
        one = RedressAsk.objects.select_for_update().get(pk=one.pk)
        if one.found == RedressAsk.Found.WAITING:
            _settle(one, blocked)
    return 1


def find(quoted: str, near: datetime) -> tuple[Blocked, str] | None:
    """Return the refusal that carried an id, and whose call it was; ``None`` if the journal has none."""
    having = b'"finding":"%b"' % quoted.encode()
    for entry in attempts_near(settings.FOLDER, near, NEAR, having, rows_max=ROWS_MAX):
        body = _DECODE(entry.body)
        decision = msgspec.json.decode(body.decision, type=DecisionRecord)
        reason = next((each for each in decision.reasons if each.finding == quoted), None)
        if decision.act == "refuse" and reason is not None and _in_force(reason):
            return _blocked(quoted, body.attempt.id, reason, entry), body.attempt.account or ""
    return None


def against(appeal: AppealRow, decision: AppealDecision) -> tuple[Text, ...]:
    """Return why redress cannot be decided so: a person has to, with reasons."""
    wrong = []
    if decision.by_machine or not decision.decided_by.strip():
        wrong.append(BY_MACHINE)
    if not decision.reasons.strip():
        wrong.append(NO_REASONS)
    return tuple(wrong)


def answer(appeal: AppealRow, row: DecisionRow, now: datetime) -> None:
    """Answer whoever asked. There is nothing to tell the guard: what was blocked is over."""
    row.step, row.done_at = Step.DONE, now
    row.save(update_fields=["step", "done_at"])
    words = LIFTED if row.overturned else STANDS
    _mail(appeal, SUBJECT, filled(words, id=appeal.id, reasons=plain(row.reasons)), now)


def blocked_of(appeal: AppealRow) -> Blocked | None:
    """Return the decision that redress is asked for, ``None`` for an appeal against a ruling."""
    return msgspec.json.decode(appeal.blocked, type=Blocked) if appeal.blocked else None


def _settle(one: RedressAsk, found: tuple[Blocked, str] | None) -> None:
    """Hand a complaint that quotes a call of ours to people; of any other keep that it came, and no more."""
    if found is None:
        one.found, one.text, one.contact = RedressAsk.Found.NO, "", "nobody@invalid.example"
        one.save(update_fields=["found", "text", "contact"])
        return
    blocked, account = found
    one.found = RedressAsk.Found.YES
    again = AppealRow.objects.filter(
        kind=Kind.REDRESS, by=one.contact, decided_at=None, blocked__contains=one.quoted
    )
    if not again.exists():
        one.appeal = AppealRow.objects.create(
            id=f"b-{secrets.token_hex(8)}",
            kind=Kind.REDRESS,
            account=account,
            by=one.contact,
            language=one.language,
            text=one.text,
            received_at=one.received_at,
            due_at=one.received_at + REDRESS_WITHIN,
            blocked=msgspec.json.encode(blocked).decode(),
            key=sha256(one.key.encode()).hexdigest(),
        )
        record(SYSTEM, "redress.taken", f"appeal:{one.appeal.id}", quoted=one.quoted)
        _mail(
            one.appeal,
            HEARD_SUBJECT,
            filled(HEARD, id=one.appeal.id, until=one.appeal.due_at),
            one.received_at,
        )
    one.save(update_fields=["found", "appeal"])


def _mail(appeal: AppealRow, subject: Text, body: Text, now: datetime) -> None:
    language = Lang(appeal.language)
    Delivery.objects.create(
        way=Delivery.Way.MAIL,
        to=appeal.by,
        subject=said(filled(subject, id=appeal.id), language),
        body=said(body, language),
        made_at=now,
        next_at=now,
    )


def _blocked(quoted: str, attempt: str, reason: ReasonRecord, entry: Entry) -> Blocked:
    return Blocked(
        quoted=quoted,
        attempt=attempt,
        at=moment(entry.at),
        rule=reason.rule,
        clause=reason.clause,
        sequence=entry.sequence,
    )


def _in_force(reason: ReasonRecord) -> bool:
    return reason.mode == "enforce" and reason.act == "refuse" and not reason.warming
