"""What was drawn, what people said of it, and which rules only observe because their rulings fell."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fairline.console.cases.models import NAME_MAX, Case


class Draw(models.Model):
    """One draw of a week. The same seed, week, size and journal give the same samples.

    ``first`` and ``last``: the entries of the journal of that week. ``read``: how many of them were read,
    ``found``: how many automated answers stood there. ``number``: several draws may be made of one week.
    """

    week = models.DateField()
    number = models.PositiveIntegerField()
    seed = models.CharField(max_length=32)
    size = models.PositiveIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    read = models.BigIntegerField()
    found = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        """Each draw of a week once."""

        constraints = [models.UniqueConstraint(fields=["week", "number"], name="each_draw_once")]

    @property
    def entries(self) -> int:
        """How many entries the week has."""
        return self.last - self.first + 1 if self.last else 0


class Kind(models.TextChoices):
    """What is looked at."""

    ANSWER = "answer", _("Answer before it happened")
    FINDING = "finding", _("Finding")
    CASE = "case", _("Closed case")


class Said(models.TextChoices):
    """What somebody says of an answer."""

    RIGHT = "right", _("Right")
    WRONG = "wrong", _("Wrong")
    UNKNOWN = "unknown", _("Cannot tell")


class Sample(models.Model):
    """Something to look at. Its id is drawn by chance and tells nothing of where it comes from.

    ``source``: the number of the entry, the id of the finding or of the case. ``wanted``: how many people are
    to judge it; 0: everybody. ``golden``: the known answer, empty if there is none. ``first``: of a closed
    case, what its ruling said of the findings.
    """

    id = models.CharField(max_length=16, primary_key=True)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="samples")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    source = models.CharField(max_length=64)
    account = models.CharField(max_length=NAME_MAX)
    rules = models.TextField()
    at = models.DateTimeField()
    body = models.TextField(blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    wanted = models.PositiveSmallIntegerField()
    said = models.PositiveSmallIntegerField(default=0)
    first = models.CharField(max_length=8, choices=Said.choices, blank=True)
    golden = models.CharField(max_length=8, choices=Said.choices, blank=True)
    why = models.TextField(blank=True)
    planted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """Each thing once a draw."""

        constraints = [
            models.UniqueConstraint(fields=["draw", "kind", "source"], name="each_sample_once"),
        ]
        indexes = [models.Index(fields=["at"], name="sample_by_time")]

    @property
    def rule_names(self) -> list[str]:
        """The rules that the answer rests on."""
        return self.rules.split()


class Judgment(models.Model):
    """What one person said of one sample. ``place``: 1 for whoever said it first."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="judgments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = models.CharField(max_length=8, choices=Said.choices)
    reason = models.TextField()
    place = models.PositiveSmallIntegerField()

    class Meta:
        """One of a person and a sample; one first and one second."""

        constraints = [
            models.UniqueConstraint(fields=["sample", "by"], name="one_judgment_a_person"),
            models.UniqueConstraint(fields=["sample", "place"], name="one_judgment_a_place"),
        ]
        indexes = [models.Index(fields=["by", "at"], name="judgment_by_person")]


class Demoted(models.Model):
    """A rule that only observes because too many of its rulings were overturned, until two seniors lift it.

    ``hits`` of ``base`` rulings were overturned; the limit is as it was then. ``told_at``, ``lift_told_at``:
    when the guard had it.
    """

    rule = models.CharField(max_length=100)
    at = models.DateTimeField()
    hits = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    limit = models.FloatField()
    told_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_told_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    class Meta:
        """One at a time for a rule."""

        constraints = [
            models.UniqueConstraint(
                fields=["rule"], condition=models.Q(lifted_at=None), name="one_demotion_a_rule"
            )
        ]
