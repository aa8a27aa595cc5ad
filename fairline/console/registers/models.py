"""Drafts, which people change, and published versions, which nobody does."""

import msgspec
from django.conf import settings
from django.db import models

from fairline.console.registers.wording import Wording
from fairline.policy import Interpretation

TERM_MAX = 100  # ours: characters of a word of the policy


class Draft(models.Model):
    """A version that is being written. ``number``: of the interpretation it follows, ``None`` for a new word.

    ``authors``: everybody who wrote at it; another person has to publish it. ``version`` counts changes.
    """

    number = models.PositiveIntegerField(null=True, blank=True)
    term = models.CharField(max_length=TERM_MAX)
    in_force_from = models.DateField()
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    body = models.TextField()

    @property
    def wording(self) -> Wording:
        """Its words."""
        return msgspec.json.decode(self.body, type=Wording)


class Version(models.Model):
    """A published interpretation. The database itself refuses to change or delete one."""

    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    term = models.CharField(max_length=TERM_MAX)
    published_on = models.DateField()
    in_force_from = models.DateField()
    published_at = models.DateTimeField()
    written_by = models.TextField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()

    class Meta:
        """Each version of an interpretation once."""

        constraints = [models.UniqueConstraint(fields=["number", "version"], name="each_version_once")]

    @property
    def interpretation(self) -> Interpretation:
        """The version as the policy has it."""
        wording = msgspec.json.decode(self.body, type=Wording)
        return wording.made(self.number, self.version, self.published_on, self.in_force_from)
