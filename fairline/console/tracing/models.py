"""Tracebacks, complaints, and transparency reports that never change once they are made."""

from typing import Any

import msgspec
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fairline.console.cases.models import NAME_MAX

NUMBER_MAX = 64  # ours: characters of a number, or of a sender's name
DIGEST = 64


class Traceback(models.Model):
    """Somebody who may ask wants to know where a call came from.

    ``moment`` and ``zone``: when it was, as it was told. ``margin_s``: how far off that may be. ``due_at``:
    by the law's clock. ``entries``: JSON, the places in the journal of the call that was chosen; ``choices``:
    how often one was. ``answer``: JSON, as it was given. ``told_…``: what became of each fact at the guard,
    and of the one about the call its time and its revision there; ``trouble``: why it has not taken what is
    left. ``key``: of the form, so that one sent twice is one.
    """

    key = models.CharField(max_length=64, unique=True)
    authority = models.CharField(max_length=NAME_MAX)
    reference = models.CharField(max_length=NAME_MAX)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    called = models.CharField(max_length=NUMBER_MAX, blank=True)
    caller = models.CharField(max_length=NUMBER_MAX, blank=True)
    called_ends = models.BooleanField(default=False)
    caller_ends = models.BooleanField(default=False)
    moment = models.DateTimeField()
    zone = models.CharField(max_length=64)
    margin_s = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tracebacks"
    )
    asked_at = models.DateTimeField()
    entries = models.TextField(default="[]")
    choices = models.PositiveIntegerField(default=0)
    call_id = models.CharField(max_length=NAME_MAX, blank=True)
    account = models.CharField(max_length=NAME_MAX, blank=True, db_index=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answer = models.TextField(blank=True)
    answer_sha256 = models.CharField(max_length=DIGEST, blank=True)
    told_receipt = models.CharField(max_length=16, blank=True)
    told_call = models.CharField(max_length=16, blank=True)
    told_answer = models.CharField(max_length=16, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_revision = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """What waits longest first."""

        indexes = [models.Index(fields=["answered_at", "due_at"], name="traceback_due")]

    def __str__(self) -> str:
        """Return how people call it."""
        return f"T-{self.pk}"

    @property
    def sequences(self) -> list[int]:
        """The places in the journal of the call that was chosen."""
        return msgspec.json.decode(self.entries, type=list[int])

    @property
    def document(self) -> dict[str, Any]:
        """The answer as it was given."""
        told: dict[str, Any] = msgspec.json.decode(self.answer)
        return told


class Linked(models.TextChoices):
    """How sure it is which call a complaint is about."""

    CONFIRMED = "confirmed", _("Confirmed by a person")
    SURE = "sure", _("One call fits")
    LIKELY = "likely", _("Several calls of one account fit")
    UNCLEAR = "unclear", _("Calls of several accounts fit")
    NONE = "none", _("No call fits")


EVIDENT = (Linked.CONFIRMED, Linked.SURE)
"""Ours: what else is linked is no evidence against an account until a person has confirmed it."""


class Complaint(models.Model):
    """What somebody outside said of a call or message. Who did is kept as a hash with a key, and masked.

    ``at``: when the call was. ``candidates``: JSON of the calls that fit. ``digest``: of what was told, so
    that the same is not kept twice. ``revision``: of the fact that the guard has; ``told``: what became of
    it there.
    """

    digest = models.CharField(max_length=DIGEST, unique=True)
    received_at = models.DateTimeField()
    at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=NUMBER_MAX, blank=True, db_index=True)
    complainant = models.CharField(max_length=DIGEST, blank=True)
    masked = models.CharField(max_length=NUMBER_MAX, blank=True)
    source = models.CharField(max_length=24)
    about = models.CharField(max_length=24, blank=True)
    places = models.CharField(max_length=NAME_MAX, blank=True)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=NAME_MAX)
    by = models.CharField(max_length=150)
    account = models.CharField(max_length=NAME_MAX, blank=True)
    item = models.CharField(max_length=NAME_MAX, blank=True)
    sequence = models.BigIntegerField(null=True, blank=True)
    linked = models.CharField(max_length=12, choices=Linked.choices)
    candidates = models.TextField(default="[]")
    told = models.CharField(max_length=16, blank=True)
    trouble = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """The newest first, and those of an account."""

        indexes = [
            models.Index(fields=["-received_at", "-id"], name="complaint_by_time"),
            models.Index(fields=["account", "received_at"], name="complaint_by_account"),
            models.Index(fields=["told", "id"], name="complaint_untold"),
        ]

    def __str__(self) -> str:
        """Return how people call it."""
        return f"C-{self.pk}"


class TransparencyReport(models.Model):
    """What is published of a period, numbered and as it was made. ``since`` and ``until``: both days count.

    The database refuses to change or delete one (see the second migration).
    """

    since = models.DateField()
    until = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    body = models.TextField()
    sha256 = models.CharField(max_length=DIGEST)

    def __str__(self) -> str:
        """Return how people call it."""
        return f"R-{self.pk}"

    @property
    def figures(self) -> dict[str, Any]:
        """The figures, as they were counted."""
        told: dict[str, Any] = msgspec.json.decode(self.body)
        return told
