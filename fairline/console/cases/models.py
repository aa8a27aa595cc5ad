"""Findings as the journal has them, and the cases that they gather into."""

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairline.guard.records import FindingRecord

NAME_MAX = 200  # ours: characters of whatever has a name


class Cursor(models.Model):
    """How far the journal has been read, and the policy's version there."""

    name = models.CharField(max_length=32, primary_key=True)
    sequence = models.BigIntegerField(default=0)
    policy = models.CharField(max_length=64, blank=True)


class State(models.TextChoices):
    """Where a case is."""

    OPEN = "open", _("Open")
    HELD = "held", _("On hold")
    ASKED = "asked", _("Customer asked")
    CLOSED = "closed", _("Closed")


class Case(models.Model):
    """Findings of one account that people look at together.

    ``harm``: S1 to S4, by severity until a person says otherwise. ``evidence``: the strongest class.
    ``weight``: by what the queue is sorted, harm before evidence. ``clauses``: letters, ``rules``: names,
    each once, in order. ``version`` counts changes by people: of two who act on one, the second is told.
    """

    account = models.CharField(max_length=NAME_MAX)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    severity = models.PositiveSmallIntegerField()
    harm = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=1)
    weight = models.PositiveIntegerField()
    clauses = models.CharField(max_length=26)
    rules = models.TextField()
    findings_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    escalated_to = models.CharField(max_length=16, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """One open case an account; sorted by weight, the longest waiting first."""

        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=~Q(state=State.CLOSED), name="one_open_case_an_account"
            )
        ]
        indexes = [
            models.Index(F("state"), F("weight").desc(), F("opened_at"), F("id"), name="case_queue"),
            # The queue without a filter: all that is not closed, already in order.
            models.Index(
                F("weight").desc(),
                F("opened_at"),
                F("id"),
                condition=~Q(state=State.CLOSED),
                name="case_waiting",
            ),
            models.Index(fields=["account", "opened_at"], name="case_by_account"),
            models.Index(fields=["holder", "state"], name="case_by_holder"),
            models.Index(fields=["state", "due_at"], name="case_by_due"),
        ]

    def __str__(self) -> str:
        """Return how people call it."""
        return f"#{self.pk}"

    @property
    def rule_names(self) -> list[str]:
        """The names of the rules that were broken."""
        return self.rules.split()


class Finding(models.Model):
    """A rule broken by one key in one spell. The newest entry of an id counts; ``body`` is its JSON."""

    id = models.CharField(max_length=32, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    account = models.CharField(max_length=NAME_MAX)
    rule = models.CharField(max_length=100)
    letter = models.CharField(max_length=1)
    severity = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=1)
    since = models.DateTimeField()
    until = models.DateTimeField()
    open = models.BooleanField()
    observed = models.BooleanField()
    """Whether its rule only observed: it gathers into no case by itself."""
    sequence = models.BigIntegerField()
    seen_at = models.DateTimeField()
    policy = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        """Found by case, by account and by rule, the latest first."""

        indexes = [
            models.Index(fields=["case", "-until"], name="finding_by_case"),
            models.Index(fields=["account", "rule", "-until"], name="finding_by_account"),
            models.Index(fields=["rule", "-until"], name="finding_by_rule"),
            models.Index(fields=["-seen_at"], name="finding_by_time"),
            # All that a case's page adds up stands in it: the table is not read for it.
            models.Index(
                fields=["case", "rule", "-severity", "-until", "id", "since", "observed"],
                name="finding_by_weight",
            ),
        ]

    @property
    def record(self) -> FindingRecord:
        """The entry itself."""
        return msgspec.json.decode(self.body, type=FindingRecord)


class CaseEvent(models.Model):
    """Something that happened to a case: by whom, when, and what they wrote."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=32)
    text = models.TextField(blank=True)

    class Meta:
        """In the order of time."""

        ordering = ["at", "id"]


class Snooze(models.Model):
    """Findings of one rule on one account that make no case until a day, and why."""

    account = models.CharField(max_length=NAME_MAX)
    rule = models.CharField(max_length=100)
    until = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        """One at a time for a rule and an account."""

        constraints = [models.UniqueConstraint(fields=["account", "rule"], name="one_snooze_a_rule")]


class Mark(models.Model):
    """A number, address or device that findings on an account name: what two accounts may have in common."""

    name = models.CharField(max_length=32)
    value = models.CharField(max_length=NAME_MAX)
    account = models.CharField(max_length=NAME_MAX)

    class Meta:
        """Each once; found by what is the same."""

        constraints = [models.UniqueConstraint(fields=["name", "value", "account"], name="one_mark")]
        indexes = [models.Index(fields=["account"], name="mark_by_account")]


class Linked(models.Model):
    """Two accounts that linkage found to have something in common; ``account`` is the newer of the two."""

    account = models.CharField(max_length=NAME_MAX)
    other = models.CharField(max_length=NAME_MAX)
    attribute = models.CharField(max_length=32)
    at = models.DateTimeField()
    overlap = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    sanctioned_at = models.DateTimeField(null=True)
    """When the other was last suspended or terminated, before the link was found."""

    class Meta:
        """Each attribute once for two accounts; found from both."""

        constraints = [models.UniqueConstraint(fields=["account", "other", "attribute"], name="one_link")]
        indexes = [models.Index(fields=["other"], name="link_by_other")]


class Tally(models.Model):
    """How many findings of a rule and a severity were first seen on a day."""

    day = models.DateField()
    rule = models.CharField(max_length=100)
    severity = models.PositiveSmallIntegerField()
    findings = models.PositiveIntegerField()

    class Meta:
        """Each once; found by day."""

        constraints = [models.UniqueConstraint(fields=["day", "rule", "severity"], name="one_tally")]


class Seen(models.Model):
    """The last day on which a rule was newly found broken by an account."""

    rule = models.CharField(max_length=100)
    account = models.CharField(max_length=NAME_MAX)
    day = models.DateField()

    class Meta:
        """Each once; counted by rule and day."""

        constraints = [models.UniqueConstraint(fields=["rule", "account"], name="one_seen")]
        indexes = [models.Index(fields=["rule", "day"], name="seen_by_rule")]
