"""Appeals, what was added to them, the decisions on them, and what people say of calls that were blocked."""

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairline.cases import Appeal, AppealDecision
from fairline.console.cases.models import NAME_MAX
from fairline.console.rulings.models import RulingRow

KEY_MAX = 64


class Kind(models.TextChoices):
    """Against what it is brought."""

    RULING = "ruling", _("Against a ruling")
    REDRESS = "redress", _("Against a blocked call")


class AppealRow(models.Model):
    """Somebody asks to look at something again: a customer at a ruling, anybody at a call that was blocked.

    ``by``: who signed in or, of redress, the address for the answer. ``key``: of the form that it came with,
    so that a form that is sent twice is one appeal. ``blocked``: of redress, which decision it is about, as
    JSON; ``account``: whose call it was, which whoever asks is never told.
    """

    id = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    ruling = models.ForeignKey(
        RulingRow, on_delete=models.PROTECT, null=True, blank=True, related_name="appeals"
    )
    account = models.CharField(max_length=NAME_MAX)
    by = models.CharField(max_length=254)
    language = models.CharField(max_length=2)
    text = models.TextField()
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    blocked = models.TextField(blank=True)
    key = models.CharField(max_length=KEY_MAX, unique=True)

    class Meta:
        """One appeal a ruling. Found by what waits, and by account."""

        constraints = [
            models.UniqueConstraint(fields=["ruling"], name="one_appeal_a_ruling"),
            models.CheckConstraint(
                name="an_appeal_is_against_something",
                condition=Q(kind=Kind.RULING, ruling__isnull=False)
                | Q(kind=Kind.REDRESS, ruling__isnull=True) & ~Q(blocked=""),
            ),
        ]
        indexes = [
            models.Index(fields=["decided_at", "due_at", "id"], name="appeal_queue"),
            models.Index(fields=["account", "-received_at"], name="appeal_by_account"),
        ]

    def appeal(self, files: tuple[str, ...] = ()) -> Appeal:
        """Return the appeal itself, with the hashes of what came with it. Of redress there is none."""
        assert self.ruling_id is not None, "only a ruling is appealed"
        return Appeal(
            id=self.id,
            ruling=self.ruling_id,
            account=self.account,
            received_at=self.received_at,
            text=self.text,
            files=files,
        )

    @property
    def files_of(self) -> str:
        """What its files belong to."""
        return f"appeal:{self.id}"


class Addition(models.Model):
    """What a customer added to an appeal before it was decided."""

    appeal = models.ForeignKey(AppealRow, on_delete=models.PROTECT, related_name="additions")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    text = models.TextField()
    key = models.CharField(max_length=KEY_MAX, unique=True)

    class Meta:
        """In the order of time."""

        ordering = ["at", "id"]


class Step(models.TextChoices):
    """How far a decision is."""

    MADE = "made", _("On its way to the guard")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Not taken by the guard")


class DecisionRow(models.Model):
    """The decision on an appeal. ``body``: as the journal has it, of appeals against rulings.

    One that was made elsewhere has no appeal here. ``trouble``: why the guard did not take it.
    """

    id = models.CharField(max_length=64, primary_key=True)
    appeal = models.OneToOneField(
        AppealRow, on_delete=models.PROTECT, null=True, blank=True, related_name="decision"
    )
    ruling_of = models.CharField(max_length=64, blank=True, db_index=True)
    decided_at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    decided_by = models.CharField(max_length=150)
    overturned = models.BooleanField()
    reasons = models.TextField()
    step = models.CharField(max_length=8, choices=Step.choices, default=Step.MADE)
    done_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        """Found by what the guard has not taken yet, and by time."""

        indexes = [
            models.Index(fields=["step", "decided_at"], name="decision_by_step"),
            models.Index(fields=["-decided_at"], name="decision_by_time"),
        ]

    @property
    def decision(self) -> AppealDecision:
        """The decision itself."""
        return msgspec.json.decode(self.body, type=AppealDecision)


class RedressAsk(models.Model):
    """What somebody wrote about a call that was blocked, until it is known whether there is such a call.

    ``near``: when they say it was. ``place``: whom it came from, by a hash that only this console can make.
    """

    class Found(models.TextChoices):
        """Whether there is such a blocked call."""

        WAITING = "waiting", _("Not looked for yet")
        YES = "yes", _("Found")
        NO = "no", _("Not found")

    key = models.CharField(max_length=KEY_MAX, primary_key=True)
    quoted = models.CharField(max_length=64)
    near = models.DateTimeField()
    contact = models.EmailField()
    text = models.TextField()
    language = models.CharField(max_length=2)
    place = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    found = models.CharField(max_length=8, choices=Found.choices, default=Found.WAITING)
    appeal = models.OneToOneField(AppealRow, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        """Found by what waits, and counted by place and time."""

        indexes = [
            models.Index(fields=["found", "received_at"], name="redress_waiting"),
            models.Index(fields=["place", "received_at"], name="redress_by_place"),
            models.Index(fields=["received_at"], name="redress_by_time"),
        ]
