"""Rulings and what follows from them on paper. The guard's journal is the truth; these are what pages ask."""

import msgspec
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fairline.cases import Ruling, StatementOfReasons
from fairline.console.cases.models import NAME_MAX, Case


class Stage(models.TextChoices):
    """How far a ruling is."""

    PROPOSED = "proposed", _("Waits for a second person")
    MADE = "made", _("On its way to the guard")
    IN_JOURNAL = "in-journal", _("In force")
    OVERTURNED = "overturned", _("Overturned on appeal")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Not possible at the guard")


class RulingRow(models.Model):
    """A ruling of people. ``body``: the ruling as it is put forward or, once made, as the journal has it.

    ``trouble``: why the guard did not take it at the last try. ``sequence``: its place in the journal.
    A ruling that was made elsewhere, such as on the command line, is read in the journal: nobody proposed it.
    """

    id = models.CharField(max_length=64, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings")
    account = models.CharField(max_length=NAME_MAX)
    scope_kind = models.CharField(max_length=16)
    scope_id = models.CharField(max_length=NAME_MAX)
    outcome = models.CharField(max_length=16)
    clauses = models.CharField(max_length=26, blank=True)
    stage = models.CharField(max_length=16, choices=Stage.choices)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="proposed"
    )
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    in_journal_at = models.DateTimeField(null=True, blank=True)
    sequence = models.BigIntegerField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    body = models.TextField()

    class Meta:
        """Found by account, by stage and by time."""

        indexes = [
            models.Index(fields=["account", "-proposed_at"], name="ruling_by_account"),
            models.Index(fields=["stage", "proposed_at"], name="ruling_by_stage"),
            models.Index(fields=["-decided_at"], name="ruling_by_time"),
            models.Index(fields=["-proposed_at", "-id"], name="ruling_by_proposal"),
            models.Index(fields=["expires_at"], name="ruling_by_end"),
        ]

    @property
    def ruling(self) -> Ruling:
        """The ruling itself."""
        return msgspec.json.decode(self.body, type=Ruling)


class Duty(models.Model):
    """What is still due about a ruling that took effect at once: that a second person ratifies it, or that
    somebody looks at it again. ``stands``: what came of it; ``None`` while nobody has done it.
    """

    class Kind(models.TextChoices):
        """What is due."""

        RATIFY = "ratify", _("To be ratified")
        REVIEW = "review", _("To be looked at again")

    ruling = models.ForeignKey(RulingRow, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    """When the provider's people were told that it is late."""
    done_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    stands = models.BooleanField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        """One of a kind for a ruling; found by what is due."""

        constraints = [models.UniqueConstraint(fields=["ruling", "kind"], name="one_duty_of_a_kind")]
        indexes = [models.Index(fields=["done_at", "due_at"], name="duty_due")]


class Statement(models.Model):
    """The statement of reasons of one ruling. It is due later than it is made only for a recorded reason."""

    ruling = models.OneToOneField(RulingRow, on_delete=models.PROTECT, related_name="statement")
    account = models.CharField(max_length=NAME_MAX, db_index=True)
    language = models.CharField(max_length=2)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    body = models.TextField()

    @property
    def statement(self) -> StatementOfReasons:
        """The record that pages, PDF and JSON are made of."""
        return msgspec.json.decode(self.body, type=StatementOfReasons)


class Notice(models.Model):
    """Something a customer was told: subject and paragraphs, as they were sent, in one language."""

    account = models.CharField(max_length=NAME_MAX, db_index=True)
    ruling = models.ForeignKey(
        RulingRow, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    name = models.CharField(max_length=32)
    at = models.DateTimeField()
    language = models.CharField(max_length=2)
    subject = models.TextField()
    text = models.TextField()


class Challenge(models.Model):
    """A question to a customer, with a day until when an answer is waited for."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="challenges")
    ruling = models.OneToOneField(RulingRow, on_delete=models.PROTECT, related_name="challenge")
    account = models.CharField(max_length=NAME_MAX, db_index=True)
    question = models.TextField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)


class Delivery(models.Model):
    """One way of telling somebody: by mail, webhook or chat; tried until it is done or given up."""

    class Way(models.TextChoices):
        """How."""

        MAIL = "mail", _("E-mail")
        WEBHOOK = "webhook", _("Webhook")
        CHAT = "chat", _("Chat")

    way = models.CharField(max_length=8, choices=Way.choices)
    to = models.CharField(max_length=500)
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    class Meta:
        """What is due, first."""

        indexes = [models.Index(fields=["sent_at", "next_at"], name="delivery_due")]
